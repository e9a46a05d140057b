"""Ana's account as the house, and visitors who book with her."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from parley.calendly.scopes import EVERYTHING
from parley.scheduling.booking import Booking
from parley.scheduling.event_types import EventTypes
from parley.scheduling.openings import Openings
from parley.scheduling.outcomes import Booked
from parley.visits.parts import make_visits
from tests.scheduling.drafts import complete
from tests.support.desk import make_desk


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def desk(database, calendly, clock):
    """The account services, with Ana's account linked as the house's."""
    desk = make_desk(database, calendly, clock)
    desk.connect(desk.house.conversation(), "ana", scopes=EVERYTHING)
    return desk


@pytest.fixture
def house(desk):
    """Ana's own account, whole."""
    return desk.house.account(EVERYTHING)


@pytest.fixture
def visits(desk, clock):
    return make_visits(desk.database, desk.vault, desk.accounts, clock)


@pytest.fixture
def calendars(visits):
    return visits.calendars


@pytest.fixture
def visit(desk, calendars):
    """Give a function that returns the house account as a visitor of this name gets it."""

    def visit(name="vera"):
        return calendars.host.account(calendars.visitor(desk.meet(name).id), EVERYTHING)

    return visit


@pytest.fixture
def first(house, clock, threads):
    """Give a function that returns an opening of a type within ten days: the first, or the one at a place."""
    openings = Openings(house, clock, threads)

    def first(event_type, place=0):
        return openings.between(event_type.uri, clock(), clock() + timedelta(days=10))[place].start_time

    return first


@pytest.fixture
def draft(house, first):
    """Give a function that drafts a whole booking of a type by its name."""

    def draft(name="Intro Call", place=0, **changes):
        offer = next(one for one in EventTypes(house).bookable() if one.name == name)
        return complete(offer.event_type, first(offer.event_type, place), **changes), offer.event_type

    return draft


@pytest.fixture
def book(clock, threads, draft):
    """Give a function that books with an account, and returns what was booked."""

    def book(account, name="Intro Call", key="key-1", place=0, **changes):
        drafted, event_type = draft(name, place, **changes)
        booked = Booking(account, clock, threads).book(drafted, event_type, key)
        assert isinstance(booked, Booked), booked
        return booked

    return book
