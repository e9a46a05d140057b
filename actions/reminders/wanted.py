"""What a request for a reminder asks for: before which event or all of them, how long before, or when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.attendances import attendances
from actions.found import Found
from actions.meant import find_meant
from actions.seeking import Kind, kinds_named
from actions.seeking import wanted_in as sought_in
from actions.turn import Turn
from parley.accounts.access import Account
from parley.reminders.rules import Lead, at_wall
from parley.reminders.words import AFTERNOON, EVENING, MORNING, about_in, is_about_every, lead_in
from parley.scheduling.agenda import Attendance
from parley.scheduling.common_words import EVENT
from parley.scheduling.mentions import Why
from parley.scheduling.spelled import EMAIL
from parley.when import Span, without

USUAL = Lead(15)
_NEXT = re.compile(rf"\bnext (?:{EVENT}|one)\b|\bmy next\W*$", re.IGNORECASE)
_CLOCK = ("hour", "minute", "second")
_HOURS_OF_PARTS = {12: AFTERNOON, 18: EVENING}


@dataclass(frozen=True)
class Wanted:
    """`events` are None where none is named; `every` means all there are and will be, of one of `kinds` if any."""

    lead: Lead | None
    at: datetime | None
    every: bool
    found: Found | None
    kinds: Sequence[Kind] = ()

    @property
    def events(self) -> list[Attendance]:
        """Return the events that are meant, if that is clear."""
        return self.found.attendances if self.found and self.found.why is Why.FOUND else []


def wanted_in(turn: Turn, account: Account) -> Wanted:
    """Return what the request says. Raises what Calendly raises."""
    text, chosen = turn.asked.text, turn.asked.chosen
    spans = turn.times(text, account, asked=False)
    lead, (about, begin) = lead_in(text, spans), about_in(text, spans)
    at = None if lead else _moment(turn, account, [one for one in spans if one.stop <= begin])
    if isinstance(chosen, dict):
        event_ids = [chosen["event"]] if "event" in chosen else []
        found = Found(Why.FOUND, attendances(turn, account, event_ids)) if event_ids else None
        kinds = [Kind(chosen["name"], chosen["event_type"])] if "event_type" in chosen else []
        return Wanted(lead, at, bool(chosen.get("every")), found, kinds)
    if event_id := turn.asked.event:
        return Wanted(lead, at, False, Found(Why.FOUND, attendances(turn, account, [event_id])))
    if _is_every(turn, about or text, [one for one in spans if one.begin >= begin]):
        kinds = kinds_named(turn, account, sought_in(about or text, []).telling)
        return Wanted(lead, None, True, None, kinds)
    if not about and turn.asked.place is None:
        found = Found(Why.FOUND, attendances(turn, account, [turn.focus])) if turn.focus else None
        return Wanted(lead, at, False, found if found and found.attendances else None)
    return _about_some(turn, account, lead, at, about)


def lead_of(turn: Turn, account: Account | None = None) -> Lead | None:
    """Return how long before the words say, None when they do not."""
    return lead_in(turn.asked.text, turn.times(turn.asked.text, account, asked=True))


def moment_of(turn: Turn, account: Account) -> datetime | None:
    """Return the moment that the words name, None when they name none."""
    return _moment(turn, account, turn.times(turn.asked.text, account, asked=True))


def _about_some(turn: Turn, account: Account, lead: Lead | None, at: datetime | None, about: str) -> Wanted:
    # Which one is next is told by the calendar, whatever was listed.
    is_next = _NEXT.search(about) is not None
    place, listed = (None, ()) if is_next else (turn.asked.place, None)
    found = find_meant(turn, account, about, place, listed=listed, focus=turn.focus)
    spans = turn.times(about, account, asked=False)
    moment = None if lead or at else _moment(turn, account, spans)
    if found.why is Why.NONE and moment:  # "About my call with Ben tomorrow at 9", and the call is at another time.
        again = find_meant(turn, account, without(about, spans).replace("|", " "), place, focus=turn.focus)
        if again.why in (Why.FOUND, Why.SEVERAL):
            return Wanted(lead, moment, False, again)
    if found.why is Why.SEVERAL and spans and is_about_every(about):  # "Tomorrow's meetings" are all of them.
        found = Found(Why.FOUND, found.attendances)
    return Wanted(lead, at, False, found)


def _is_every(turn: Turn, words: str, spans: list[Span]) -> bool:
    names_time = any(one.start and not one.latent and one.kind != "recurrence" for one in spans)
    names_one = names_time or turn.asked.place is not None or EMAIL.search(words) or " with " in f" {words} "
    return is_about_every(words) and not names_one


def _moment(turn: Turn, account: Account, spans: list[Span]) -> datetime | None:
    """Return the first moment; of a part of a day its usual hour, of a whole day the morning."""
    zone = turn.zone(account)
    for one in spans:
        if one.start is None or one.kind in ("duration", "recurrence"):
            continue
        if one.kind == "instant" and one.grain in _CLOCK:
            return one.start
        local = one.start.astimezone(zone)
        wall = _HOURS_OF_PARTS.get(local.hour, MORNING)
        moment = at_wall(local.date(), wall, zone)
        if one.grain == "day" or moment > turn.now:
            return moment
        return turn.now + timedelta(hours=1) if one.end and one.end > turn.now else moment
    return None
