"""Which event somebody means by "the second one", "it", or "the design review"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LAST = -1
_WORD = re.compile(r"[^\W_]{3,}")
# Words that stand in many event names and many questions, and so tell nothing.
_COMMON = frozenset(
    [
        "the",
        "and",
        "with",
        "for",
        "who",
        "what",
        "when",
        "where",
        "event",
        "meeting",
        "call",
        "about",
        "more",
        "tell",
        "show",
        "are",
    ]
)


@dataclass(frozen=True)
class Shown:
    """An event as it was last listed in the conversation."""

    id: str
    name: str


@dataclass(frozen=True)
class Pick:
    """The event that is meant; or why it is not clear: there are fewer, or several fit."""

    event_id: str | None = None
    why: Literal["found", "no_such_place", "several"] = "found"


def pick(shown: Sequence[Shown], focus: str | None, text: str, place: int | None) -> Pick:
    """Return the event meant by a place in the list (1 is the first, -1 the last), by name, or by "it".

    `focus` is the id of the event talked about last.
    """
    if place is not None:
        return _by_place(shown, place)
    if named := _by_name(shown, text):
        return Pick(named.id)
    if focus:
        return Pick(focus)
    return Pick(shown[0].id) if len(shown) == 1 else Pick(why="several")


def _by_place(shown: Sequence[Shown], place: int) -> Pick:
    if place == LAST and shown:
        return Pick(shown[-1].id)
    if 1 <= place <= len(shown):
        return Pick(shown[place - 1].id)
    return Pick(why="no_such_place")


def _by_name(shown: Sequence[Shown], text: str) -> Shown | None:
    said = _words(text)
    scores = [len(_words(event.name) & said) for event in shown]
    best = max(scores, default=0)
    return shown[scores.index(best)] if best and scores.count(best) == 1 else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON
