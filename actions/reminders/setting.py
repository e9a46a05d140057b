"""Setting a reminder: before one event, several, or every one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk.events import SlotSet

from actions.attendances import attendances
from actions.event_titles import title_of, when_of
from actions.forms.which import Way, ask_which
from actions.found import Found
from actions.reminders.ours import take_in_hand
from actions.reminders.shared import change_buttons
from actions.reminders.wanted import USUAL, Wanted, lead_of, wanted_in
from actions.reminders.wording import lead_words
from actions.seeking import Kind
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.reminders.reminder import MOST, Calendar, Reminder, TooMany
from parley.reminders.rules import Lead
from parley.reminders.words import EVENING, is_possible
from parley.scheduling.agenda import Attendance
from parley.scheduling.mentions import Why

MOST_AT_ONCE = 5
# What is offered to choose from, by what its button chooses.
OFFERED = {
    "5": Lead(5),
    "15": Lead(15),
    "30": Lead(30),
    "60": Lead(60),
    "evening": Lead(days=1, wall=EVENING),
}


def set_one_more(turn: Turn, account: Account, before: Reminder) -> Events:
    """Set another reminder of what one is of already: "and also the evening before"."""
    lead = lead_of(turn, account)
    if before.kind == "every":
        kinds = [Kind(before.type_name or "", before.event_type)] if before.event_type else []
        return _set(turn, account, Wanted(lead, None, True, None, kinds))
    events = attendances(turn, account, [before.event_id] if before.event_id else [])
    return _set(turn, account, Wanted(lead, None, False, Found(Why.FOUND, events)))


def set_reminder(turn: Turn, account: Account) -> Events:
    """Set what the request asks for, or ask which event it is about."""
    return _set(turn, account, wanted_in(turn, account))


def _set(turn: Turn, account: Account, wanted: Wanted) -> Events:
    if wanted.lead and not is_possible(wanted.lead):
        turn.say("utter_lead_too_long")
        return []
    calendar = Calendar(turn.clocks.principal_id, turn.conversation_id, None if turn.visiting else account.owner.uri)
    try:
        if wanted.every:
            return _set_every(turn, account, calendar, wanted)
        if wanted.events:
            return _set_for(turn, account, calendar, wanted, wanted.events[:MOST_AT_ONCE])
    except TooMany:
        turn.say("utter_too_many_reminders", count=MOST)
        return []
    return _ask_event(turn, account, wanted)


def _set_every(turn: Turn, account: Account, calendar: Calendar, wanted: Wanted) -> Events:
    if len(wanted.kinds) > 1:
        ways = [
            Way(one.name, {"every": True, "event_type": one.uri, "name": one.name}, (one.name,)) for one in wanted.kinds
        ]
        return ask_which(turn, "utter_which_event_type", ways)
    kind, lead = next(iter(wanted.kinds), None), wanted.lead or USUAL
    uri, name = (kind.uri, kind.name) if kind else (None, None)
    made = turn.services.plans.reminders.add(calendar, "every", lead, event_type=uri, type_name=name)
    when, zone, buttons = lead_words(turn, lead), turn.clocks.zone_words(account), change_buttons(turn, made)
    if kind:
        turn.say("utter_reminder_every_kind_set", when=when, zone=zone, name=kind.name, buttons=buttons)
    else:
        turn.say("utter_reminder_every_set", when=when, zone=zone, buttons=buttons)
    return take_in_hand(made)


def _set_for(turn: Turn, account: Account, calendar: Calendar, wanted: Wanted, events: Sequence[Attendance]) -> Events:
    lead, now, made = wanted.lead or USUAL, turn.services.clock(), []
    for one in events:
        start = one.event.start_time
        due = wanted.at or lead.due(start, turn.zone(account))
        if due <= now or due >= one.event.end_time:
            say_no_use(turn, one, due, bool(wanted.at))
            continue
        reminder = turn.services.plans.reminders.add(
            calendar,
            "moment" if wanted.at else "once",
            lead,
            event_id=one.event.id,
            starts_at=start,
            at=wanted.at,
            next_due=due,
        )
        say_set(turn, reminder, one, due)
        made.append(reminder)
    focus = events[0].event.id if len(events) == 1 else None
    return [*(take_in_hand(made[0] if len(made) == 1 else None)), *_focus(focus)]


def say_set(turn: Turn, reminder: Reminder, one: Attendance, due: datetime) -> None:
    """Say what is set, and when it is due."""
    buttons = change_buttons(turn, reminder)
    values: dict[str, Any] = {"title": title_of(turn, one), "when": when_of(turn, one), "due": turn.said(due)}
    if reminder.at:
        turn.say("utter_reminder_at_set", buttons=buttons, **values)
    else:
        turn.say("utter_reminder_set", buttons=buttons, lead=lead_words(turn, reminder.lead), **values)


def say_no_use(turn: Turn, one: Attendance, due: datetime, is_moment: bool) -> None:
    """Say that it would come too late, and offer what would not."""
    now, start = turn.services.clock(), one.event.start_time
    title, when = title_of(turn, one), when_of(turn, one)
    if start <= now:
        turn.say("utter_remind_started", title=title, when=when)
        return
    if is_moment:
        turn.say("utter_remind_bad_moment", title=title, when=when, due=turn.said(due))
        return
    fitting = [name for name, lead in OFFERED.items() if now < lead.due(start, turn.zone()) < start]
    leads = [lead_words(turn, OFFERED[name]) for name in fitting]
    offers = [
        button(lead, "set_reminder", event=one.event.id, said=turn.part("utter_line_say_lead", lead=lead))
        for lead in leads
    ]
    turn.say("utter_remind_too_late", title=title, when=when, due=turn.said(due), buttons=offers)


def _ask_event(turn: Turn, account: Account, wanted: Wanted) -> Events:
    """Ask which event, or whether before every one."""
    found = wanted.found
    none_fits = found is not None and found.why in (Why.NONE, Why.NO_SUCH_PLACE)
    if found is None or none_fits:
        events = turn.agenda(account).upcoming().events
        near = turn.agenda(account).attendances(events[:3])
    else:
        near = found.attendances[:MOST_AT_ONCE]
    if not near:
        turn.say("utter_remind_nothing_booked", zone=turn.clocks.zone_words(account))
        return []
    ways = [Way(_choice(turn, one), {"event": one.event.id}, (one.event.name or "",)) for one in near]
    if found is None and not wanted.at:
        ways.insert(0, Way(turn.part("utter_line_each"), {"every": True}, ("every", "all", "each")))
    return ask_which(turn, "utter_which_to_remind_none" if none_fits else "utter_which_to_remind", ways)


def _choice(turn: Turn, one: Attendance) -> str:
    return turn.part("utter_line_titled", title=title_of(turn, one), when=when_of(turn, one))


def _focus(event_id: str | None) -> Events:
    return [SlotSet("focus_event", event_id)] if event_id else []
