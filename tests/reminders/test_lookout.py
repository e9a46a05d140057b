"""What moves in the calendar moves its reminders, what is gone ends them, and what cannot be read leaves them."""

from datetime import timedelta

import pytest
import requests

from parley.calendly.scopes import EVERYTHING
from parley.reminders.rules import Lead

TEN = Lead(10)


@pytest.fixture
def remind(plans, calendar, clock):
    """Give a function that sets a reminder of an event, ten minutes before unless said."""

    def remind(event, lead=TEN, kind="once", **more):
        due = more.get("at") or lead.due(event.start_time, plans.lookout.zone(calendar.principal_id))
        return plans.reminders.add(
            calendar, kind, lead, event_id=event.id, starts_at=event.start_time, next_due=due, **more
        )

    return remind


@pytest.fixture
def look(plans, calendar):
    return lambda: plans.lookout.look(calendar)


def move_by_link(account, event, clock):
    """Move somebody's booking by the link in their mail, as an invitee does."""
    invitee = next(one for one in account.calendly.invitees(event.id) if one.status == "active")
    days = clock(), clock() + timedelta(days=7)
    openings = account.calendly.availability.openings(event.event_type, *days)
    later = next(one.start_time for one in openings if one.start_time > event.start_time + timedelta(hours=3))
    form = {"name": invitee.name, "email": invitee.email, "place": "0"}
    moved = requests.post(f"{invitee.reschedule_url}/{later:%Y-%m-%dT%H:%M:%SZ}", data=form, timeout=10)
    assert moved.ok, moved.text


def now_of(plans, reminder):
    return plans.reminders.get(reminder.id, reminder.calendar.principal_id)


def test_a_look_leaves_what_did_not_move(plans, remind, look, coming):
    reminder = remind(coming[3])
    look()
    assert now_of(plans, reminder) == reminder


def test_before_every_meeting_the_next_one_is_planned(plans, calendar, look, coming, clock):
    reminder = plans.reminders.add(calendar, "every", TEN)
    look()
    planned = now_of(plans, reminder)
    assert (planned.next_due, planned.starts_at) == (
        coming[0].start_time - timedelta(minutes=10),
        coming[0].start_time,
    )


def test_of_a_type_the_next_one_of_that_type_is_planned(plans, calendar, look, coming):
    second = next(one for one in coming if one.event_type != coming[0].event_type)
    reminder = plans.reminders.add(calendar, "every", TEN, event_type=second.event_type, type_name=second.name)
    look()
    assert now_of(plans, reminder).starts_at == second.start_time


def test_what_was_told_of_is_followed_by_the_next(plans, calendar, look, coming, clock):
    reminder = plans.reminders.add(calendar, "every", TEN)
    look()
    clock.now = coming[0].start_time
    plans.reminders.told(reminder.id, coming[0].start_time - timedelta(minutes=10))
    look()
    assert now_of(plans, reminder).starts_at == next(
        one.start_time for one in coming if one.start_time > coming[0].start_time
    )


def test_a_meeting_that_is_booked_within_the_lead_is_told_of_still(plans, calendar, look, coming, clock):
    clock.now = coming[0].start_time - timedelta(hours=2)
    reminder = plans.reminders.add(calendar, "every", Lead(30))
    clock.now = coming[0].start_time - timedelta(minutes=12)
    look()
    assert now_of(plans, reminder).next_due == coming[0].start_time - timedelta(minutes=30)


def test_a_reminder_moves_along_with_a_meeting_that_its_invitee_moved(plans, remind, look, coming, account, clock):
    event = next(one for one in coming if one.invitees_counter.active == 1 and one.name == "Intro Call")
    reminder = remind(event)
    move_by_link(account, event, clock)
    clock.pass_(minutes=2)
    look()
    moved = now_of(plans, reminder)
    assert moved.event_id != event.id
    assert moved.starts_at != event.start_time
    assert moved.next_due == moved.starts_at - timedelta(minutes=10)


def test_a_meeting_that_the_person_cancelled_ends_its_reminder_in_silence(plans, remind, look, coming, account, clock):
    reminder = remind(coming[3])
    account.calendly.bookings.cancel(coming[3].id)
    look()
    assert now_of(plans, reminder) is not None  # It may just be on its way to another time.
    clock.pass_(minutes=2)
    look()
    assert now_of(plans, reminder) is None


def test_a_meeting_that_its_invitee_cancelled_is_told_of_at_once(plans, remind, look, coming, account, clock):
    event = next(one for one in coming[3:] if one.invitees_counter.active == 1)
    reminder = remind(event)
    invitee = next(one for one in account.calendly.invitees(event.id) if one.status == "active")
    requests.post(invitee.cancel_url, data={"reason": "ill"}, timeout=10).raise_for_status()
    clock.pass_(minutes=2)
    look()
    assert now_of(plans, reminder).next_due == clock()


def test_what_was_moved_through_the_bot_is_followed(plans, remind, look, coming, calendar):
    reminder = remind(coming[3])
    plans.reminders.follow(calendar.principal_id, coming[3].id, coming[5].id)
    look()
    assert now_of(plans, reminder).next_due == coming[5].start_time - timedelta(minutes=10)


def test_while_calendly_is_down_everything_stays_and_is_looked_at_again_soon(plans, remind, look, coming, calendly):
    reminder = remind(coming[3])
    calendly.switch(status=503, paths=["/scheduled_events"])
    look()
    assert now_of(plans, reminder) == reminder
    assert plans.reminders.to_look_at(10) == []


def test_a_look_is_one_list_for_all_reminders_of_a_calendar(plans, remind, look, coming, calendar, calendly):
    for event in coming[:5]:
        remind(event)
    plans.reminders.add(calendar, "every", TEN)
    before = calendly.counts()
    look()
    made = {call: count - before.get(call, 0) for call, count in calendly.counts().items()}
    assert {call: count for call, count in made.items() if count} == {"GET /scheduled_events": 1}


def test_nobody_is_looked_after_twice_within_minutes(plans, remind, look, coming, clock, calendar):
    remind(coming[3])
    assert plans.reminders.to_look_at(10) == [calendar]
    look()
    clock.pass_(minutes=4)
    assert plans.reminders.to_look_at(10) == []
    clock.pass_(minutes=30)
    assert plans.reminders.to_look_at(10) == [calendar]


def test_an_account_that_was_linked_again_is_found_again(plans, remind, look, coming, desk, ana, account):
    reminder = remind(coming[3])
    desk.connect(ana, "ana", scopes=EVERYTHING)
    assert plans.lookout.account(reminder.calendar).owner.uri == account.owner.uri


def test_unlinking_forgets_what_is_about_the_account(plans, remind, coming, ana, account):
    reminder = remind(coming[3])
    plans.forget(ana.principal_id, [account.owner.uri])
    assert now_of(plans, reminder) is None
