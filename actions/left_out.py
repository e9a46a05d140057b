"""Which of several events a wish leaves out: "all but the intro calls", "everything except Friday and Ana's"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.seeking import COMMON
from actions.turn import Turn
from actions.whom import person_in
from parley.accounts.access import Account
from parley.scheduling.exceptions import Parted, parted, says_nothing, time_first
from parley.scheduling.mentions import Candidate, Mention, resolve
from parley.scheduling.openings import Part
from parley.scheduling.ruled_out import NOTHING, RuledOut, ruled_out, weekday_from
from parley.scheduling.ways import way_in
from parley.scheduling.words import words_of
from parley.when import without

# Nothing but words that begin like names.
_A_NAME = re.compile(r"(?:(?!The\b|My\b|All\b)[A-Z][\w'’.-]*\s*)+")
_PART = re.compile(r"\b(morning|afternoon|evening)s?\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|\band\b|\bor\b|\bnor\b|\bnot\b)\s*", re.IGNORECASE)


def leave_out(turn: Turn) -> None:
    """Read the request without what it leaves out, which stands beside its text from then on."""
    said = said_apart(turn, None, turn.asked.text)
    if said.left_out and not says_nothing(said.kept):
        turn.asked = replace(turn.asked, text=said.kept, left_out=said.left_out.strip())


def said_apart(turn: Turn, account: Account | None, text: str) -> Parted:
    """Return a request and what it leaves out; a time behind that is the request's, where it names none itself."""
    said = parted(text)
    if not said.left_out or turn.times(said.kept, account, asked=False):
        return said
    times = turn.times(said.left_out, account, asked=False)
    return time_first(said, [(one.begin, one.stop) for one in times])


def ids_left_out(
    turn: Turn, account: Account, events: Sequence[Candidate], words: str, *, by_time: bool
) -> frozenset[str]:
    """Return the ids of those among the events that words leave out; a time leaves out nothing unless `by_time`.

    All that fit are left out, also where "the intro call" could be one of several: less is done, never more.
    """
    pieces = [piece for piece in _AND.split(words) if piece.strip()]
    return frozenset(one for piece in pieces for one in _fitting(turn, account, events, piece, by_time=by_time))


def person_left_out(turn: Turn) -> str | None:
    """Return the name or address of whom the request leaves out: "except with Ana", "except Ana"."""
    words = turn.asked.left_out
    if _A_NAME.fullmatch(words) and not turn.times(words, None, asked=False):
        return person_in(f"with {words}")
    return person_in(words) if words else None


def _fitting(turn: Turn, account: Account, events: Sequence[Candidate], piece: str, *, by_time: bool) -> Iterable[str]:
    zone, begin = turn.zone(account), min((one.start for one in events), default=None)
    times = [one for one in turn.times(piece, account, asked=False) if one.kind != "duration"]
    spans = [weekday_from(one, begin, zone) for one in times]
    part = _PART.search(piece)
    ruled = ruled_out(piece, spans) | (RuledOut(parts=(Part(part[1].lower()),)) if part and not spans else NOTHING)
    if ruled and not by_time:
        return ()
    within = [one for one in events if not ruled.suits(one.start, zone)] if ruled else events
    rest = _PART.sub(" ", without(piece, spans).replace("|", " "))
    if ruled and not _tells(rest, events):
        return [one.id for one in within]
    return _named(turn, within, rest, person_in(piece))


def _named(turn: Turn, events: Sequence[Candidate], words: str, person: str | None) -> Iterable[str]:
    mentions = (Mention(words, person=person), Mention(f"with {words}"))
    found = [ids for one in mentions if (ids := resolve(events, one, turn.now).ids)]
    fewest = min(found, key=len, default=())
    return fewest if len(fewest) < len(events) or _tells(words, events) else ()


def _tells(words: str, events: Sequence[Candidate]) -> bool:
    """Return whether the words name events, people or places of them, rather than telling none from another."""
    if (way := way_in(words)[0]) and any(way in one.ways for one in events):
        return True
    names = (name for one in events for name in (one.name, *one.people))
    return bool((words_of(words) - COMMON) & frozenset(word for name in names for word in words_of(name)))
