"""An app that asks sample people for their consent, as the bot does, but sharing no code with it."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

REDIRECT = "http://127.0.0.1:8000/oauth/callback"
VERIFIER = "correct-horse-battery-staple-correct-horse-battery"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SCOPE = "users:read organizations:read scheduled_events:read"


@dataclass
class OAuthClient:
    browser: Any
    id: str = "parley-sandbox"
    secret: str = "parley-sandbox-secret"
    redirect: str = REDIRECT

    def request(self, scope: str = SCOPE, **changes: str | None) -> dict[str, str]:
        """The authorization request; a change to None leaves the field out."""
        fields: dict[str, str | None] = {
            "client_id": self.id,
            "redirect_uri": self.redirect,
            "response_type": "code",
            "scope": scope,
            "state": "opaque-state",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (fields | changes).items() if value is not None}

    def ask(self, **changes: str | None) -> httpx.Response:
        return self.browser.get("/oauth/authorize", params=self.request(**changes))

    def decide(self, decision: str, person: str | None = "ana", **changes: Any) -> httpx.Response:
        chosen = {} if person is None else {"person": person}
        return self.browser.post("/oauth/authorize", data={**self.request(**changes), **chosen, "decision": decision})

    def code(self, person: str = "ana", **changes: Any) -> str:
        return parse_qs(urlsplit(self.decide("allow", person, **changes).headers["location"]).query)["code"][0]

    def exchange(self, code: str, **changes: str | None) -> httpx.Response:
        return self._token({"grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect}, changes)

    def refresh(self, token: str) -> httpx.Response:
        form = {"grant_type": "refresh_token", "refresh_token": token}
        return self.browser.post("/oauth/token", data=form, auth=(self.id, self.secret))

    def link(self, person: str = "ana", scope: str = SCOPE) -> dict[str, Any]:
        """The token answer for somebody who allowed everything."""
        answer = self.exchange(self.code(person, scope=scope))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def signed_in(self, person: str = "ana", scope: str = SCOPE) -> "Session":
        return Session(self.browser, self.link(person, scope))

    def end(self, path: str, token: str, **changes: str) -> httpx.Response:
        form = {"client_id": self.id, "client_secret": self.secret, "token": token}
        return self.browser.post(f"/oauth/{path}", data=form | changes)

    def _token(self, form: dict[str, str], changes: dict[str, str | None]) -> httpx.Response:
        fields = {name: value for name, value in ({**form, "code_verifier": VERIFIER} | changes).items() if value}
        return self.browser.post("/oauth/token", data=fields, auth=(self.id, self.secret))


@dataclass
class Session:
    """Calls to the API in one person's name."""

    browser: Any
    tokens: dict[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens['access_token']}"}

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.browser.get(path, params=params or None, headers=self.headers)

    def send(self, method: str, path: str, body: Any = None, **params: Any) -> httpx.Response:
        """A call that changes something; the body goes as JSON."""
        return self.browser.request(method, path, json=body, params=params or None, headers=self.headers)

    def collection(self, path: str, **params: Any) -> list[dict[str, Any]]:
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["collection"]

    def event_type(self, name: str) -> dict[str, Any]:
        """The one of this person's event types with this name."""
        kinds = self.collection("/event_types", user=self.tokens["owner"], count=100)
        return next(kind for kind in kinds if kind["name"] == name)

    def events(self, **params: Any) -> list[dict[str, Any]]:
        """This person's own events."""
        answer = self.get("/scheduled_events", user=self.tokens["owner"], **{"count": 100, **params})
        assert answer.status_code == 200, answer.text
        return answer.json()["collection"]

    def invitees(self, event: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
        answer = self.get(event["uri"] + "/invitees", **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["collection"]
