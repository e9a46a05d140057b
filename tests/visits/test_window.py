"""What a visitor can see and do with the house's account, and that it is no more than that."""

from datetime import timedelta

import pytest

from parley.calendly.errors import CalendlyDown, NotAllowed, NotFound
from parley.calendly.models import NewWebhook
from parley.calendly.transport import Transport
from parley.scheduling.agenda import Agenda
from parley.scheduling.draft import wanted
from parley.scheduling.event_types import EventTypes
from parley.scheduling.openings import Openings
from parley.scheduling.reasons import Finder, NoOpening
from parley.scheduling.search import Sought


@pytest.fixture
def foreign(house, clock):
    """The house's events that no visitor made, cancelled and past ones too."""
    found = []
    for status in ("active", "canceled"):
        found += house.calendly.events.list(user=house.owner.uri, status=status)
    assert len(found) > 20
    return found


def test_a_visitor_sees_the_event_types_and_openings_of_the_house(visit, house, clock, threads):
    visitor = visit()
    offers = EventTypes(visitor).bookable()
    assert [one.name for one in offers] == [one.name for one in EventTypes(house).bookable()]
    intro = next(one for one in offers if one.name == "Intro Call")
    span = (clock(), clock() + timedelta(days=5))
    there = [one.start_time for one in Openings(house, clock, threads).between(intro.uri, *span)]
    assert [one.start_time for one in Openings(visitor, clock, threads).between(intro.uri, *span)] == there != []


def test_a_visitor_who_booked_nothing_has_an_empty_calendar(visit, clock, threads, foreign):
    mine = Agenda(visit(), clock, threads)
    assert mine.upcoming().events == []
    assert mine.count(Sought(foreign[0].start_time, foreign[0].start_time + timedelta(days=60))).number == 0
    page = mine.page(Sought(clock(), clock() + timedelta(days=1)))
    assert (page.nearest_before, page.nearest_after) == (None, None)


def test_whoever_is_searched_for_in_the_houses_calendar_is_not_found(visit, house, clock, threads, foreign):
    mine = Agenda(visit(), clock, threads)
    for event in foreign[:5]:
        invitee = house.calendly.invitees(event.id)[0]
        for person in (invitee.email, invitee.name):
            assert mine.page(Sought(person=person)).events == []


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


def test_calendly_down_is_no_empty_calendar(visit, book, calendly, clock, threads):
    vera = visit()
    book(vera)
    calendly.switch(status=503, paths=["/scheduled_events"])
    with pytest.raises(CalendlyDown):
        Agenda(vera, clock, threads).upcoming()
    calendly.well()
