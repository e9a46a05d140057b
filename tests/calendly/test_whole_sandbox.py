"""Every topic of the client, spoken with the sandbox as it is."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from parley.calendly import models as m
from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.errors import InvalidRequest, NotAllowed, NotFound, PlanRequired, SlotTaken
from parley.calendly.transport import Transport, make_session
from tests.calendly.conftest import USEFUL
from tests.calendly.world_time import SharedTime

BEN = m.Person(email="ben.invited@example.com", timezone="America/New_York", name="Ben Invited")


def type_of(client, **wanted):
    """Return Ana's first active event type with these fields."""
    types = client.event_types.list(user=client.users.me().uri, active=True)
    return next(one for one in types if all(getattr(one, name) == value for name, value in wanted.items()))


def first_opening(client, event_type, clock):
    return client.availability.openings(event_type.uri, clock(), clock() + timedelta(days=10))[0]


def booking(event_type, start, person=BEN):
    asked = [one for one in event_type.custom_questions if one.required and one.enabled]
    answers = [
        m.Answer(
            question=one.name, answer=one.answer_choices[0] if one.answer_choices else "Yes", position=one.position
        )
        for one in asked
    ]
    kind = event_type.locations[0].kind if event_type.locations else None
    words = "+49 30 901820" if kind in {"outbound_call", "ask_invitee"} else None
    if kind in {"physical", "custom"}:
        words = event_type.locations[0].location
    location = m.ChosenLocation(kind=kind, location=words) if kind else None
    return m.NewBooking(
        event_type=event_type.uri,
        start_time=start,
        invitee=person,
        location=location,
        questions_and_answers=answers or None,
    )


def test_a_booking_goes_from_opening_to_cancellation(whole, clock):
    solo = type_of(whole, kind="solo")
    opening = first_opening(whole, solo, clock)
    invitee = whole.bookings.book(booking(solo, opening.start_time))
    assert (invitee.email, invitee.status) == (BEN.email, "active")
    event = whole.events.get(invitee.event.rsplit("/", 1)[1])
    assert event.start_time == opening.start_time
    found = whole.events.list(user=whole.users.me().uri, invitee_email=BEN.email, min_start_time=clock())
    assert [one.uri for one in found] == [event.uri]
    assert whole.events.invitee(event.id, invitee.id).email == BEN.email
    cancellation = whole.bookings.cancel(event.id, "Ill")
    assert (cancellation.reason, cancellation.canceler_type) == ("Ill", "host")
    assert whole.events.get(event.id).status == "canceled"
    with pytest.raises(NotAllowed, match="already canceled"):
        whole.bookings.cancel(event.id)


def test_the_second_to_book_an_opening_is_told_that_it_is_taken(whole, clock, calendly):
    solo = type_of(whole, kind="solo")
    wanted = booking(solo, first_opening(whole, solo, clock).start_time)
    whole.bookings.book(wanted)
    with pytest.raises(SlotTaken):
        whole.bookings.book(wanted)
    assert calendly.count("POST /invitees") == 2


def test_openings_of_two_months_come_in_order_and_once(whole, clock, calendly):
    solo = type_of(whole, kind="solo")
    found = whole.availability.openings(solo.uri, clock(), clock() + timedelta(days=63))
    starts = [one.start_time for one in found]
    assert starts == sorted(set(starts))
    assert calendly.count("GET /event_type_available_times") == 3


def test_busy_times_of_two_weeks_are_those_of_the_events(whole, clock, calendly):
    me = whole.users.me()
    busy = whole.availability.busy(me.uri, clock(), clock() + timedelta(days=13))
    told = [one.event.uri for one in busy if one.type == "calendly" and one.event]
    assert len(told) == len(set(told)) > 5
    assert calendly.count("GET /user_busy_times") == 2


def test_schedules_are_read_and_set(whole):
    me, solo = whole.users.me(), type_of(whole, kind="solo")
    schedules = whole.availability.schedules(me.uri)
    assert whole.availability.schedule(schedules[0].id) == schedules[0]
    assert whole.availability.of_event_type(solo.uri)
    monday = m.NewRule(type="wday", wday="monday", intervals=[m.Hours(start="09:00", end="12:00")])
    wanted = m.NewAvailability(timezone="Europe/Berlin", rules=[monday])
    rule = whole.availability.set_for_event_type(solo.uri, wanted).availability_rule
    assert [(hours.start, hours.end) for one in rule.rules if one.wday == "monday" for hours in one.intervals] == [
        ("09:00", "12:00")
    ]


def test_an_event_type_is_made_changed_and_read(whole):
    me = whole.users.me()
    made = whole.event_types.create(m.NewEventType(owner=me.uri, name="Coffee", duration=15))
    changed = whole.event_types.update(made.id, m.EventTypeChanges(active=True, duration=25, before_buffer=5))
    assert (changed.name, changed.duration, changed.before_buffer, changed.active) == ("Coffee", 25, 5, True)
    assert whole.event_types.get(made.id) == changed
    assert made.id in {one.id for one in whole.event_types.list(user=me.uri)}


def test_a_one_off_is_made(whole, clock):
    day = (clock() + timedelta(days=3)).date()
    wanted = m.NewOneOff(
        name="Once",
        host=whole.users.me().uri,
        duration=30,
        timezone="Europe/Berlin",
        date_setting=m.DateRange(start_date=day, end_date=day + timedelta(days=2)),
    )
    assert whole.event_types.create_one_off(wanted).name == "Once"


def test_a_link_is_made(whole):
    link = whole.links.single_use(type_of(whole, kind="solo").uri)
    assert link.booking_url.startswith("http")


def test_who_did_not_come_is_marked_and_unmarked(whole, clock):
    me = whole.users.me()
    past = next(iter(whole.events.list(user=me.uri, status="active", max_start_time=clock() - timedelta(hours=2))))
    invitee = next(one for one in whole.events.invitees(past.id, status="active") if not one.no_show)
    mark = whole.no_shows.mark(invitee.uri)
    assert whole.no_shows.get(mark.id) == mark
    assert whole.events.invitee(past.id, invitee.id).no_show.uri == mark.uri
    whole.no_shows.unmark(mark.id)
    with pytest.raises(NotFound):
        whole.no_shows.get(mark.id)


def test_organizations_and_members_are_read(whole):
    me = whole.users.me()
    organization = whole.organizations.get(me.current_organization.rsplit("/", 1)[1])
    memberships = list(whole.organizations.memberships(organization=organization.uri))
    mine = next(one for one in memberships if one.user.uri == me.uri)
    assert whole.organizations.membership(mine.id) == mine
    assert whole.users.get(me.id) == me


def test_a_webhook_is_subscribed_listed_sampled_and_ended(whole):
    me = whole.users.me()
    where = {"organization": me.current_organization, "scope": "user", "user": me.uri}
    wanted = m.NewWebhook(url="http://127.0.0.1:9/hook", events=["invitee.created", "invitee.canceled"], **where)
    made = whole.webhooks.subscribe(wanted)
    with pytest.raises(InvalidRequest) as twice:
        whole.webhooks.subscribe(wanted)
    assert twice.value.status == 409
    assert [one.uri for one in whole.webhooks.list(**where)] == [made.uri]
    assert whole.webhooks.get(made.id) == made
    assert whole.webhooks.sample(event="invitee.created", **where).invitee.scheduled_event
    whole.webhooks.delete(made.id)
    assert list(whole.webhooks.list(**where)) == []


def test_a_free_plan_may_read_but_neither_book_nor_subscribe(whole, clock, door):
    solo = type_of(whole, kind="solo")
    opening = first_opening(whole, solo, clock)
    door("PUT", "plans/keller", plan="free")
    with pytest.raises(PlanRequired):
        whole.bookings.book(booking(solo, opening.start_time))
    me = whole.users.me()
    with pytest.raises(PlanRequired):
        whole.webhooks.subscribe(
            m.NewWebhook(url="http://127.0.0.1:9/h", events=["invitee.created"], organization=me.current_organization,
                         scope="user", user=me.uri)
        )  # fmt: skip


def test_a_burst_of_200_reads_on_the_free_plan_meets_no_429(calendly, sign_in, clock, door):
    door("PUT", "plans/keller", plan="free")
    token, time = sign_in(scopes=USEFUL).access_token, SharedTime(clock)
    transport = Transport(make_session(), calendly.url, time.clock, timedelta(minutes=10), time.timer)
    client = Calendly(transport, PersonalToken(token))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.users.me(), range(200)))
    statuses = Counter(one["status"] for one in calendly.asked() if one["path"] == "/users/me")
    assert statuses == Counter({200: 200})
    assert 170 <= time.passed <= 260
