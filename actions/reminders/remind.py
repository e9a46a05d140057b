"""Reminders of meetings: set, changed, listed and stopped on the person's own word."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.base import CalendlyAction
from actions.reminders.following import DIGEST, REMIND, following, spares_some
from actions.reminders.ours import take_in_hand
from actions.reminders.setting import OFFERED, say_no_use, say_set, set_one_more, set_reminder
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
from actions.reminders.wanted import lead_of, moment_of
from actions.reminders.wording import event_of, lead_words, plan_words
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.reminders.reminder import Reminder
from parley.reminders.rules import Lead
from parley.reminders.words import (
    Wish,
    is_about_every,
    is_possible,
    speaks_of_digests,
    speaks_of_reminders,
    stops_all_sent,
    wish_in,
)
from parley.scheduling.exceptions import parted
from parley.scheduling.preferences import unwanted_in


class Remind(CalendlyAction):
    """Sets a reminder, or whatever else is asked of them."""

    of_shown = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return REMIND

    def answer(self, turn: Turn) -> Events:
        """Do what needs no calendar at once; what does may have to wait for one."""
        if spares_some(turn) or (is_about_every(turn.asked.text) and parted(turn.asked.text).left_out):
            turn.say("utter_reminders_spare_none")
            return []
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
        goes_on = None if turn.asked.chosen else following(turn)
        if goes_on and goes_on.wish is Wish.SET:
            before = next((one for one in reminders if one.id == goes_on.plan), None)
            return set_one_more(turn, account, before) if before else set_reminder(turn, account)
        changes = goes_on.wish is Wish.CHANGE if goes_on else wish_in(turn.asked.text) is Wish.CHANGE
        if reminders and not turn.asked.chosen and changes:
            meant = meant_of(turn, list(reminders))
            return _change(turn, account, meant) if meant else _ask_which_to_change(turn, reminders)
        return set_reminder(turn, account)


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
    goes_on = following(turn)
    if goes_on is None and unwanted_in(text):
        turn.say("utter_wishes_not_kept")
        return []
    if goes_on is None and speaks_of_digests(text) and not speaks_of_reminders(text):
        return turn.hand_over(DIGEST)
    if stops_all_sent(text):  # With neither reminders nor digests there are still news of the calendar.
        plans = plans_of(turn)
        return stopped(turn, plans) if plans else turn.hand_over("action_set_notifications", "set_notifications")
    match goes_on.wish if goes_on else wish_in(text):
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
        say_no_use(turn, event, due, at is not None)
        return []
    changed = turn.services.plans.reminders.change(reminder, lead, due, at)
    say_set(turn, changed, event, due)
    return take_in_hand(changed)


def _ask_lead(turn: Turn, reminder: Reminder) -> Events:
    buttons = [
        button(lead_words(turn, lead), "set_reminder", plan=reminder.id, choice=name) for name, lead in OFFERED.items()
    ]
    turn.say("utter_ask_lead", plan=plan_words(turn, reminder), buttons=buttons)
    return take_in_hand(reminder)
