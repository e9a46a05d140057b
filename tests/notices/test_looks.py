"""Looking at a calendar hears what its deliveries would have told, with few calls."""

from datetime import datetime

import pytest

from parley.notices import looks as looks_module
from parley.notices.happened import Happened, Kind
from tests.support.outsider import Outsider

EVENTS, PEOPLE = "GET /scheduled_events", "GET /scheduled_events/:uuid/invitees"


@pytest.fixture
def grant(link, clock):
    """Ana's account, linked a moment ago."""
    grant = link(hooks=False)
    clock.pass_(seconds=1)
    return grant


def test_a_booking_is_heard_of_once(grant, heard, outsider, clock):
    who = outsider.books()
    clock.pass_(minutes=5)
    assert heard(grant) == [("booked", who["uri"])]
    clock.pass_(minutes=5)
    assert heard(grant) == []


def test_what_was_there_before_the_account_was_linked_is_no_news(link, heard, outsider, clock):
    outsider.books()
    clock.pass_(minutes=1)
    grant = link(hooks=False)
    clock.pass_(minutes=5)
    assert heard(grant) == []


def test_what_was_booked_between_linking_and_the_first_look_is_news(link, heard, newsdesk, outsider, clock):
    grant = link(hooks=False)
    clock.pass_(seconds=30)
    who = outsider.books()
    assert newsdesk.looks.due() == []
    clock.pass_(minutes=5)
    assert newsdesk.looks.due() == [grant.id]
    assert heard(grant) == [("booked", who["uri"])]
    assert newsdesk.looks.due() == []


def test_a_cancelling_is_heard_of_whoever_did_it(grant, heard, outsider, clock):
    by_them, by_host = outsider.books(), outsider.books(place=1, email="kim@example.org", name="Kim Lee")
    clock.pass_(minutes=5)
    heard(grant)
    clock.pass_(minutes=5)
    outsider.cancels(by_them)
    clock.pass_(seconds=1)
    outsider.host_cancels(by_host)
    clock.pass_(minutes=1)
    assert heard(grant) == [("canceled", by_them["uri"]), ("canceled", by_host["uri"])]
    clock.pass_(minutes=5)
    assert heard(grant) == []


def test_what_was_called_off_between_linking_and_the_first_look_is_news(link, heard, outsider, clock):
    who = outsider.books()
    clock.pass_(minutes=1)
    grant = link(hooks=False)
    clock.pass_(seconds=30)
    outsider.cancels(who)
    clock.pass_(minutes=5)
    assert heard(grant) == [("canceled", who["uri"])]
    clock.pass_(minutes=5)
    assert heard(grant) == []


def test_what_calendly_told_of_and_was_called_off_while_it_told_nothing_is_news(link, heard, newsdesk, outsider, clock):
    grant = link()
    newsdesk.hooks.due()
    newsdesk.hooks.tend(grant.id)
    clock.pass_(minutes=1)
    assert heard(grant) == []
    clock.pass_(minutes=5)
    who = outsider.books()  # Told by a delivery, and never looked at.
    clock.pass_(minutes=5)
    outsider.cancels(who)
    clock.pass_(minutes=5)
    assert heard(grant) == [("canceled", who["uri"])]


def test_a_move_is_one_piece_of_news_under_the_new_booking(grant, heard, outsider, clock):
    old = outsider.books()
    clock.pass_(minutes=5)
    heard(grant)
    clock.pass_(minutes=5)
    new = outsider.moves(old)
    clock.pass_(minutes=1)
    found = heard(grant)
    assert set(found) == {("moved", new["uri"])}


def test_both_bookings_of_a_move_tell_of_the_same_notice():
    by_old = Happened(
        Kind.MOVED, "https://x/scheduled_events/E2/invitees/N", "https://x/scheduled_events/E1/invitees/O"
    )
    by_new = Happened(Kind.MOVED, by_old.invitee, by_old.before, by_host=True)
    assert by_old.id_for("somebody") == by_new.id_for("somebody") != by_new.id_for("somebody else")


def test_what_was_booked_and_cancelled_again_between_two_looks_is_nothing(grant, heard, outsider, clock):
    who = outsider.books()
    outsider.cancels(who)
    clock.pass_(minutes=5)
    assert heard(grant) == []


def test_a_no_show_and_its_end_are_heard_of_within_half_an_hour(grant, heard, outsider, clock):
    who = outsider.books()
    clock.pass_(minutes=5)
    heard(grant)
    begun = datetime.fromisoformat(outsider.api.get(path(who["event"])).json()["resource"]["start_time"])
    clock.pass_(seconds=(begun - clock()).total_seconds() + 60)
    heard(grant)
    mark = outsider.host_marks(who)
    clock.pass_(minutes=31)
    assert ("no_show", who["uri"]) in heard(grant)
    outsider.host_unmarks(mark)
    clock.pass_(minutes=31)
    assert ("no_show_undone", who["uri"]) in heard(grant)


def test_a_look_where_nothing_changed_costs_one_call(grant, heard, calendly, clock):
    heard(grant)
    calls = calendly.counts()
    clock.pass_(minutes=5)
    heard(grant)
    made = {call: count - calls.get(call, 0) for call, count in calendly.counts().items() if count > calls.get(call, 0)}
    assert made == {EVENTS: 1}


def test_a_look_that_fails_is_made_up_for(grant, heard, newsdesk, outsider, calendly, clock):
    who = outsider.books()
    clock.pass_(minutes=5)
    calendly.switch(status=503, paths=["/scheduled_events"])
    assert heard(grant) == []
    assert newsdesk.looks.due() == []
    calendly.well()
    clock.pass_(minutes=5)
    assert newsdesk.looks.due() == [grant.id]
    assert heard(grant) == [("booked", who["uri"])]


def test_more_changes_than_one_look_may_read_are_read_by_the_next(grant, heard, newsdesk, outsider, clock, monkeypatch):
    monkeypatch.setattr(looks_module, "MOST_READ", 2)
    made = {outsider.books(place=place)["uri"] for place in range(5)}
    clock.pass_(minutes=5)
    found = heard(grant)
    for _ in range(2):
        assert newsdesk.looks.due() == [grant.id]
        found += heard(grant)
    assert {uri for _, uri in found} == made
    assert newsdesk.looks.due() == []


def test_an_ended_account_is_looked_at_no_more(grant, newsdesk, desk, clock):
    clock.pass_(minutes=6)
    assert newsdesk.looks.due() == [grant.id]
    desk.unlinking.unlink_all(desk.meet("ana").id)
    assert newsdesk.looks.due() == []
    newsdesk.looks.look(grant.id, lambda one: pytest.fail("nobody is there to hear"))


def test_where_calendly_tells_of_changes_it_is_looked_at_twice_a_day(newsdesk, link, heard, clock):
    grant = link()
    newsdesk.hooks.due()
    newsdesk.hooks.tend(grant.id)
    clock.pass_(minutes=6)
    heard(grant)
    clock.pass_(hours=11)
    assert newsdesk.looks.due() == []
    clock.pass_(hours=2)
    assert newsdesk.looks.due() == [grant.id]


def test_a_free_plan_is_looked_at_like_any_other(newsdesk, link, heard, calendly, clock):
    grant = link("ben", "ben")
    newsdesk.hooks.due()
    newsdesk.hooks.tend(grant.id)
    outsider = Outsider(calendly.url, "ben")
    who = outsider.books(kind="Contract Review", first_name="Lena")
    outsider.close()
    clock.pass_(minutes=6)
    assert newsdesk.looks.due() == [grant.id]
    assert heard(grant) == [("booked", who["uri"])]


def path(uri: str) -> str:
    return uri[uri.index("/scheduled_events") :]
