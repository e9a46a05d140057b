"""Whether a sentence asks for another time of what is under way, and not of another meeting: "make it 3 instead"."""

import re
from collections.abc import Iterable, Sequence

from parley.scheduling.words import words_of
from parley.when import Span, without

_THIS = r"(?:it|that|this|the (?:time|start|whole thing))"
_ITS = r"(?:it|that|this|(?:the|this|that|our) (?:time|start|meeting|call|booking|appointment|slot|session|chat|event))"
_MOVES = r"(?:push|move|shift|bump|pull|bring|slide|delay|postpone|switch|change|set|put|reschedule)"
_ASKS = re.compile(
    rf"\bmake {_ITS}|\b{_MOVES} {_ITS}|\b(?:start|begin)(?:s|ing)?\b|\binstead\b|\brather\b|\b(?:later|earlier)\b"
    r"|\bthen\W*$"
    r"|^\W*(?:(?:y|yes|yeah|yep|yea|sure|ok(?:ay)?|fine|great|perfect|(?:sounds|looks) (?:good|great|fine))\W+)+"
    r"(?:but|only|just|except|though)\b",
    re.IGNORECASE,
)
# With "it" for what is moved, whatever else is said, unless that names another one.
_SURELY_THIS = re.compile(rf"\b(?:make|{_MOVES}) {_THIS}\b", re.IGNORECASE)
_NAMES_ANOTHER = re.compile(
    r"\b(?:with|my|other|others|all|every|remind|reminder|cancel|delete|meetings?|calls?|appointments?|events?)\b",
    re.IGNORECASE,
)
_MOVES_ANY = re.compile(rf"\b(?:{_MOVES}|re-?schedul\w+|moving|pushing)\b", re.IGNORECASE)
_INSTEAD_OF = re.compile(r"\b(?:instead of|rather than)\b.*", re.IGNORECASE | re.DOTALL)
_AROUND = words_of(
    "make made it that this the a an time start starts starting begin begins beginning whole thing meeting call "
    "booking "
    "appointment slot session chat event push move shift bump pull bring slide delay postpone switch change set put "
    "reschedule do have meet be is s are back forward forwards backwards up out by to at on from for around about till "
    "until of or and but only just except though instead rather later earlier bit little can could would will "
    "may shall "
    "we you u i d ll like want wanna need prefer love please pls thanks thank let lets us me possible maybe perhaps "
    "come actually no nope not y yes yeah yea yep sure ok okay fine great perfect good sounds looks works "
    "oh wait sorry hm hmm um uh so then now well also day date hour if possible how what one works better day same"
)
_WITH = words_of("with for")


def without_the_old(text: str) -> str:
    """Return a text without the time that it is to replace: "3 instead of 2:30" wants 3."""
    return _INSTEAD_OF.sub(" instead", text)


def retimes_this(text: str, times: Sequence[Span], known: Iterable[str] = (), *, strict: bool) -> bool:
    """Return whether a text gives what is under way another time.

    `times` are those that the text speaks of; `known` are words that name what is under way; `strict` takes only what
    says nothing else.
    """
    if not times:
        return False
    rest = without(text, times)
    others, named = words_of(rest) - _AROUND, words_of(" ".join(known))
    if others & named and others <= named | _WITH:
        return bool(_ASKS.search(text) or _MOVES_ANY.search(text))
    if not others:
        return _ASKS.search(text) is not None
    return not strict and _SURELY_THIS.search(text) is not None and not _NAMES_ANOTHER.search(rest)


def moves_nothing(text: str) -> bool:
    """Return whether a text has no word of moving at all, so that it is no wish to move another meeting."""
    return not _MOVES_ANY.search(text)
