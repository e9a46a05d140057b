"""Somebody outside with a browser, on the pages that Calendly's stand-in has for booking, cancelling and moving."""

import re
from collections.abc import Generator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.support import plain

LENA = {"name": "Lena Brandt", "email": "lena.brandt@example.org"}


class Outsider:
    """Books with a host, and changes that again; and the host's own view, with a token of everything."""

    def __init__(self, sandbox_url: str, host: str = "ana") -> None:
        self._url = sandbox_url
        self.browser = plain.Client(base_url=sandbox_url, timeout=30)
        token = _Token(sandbox_url, host)
        self.api = plain.Client(base_url=sandbox_url, headers={"User-Agent": "tests"}, auth=token, timeout=30)
        self.owner = self.api.get("/users/me").json()["resource"]["uri"]

    def books(
        self, kind: str = "Intro Call", place: int = 0, start: str | None = None, **fields: str
    ) -> dict[str, Any]:
        """Book an opening of a type by its place on the page, or by its start in UTC; return the invitee."""
        path = urlsplit(self._type(kind)["scheduling_url"]).path
        self._fill(f"{path}/{start}" if start else self._times(path)[place], {**LENA, **fields})
        return self.invitees({**LENA, **fields}["email"])[-1]

    def cancels(self, invitee: dict[str, Any], reason: str = "") -> None:
        """Cancel by the invitee's own link."""
        answer = self.browser.post(urlsplit(invitee["cancel_url"]).path, data={"reason": reason})
        assert answer.status_code in (200, 303), answer.text

    def moves(self, invitee: dict[str, Any], place: int = -1) -> dict[str, Any]:
        """Move by the invitee's own link, to an opening by its place on the page; return the new invitee."""
        who = {"name": invitee["name"], "email": invitee["email"]}
        self._fill(self._times(urlsplit(invitee["reschedule_url"]).path)[place], who)
        return self.api.get(_path(self.now(invitee)["new_invitee"])).json()["resource"]

    def host_cancels(self, invitee: dict[str, Any], reason: str = "") -> None:
        """Cancel as the host does at Calendly."""
        answer = self.api.post(f"{_path(invitee['event'])}/cancellation", json={"reason": reason} if reason else {})
        assert answer.status_code == 201, answer.text

    def host_marks(self, invitee: dict[str, Any]) -> str:
        """Mark a no-show as the host does at Calendly; return the mark."""
        answer = self.api.post("/invitee_no_shows", json={"invitee": invitee["uri"]})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["resource"]["uri"])

    def host_unmarks(self, mark: str) -> None:
        """Take the mark back."""
        assert self.api.delete(_path(mark)).status_code == 204

    def status(self, event_id: str) -> str:
        """Return whether an event stands."""
        return str(self.api.get(f"/scheduled_events/{event_id}").json()["resource"]["status"])

    def now(self, invitee: dict[str, Any]) -> dict[str, Any]:
        """Return an invitee as it is now."""
        return dict(self.api.get(_path(invitee["uri"])).json()["resource"])

    def invitees(self, email: str) -> list[dict[str, Any]]:
        """Return the bookings of an address, the earliest made first."""
        query = {"user": self.owner, "invitee_email": email, "count": 100}
        events = self.api.get("/scheduled_events", params=query).json()["collection"]
        found = [
            one
            for event in events
            for one in self.api.get(f"{_path(event['uri'])}/invitees", params={"email": email}).json()["collection"]
        ]
        return sorted(found, key=lambda one: one["created_at"])

    def hooks(self) -> list[dict[str, Any]]:
        """Return the host's webhook subscriptions."""
        me = self.api.get("/users/me").json()["resource"]
        query = {"organization": me["current_organization"], "scope": "user", "user": me["uri"], "count": 100}
        return list(self.api.get("/webhook_subscriptions", params=query).json()["collection"])

    def close(self) -> None:
        """Leave."""
        self.browser.close()
        self.api.close()

    def _type(self, name: str) -> dict[str, Any]:
        types = self.api.get("/event_types", params={"user": self.owner, "count": 100}).json()["collection"]
        return next(one for one in types if one["name"] == name)

    def _times(self, path: str) -> list[str]:
        text = unescape(self.browser.get(path).text)
        return [found for found in re.findall(r'<li><a href="([^"]+)"', text) if "Z?" in found]

    def _fill(self, address: str, fields: dict[str, str]) -> None:
        answer = self.browser.post(address, data=fields)
        assert answer.status_code == 303, answer.text


class _Token(httpx.Auth):
    """A token of everything, and a new one when time has passed."""

    def __init__(self, sandbox_url: str, host: str) -> None:
        self._door = f"{sandbox_url}/_sandbox/tokens"
        self._host = host
        self._token = self._new()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        answer = yield request
        if answer.status_code == 401:
            self._token = self._new()
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _new(self) -> str:
        return str(plain.post(self._door, json={"person": self._host}).json()["access_token"])


def _path(uri: str) -> str:
    return urlsplit(uri).path
