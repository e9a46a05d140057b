"""Which of the offered times somebody means who types instead of pressing: "2", "the second one", "the later one"."""

import re
from datetime import datetime
from typing import Any

from actions.forms.answers import place_in, yes_or_no
from actions.forms.message import Message
from parley.scheduling.courtesies import led_by

NONE_OF_THEM = ""
_ONE = r"(?:,? (?:one|date|day|time|please|of (?:the two|them|these)))"
_EDGE = re.compile(
    r"\W*(?:the )?(?:(?P<first>earli(?:er|est)|soon(?:er|est)|former)|(?P<last>later|latest|latter))"
    rf"(?P<noun>{_ONE}*)\W*",
    re.IGNORECASE,
)

_LEAD = led_by("well", "book(?: me)?", "give me", "(?:i'?ll |let'?s )?(?:take|do)")
_FIRST = "(?:earliest|soonest|first|next)"
_FREE = "(?:possible|available|free|you(?:'?ve| have)(?: got)?)"
_FINE = "(?:is|are|works?|will do|would do|at all|fine|ok(?:ay)?|good|suits? me|for me)"
_WHICHEVER = "(?:whichever|whatever)(?:'s| is)?(?: the)? (?:earliest|soonest|first|best|easiest|works|suits)"
_ANY = re.compile(
    rf"{_LEAD}(?:{_WHICHEVER}(?: (?:for )?(?:you|them|her|him))?"
    rf"|(?:at )?(?:the |your )?(?:very )?{_FIRST} {_FREE}(?: (?:one|slot|time|date))?"
    rf"|(?:just )?(?:the )?(?:very )?(?:earliest|soonest)(?: (?:time|slot|one))?"
    rf"|(?:the |your )?{_FIRST} (?:one|time|slot) {_FREE}|surprise me"
    r"|(?:it |that )?(?:does ?n'?t|does not) matter(?: when)?|asap|as (?:soon|early) as (?:possible|you can)"
    rf"|any(?: ?time| one| slot| of (?:them|these|those))?(?: {_FINE})*"
    r"|i(?: really)? don'?t (?:mind|care)(?: when)?|you (?:can )?(?:choose|pick|decide)|no preference|up to you)"
    r"(?:,? (?:please|pls|thanks?))?[\s.!]*",
    re.IGNORECASE,
)


def takes_any(text: str) -> bool:
    """Return whether the next best time is wanted, whichever that is: "whichever is earliest", "any is fine"."""
    return _ANY.fullmatch(text) is not None


def typed_choice(offered: dict[str, Any], message: Message) -> str | None:
    """Return what was chosen by its place, as the earlier or later one, or by a yes to the only one.

    NONE_OF_THEM when there is no such; None when the words choose nothing.
    """
    choices = offered.get("choices", [])
    if len(choices) == 1 and yes_or_no(message):
        return str(choices[0][0])
    edge = _EDGE.fullmatch(message.text)
    # "Later" alone asks for more times, except where two are told apart.
    if edge and choices and (edge["noun"] or offered.get("kind") == "which"):
        return _edge(choices, last=bool(edge["last"]))
    place = place_in(message.text)
    # "15" is no place among six times: it is an hour.
    if place is None or (place > len(choices) and re.fullmatch(r"\W*\d+\W*", message.text)):
        return None
    inside = choices and (place == -1 or 1 <= place <= len(choices))
    return str(choices[place - 1 if place > 0 else -1][0]) if inside else NONE_OF_THEM


def _edge(choices: list[list[str]], *, last: bool) -> str:
    inorder = sorted((one for one, _ in choices), key=_begins)
    return inorder[-1 if last else 0]


def _begins(choice: str) -> datetime:
    """Return when a choice begins, on its own wall where it names no moment; those of one day are in order already."""
    for word in choice.split(" "):
        try:
            return datetime.fromisoformat(word).replace(tzinfo=None)
        except ValueError:
            continue
    return datetime.min
