"""What is due is told as it is now: what, when, with whom, how to join; not what moved, was called off or is over."""

import json
from datetime import timedelta

import pytest
import requests

from parley.calendly.scopes import EVERYTHING
from parley.reminders.reminder import Calendar
from parley.reminders.rules import Lead, Weekly

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
TEN = Lead(10)


@pytest.fixture
def plans(server):
    return server.services.plans


@pytest.fixture
def ana(desk):
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    return conversation


@pytest.fixture
def account(desk, ana):
    return desk.access.account(ana.id, EVERYTHING)


@pytest.fixture
def calendar(ana, account):
    return Calendar(ana.principal_id, ana.id, account.owner.uri)


@pytest.fixture
def coming(account, clock):
    found = account.calendly.scheduled_events(user=account.owner.uri, starting_after=clock(), limit=60)
    return [one for one in found if one.start_time > clock()]


@pytest.fixture
def tell(server, ana):
    """Give a function that tells what is due, as the gateway's news do."""

    def tell(plan, due, *, conversation=None, kind="reminder"):
        entities = {"plan": plan.id, "due": due.isoformat()}
        intent = f"EXTERNAL_{kind}"
        text = f"/{intent}{json.dumps(entities)}"
        return server.run(f"action_tell_{kind}", conversation or ana.id, intent, text, entities=entities)

    return tell


@pytest.fixture
def reminder(plans, calendar, coming):
    """A reminder ten minutes before the fourth event, with its due moment."""
    event = coming[3]
    due = TEN.due(event.start_time, plans.lookout.zone(calendar.principal_id))
    return plans.reminders.add(calendar, "once", TEN, event_id=event.id, starts_at=event.start_time, next_due=due)


def test_a_reminder_says_what_when_with_whom_and_where(tell, reminder, coming, clock):
    clock.now = reminder.next_due
    said = tell(reminder, reminder.next_due)
    assert said.names == ["utter_reminder"]
    assert said.last["length"] == "10 minutes"
    assert coming[3].name in said.last["title"]
    assert "CET" in said.last["when"]
    assert said.last["people"]
    assert said.last["place"]
    assert said.slots["focus_event"] == coming[3].id


def test_a_late_one_says_so(tell, reminder, clock):
    clock.now = reminder.next_due + timedelta(minutes=7)
    said = tell(reminder, reminder.next_due)
    assert said.names == ["utter_was_away", "utter_reminder"]
    assert said.last["length"] == "3 minutes"


def test_one_whose_meeting_runs_already_says_that(tell, reminder, clock):
    clock.now = reminder.next_due + timedelta(minutes=12)
    assert tell(reminder, reminder.next_due).names == ["utter_was_away", "utter_reminder_running"]


def test_one_whose_meeting_is_over_is_not_told(tell, reminder, coming, clock):
    clock.now = coming[3].end_time + timedelta(seconds=1)
    assert tell(reminder, reminder.next_due).names == []


def test_one_whose_meeting_was_called_off_meanwhile_says_that_once(tell, reminder, coming, account, clock, plans):
    invitees = [one for one in account.calendly.invitees(coming[3].id) if one.status == "active"]
    for invitee in invitees:
        requests.post(invitee.cancel_url, data={"reason": "ill"}, timeout=10).raise_for_status()
    clock.now = reminder.next_due
    assert tell(reminder, reminder.next_due).names == ["utter_reminder_called_off"]
    assert plans.reminders.of(reminder.calendar.principal_id) == []
    assert tell(reminder, reminder.next_due).names == []


def test_one_whose_meeting_the_person_cancelled_is_silent(tell, reminder, coming, account, clock):
    account.calendly.bookings.cancel(coming[3].id)
    clock.now = reminder.next_due
    assert tell(reminder, reminder.next_due).names == []


def test_while_calendly_is_down_the_time_is_told(tell, reminder, coming, calendly, clock):
    clock.now = reminder.next_due
    calendly.switch(status=503, paths=["/scheduled_events"])
    said = tell(reminder, reminder.next_due)
    assert said.names == ["utter_reminder_blind"]
    assert "CET" in said.last["when"]


def test_before_every_meeting_the_one_that_is_due_is_told(tell, plans, calendar, coming, clock):
    every = plans.reminders.add(calendar, "every", TEN)
    event = next(one for one in coming if [other.start_time for other in coming].count(one.start_time) == 1)
    clock.now = due = event.start_time - timedelta(minutes=10)
    said = tell(every, due)
    assert said.names == ["utter_reminder"]
    assert event.name in said.last["title"]
    assert [one["title"] for one in said.last["buttons"]] == ["Details", "Stop it"]


def test_the_evening_before_all_meetings_of_a_day_are_told_together(tell, plans, calendar, coming, clock):
    evening = Lead(days=1, wall=18 * 60)
    every = plans.reminders.add(calendar, "every", evening)
    zone = plans.lookout.zone(calendar.principal_id)
    dues = [evening.due(one.start_time, zone) for one in coming]
    clock.now = due = max(dues, key=dues.count)
    assert dues.count(due) > 1
    said = tell(every, due)
    assert said.names == ["utter_reminder_several"]
    assert len(said.last["events"].splitlines()) == dues.count(due)


def test_nobody_is_told_of_anybody_elses(tell, reminder, clock, noah):
    clock.now = reminder.next_due
    assert tell(reminder, reminder.next_due, conversation=noah).names == []


@pytest.fixture
def digest(plans, calendar):
    return plans.digests.add(calendar, Weekly((0, 1, 2, 3, 4), 8 * 60), "day")


def test_a_digest_lists_its_day(tell, digest, clock):
    clock.now = digest.next_due
    said = tell(digest, digest.next_due, kind="digest")
    assert said.names == ["utter_digest"]
    assert "Thu 19 Nov" in said.last["when"]
    assert "CET" in said.last["when"]
    assert all("Thu 19 Nov" in line for line in said.last["events"].splitlines())
    assert len(said.slots["shown_events"]) == len(said.last["events"].splitlines())


def test_a_digest_that_is_late_says_so_and_after_its_day_it_is_not_told(tell, digest, clock):
    clock.now = digest.next_due + timedelta(hours=3)
    assert tell(digest, digest.next_due, kind="digest").names == ["utter_was_away", "utter_digest"]
    clock.now = digest.next_due + timedelta(hours=17)
    assert tell(digest, digest.next_due, kind="digest").names == []


def test_a_digest_of_an_empty_day_says_that(tell, plans, calendar, clock):
    sunday = plans.digests.add(calendar, Weekly((6,), 8 * 60), "day")
    clock.now = sunday.next_due
    assert tell(sunday, sunday.next_due, kind="digest").names == ["utter_digest_empty"]


def test_a_digest_of_the_week_on_a_sunday_is_of_the_next_one(tell, plans, calendar, clock):
    sunday = plans.digests.add(calendar, Weekly((6,), 18 * 60), "week")
    clock.now = sunday.next_due
    said = tell(sunday, sunday.next_due, kind="digest")
    assert "Mon 23" in said.last["when"]
    assert "Sun 29 Nov" in said.last["when"]


def test_a_digest_that_cannot_be_read_says_so(tell, digest, clock, calendly):
    clock.now = digest.next_due
    calendly.switch(status=503, paths=["/scheduled_events"])
    assert tell(digest, digest.next_due, kind="digest").names == ["utter_digest_not_read"]
