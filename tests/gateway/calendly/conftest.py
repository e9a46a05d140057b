"""A gateway that Calendly can reach, and somebody whose calendar it listens to."""

import time
from datetime import timedelta

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.notices.hooks import NEEDED
from parley.notices.parts import PATH, Ears, make_newsdesk
from tests.gateway.calendly.deliveries import SIGNING
from tests.support.desk import make_desk
from tests.support.gateway import KEY, serving_gateway
from tests.support.jobs import calm
from tests.support.stores import copied

GATHER = 0.5


class TickingClock:
    """The tests' clock, going on from where it stands."""

    def __init__(self, stands):
        self._stands = stands
        self.begin()

    def begin(self):
        """Begin where the other clock stands."""
        self._begun = time.monotonic()

    def __call__(self):
        return self._stands() + timedelta(seconds=time.monotonic() - self._begun)


@pytest.fixture(scope="module")
def _ticking(_world_clock):
    return TickingClock(_world_clock)


@pytest.fixture(scope="module")
def _hearing(_rasa, _served_sandbox, _migrated, tmp_path_factory, _ticking):
    folder = tmp_path_factory.mktemp("hearing")
    more = {"calendly_webhook_key": f"an-older-key,{SIGNING}", "gather_seconds": GATHER}
    with serving_gateway(_rasa, _served_sandbox, copied(_migrated, folder), folder, _ticking, **more) as gateway:
        yield gateway


@pytest.fixture
def gateway(_hearing, rasa, calendly, _ticking):
    """A gateway that Calendly can reach."""
    _ticking.begin()
    yield _hearing
    rasa.reset()
    calm()


@pytest.fixture
def desk(gateway, calendly, clock):
    """The account services on the gateway's database."""
    return make_desk(gateway.database, calendly, clock, (KEY,))


@pytest.fixture
def newsdesk(desk, gateway, clock):
    """The newsdesk as the gateway has it."""
    ears = Ears(f"{gateway.url}{PATH}", timedelta(minutes=5), timedelta(seconds=GATHER))
    return make_newsdesk(desk.database, desk.vault, desk.accounts, clock, ears)


@pytest.fixture
def ana(desk, newsdesk, sender):
    """The chat of somebody who linked Ana's account and is subscribed."""
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    desk.connect(conversation, scopes=READ_EVENTS | NEEDED)
    subscribe(newsdesk)
    yield conversation
    desk.unlinking.unlink_all(conversation.id)


def subscribe(newsdesk):
    """Do what the chore does: subscribe whoever is not yet."""
    for grant_id in newsdesk.hooks.due():
        newsdesk.hooks.tend(grant_id)


@pytest.fixture
def hook_id(ana, outsider):
    """The last part of the address of Ana's subscription."""
    return outsider.hooks()[-1]["callback_url"].rsplit("/", 1)[-1]
