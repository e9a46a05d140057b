"""The newsdesk on a SQLite file, the sandbox as Calendly, and somebody outside."""

from datetime import timedelta

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.notices.hooks import NEEDED
from parley.notices.parts import Ears, make_newsdesk
from tests.calendly.world_time import WorldTime
from tests.support.desk import make_desk

EARS = Ears("https://bot.invalid/webhooks/calendly", timedelta(minutes=5), timedelta(seconds=15))


@pytest.fixture
def desk(sqlite, calendly, clock):
    """The account services. Looks are patient with Calendly: what they wait is over at once."""
    return make_desk(sqlite, calendly, clock, timer=WorldTime().timer)


@pytest.fixture
def newsdesk(desk, clock):
    """What listens to calendars."""
    return make_newsdesk(desk.database, desk.vault, desk.accounts, clock, EARS)


@pytest.fixture
def link(desk):
    """Give a function that links an account, for webhooks unless told otherwise, and returns the grant."""

    def link(name="ana", person="ana", *, hooks=True):
        conversation = desk.meet(name)
        return desk.connect(conversation, person, scopes=READ_EVENTS | NEEDED if hooks else READ_EVENTS).grant

    return link


@pytest.fixture
def heard(newsdesk):
    """Give a function that looks at a grant's calendar and returns what is heard, each with the invitee."""

    def heard(grant):
        found = []
        newsdesk.looks.look(grant.id, lambda one: found.append((one.kind.value, one.invitee)))
        return found

    return heard
