"""Digests: a summary of the calendar at times of the week."""

import re
from datetime import datetime, time

from actions.base import CalendlyAction
from actions.reminders.following import DIGEST, following
from actions.reminders.ours import take_in_hand
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
from actions.reminders.wording import covers_words, rule_words
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.reminders import digest as kept
from parley.reminders.digest_words import (
    WORKDAYS,
    covers_in,
    covers_said,
    days_changed,
    days_in,
    is_exception,
    is_rarer,
    wall_in,
    without_kind,
)
from parley.reminders.reminder import Calendar, TooMany
from parley.reminders.rules import Weekly
from parley.reminders.words import MORNING, Wish, speaks_of_digests, wish_in
from parley.when import Span

# "I don't like mornings" wants nothing sent in them.
_DISLIKES = re.compile(r"\b(?:don'?t|do not|hate|dislike|can'?t stand|never)\b|^\W*no\b", re.IGNORECASE)


class Digest(CalendlyAction):
    """Sets a digest, or whatever else is asked of them."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return DIGEST

    def answer(self, turn: Turn) -> Events:
        """Do what needs no calendar at once."""
        done = _without_calendar(turn)
        return super().answer(turn) if done is None else done

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Set a new one."""
        if turn.visiting:
            turn.say("utter_digest_of_own_calendar")
            return []
        if _DISLIKES.search(turn.asked.text) and not speaks_of_digests(turn.asked.text):
            turn.say("utter_not_understood")
            return []
        if is_rarer(turn.asked.text):
            turn.say("utter_digest_every_week_at_most")
            return []
        spans = _times(turn)
        wall, usual = wall_in(turn.asked.text, spans), _usual(turn)
        rule = Weekly(days_in(turn.asked.text) or usual.weekdays, usual.wall if wall is None else wall)
        calendar = Calendar(turn.clocks.principal_id, turn.conversation_id, account.owner.uri)
        try:
            made = turn.services.plans.digests.add(calendar, rule, covers_in(turn.asked.text, rule), _zone_said(spans))
        except TooMany:
            turn.say("utter_too_many_digests", count=kept.MOST)
            return []
        return _say_set(turn, made, "utter_digest_set")


def _usual(turn: Turn) -> Weekly:
    """Return when a digest comes where the words do not say: as the one does beside which it is wanted."""
    goes_on = following(turn)
    beside = plan_named(turn, goes_on.plan) if goes_on else None
    return beside.rule if isinstance(beside, kept.Digest) else Weekly(WORKDAYS, MORNING)


def _without_calendar(turn: Turn) -> Events | None:
    chosen = turn.asked.chosen if isinstance(turn.asked.chosen, dict) else {}
    if STOP in chosen:
        return stopped(turn, [one for one in plans_of(turn) if one.id in chosen[STOP]])
    if CHANGE in chosen:
        return _change(turn, [one for one in _digests(turn) if one.id in chosen[CHANGE]])
    if plan_id := turn.entity("plan"):
        return _pressed(turn, plan_id)
    goes_on = following(turn)
    match goes_on.wish if goes_on else wish_in(turn.asked.text):
        case Wish.STOP if not is_exception(turn.asked.text):
            return stop(turn)
        case Wish.LIST:
            return tell_plans(turn)
        case Wish.CHANGE | Wish.STOP if _digests(turn):
            meant = [one for one in meant_of(turn, list(_digests(turn))) if isinstance(one, kept.Digest)]
            return _change(turn, meant) if meant else _ask_which_to_change(turn)
    return None


def _pressed(turn: Turn, plan_id: str) -> Events:
    plan = plan_named(turn, plan_id)
    if plan is None:
        turn.say("utter_plan_gone")
        return []
    if turn.entity("choice") == STOP:
        return stopped(turn, [plan])
    turn.say("utter_ask_digest_time", when=rule_words(turn, plan) if isinstance(plan, kept.Digest) else "")
    return take_in_hand(plan)


def _digests(turn: Turn) -> list[kept.Digest]:
    return [one for one in plans_of(turn) if isinstance(one, kept.Digest)]


def _ask_which_to_change(turn: Turn) -> Events:
    return ask_which_plan(turn, list(_digests(turn)), "utter_which_to_change", stops=False)


def _change(turn: Turn, meant: list[kept.Digest]) -> Events:
    """Give the digest other days, another time or another stretch, as far as they are named."""
    if not meant:
        turn.say("utter_plan_gone")
        return []
    old, text, spans = meant[0], without_kind(turn.asked.text), _times(turn)
    wall, days, covers = wall_in(text, spans, old.rule.wall), days_changed(text, old.rule.weekdays), covers_said(text)
    if days == ():
        return ask_which_plan(turn, [old], "utter_which_to_stop", stops=True)
    if wall is None and days is None and covers is None:
        turn.say("utter_ask_digest_time", when=rule_words(turn, old))
        return take_in_hand(old)
    rule = Weekly(days or old.rule.weekdays, old.rule.wall if wall is None else wall)
    zone = _zone_said(spans) or old.zone
    changed = turn.services.plans.digests.change(old, rule=rule, covers=covers or old.covers, zone=zone)
    return _say_set(turn, changed, "utter_digest_changed")


def _say_set(turn: Turn, digest: kept.Digest, response: str) -> Events:
    turn.say(
        response,
        when=rule_words(turn, digest),
        covers=covers_words(turn, digest),
        due=turn.said(digest.next_due),
        buttons=change_buttons(turn, digest),
    )
    return take_in_hand(digest)


def _times(turn: Turn) -> list[Span]:
    """Return the times of the request as read at midnight, where "at 8" is in the morning."""
    zone = turn.zone()
    midnight = datetime.combine(turn.now.astimezone(zone).date(), time(), zone)
    locale = turn.clocks.preferences.locale
    return turn.services.words.parse(turn.asked.text, midnight, zone, locale, expecting=True)


def _zone_said(spans: list[Span]) -> str | None:
    return next((key for one in spans if (key := getattr(one.zone_said, "key", None))), None)
