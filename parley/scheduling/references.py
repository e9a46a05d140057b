"""Which event somebody means by "the second one", "it", or "the design review"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LAST = -1
_BARE_PLACE = re.compile(
    r"\W*(?:the )?(?:number |no\.? ?|#)?(\d{1,2})(?:st|nd|rd|th)?(?: one)?(?:,? please)?\W*", re.ASCII | re.IGNORECASE
)
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
    # When several have the name that was said: those.
    among: tuple[str, ...] = ()


def pick(shown: Sequence[Shown], focus: str | None, text: str, place: int | None) -> Pick:
    """Return the event meant by a place in the list (1 is the first, -1 the last), by name, or by "it".

    `focus` is the id of the event talked about last.
    """
    if place is not None:
        return _by_place(shown, place)
    named = _named(shown, text)
    if len(named) == 1:
        return Pick(named[0])
    if focus and (not named or focus in named):
        return Pick(focus)
    return Pick(shown[0].id) if len(shown) == 1 else Pick(why="several", among=named)


def bare_place(text: str) -> int | None:
    """Return the place in a list when the text says no more than that: `the 4th`, `#2`, `number 3 please`, `5`."""
    found = _BARE_PLACE.fullmatch(text)
    return int(found[1]) if found else None


def _by_place(shown: Sequence[Shown], place: int) -> Pick:
    if place == LAST and shown:
        return Pick(shown[-1].id)
    if 1 <= place <= len(shown):
        return Pick(shown[place - 1].id)
    return Pick(why="no_such_place")


def _named(shown: Sequence[Shown], text: str) -> tuple[str, ...]:
    said = _words(text)
    scores = {event.id: len(_words(event.name) & said) for event in shown}
    best = max(scores.values(), default=0)
    return tuple(event_id for event_id, score in scores.items() if best and score == best)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON
