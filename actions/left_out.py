"""Which of several events a wish leaves out: "all but the intro calls", "everything except Friday and Ana's"."""

import re
from collections.abc import Iterable, Sequence

from actions.seeking import without
from actions.turn import Turn
from actions.whom import person_in
from parley.accounts.access import Account
from parley.scheduling.mentions import Candidate, Mention, resolve
from parley.scheduling.words import words_of

# Nothing but words that begin like names.
_A_NAME = re.compile(r"(?:(?!The\b|My\b|All\b)[A-Z][\w'’.-]*\s*)+")
_AND = re.compile(r"\s*(?:,|\band\b|\bor\b|\bnor\b|\bnot\b)\s*", re.IGNORECASE)


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
    spans = [one for one in turn.times(piece, account, asked=False) if one.start and one.end]
    if spans and not by_time:
        return
    rest, person = without(piece, spans).replace("|", " "), person_in(piece)
    times = [(one.start, one.end) for one in spans if one.start and one.end]
    mentions = [Mention(rest, None, time, person) for time in times] or [Mention(piece, None, None, person)]
    for mention in mentions if times else [*mentions, Mention(f"with {piece}")]:
        ids = resolve(events, mention, turn.now).ids
        if times or len(ids) < len(events) or _tells(piece, events):
            yield from ids


def _tells(piece: str, events: Sequence[Candidate]) -> bool:
    """Return whether words that fit all of the events name them, rather than telling none from another."""
    return bool(words_of(piece) & frozenset(word for one in events for word in words_of(one.name)))
