"""What a visitor can see and do with the house's account, and that it is no more than that."""

from datetime import timedelta

import pytest
import requests

from parley.calendly.errors import CalendlyDown, NotAllowed, NotFound, RateLimited
from parley.calendly.models import NewWebhook
from parley.calendly.transport import Transport
from parley.scheduling.agenda import Agenda
from parley.scheduling.booking import Booking
from parley.scheduling.changes import CancelFault, CancelOutcome, Changes
from parley.scheduling.event_types import EventTypes
from parley.scheduling.openings import Openings
from parley.scheduling.outcomes import Booked, NotBooked, Taken, Unknown
from parley.scheduling.reasons import Finder, NoOpening
from parley.scheduling.search import Sought
from parley.visits.window import OthersInIt


@pytest.fixture
def foreign(house, clock):
    """The house's events that no visitor made, cancelled and past ones too."""
    found = []
    for status in ("active", "canceled"):
        found += house.calendly.events.list(user=house.owner.uri, status=status)
    assert len(found) > 20
    return found


def agenda(account, clock, threads):
    return Agenda(account, clock, threads)


def test_a_visitor_sees_the_event_types_and_openings_of_the_house(visit, house, clock, threads):
    visitor = visit()
    offers = EventTypes(visitor).bookable()
    assert [one.name for one in offers] == [one.name for one in EventTypes(house).bookable()]
    intro = next(one for one in offers if one.name == "Intro Call")
    span = (clock(), clock() + timedelta(days=5))
    there = [one.start_time for one in Openings(house, clock, threads).between(intro.uri, *span)]
    assert [one.start_time for one in Openings(visitor, clock, threads).between(intro.uri, *span)] == there != []


def test_a_visitor_who_booked_nothing_has_an_empty_calendar(visit, clock, threads, foreign):
    mine = agenda(visit(), clock, threads)
    assert mine.upcoming().events == []
    assert mine.count(Sought(foreign[0].start_time, foreign[0].start_time + timedelta(days=60))).number == 0
    page = mine.page(Sought(clock(), clock() + timedelta(days=1)))
    assert (page.nearest_before, page.nearest_after) == (None, None)


def test_whoever_is_searched_for_in_the_houses_calendar_is_not_found(visit, house, clock, threads, foreign):
    mine = agenda(visit(), clock, threads)
    for event in foreign[:5]:
        invitee = house.calendly.invitees(event.id)[0]
        for person in (invitee.email, invitee.name):
            assert mine.page(Sought(person=person)).events == []


def test_a_booking_is_its_visitors_own_and_nobody_elses(visit, book, clock, threads):
    vera, walt = visit("vera"), visit("walt")
    booked = book(vera)
    mine = agenda(vera, clock, threads)
    assert [event.id for event in mine.upcoming().events] == [booked.event_id]
    assert [one.email for one in mine.attendance(booked.event_id).coming] == ["ben.invited@example.com"]
    assert mine.count(Sought()).number == 1
    assert agenda(walt, clock, threads).upcoming().events == []
    for read in (walt.calendly.events.get, walt.calendly.invitees):
        with pytest.raises(NotFound):
            read(booked.event_id)
    with pytest.raises(NotFound):
        walt.calendly.events.invitee(booked.event_id, booked.invitee.id)


def test_another_persons_event_is_not_found_just_like_none_at_all(visit, house, foreign):
    calendly = visit().calendly
    invitee = house.calendly.invitees(foreign[0].id)[0]
    reads = (
        lambda event: calendly.events.get(event),
        lambda event: calendly.invitees(event),
        lambda event: calendly.events.invitee(event, invitee.id),
        lambda event: calendly.bookings.cancel(event),
    )
    for read in reads:
        answers = []
        for event in (foreign[0].id, "00000000-0000-4000-8000-000000000000"):
            with pytest.raises(NotFound) as refused:
                read(event)
            answers.append(str(refused.value))
        assert answers[0] == answers[1]


def test_foreign_events_are_not_even_asked_for(visit, calendly, foreign):
    visitor = visit()
    before = calendly.counts()
    for event in foreign[:3]:
        with pytest.raises(NotFound):
            visitor.calendly.bookings.cancel(event.id)
    list(visitor.calendly.events.list(user=visitor.owner.uri))
    assert calendly.counts() == before


def test_no_detour_in_an_id_leads_to_another_path(visit, book, foreign):
    visitor = visit()
    booked = book(visitor)
    for detour in (
        f"{booked.event_id}/../{foreign[0].id}",
        f"..%2f{foreign[0].id}",
        f"{foreign[0].id}?x={booked.event_id}",
        "*",
        "",
        "..",
    ):
        with pytest.raises((NotFound, NotAllowed)):
            visitor.calendly.events.get(detour)


def test_what_a_visitor_has_no_business_with_is_refused(visit, house, foreign, clock):
    calendly, owner = visit().calendly, house.owner.uri
    invitee = house.calendly.invitees(foreign[0].id)[0]
    now = clock()
    hook = NewWebhook.model_construct(url="https://example.com/hook", events=["invitee.created"])
    for refused in (
        calendly.current_user,
        lambda: calendly.users.get(owner.rsplit("/", 1)[-1]),
        lambda: list(calendly.organizations.memberships(user=owner)),
        lambda: calendly.availability.busy(owner, now, now + timedelta(days=3)),
        lambda: calendly.availability.schedules(owner),
        lambda: calendly.availability.of_event_type(foreign[0].event_type),
        lambda: calendly.no_shows.mark(invitee.uri),
        lambda: calendly.no_shows.unmark("some"),
        lambda: calendly.webhooks.subscribe(hook),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_within_another_budget_the_window_is_the_same(visit, foreign):
    with pytest.raises(NotFound):
        visit().calendly.within(timedelta(seconds=1)).events.get(foreign[0].id)


def test_in_a_group_a_visitor_sees_nobody_else_and_no_numbers(visit, house, book, clock, threads):
    walt, vera = visit("walt"), visit("vera")
    theirs = book(walt, "Product Demo", "key-w", email="walt@example.com", guests=("secret.guest@example.com",))
    mine = book(vera, "Product Demo", "key-v", email="vera@example.com")
    assert mine.event_id == theirs.event_id
    assert house.calendly.events.get(mine.event_id).invitees_counter.active == 2
    seen = agenda(vera, clock, threads).attendance(mine.event_id)
    assert [one.email for one in seen.coming] == ["vera@example.com"]
    assert seen.event.event_guests == []
    counter = seen.event.invitees_counter
    assert (counter.total, counter.active, counter.limit) == (1, 1, 2)
    with pytest.raises(NotFound):
        vera.calendly.events.invitee(mine.event_id, theirs.invitee.id)
    openings = Openings(vera, clock, threads).between(seen.event.event_type, mine.start, mine.end)
    assert {one.invitees_remaining for one in openings} <= {1}


def test_a_visitor_cannot_cancel_a_group_for_the_others(visit, house, book, clock):
    vera = visit()
    mine = book(vera, "Product Demo")
    with pytest.raises(OthersInIt):
        vera.calendly.bookings.cancel(mine.event_id)
    canceled = Changes(vera, clock).cancel(mine.event_id)
    assert (canceled.outcome, canceled.fault) == (CancelOutcome.REFUSED, CancelFault.NOT_ALLOWED)
    assert house.calendly.events.get(mine.event_id).status == "active"


def test_a_place_in_a_group_that_was_given_up_by_the_link_is_over_for_the_visitor(visit, house, book, clock, threads):
    vera = visit()
    mine = book(vera, "Product Demo")
    assert requests.post(mine.cancel_url, data={"reason": "ill"}, timeout=10).ok
    assert agenda(vera, clock, threads).upcoming().events == []
    (gone,) = agenda(vera, clock, threads).page(Sought(status="canceled")).events
    assert (gone.id, gone.status) == (mine.event_id, "canceled")


def test_a_visitor_cancels_what_they_booked(visit, house, book, clock, threads):
    vera = visit()
    booked = book(vera)
    assert Changes(vera, clock).cancel(booked.event_id, "ill").outcome is CancelOutcome.CANCELED
    assert house.calendly.events.get(booked.event_id).status == "canceled"
    assert agenda(vera, clock, threads).upcoming().events == []


def test_hosts_addresses_notes_and_missed_marks_stay_behind(visit, book, house, clock, threads):
    vera = visit()
    booked = book(vera)
    clock.now = booked.start + timedelta(minutes=5)
    house.calendly.no_shows.mark(booked.invitee.uri)
    (invitee,) = vera.calendly.invitees(booked.event_id)
    assert house.calendly.invitees(booked.event_id)[0].no_show
    assert (invitee.no_show, invitee.invitee_scheduled_by) == (None, None)
    event = vera.calendly.events.get(booked.event_id)
    assert [(host.user_email, host.buffered_end_time) for host in event.event_memberships] == [(None, None)]
    assert (event.calendar_event, event.meeting_notes_plain) == (None, None)
    assert vera.owner.email == ""
    assert (vera.owner.organization_uri, vera.owner.organization_name) == (None, None)


def test_why_there_is_no_opening_tells_nothing_of_the_calendar(visit, house, clock, threads, foreign):
    intro = next(one.event_type for one in EventTypes(house).bookable() if one.name == "Intro Call")
    busy = next(event for event in foreign if event.status == "active" and event.start_time > clock())
    span = (busy.start_time, busy.start_time + timedelta(minutes=1))
    assert Finder(house, clock, threads).find(intro, *span).why is NoOpening.FULL
    assert Finder(visit(), clock, threads).find(intro, *span).why is NoOpening.UNKNOWN


def test_secret_and_inactive_types_are_not_there_by_any_way(visit, house, book, monkeypatch, draft):
    """The sandbox has no secret types: here one is made secret on its way from the sandbox."""
    names = {one.name: one for one in house.calendly.event_types.list(user=house.owner.uri)}
    hidden, inactive = names["Strategy Session"], names["Night Class"]
    drafted, event_type = draft("Strategy Session")
    real = Transport._get

    def secretive(self, path, *more):
        answer = real(self, path, *more)
        for one in [answer.get("resource", {}), *answer.get("collection", [])]:
            if isinstance(one, dict) and one.get("uri") == hidden.uri:
                one["secret"] = True
        return answer

    monkeypatch.setattr(Transport, "_get", secretive)
    vera = visit()
    assert EventTypes(house).get(hidden.id).event_type.secret
    assert not {"Strategy Session", "Night Class"} & {one.name for one in EventTypes(vera).bookable()}
    assert not {"Strategy Session", "Night Class"} & {
        one.name for one in vera.calendly.event_types.list(user=house.owner.uri)
    }
    from parley.scheduling.draft import wanted

    for one in (hidden, inactive):
        for way in (
            lambda one=one: vera.calendly.event_types.get(one.id),
            lambda one=one: vera.calendly.availability.openings(
                one.uri, drafted.start, drafted.start + timedelta(days=2)
            ),
            lambda one=one: vera.calendly.links.single_use(one.uri),
        ):
            with pytest.raises(NotFound):
                way()
    with pytest.raises(NotFound):
        vera.calendly.bookings.book(wanted(drafted, event_type, "key"))
    assert vera.calendly.links.single_use(names["Intro Call"].uri).booking_url


@pytest.mark.parametrize("fault", ["commit_then_500", "bad_gateway"])
def test_a_booking_whose_answer_was_lost_is_found_by_whoever_made_it_alone(
    fault, visit, draft, clock, threads, calendly, calendars, desk
):
    vera, walt = visit("vera"), visit("walt")
    drafted, event_type = draft()
    since = clock()
    armed = {"kind": fault, "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    booking = Booking(vera, clock, threads)
    assert booking.book(drafted, event_type, "key-lost") == Unknown()
    others = Booking(walt, clock, threads).find_booked(drafted, event_type, "key-lost", since)
    assert others == NotBooked()
    found = booking.find_booked(drafted, event_type, "key-lost", since)
    assert isinstance(found, Booked if fault == "commit_then_500" else NotBooked)
    held = [one.id for one in agenda(vera, clock, threads).upcoming().events]
    assert held == ([found.event_id] if isinstance(found, Booked) else [])


def test_a_booking_whose_answer_was_lost_stays_the_visitors_when_it_is_sent_again_and_refused(
    visit, draft, clock, threads, calendly
):
    vera = visit()
    drafted, event_type = draft()
    since, booking = clock(), Booking(vera, clock, threads)
    armed = {"kind": "commit_then_500", "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    assert booking.book(drafted, event_type, "key-lost") == Unknown()
    assert isinstance(booking.book(drafted, event_type, "key-lost"), Taken)
    assert isinstance(booking.find_booked(drafted, event_type, "key-lost", since), Booked)


def test_a_refused_booking_leaves_no_trace(visit, draft, clock, threads, calendly, calendars, desk):
    vera = visit()
    drafted, event_type = draft()
    armed = {"kind": "rate_limited", "times": "once", "paths": ["/invitees"]}
    requests.post(f"{calendly.url}/_sandbox/faults", json=armed, timeout=10).raise_for_status()
    with pytest.raises(RateLimited):
        Booking(vera, clock, threads).book(drafted, event_type, "key")
    assert not calendars.ledger.has_any(desk.meet("vera").principal_id)


def test_a_booking_moved_by_its_link_stays_the_visitors(visit, house, book, clock, threads, first):
    vera = visit()
    booked = book(vera)
    event_type = house.calendly.events.get(booked.event_id).event_type
    later = first(house.calendly.event_types.get(event_type.rsplit("/", 1)[-1]), 3)
    at = later.strftime("%Y-%m-%dT%H:%M:%SZ")
    form = {"name": "Ben Invited", "email": "ben.invited@example.com", "place": "0"}
    moved = requests.post(f"{booked.reschedule_url}/{at}", data=form, timeout=10)
    assert moved.ok, moved.text
    (event,) = agenda(vera, clock, threads).upcoming().events
    assert (event.start_time, event.id != booked.event_id) == (later, True)
    assert [one.email for one in vera.calendly.invitees(event.id)] == ["ben.invited@example.com"]
    assert agenda(visit("walt"), clock, threads).upcoming().events == []


def test_calendly_down_is_no_empty_calendar(visit, book, calendly, clock, threads):
    vera = visit()
    book(vera)
    calendly.switch(status=503, paths=["/scheduled_events"])
    with pytest.raises(CalendlyDown):
        agenda(vera, clock, threads).upcoming()
    calendly.well()
