"""What was asked for is due: found out as it is now, and told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rasa_sdk.events import SlotSet

from actions.base import ThreadedAction
from actions.event_titles import line_of, title_of, when_of
from actions.listing import Listing, lines_of, remember, remember_listing, ways_on
from actions.reminders.shared import change_buttons
from actions.reminders.wording import Plan
from actions.said_stretches import said_stretch
from actions.stretches import Stretch
from actions.told import names_of, place_of
from actions.turn import Events, Turn, button
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import CalendlyError, NotFound
from parley.calendly.models import ScheduledEvent
from parley.reminders.digest import Digest
from parley.reminders.reminder import Reminder
from parley.scheduling.agenda import Attendance
from parley.scheduling.search import Sought
from parley.when.wall import day_start
from parley.when.zones import zone_of

LATE = timedelta(minutes=5)
MOST_EVENTS, MOST_LINES = 10, 20
FRIDAY = 4
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


class TellReminder(ThreadedAction):
    """Reminds, unless the meeting moved, was called off by the person, or is over."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_tell_reminder"

    def answer(self, turn: Turn) -> Events:
        """Read the reminder and its event, and tell."""
        due = _due(turn)
        reminder = turn.services.plans.reminders.get(turn.entity("plan") or "", turn.clocks.principal_id)
        if due is None or reminder is None or reminder.calendar.conversation_id != turn.conversation_id:
            return []
        try:
            account = turn.services.plans.lookout.account(reminder.calendar)
            return self._tell(turn, account, reminder, due)
        except (CalendlyError, NeedsAccount):
            return _tell_blindly(turn, reminder, due)

    def _tell(self, turn: Turn, account: Account, reminder: Reminder, due: datetime) -> Events:
        events = _meant(turn, account, reminder, due)
        if events is None:
            return []
        ahead = [one for one in events if one.end_time > turn.services.clock()]
        known = turn.agenda(account).attendances(ahead[:MOST_EVENTS])
        if len(known) == 1:
            return _tell_one(turn, account, reminder, known[0], due)
        return _tell_several(turn, reminder, known, due) if known else []


class TellDigest(ThreadedAction):
    """Posts a digest, unless its day is over."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_tell_digest"

    def answer(self, turn: Turn) -> Events:
        """Read the calendar, and list what is on."""
        due = _due(turn)
        digest = turn.services.plans.digests.get(turn.entity("plan") or "", turn.clocks.principal_id)
        if due is None or digest is None or digest.calendar.conversation_id != turn.conversation_id:
            return []
        zone, now = zone_of(digest.zone_used), turn.services.clock()
        if now.astimezone(zone).date() != due.astimezone(zone).date():
            return []
        try:
            account = turn.services.plans.lookout.account(digest.calendar)
            return _tell_digest(turn, account, digest, due)
        except NeedsAccount:
            return []
        except CalendlyError:
            turn.say("utter_digest_not_read", buttons=[_now_button(turn)])
            return []


def _due(turn: Turn) -> datetime | None:
    try:
        return datetime.fromisoformat(turn.entity("due") or "")
    except ValueError:
        return None


def _meant(turn: Turn, account: Account, reminder: Reminder, due: datetime) -> list[ScheduledEvent] | None:
    """Return the events that it is due for now; None when that has been settled otherwise."""
    plans, zone = turn.services.plans, turn.zone(account)
    if reminder.kind == "every":
        first, last = reminder.lead.starts(due, zone)
        listed = account.calendly.events.list(
            user=account.owner.uri,
            status="active",
            min_start_time=first - timedelta(seconds=1),
            max_start_time=last + timedelta(seconds=1),
            limit=MOST_EVENTS * 2,
        )
        return [one for one in listed if reminder.is_of(one) and reminder.due(one.start_time, zone) == due]
    try:
        event = account.calendly.scheduled_event(reminder.event_id or "")
    except NotFound:
        event = None
    if event is None or event.status != "active":
        _called_off(turn, account, reminder, event)
        return None
    later = reminder.due(event.start_time, zone)
    if later > due and later > turn.services.clock():  # It has moved since: so does this.
        plans.reminders.plan(reminder.id, look_at=turn.services.clock(), next_due=later, starts_at=event.start_time)
        return None
    return [event]


def _called_off(turn: Turn, account: Account, reminder: Reminder, event: ScheduledEvent | None) -> None:
    """Forget it; when somebody else called the event off, or nobody knows who, say so."""
    plans = turn.services.plans
    if event is not None:
        plans.lookout.look(reminder.calendar)  # It may only have moved: then it is found there.
        left = plans.reminders.get(reminder.id, turn.clocks.principal_id)
        if left and left.event_id != reminder.event_id:
            return
        if event.cancellation is None or event.cancellation.canceler_type != "host":
            cancelled = turn.agenda(account).attendance(event.id)
            turn.say("utter_reminder_called_off", title=title_of(turn, cancelled), when=when_of(turn, cancelled))
    plans.reminders.remove([reminder.id], turn.clocks.principal_id)


def _tell_one(turn: Turn, account: Account, reminder: Reminder, one: Attendance, due: datetime) -> Events:
    event, now = one.event, turn.services.clock()
    _say_if_late(turn, due)
    ahead = max(timedelta(), event.start_time - now)
    minutes = timedelta(minutes=-(-ahead.total_seconds() // 60))
    turn.say(
        "utter_reminder" if event.start_time > now else "utter_reminder_running",
        length=turn.said(minutes),
        title=title_of(turn, one),
        when=turn.said((event.start_time, event.end_time)),
        people=names_of(turn, one),
        place=place_of(turn, event.location),
        buttons=[button(turn.part("utter_line_details"), "event_details", event=event.id), *_stop(turn, reminder)],
    )
    return [*remember([event]), SlotSet("focus_event", event.id)]


def _tell_several(turn: Turn, reminder: Reminder, events: Sequence[Attendance], due: datetime) -> Events:
    _say_if_late(turn, due)
    lines = "\n".join(line_of(turn, one, number) for number, one in enumerate(events, start=1))
    turn.say("utter_reminder_several", events=lines, buttons=_stop(turn, reminder))
    return remember([one.event for one in events])


def _tell_blindly(turn: Turn, reminder: Reminder, due: datetime) -> Events:
    """Remind by what was seen last, where the calendar cannot be read just now."""
    starts_at = reminder.starts_at
    if reminder.kind == "every":
        starts_at = reminder.lead.starts(due, turn.zone())[0] if reminder.lead.days is None else None
    if starts_at and starts_at > turn.services.clock():
        _say_if_late(turn, due)
        turn.say("utter_reminder_blind", when=turn.said(starts_at))
    return []


def _tell_digest(turn: Turn, account: Account, digest: Digest, due: datetime) -> Events:
    start, end = _stretch_of(digest, due)
    listing = Listing(Sought(start, end), stretch=Stretch(start, end))
    page = turn.agenda(account).page(listing.sought, size=MOST_LINES)
    when = said_stretch(turn, account, Stretch(start, end))
    _say_if_late(turn, due)
    stop = change_buttons(turn, digest)
    if not page.events:
        turn.say("utter_digest_empty", when=when, buttons=stop)
        return remember([])
    lines = lines_of(turn, account, enumerate(page.events, start=1))
    turn.say("utter_digest", when=when, count=len(page.events), events=lines, buttons=[*ways_on(turn, page), *stop])
    return remember_listing(listing, page)


def _stretch_of(digest: Digest, due: datetime) -> tuple[datetime, datetime]:
    """Return what a digest is about: its day, the next one, or the week that is ahead."""
    zone = zone_of(digest.zone_used)
    today = due.astimezone(zone).date()
    match digest.covers:
        case "day":
            first, days = today, A_DAY
        case "tomorrow":
            first, days = today + A_DAY, A_DAY
        case _:
            monday = today - A_DAY * today.weekday()
            first = today if today.weekday() < FRIDAY else monday + A_WEEK
            days = monday + A_WEEK - first if today.weekday() < FRIDAY else A_WEEK
    return day_start(first, zone), day_start(first + days, zone)


def _say_if_late(turn: Turn, due: datetime) -> None:
    if turn.services.clock() - due > LATE:
        turn.say("utter_was_away", due=turn.said(due))


def _stop(turn: Turn, plan: Plan) -> list[dict[str, str]]:
    """Return the button that stops what will come again."""
    return change_buttons(turn, plan)[1:] if isinstance(plan, Digest) or plan.kind == "every" else []


def _now_button(turn: Turn) -> dict[str, str]:
    return button(turn.part("utter_line_whats_on"), "list_events")
