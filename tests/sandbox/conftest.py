"""One sandbox in memory, a clock that stands until it is moved, and a client that checks every answer it gets."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from parley.sandbox.app import create_app
from parley.sandbox.settings import SandboxSettings
from tests.support.serving import listen, serving

from .booking import ALL
from .contract import check
from .oauth_client import OAuthClient
from .subscriber import Live, Receiver, Subscriber
from .visitor import Told, Visitor


class Clock:
    """Time that passes only when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **duration: float) -> None:
        self.now += timedelta(**duration)


class Browser:
    """A blocking HTTP client of one sandbox in this process, which holds each answer against the contract."""

    def __init__(self, app: Any, base_url: str = "http://sandbox.test") -> None:
        self._loop = asyncio.Runner()
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=base_url, event_hooks={"response": [self._check]})

    async def _check(self, response: httpx.Response) -> None:
        await response.aread()
        check(response)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._loop.run(self.http.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> httpx.Response:
        return self.request("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> httpx.Response:
        return self.request("DELETE", path, **more)

    def run(self, coroutine: Any) -> Any:
        return self._loop.run(coroutine)

    def close(self) -> None:
        self._loop.run(self.http.aclose())
        self._loop.close()


def settings(state: Path | None = None, **more: Any) -> SandboxSettings:
    """Settings that neither the environment nor a `.env` can colour."""
    fixed = {"client_id": "parley-sandbox", "client_secret": "parley-sandbox-secret", "redirect_uri": None}
    return SandboxSettings(_env_file=None, state=state, **(fixed | more))


@pytest.fixture
def clock() -> Clock:
    """A Wednesday noon."""
    return Clock(datetime(2026, 11, 18, 12, 0, tzinfo=UTC))


@pytest.fixture
def app(clock: Clock) -> Iterator[Any]:
    app = create_app(settings(), clock)
    yield app
    app.state.sandbox.grants.close()


@pytest.fixture
def browser(app: Any) -> Iterator[Browser]:
    browser = Browser(app)
    yield browser
    browser.close()


@pytest.fixture
def oauth(browser: Browser) -> OAuthClient:
    return OAuthClient(browser)


@pytest.fixture
def ana(oauth):
    """An app that may do everything in Ana's name."""
    return oauth.signed_in(scope=ALL)


@pytest.fixture
def intro(ana):
    return ana.event_type("Intro Call")


@pytest.fixture
def portfolio(ana):
    """A type with several places and questions."""
    return ana.event_type("Portfolio Talk")


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def live(clock):
    listener, url = listen()
    app = create_app(settings(), clock)
    with serving(app, listener):
        yield Live(url, app, clock)


@pytest.fixture
def caller(live):
    return Subscriber(live, OAuthClient(live))


@pytest.fixture
def visitor(browser, oauth):
    return Visitor(browser, oauth)


@pytest.fixture
def told(app):
    """What was announced so far, by name."""
    told = Told(app.state.sandbox.announcements)
    app.state.sandbox.made._announcements = told
    return told.events
