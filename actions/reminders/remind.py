"""Reminders of meetings: set, changed, listed and stopped on the person's own word."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.event_titles import title_of, when_of
from actions.forms.which import Way, ask_which
from actions.reminders.ours import DIGEST, REMIND, take_in_hand
from actions.reminders.shared import (
    CHANGE,
    STOP,
    ask_which_plan,
    change_buttons,
    meant_of,
    plan_named,
    plans_of,
    stop,
    stopped,
    tell_plans,
)
from actions.reminders.wanted import USUAL, Wanted, lead_of, moment_of, wanted_in
from actions.reminders.wording import event_of, lead_words, plan_words
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.reminders.reminder import MOST, Calendar, Reminder, TooMany
from parley.reminders.rules import Lead
from parley.reminders.words import EVENING, Wish, is_possible, speaks_of_digests, speaks_of_reminders, wish_in
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


class Remind(CalendlyAction):
    """Sets a reminder, or whatever else is asked of them."""

    of_shown = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return REMIND

    def answer(self, turn: Turn) -> Events:
        """Do what needs no calendar at once; what does may have to wait for one."""
        done = _without_calendar(turn)
        return super().answer(turn) if done is None else done

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Change the reminder that is meant, or set a new one."""
        plan, choice = plan_named(turn, turn.entity("plan")), turn.entity("choice")
        if isinstance(plan, Reminder) and choice:
            return _changed(turn, plan, OFFERED[choice]) if choice in OFFERED else _ask_lead(turn, plan)
        if _is_chosen(turn, CHANGE):
            return _change(turn, account, [one for one in plans_of(turn) if one.id in turn.asked.chosen[CHANGE]])
        reminders = [one for one in plans_of(turn) if isinstance(one, Reminder)]
        if reminders and not turn.asked.chosen and wish_in(turn.asked.text) is Wish.CHANGE:
            meant = meant_of(turn, list(reminders))
            return _change(turn, account, meant) if meant else _ask_which_to_change(turn, reminders)
        return _set(turn, account)


def _without_calendar(turn: Turn) -> Events | None:
    if _is_chosen(turn, STOP):
        return stopped(turn, [one for one in plans_of(turn) if one.id in turn.asked.chosen[STOP]])
    if plan_id := turn.entity("plan"):
        plan = plan_named(turn, plan_id)
        if plan is None:
            turn.say("utter_plan_gone")
            return []
        return stopped(turn, [plan]) if turn.entity("choice") == STOP else None
    if turn.asked.chosen:
        return None
    text = turn.asked.text
    if speaks_of_digests(text) and not speaks_of_reminders(text):
        return turn.hand_over(DIGEST)
    match wish_in(text):
        case Wish.STOP:
            return stop(turn)
        case Wish.LIST:
            return tell_plans(turn)
        case Wish.OTHERS:
            turn.say("utter_remind_only_you")
            return []
        case Wish.ERRAND:
            turn.say("utter_reminders_are_for_meetings")
            return []
    return None


def _is_chosen(turn: Turn, verb: str) -> bool:
    return isinstance(turn.asked.chosen, dict) and verb in turn.asked.chosen


def _set(turn: Turn, account: Account) -> Events:
    wanted = wanted_in(turn, account)
    if wanted.lead and not is_possible(wanted.lead):
        turn.say("utter_lead_too_long")
        return []
    calendar = Calendar(turn.clocks.principal_id, turn.conversation_id, None if turn.visiting else account.owner.uri)
    try:
        if wanted.every:
            return _set_every(turn, account, calendar, wanted.lead or USUAL)
        if wanted.events:
            return _set_for(turn, account, calendar, wanted, wanted.events[:MOST_AT_ONCE])
    except TooMany:
        turn.say("utter_too_many_reminders", count=MOST)
        return []
    return _ask_event(turn, account, wanted)


def _set_every(turn: Turn, account: Account, calendar: Calendar, lead: Lead) -> Events:
    made = turn.services.plans.reminders.add(calendar, "every", lead)
    zone = turn.clocks.zone_words(account)
    turn.say("utter_reminder_every_set", when=lead_words(turn, lead), zone=zone, buttons=change_buttons(turn, made))
    return take_in_hand(made)


def _set_for(turn: Turn, account: Account, calendar: Calendar, wanted: Wanted, events: Sequence[Attendance]) -> Events:
    lead, now, made = wanted.lead or USUAL, turn.services.clock(), []
    for one in events:
        start = one.event.start_time
        due = wanted.at or lead.due(start, turn.zone(account))
        if due <= now or due >= one.event.end_time:
            _say_no_use(turn, one, due, bool(wanted.at))
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
        _say_set(turn, reminder, one, due)
        made.append(reminder)
    focus = events[0].event.id if len(events) == 1 else None
    return [*(take_in_hand(made[0] if len(made) == 1 else None)), *_focus(focus)]


def _say_set(turn: Turn, reminder: Reminder, one: Attendance, due: datetime) -> None:
    buttons = change_buttons(turn, reminder)
    values: dict[str, Any] = {"title": title_of(turn, one), "when": when_of(turn, one), "due": turn.said(due)}
    if reminder.at:
        turn.say("utter_reminder_at_set", buttons=buttons, **values)
    else:
        turn.say("utter_reminder_set", buttons=buttons, lead=lead_words(turn, reminder.lead), **values)


def _say_no_use(turn: Turn, one: Attendance, due: datetime, is_moment: bool) -> None:
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


def _ask_which_to_change(turn: Turn, reminders: Sequence[Reminder]) -> Events:
    return ask_which_plan(turn, list(reminders), "utter_which_to_change", stops=False)


def _change(turn: Turn, account: Account, plans: Sequence[object]) -> Events:
    reminder = next((one for one in plans if isinstance(one, Reminder)), None)
    if reminder is None:
        turn.say("utter_plan_gone")
        return []
    lead = lead_of(turn, account)
    if lead is None:
        at = moment_of(turn, account) if reminder.event_id else None
        return _moved(turn, reminder, at) if at else _ask_lead(turn, reminder)
    return _changed(turn, reminder, _shifted(turn.asked.text, reminder.lead, lead))


def _shifted(text: str, old: Lead, said: Lead) -> Lead:
    """Return the lead that "twenty minutes earlier" makes of the old one; else the one that was said."""
    if old.days is not None or said.days is not None:
        return said
    if "earlier" in text.lower():
        return Lead(old.minutes + said.minutes)
    return Lead(max(0, old.minutes - said.minutes)) if "later" in text.lower() else said


def _changed(turn: Turn, reminder: Reminder, lead: Lead) -> Events:
    if not is_possible(lead):
        turn.say("utter_lead_too_long")
        return []
    if reminder.kind == "every":
        changed = turn.services.plans.reminders.change(reminder, lead, None)
        turn.say("utter_plan_changed", plan=plan_words(turn, changed), buttons=change_buttons(turn, changed))
        return take_in_hand(changed)
    return _replanned(turn, reminder, lead, None)


def _moved(turn: Turn, reminder: Reminder, at: datetime) -> Events:
    return _replanned(turn, reminder, reminder.lead, at)


def _replanned(turn: Turn, reminder: Reminder, lead: Lead, at: datetime | None) -> Events:
    event = event_of(turn, reminder)
    if event is None or event.event.status != "active":
        turn.say("utter_plan_gone")
        return []
    due = at or lead.due(event.event.start_time, turn.zone())
    if due <= turn.services.clock() or due > event.event.end_time - timedelta(minutes=1):
        _say_no_use(turn, event, due, at is not None)
        return []
    changed = turn.services.plans.reminders.change(reminder, lead, due, at)
    _say_set(turn, changed, event, due)
    return take_in_hand(changed)


def _ask_lead(turn: Turn, reminder: Reminder) -> Events:
    buttons = [
        button(lead_words(turn, lead), "set_reminder", plan=reminder.id, choice=name) for name, lead in OFFERED.items()
    ]
    turn.say("utter_ask_lead", plan=plan_words(turn, reminder), buttons=buttons)
    return take_in_hand(reminder)


def _focus(event_id: str | None) -> Events:
    return [SlotSet("focus_event", event_id)] if event_id else []
