"""Whose calendar a request is about, by mode, by what is asked, and by what somebody has linked or booked."""

import pytest

from parley.accounts.access import NeedsAccount
from parley.calendly.errors import NotFound, ReconnectNeeded
from parley.calendly.scopes import BOOK, EVERYTHING, READ_EVENTS
from parley.visits.host import HouseClosed, VisitorAccount
from parley.visits.parts import make_visits
from tests.support.desk import make_desk


@pytest.fixture
def in_mode(desk, clock):
    """Give a function that returns the calendars in a mode."""
    return lambda mode: make_visits(desk.database, desk.vault, desk.accounts, clock, mode).calendars


def test_in_mode_per_user_there_is_no_house_for_anybody(in_mode, desk):
    calendars, stranger = in_mode("per-user"), desk.meet("stranger").id
    with pytest.raises(NeedsAccount):
        calendars.account(stranger, BOOK)
    assert not calendars.is_visitor(stranger)


def test_in_mode_house_everybody_is_a_visitor_even_with_an_account_of_their_own(in_mode, desk):
    calendars, ben = in_mode("house"), desk.meet("ben")
    desk.connect(ben, "ben", scopes=EVERYTHING)
    for scopes in (READ_EVENTS, BOOK, EVERYTHING):
        account = calendars.account(ben.id, scopes)
        assert isinstance(account, VisitorAccount)
        assert account.owner.name == "Ana Keller"
    assert calendars.is_visitor(ben.id)


def test_in_mode_both_ones_own_account_comes_first(in_mode, desk):
    calendars, ben = in_mode(None), desk.meet("ben")
    assert isinstance(calendars.account(ben.id, BOOK), VisitorAccount)
    with pytest.raises(NeedsAccount):
        calendars.account(ben.id, READ_EVENTS)
    desk.connect(ben, "ben", scopes=EVERYTHING)
    for scopes in (READ_EVENTS, BOOK):
        account = calendars.account(ben.id, scopes)
        assert not isinstance(account, VisitorAccount)
        assert account.owner.name == "Ben Ortiz"
    assert not calendars.is_visitor(ben.id)


def test_an_account_that_ended_is_still_ones_own(in_mode, desk, clock):
    calendars, ben = in_mode("both"), desk.meet("ben")
    grant = desk.connect(ben, "ben", scopes=EVERYTHING).grant
    desk.oauth.revoke(grant.tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises(ReconnectNeeded):
        calendars.account(ben.id, READ_EVENTS).calendly.current_user()
    with pytest.raises(ReconnectNeeded):
        calendars.account(ben.id, BOOK)


def test_in_mode_both_a_calendar_with_bookings_in_it_is_shown(in_mode, desk, visit, book):
    booked = book(visit("vera"))
    account = in_mode("both").account(desk.meet("vera").id, READ_EVENTS)
    assert isinstance(account, VisitorAccount)
    assert account.calendly.events.get(booked.event_id).id == booked.event_id


def test_the_house_itself_is_nobodys_own_account_by_its_id(in_mode, desk):
    grant_id = desk.house.linked().id
    with pytest.raises(NeedsAccount):
        in_mode("both").account(desk.meet("thief").id, READ_EVENTS, grant_id)


def test_times_are_the_visitors_own(visit, desk):
    walt = desk.meet("walt")
    assert visit("walt").owner.time_zone == "Europe/Berlin"
    desk.people.prefer(walt.principal_id, channel_zone="Pacific/Auckland", clock="12h")
    owner = visit("walt").owner
    assert (owner.time_zone, owner.time_notation) == ("Pacific/Auckland", "12h")
    desk.people.prefer(walt.principal_id, chosen_zone="Asia/Tokyo")
    assert visit("walt").owner.time_zone == "Asia/Tokyo"


def test_a_house_that_cannot_be_used_is_closed_and_never_asks_the_visitor_for_anything(
    database, calendly, clock, in_mode, desk
):
    visitor = desk.meet("vera").id
    account = in_mode("house").account(visitor, BOOK)
    desk.oauth.revoke(desk.grants.of(desk.house.conversation().principal_id).tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises(HouseClosed):
        list(account.calendly.event_types.list(user=account.owner.uri))
    with pytest.raises(HouseClosed):
        in_mode("house").account(visitor, BOOK)
    none = make_desk(database, calendly, clock, house_token="over")
    with pytest.raises(HouseClosed):
        make_visits(none.database, none.vault, none.accounts, clock, "house").calendars.account(visitor, BOOK)


def test_bookings_of_another_host_do_not_show_when_the_house_changes(desk, visit, book):
    booked = book(visit("vera"))
    desk.unlinking.unlink_all(desk.house.conversation().id)
    desk.connect(desk.house.conversation(), "priya", scopes=EVERYTHING)
    assert desk.house.account(EVERYTHING).owner.name == "Priya Nair"
    with pytest.raises(NotFound):
        visit("vera").calendly.events.get(booked.event_id)
