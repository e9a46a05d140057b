"""One host's calendar as the sandbox holds it, looked at past every proxy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from tests.support import plain


@dataclass(frozen=True)
class Kept:
    """One invitee of one event, whether or not it still stands."""

    event: str
    name: str
    email: str
    start: datetime
    stands: bool
    cancel_url: str
    reschedule_url: str


class Calendar:
    """One host's calendar."""

    def __init__(self, sandbox: str, person: str) -> None:
        token = plain.post(f"{sandbox}/_sandbox/tokens", json={"person": person}, timeout=60).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "User-Agent": "tests"}
        self._client = plain.Client(base_url=sandbox, headers=headers, timeout=60)
        self._user: str = self._get("/users/me")["resource"]["uri"]
        types = self._get("/event_types", user=self._user, count=100)["collection"]
        self._types = {one["name"]: one for one in types}

    def all(self) -> list[Kept]:
        """Return everything that was ever booked from now on."""
        now = datetime.now(UTC).isoformat()
        events = self._get("/scheduled_events", user=self._user, min_start_time=now, count=100)["collection"]
        return [_kept(event, who) for event in events for who in self._invitees(event["uri"])]

    def book(self, kind: str, start: datetime, name: str, email: str) -> None:
        """Book, as somebody else would."""
        event_type = self._types[kind]
        invitee = {"name": name, "email": email, "timezone": "UTC"}
        place = {"kind": event_type["locations"][0]["kind"]}
        body = {"event_type": event_type["uri"], "start_time": start.astimezone(UTC).isoformat(), "invitee": invitee}
        _patiently()(self._book, {**body, "location": place}, (email, start))

    def leave(self, booking: Kept) -> None:
        """Cancel a booking on its page, as the invitee would."""
        answer = plain.post(booking.cancel_url, data={"reason": "ill"}, timeout=60)
        assert answer.status_code == 303, answer.text

    def move(self, booking: Kept, start: datetime) -> None:
        """Move a booking on its page, as the invitee would."""
        page = f"{booking.reschedule_url}/{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        answer = plain.post(page, data={"name": booking.name, "email": booking.email}, timeout=60)
        assert answer.status_code == 303, answer.text

    def standing(self, place: tuple[str, datetime]) -> Kept:
        """Return the booking that somebody (an address) has at a time."""
        return next(one for one in self.all() if one.stands and (one.email, one.start) == place)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _book(self, body: dict[str, Any], place: tuple[str, datetime]) -> None:
        try:
            self._client.post("/invitees", json=body).raise_for_status()
        except httpx.HTTPError:  # What was armed for the bot, and it may have been booked all the same.
            if not any(one.stands and (one.email, one.start) == place for one in self.all()):
                raise

    def _invitees(self, event: str) -> list[dict[str, Any]]:
        path = f"/scheduled_events/{event.rsplit('/', 1)[-1]}/invitees"
        found: list[dict[str, Any]] = self._get(path, count=100)["collection"]
        return found

    def _get(self, path: str, **params: Any) -> dict[str, Any]:
        answer = _patiently()(self._answer, path, params)
        body: dict[str, Any] = answer.json()
        return body

    def _answer(self, path: str, params: dict[str, Any]) -> httpx.Response:
        # What was armed for the bot may meet this look instead.
        return self._client.get(path, params=params).raise_for_status()


def _patiently() -> Retrying:
    return Retrying(retry=retry_if_exception_type(httpx.HTTPError), stop=stop_after_attempt(20), reraise=True)


def _kept(event: dict[str, Any], who: dict[str, Any]) -> Kept:
    stands = event["status"] == "active" and who["status"] == "active"
    start = datetime.fromisoformat(event["start_time"])
    return Kept(event["uri"], who["name"], who["email"], start, stands, who["cancel_url"], who["reschedule_url"])
