"""The event that comes next or was last, of those asked for, and the one beside the one talked about."""

import re
from dataclasses import replace

from actions.attendances import attendance, shown
from actions.listing import Listing
from actions.meant import MOST
from actions.seeking import kinds_named, wanted_in
from actions.turn import Turn
from actions.whom import person_in
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Page
from parley.scheduling.common_words import EVENT
from parley.scheduling.search import Cursor, Sought
from parley.scheduling.words import close, words_of

_NEXT = re.compile(
    rf"\b(?:next|upcoming) (?:one|{EVENT})\b|\b(?:my|the) next\W*$"
    r"|\bone after(?: (?:that|it))?\W*$"
    r"|\b(?:who|what)(?:'?s| is| am i| do i have| have i got)(?: (?:up|on|coming|coming up|meeting|seeing))? next\W*$",
    re.IGNORECASE,
)
_NEXT_ONE = re.compile(r"\bnext one\b|\bone after\b", re.IGNORECASE)
_AFTER = re.compile(r"\bone after\b|\bafter (?:that|it|this)(?: one)?\W*$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:previous|one before)(?: (?:one|that|it))?\W*$", re.IGNORECASE)
_LAST = re.compile(
    rf"\bmy (?:last|previous|latest) {EVENT}\b|\blast time\b"
    r"|\bwho (?:did|have) (?:i|we)\b.*\b(?:last|most recently)\b",
    re.IGNORECASE,
)
_NEAREST = re.compile(
    rf"\b(?P<ahead>next|upcoming)\b(?: (?P<what>[\w'’-]+) (?:{EVENT}|chat)\b)?"
    r"|\b(?:my |our |i )(?:last|latest|previous|most recent)\b",
    re.IGNORECASE,
)


def nearest_named(turn: Turn, account: Account) -> tuple[Listing, Page] | None:
    """Return the next or the last event of a type or with somebody, whatever was listed: "my next demo".

    The page has no event when there is none; None when nothing like that is asked for.
    """
    text = turn.asked.text
    way = _NEAREST.search(text)
    if not way:
        return None
    wanted = wanted_in(text, [])
    kinds = kinds_named(turn, account, wanted.telling)
    if not wanted.person and not kinds and way["what"]:
        return _called(turn, account, way["what"])
    if not wanted.person and len(kinds) != 1:
        return None
    kind = kinds[0] if len(kinds) == 1 else None
    sought = Sought(event_type=kind.uri if kind else None, person=wanted.person)
    back = None if way["ahead"] else Cursor.at(turn.now, forwards=False)
    page = turn.agenda(account).page(sought, back, 1)
    return Listing(sought, kind.name if kind else None, past=back is not None), page


def _called(turn: Turn, account: Account, word: str) -> tuple[Listing, Page]:
    """Return the next event with this word in its name, which is none of an event type's."""
    sought = Sought()
    page = turn.agenda(account).page(sought, None, MOST)
    named = [one for one in page.events if any(close(word.lower(), other) for other in words_of(one.name or ""))]
    nearest = None if named else next(iter(page.events), None)
    return Listing(sought, word), replace(page, events=named, nearest_after=nearest)


def beside_now(turn: Turn, account: Account) -> list[ScheduledEvent]:
    """Return the next event, or the last one that is over, when the words ask for that and not for one listed."""
    text = turn.asked.text
    if _LAST.search(text):
        return turn.agenda(account).page(Sought(), Cursor.at(turn.now, forwards=False), 1).events
    listed = [one.id for one in shown(turn)]
    if turn.focus in listed[1:] and _BEFORE.search(text):
        return [attendance(turn, account, listed[listed.index(str(turn.focus)) - 1]).event]
    if not (_NEXT.search(text) or (turn.focus and _AFTER.search(text))) or person_in(text):
        return []
    if turn.focus in listed[:-1] and (_NEXT_ONE.search(text) or _AFTER.search(text)):
        return [attendance(turn, account, listed[listed.index(str(turn.focus)) + 1]).event]
    if turn.focus and _AFTER.search(text):
        behind = Cursor.of(attendance(turn, account, turn.focus).event, forwards=True)
        return turn.agenda(account).page(Sought(), behind, 1).events
    return turn.agenda(account).upcoming().events[:1]
