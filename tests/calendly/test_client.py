"""The calls that the bot makes, to a Calendly that is well."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.calendly import calls as calls_module
from parley.calendly.errors import NotAllowed, NotFound, ScopeMissing
from tests.support.clock import WEDNESDAY_NOON


def events(client, **more):
    me = client.current_user()
    return client.scheduled_events(user=me.uri, **{"starting_after": WEDNESDAY_NOON, "limit": 50, **more})


def test_the_account_says_whose_it_is(ana):
    me = ana.current_user()
    assert (me.name, me.email, me.timezone, me.time_notation) == (
        "Ana Keller",
        "ana.keller@example.com",
        "Europe/Berlin",
        "24h",
    )
    assert me.id == me.uri.rsplit("/", 1)[1]


def test_events_come_the_earliest_first_from_the_moment_on_and_active_only(ana):
    found = events(ana)
    starts = [event.start_time for event in found]
    assert len(found) > 5
    assert starts == sorted(starts)
    assert starts[0] >= WEDNESDAY_NOON
    assert {event.status for event in found} == {"active"}
    assert all(start.utcoffset() == timedelta(0) for start in starts)


def test_no_more_events_come_than_were_asked_for(ana):
    assert [event.id for event in events(ana, limit=3)] == [event.id for event in events(ana)[:3]]


def test_a_moment_in_any_zone_means_the_same_moment(ana):
    elsewhere = WEDNESDAY_NOON.astimezone(ZoneInfo("Pacific/Auckland"))
    assert events(ana, starting_after=elsewhere) == events(ana)


def test_canceled_events_can_be_asked_for(ana):
    canceled = events(ana, status="canceled", starting_after=datetime(2026, 11, 1, tzinfo=UTC))
    assert canceled
    assert all(event.status == "canceled" and event.cancellation for event in canceled)


def test_an_event_is_found_by_its_id(ana):
    first = events(ana, limit=1)[0]
    assert ana.scheduled_event(first.id) == first


def test_an_event_that_is_not_there_is_not_found(ana):
    with pytest.raises(NotFound):
        ana.scheduled_event("NOSUCHEVENT00000")


@pytest.mark.parametrize("made_up", ["../users/me", "x/invitees", "x?user=1", "", "%2e%2e", "é"])
def test_an_id_cannot_lead_to_another_path(ana, calendly, made_up):
    with pytest.raises((NotFound, NotAllowed)):
        ana.scheduled_event(made_up or "?")
    assert calendly.count("GET /users/me") == 0


def test_somebody_elses_event_is_not_allowed(ana, client_of):
    with pytest.raises(NotAllowed):
        client_of("ben").scheduled_event(events(ana, limit=1)[0].id)


def test_a_missing_scope_is_named(client_of):
    client = client_of(scopes=frozenset({"users:read"}))
    with pytest.raises(ScopeMissing) as missing:
        events(client)
    assert missing.value.required == {"scheduled_events:read"}


def big_event(client):
    return next(event for event in events(client) if event.invitees_counter.total >= 4)


def test_everybody_who_booked_is_told_in_order_over_all_pages(ana, calendly, monkeypatch):
    event = big_event(ana)
    whole = ana.invitees(event.id)
    assert len(whole) == event.invitees_counter.total
    before = calendly.count(f"GET /scheduled_events/{event.id}/invitees")
    monkeypatch.setattr(calls_module, "PAGE_SIZE", 1)
    assert ana.invitees(event.id) == whole
    assert calendly.count(f"GET /scheduled_events/{event.id}/invitees") - before == len(whole)


def test_paging_ends_at_its_cap(ana, calendly, monkeypatch):
    event = big_event(ana)
    monkeypatch.setattr(calls_module, "PAGE_SIZE", 1)
    monkeypatch.setattr(calls_module, "MOST_PAGES", 3)
    assert len(ana.invitees(event.id)) == 3
    assert calendly.count(f"GET /scheduled_events/{event.id}/invitees") == 3


def test_paging_stops_as_soon_as_enough_has_come(ana, calendly, monkeypatch):
    monkeypatch.setattr(calls_module, "PAGE_SIZE", 2)
    assert len(events(ana, limit=3)) == 3
    assert calendly.count("GET /scheduled_events") == 2


def test_answers_to_the_hosts_questions_come_with_the_invitee(ana):
    said = [
        answer for event in events(ana)[:8] for one in ana.invitees(event.id) for answer in one.questions_and_answers
    ]
    assert said
    assert all(answer.question and answer.answer for answer in said)
