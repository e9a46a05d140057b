"""The real gateway for the attackers, and what they come with."""

import uuid
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import select

from parley.db.tables import conversations, grants, principals
from parley.gateway.visitors import COOKIE
from tests.support.chat import opened
from tests.support.desk import make_desk
from tests.support.gateway import KEY, ServedGateway, serving_gateway
from tests.support.rasa import serving_rasa
from tests.support.signing_in import asks_to_connect, link_in
from tests.support.stores import copied


@pytest.fixture(scope="module")
def _served(_served_sandbox, _migrated, tmp_path_factory, _world_clock):
    folder = tmp_path_factory.mktemp("attacked")
    url = copied(_migrated, folder)
    with (
        serving_rasa() as rasa,
        serving_gateway(rasa, _served_sandbox, url, folder, _world_clock) as gateway,
    ):
        yield gateway


@pytest.fixture
def gateway(_served, calendly):
    """The gateway; its Rasa answers "connect" with the connect button."""
    _served.rasa.reset()
    _served.rasa.answer = asks_to_connect
    return _served


@pytest.fixture
def sender():
    """Somebody new on REST."""
    return f"sender-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def link(gateway, sender):
    """The connect link that `sender` was given."""
    return link_in(gateway.say(sender, "connect").json()[-1])


@pytest.fixture
def desk(gateway, calendly, clock):
    """The account services on the gateway's own database, as its actions would use them."""
    return make_desk(gateway.database, calendly, clock, (KEY,))


@dataclass
class Visitor:
    """Somebody with the web chat open in a browser."""

    gateway: ServedGateway
    browser: httpx.Client

    @property
    def name(self) -> str:
        """Return the id by which the gateway knows the browser."""
        return self.browser.cookies[COOKIE].partition(".")[0]

    async def connect_link(self) -> str:
        """Ask the bot for something that needs an account, and return the link it gives."""
        async with opened(self.gateway.url, cookies=self.browser.cookies) as chat:
            await chat.begin()
            await chat.say("connect")
            while "buttons" not in (said := await chat.next("bot_uttered")):
                pass  # News of the sign-in before may come first.
            return link_in(said)

    def live(self) -> list[str]:
        """Return the names of the accounts that are live in this chat."""
        return live(self.gateway, "web", self.name)


@pytest.fixture
def visit(gateway):
    """Give a function that opens the web chat in a browser of its own."""
    browsers: list[httpx.Client] = []

    def visit() -> Visitor:
        browsers.append(gateway.browser())
        assert browsers[-1].get("/").status_code == 200
        return Visitor(gateway, browsers[-1])

    yield visit
    for browser in browsers:
        browser.close()


def live(gateway: ServedGateway, channel: str, address: str) -> list[str]:
    """Return the names of the accounts that are live for this person."""
    query = (
        select(grants.c.name)
        .join(principals, principals.c.id == grants.c.principal_id)
        .where(principals.c.channel == channel, principals.c.address == address, grants.c.state == "live")
    )
    with gateway.database.read() as connection:
        return list(connection.execute(query).scalars())


def conversation_of(gateway: ServedGateway, channel: str, address: str) -> str:
    """Return the id by which Rasa knows this person's conversation."""
    query = (
        select(conversations.c.id)
        .join(principals, principals.c.id == conversations.c.principal_id)
        .where(principals.c.channel == channel, principals.c.address == address)
    )
    with gateway.database.read() as connection:
        return connection.execute(query).scalar_one()
