"""What is said where a reason may be, and is none: a question, another event that is meant, no reason after all."""

import re

from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.courtesies import NO, YES, led_by
from parley.when import without

_SOMEBODY = (
    r"(?:i|you|u|we|he|she|they|there|every(?:body|one)|any(?:body|one|thing)|some(?:body|one)|people"
    r"|(?:the|my|our|her|his) (?:others?|guests?|invitees?|clients?|rest))"
)
# "Have the flu" and "is ill" begin like one, and have nobody behind their verb.
_ASKS = re.compile(
    rf"{led_by(NO, YES)}(?:(?:(?:can|could|will|would|does|do|did|is|are|may|shall|should|was|were)(?:n'?t| not)?"
    rf" (?:{_SOMEBODY}|it|that|this)|(?:has|have) {_SOMEBODY})\b(?!['’-])"
    r"|how\b|who(?:m|se)?\b|(?:when|where|why)(?:'?s)?\b(?! (?:i|we|my)\b)"
    r"|what(?:'?s)? (?:happens|about|if|on|up|left|is|are|do|does|did|will|time|day|else|other|have)\b|which\b).*",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_IF_TOLD = re.compile(
    rf"{led_by(NO, YES)}(?:how|when|do|does|will|is|are|who|by)\b.*\b"
    r"(?:find out|know|hear|hears|told|tells?|notified|informed|get an? (?:e-?mail|mail|message))\b.*",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"(?:{led_by(NO)}(?:(?:stop|no|not? (?:that|this|it)(?: one)?|wrong(?: one| meeting| event| person)?)\b[,.! ]+)*"
    r"(?:i mean(?:t)?|i said|rather)\b[,: ]*"
    rf"|{led_by(NO)}(?=(?:the|that) other(?: one)?\W*$)"
    rf"|{led_by(NO)}(?:not (?:that|this)(?: one)?(?=\W*$|[,;.])|(?:the )?wrong (?:one|meeting|event|person))[,.! ]*)"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\W*(?:no|nope|stop|wait|sorry|actually|not|wrong|the wrong|i mean|the other|that other)\b", re.I)
_DROPS = re.compile(
    rf"{led_by(NO, YES)}(?:(?:no|without)(?: an?y?| the| that| special| particular)* reason"
    r"|(?:leave|take|drop|remove|delete|skip|forget|scrap|cross) (?:out )?(?:the|that) (?:reason|message|text)"
    r"(?: out| away| off)?"
    r"|(?:do not|don'?t|dont) (?:say|write|send|pass on|add) (?:that|it|the reason|any reason)"
    r"|(?:that|this|it)(?:'s| is|s)?(?: not|n'?t)(?: a| the| my)? reason"
    r"|(?:the |my )?reason(?: is|:)? (?:none|nothing))(?:[,. ]+(?:please|though|to (?:her|him|them)))*[\s.!]*",
    re.IGNORECASE,
)


def asks_something(words: str) -> bool:
    """Return whether words ask something, with or without their question mark: `can she still come another day`."""
    return _ASKS.fullmatch(words) is not None


def asks_if_told(words: str) -> bool:
    """Return whether it is asked how people hear of it: `how does she find out`."""
    return _ASKS_IF_TOLD.fullmatch(words) is not None


def names_another(words: str) -> str | None:
    """Return what words name instead of what is to be cancelled, "" for just another one; None where they do not."""
    said = _OTHER.fullmatch(words) if _MARKED.match(words) else None
    if not said:
        return None
    rest = said["rest"].strip(" ,.!")
    return "" if re.fullmatch(r"(?:the|that) other(?: one)?", rest, re.IGNORECASE) else rest


def drops_reason(words: str) -> bool:
    """Return whether words take a reason back: `no reason`, `leave the reason out`."""
    return _DROPS.fullmatch(words) is not None


def says_only_when(turn: Turn, words: str) -> bool:
    """Return whether words are nothing but a time: `3ish`, `on friday`."""
    times = [one for one in turn.times(words, turn.account(CHANGE), asked=True) if one.kind != "duration"]
    return bool(times) and not re.sub(r"\W|\bish\b", "", without(words, times))
