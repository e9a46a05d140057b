"""Reminders and digests in words."""

from datetime import timedelta

from actions.attendances import attendances
from actions.event_titles import title_of
from actions.turn import Turn
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.reminders.digest import Digest
from parley.reminders.digest_words import ALL_DAYS, WEEKEND, WORKDAYS
from parley.reminders.reminder import Reminder
from parley.reminders.rules import Lead, Weekly, at_wall
from parley.scheduling.agenda import Attendance
from parley.when.say import say_zone
from parley.when.zones import zone_of

type Plan = Reminder | Digest


def lead_words(turn: Turn, lead: Lead) -> str:
    """Return how long before: `10 minutes before`, `the day before at 18:00`."""
    if lead.days is None:
        length = turn.said(timedelta(minutes=lead.minutes))
        return turn.part("utter_line_lead_minutes" if lead.minutes else "utter_line_lead_start", length=length)
    if lead.wall is None:
        return turn.part("utter_line_lead_minutes", length=turn.said(timedelta(days=lead.days)))
    names = {0: "utter_line_lead_same_day", 1: "utter_line_lead_day_before"}
    return turn.part(names.get(lead.days, "utter_line_lead_days"), days=lead.days, hour=_hour(turn, lead.wall))


def rule_words(turn: Turn, digest: Digest) -> str:
    """Return when a digest comes: `every weekday at 08:00 CET`."""
    zone = zone_of(digest.zone_used)
    days, due = _days(turn, digest.rule), digest.next_due.astimezone(zone)
    words = turn.part("utter_line_digest_rule", days=days, hour=_hour(turn, digest.rule.wall))
    return turn.part("utter_line_in_zone_of", when=words, zone=say_zone(due, turn.clocks.region))


def covers_words(turn: Turn, digest: Digest) -> str:
    """Return what a digest covers: `your agenda of that day`."""
    return turn.part(f"utter_line_covers_{digest.covers}")


def plan_words(turn: Turn, plan: Plan) -> str:
    """Return a reminder or a digest as a line of a list."""
    if isinstance(plan, Digest):
        return turn.part("utter_line_digest", covers=covers_words(turn, plan), when=rule_words(turn, plan))
    if plan.kind == "every":
        return turn.part("utter_line_reminder", when=lead_words(turn, plan.lead), name=_each_words(turn, plan))
    when = turn.said(plan.at) if plan.at else lead_words(turn, plan.lead)
    name = event_words(turn, plan)
    return turn.part("utter_line_reminder_at" if plan.at else "utter_line_reminder", when=when, name=name)


def _each_words(turn: Turn, reminder: Reminder) -> str:
    name = reminder.type_name
    return turn.part("utter_line_each_of_kind", name=name) if name else turn.part("utter_line_each")


def event_words(turn: Turn, reminder: Reminder) -> str:
    """Return what a reminder's event is called and when it is; only the time while it cannot be read."""
    when = turn.said(reminder.starts_at) if reminder.starts_at else ""
    event = event_of(turn, reminder)
    if event is None:
        return turn.part("utter_line_some_event", when=when)
    return turn.part("utter_line_titled", title=title_of(turn, event), when=turn.said(event.event.start_time))


def event_of(turn: Turn, reminder: Reminder) -> Attendance | None:
    """Return a reminder's event as it is now; None when it is gone, or cannot be read."""
    try:
        account = turn.services.plans.lookout.account(reminder.calendar)
        found = attendances(turn, account, [reminder.event_id] if reminder.event_id else [])
    except (CalendlyError, NeedsAccount):
        return None
    return next(iter(found), None)


def _days(turn: Turn, rule: Weekly) -> str:
    known = {ALL_DAYS: "utter_line_every_day", WORKDAYS: "utter_line_every_weekday", WEEKEND: "utter_line_weekends"}
    if name := known.get(rule.weekdays):
        return turn.part(name)
    names = [str(turn.clocks.region.cldr.days["format"]["wide"][day]) for day in rule.weekdays]
    listed = turn.part("utter_line_and", first=", ".join(names[:-1]), last=names[-1]) if names[1:] else names[0]
    return turn.part("utter_line_every_named", days=listed)


def _hour(turn: Turn, wall: int) -> str:
    zone = turn.zone()
    return turn.clocks.hour(at_wall(turn.now.astimezone(zone).date(), wall, zone))
