"""One gateway for all tests of it: each test is people whom it has never met."""

import uuid
from contextlib import asynccontextmanager

import httpx
import pytest

from parley.gateway.app import make_app
from tests.support.chat import opened
from tests.support.gateway import make_page, make_settings, serving_gateway
from tests.support.jobs import calm
from tests.support.rasa import serving_rasa
from tests.support.stores import copied


@pytest.fixture(scope="session")
def _rasa():
    with serving_rasa() as rasa:
        yield rasa


@pytest.fixture(scope="session")
def _gateway(_rasa, _served_sandbox, _migrated, tmp_path_factory, _world_clock):
    folder = tmp_path_factory.mktemp("gateway")
    with serving_gateway(_rasa, _served_sandbox, copied(_migrated, folder), folder, _world_clock) as gateway:
        yield gateway


@pytest.fixture
def rasa(_rasa):
    """Where Rasa would be, having heard nothing."""
    _rasa.reset()
    return _rasa


@pytest.fixture
def gateway(_gateway, rasa, calendly):
    """The served gateway. What it still has to tell afterwards is told before the next test."""
    yield _gateway
    rasa.reset()
    calm()


@pytest.fixture
def browser(gateway):
    """A browser that has opened the chat page."""
    with gateway.browser() as browser:
        browser.get("/")
        yield browser


@pytest.fixture
async def chat(gateway, browser):
    """The chat in an open tab of that browser."""
    async with opened(gateway.url, cookies=browser.cookies) as chat:
        await chat.begin()
        yield chat


@pytest.fixture
def sender():
    """Somebody new."""
    return f"sender-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def in_process(rasa, calendly, sqlite_url, tmp_path, clock):
    """Give a context that has a gateway in this event loop, where requests arrive in the order they are made."""

    @asynccontextmanager
    async def in_process(**more):
        fixed = {"public_url": "http://gateway.test", "database_url": sqlite_url}
        settings = make_settings(rasa, calendly, web=make_page(tmp_path), **{**fixed, **more})
        app = make_app(settings, clock)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        base = settings.public_url
        async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=base) as client:
            client.app = app
            yield client

    return in_process
