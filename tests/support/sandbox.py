"""The one fake Calendly of all tests: the real sandbox application, over real HTTP."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests

from parley.sandbox.app import create_app
from parley.sandbox.settings import SandboxSettings
from tests.support.serving import listen, serving

CLIENT_ID = "parley-sandbox"
CLIENT_SECRET = "parley-sandbox-secret"


class Sandbox:
    """A sandbox in this process, and the doors that tests use."""

    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self) -> None:
        """Forget grants, requests and switches."""
        self._door("POST", "reset")

    def expire(self) -> None:
        """Expire every access token now."""
        self._door("POST", "expire")

    def switch(self, **switches: Any) -> None:
        """Misbehave: `latency_ms`, `status`, `paths`."""
        self._door("PUT", "switches", json=switches)

    def arm(self, fault: dict[str, Any]) -> None:
        """Make one call go wrong in this way, until the next `reset`."""
        self._door("POST", "faults", json=fault)

    def well(self) -> None:
        """Behave again."""
        self._door("DELETE", "switches")

    def asked(self) -> list[dict[str, Any]]:
        """Return the requests so far; `status` is None while one is being answered."""
        return self._door("GET", "requests")["requests"]

    def count(self, call: str) -> int:
        """Return how often a call such as `POST /oauth/token` was made."""
        return self._door("GET", "requests")["counts"].get(call, 0)

    def counts(self) -> dict[str, int]:
        """Return how often each call was made."""
        return self._door("GET", "requests")["counts"]

    def consent(self, authorization_url: str, person: str = "ana", decision: str = "allow") -> str:
        """Decide on the consent page as a person would, and return the address it leads to."""
        parts = urlsplit(authorization_url)
        fields = {**dict(parse_qsl(parts.query)), "person": person, "decision": decision}
        answer = requests.post(f"{self.url}/oauth/authorize", data=fields, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def _door(self, method: str, name: str, **more: Any) -> Any:
        answer = requests.request(method, f"{self.url}/_sandbox/{name}", timeout=10, **more)
        answer.raise_for_status()
        return answer.json()


def query_of(url: str) -> dict[str, str]:
    """Return the query of an address, each name once."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def serving_sandbox(clock: Callable[[], datetime]) -> Iterator[Sandbox]:
    """Serve a sandbox that keeps its state in memory."""
    settings = SandboxSettings(
        _env_file=None, state=None, client_id=CLIENT_ID, client_secret=CLIENT_SECRET, redirect_uri=None
    )
    listener, url = listen()
    with serving(create_app(settings, clock), listener):
        yield Sandbox(url)
