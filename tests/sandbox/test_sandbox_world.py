"""The sample world, at any moment somebody may look at it."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.sandbox.samples import read_samples
from parley.sandbox.things import Event, Person
from parley.sandbox.world import World

SAMPLES = read_samples()
BUSY = ("ana", "ben", "priya")
FRIDAY_NIGHT = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)
# The weekends on which clocks change in Berlin and New York, and year's end.
EDGES = [date(2026, 10, 25), date(2026, 11, 1), date(2027, 3, 14), date(2027, 3, 28), date(2026, 12, 31)]

moments = st.one_of(
    st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.builds(
        lambda day, seconds: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds),
        st.sampled_from(EDGES),
        st.integers(-16 * 86400, 16 * 86400),
    ),
)


def world_at(now: datetime) -> World:
    return World(SAMPLES, lambda: now)


def everything(world: World) -> list[tuple[Person, Event]]:
    return [(person, event) for person in world.people for event in world.events_of(person)]


def upcoming(world: World, slug: str, now: datetime) -> list[Event]:
    person = world.named(slug)
    assert person is not None
    return [event for event in world.events_of(person) if event.start > now and event.status == "active"]


@given(moments)
def test_the_three_busy_people_always_have_at_least_five_meetings_ahead_and_noah_never_any(now):
    world = world_at(now)
    assert all(len(upcoming(world, slug, now)) >= 5 for slug in BUSY)
    assert upcoming(world, "noah", now) == []
    assert len(upcoming(world, "ana", now)) == max(len(upcoming(world, slug, now)) for slug in BUSY)


@pytest.mark.parametrize("hour", range(0, 72, 6))
def test_a_whole_weekend_long_too(hour):
    now = FRIDAY_NIGHT + timedelta(hours=hour)
    assert all(len(upcoming(world_at(now), slug, now)) >= 5 for slug in BUSY)


@given(moments)
def test_every_meeting_lies_in_working_hours_where_its_host_lives(now):
    for person, event in everything(world_at(now)):
        zone = ZoneInfo(person.sample.timezone)
        start, end = event.start.astimezone(zone), event.end.astimezone(zone)
        assert start.date() == end.date()
        assert start.hour >= 8
        assert (end.hour, end.minute) <= (19, 0)
        assert start.weekday() <= (5 if person.sample.slug == "priya" else 4)


@given(moments)
def test_nobody_is_in_two_places_at_once_buffers_included(now):
    world = world_at(now)
    for person in world.people:
        for earlier, later in pairwise(world.events_of(person)):
            buffers = earlier.kind.after_buffer + later.kind.before_buffer
            assert earlier.end + timedelta(minutes=buffers) <= later.start


@given(moments)
def test_whatever_can_be_seen_was_booked_or_canceled_before(now):
    for _, event in everything(world_at(now)):
        assert event.created < now
        for invitee in event.invitees:
            assert event.created <= invitee.created < now
            assert invitee.cancellation is None or invitee.created < invitee.cancellation.at < now
        if event.cancellation:
            assert event.created < event.cancellation.at < now


@given(moments, st.timedeltas(timedelta(0), timedelta(days=14)))
def test_a_meeting_stays_the_same_in_every_detail_while_days_go_by(now, passed):
    before, after = world_at(now).diary().by_id, world_at(now + passed).diary().by_id
    shared = before.keys() & after.keys()
    assert all(before[key] == after[key] for key in shared)
    still_ahead = {key for key, event in before.items() if event.start > now + passed}
    assert still_ahead <= shared


@given(moments)
@settings(max_examples=20)
def test_no_two_things_share_an_id_and_nobody_is_invited_twice_to_one_event(now):
    events = [event for _, event in everything(world_at(now))]
    ids = [event.id for event in events] + [invitee.id for event in events for invitee in event.invitees]
    assert len(ids) == len(set(ids))
    for event in events:
        addresses = [invitee.contact.email for invitee in event.invitees]
        assert len(addresses) == len(set(addresses))


def test_both_shapes_of_id_occur_among_one_persons_events():
    ids = [event.id for person, event in everything(world_at(FRIDAY_NIGHT)) if person.sample.slug == "ana"]
    short = [identifier for identifier in ids if re.fullmatch("[A-Z2-7]{16}", identifier)]
    long = [identifier for identifier in ids if re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", identifier)]
    assert len(short) > 5
    assert len(long) > 5
    assert len(short) + len(long) == len(ids)


def test_every_kind_of_place_occurs():
    events = [event for _, event in everything(world_at(FRIDAY_NIGHT))]
    assert {event.location["type"] if event.location else None for event in events} == {
        "zoom_conference",
        "google_conference",
        "microsoft_teams_conference",
        "webex_conference",
        "physical",
        "inbound_call",
        "outbound_call",
        "custom",
        None,
    }


def test_links_into_meetings_lead_nowhere_real():
    events = [event for _, event in everything(world_at(FRIDAY_NIGHT))]
    links = [event.location["join_url"] for event in events if event.location and "join_url" in event.location]
    assert links
    assert all(re.match(r"https://\w+\.example\.com/", link) for link in links)


def test_guests_cancellations_by_both_sides_and_one_to_four_invitees_occur():
    events = [event for _, event in everything(world_at(FRIDAY_NIGHT))]
    assert any(event.guests for event in events)
    assert {event.cancellation.canceler_type for event in events if event.cancellation} == {"host", "invitee"}
    assert {len(event.invitees) for event in events} == {1, 3, 4}


def test_the_same_face_does_not_come_to_intro_calls_twice_in_a_week():
    world = world_at(FRIDAY_NIGHT)
    calls = [e for p, e in everything(world) if p.sample.slug == "ana" and e.kind.key == "intro"]
    for earlier, later in pairwise(calls):
        assert earlier.invitees[0].contact != later.invitees[0].contact


def test_the_diary_turns_over_with_the_day():
    now = [FRIDAY_NIGHT]
    world = World(SAMPLES, lambda: now[0])
    friday = world.diary()
    assert world.diary() is friday
    now[0] += timedelta(seconds=1)
    assert world.diary().day == date(2026, 11, 21)
    assert max(e.start for e in world.diary().by_id.values()) > max(e.start for e in friday.by_id.values())


def test_all_addresses_are_reserved_for_examples():
    contacts = [contact for person in SAMPLES.people for kind in person.event_types for contact in kind.roster]
    addresses = [person.email for person in SAMPLES.people] + [contact.email for contact in contacts]
    assert all(re.fullmatch(r"[a-z.]+@example\.(com|org|net)", address) for address in addresses)


def test_nobody_answers_more_questions_than_were_asked():
    for person in SAMPLES.people:
        for kind in person.event_types:
            assert all(len(contact.answers) <= len(kind.questions) for contact in kind.roster)
            assert all(" " in contact.name for contact in kind.roster)
            assert (
                all(contact.phone for contact in kind.roster)
                or not kind.location
                or (kind.location.type != "outbound_call")
            )
