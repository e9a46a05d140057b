"""Ana with her account, and what she wants to be reminded of."""

import pytest

from parley.calendly.scopes import EVERYTHING
from parley.reminders.parts import make_plans
from parley.reminders.reminder import Calendar
from parley.visits.parts import make_visits


@pytest.fixture
def plans(desk, clock):
    """The reminders and digests."""
    visits = make_visits(desk.database, desk.vault, desk.accounts, clock)
    return make_plans(desk.database, desk.accounts, visits.calendars, clock)


@pytest.fixture
def ana(desk):
    """Ana's conversation, with her account."""
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    return conversation


@pytest.fixture
def account(desk, ana):
    """Ana's account."""
    return desk.access.account(ana.id, EVERYTHING)


@pytest.fixture
def calendar(ana, account):
    """Ana's calendar, as reminders name it."""
    return Calendar(ana.principal_id, ana.id, account.owner.uri)


@pytest.fixture
def coming(account, clock):
    """What comes next in it."""
    found = account.calendly.scheduled_events(user=account.owner.uri, starting_after=clock(), limit=60)
    return [one for one in found if one.start_time > clock()]
