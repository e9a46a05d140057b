"""Questions that only look something up, told by their words from what they are easily taken for."""

import re

from parley.scheduling.common_words import CHANGED, EVENT
from parley.scheduling.courtesies import NO, YES, led_by

_LED = led_by(NO, YES)
_MARKED = r"(?:no[- ]?shows?|noshows?)"
_NO_SHOWS = re.compile(
    rf"{_LED}(?:(?:which|who|who's|what|how many|any|is|are|was|were|do|did|have|had|has|list|show(?: me)?|give me"
    rf"|tell me(?: about)?(?! when| if| of))\b[^.?!]*\b{_MARKED}\b"
    rf"|(?:my|the|all|recent) (?:\w+ )?{_MARKED}\b"
    r"|(?:who|(?:did|has|have) any(?:body|one)|which (?:people|clients|guests|invitees|ones?))\b[^.?!]*?"
    r"\b(?:(?:did|has|have)(?:n'?t| not)|never|fail\w* to|not)\s+(?:show\w*|turn\w* up|come|came|appear\w*|attend\w*"
    r"|make it))[^.!]*",
    re.IGNORECASE,
)
# What is wished of no-shows rather than asked: marking one, and being told of them.
_WISHES = re.compile(r"\b(?:mark (?!ed)|unmark|undo|remove|was wrong|tell me (?:when|if)|notif\w+|let me know)\b", re.I)
_SOMEBODY = r"(?!(?:you|it|that|this|these|those|them|my|the|our|her|his|their|all)\b)[^\W\d_]+"
_CANCELLED = r"(?:cancel(?:l?ed)?|called off|dropped out|pulled out|bailed(?: out)?)"
_CALLED_OFF = re.compile(
    rf"{_LED}(?:(?:what|which|who|how many|any\w*)\b[^.?!]*\b(?:cancel(?:l?ed)|called off|dropped out|pulled out)"
    r"|what (?:\w+ )?(?:did|have|has|had) (?:i|we|they|any\w+|some\w+) (?:just |already |ever )?cancel(?:l?ed)?"
    rf"|(?:did|have|has|had|was|were|is|are) {_SOMEBODY}(?: {_SOMEBODY})?"
    rf"(?: (?:just|already|ever|been|got|gotten|get))* {_CANCELLED})\b[^.!]*",
    re.IGNORECASE,
)
# Who did it oneself asks when it was done, not when it was to be.
_BY_ME = re.compile(r"\b(?:did|have|had) (?:i|we)\b|\b(?:i|we)(?:'ve| have)? (?:just |already )?cancel", re.IGNORECASE)
_GOT_CANCELLED = re.compile(r"\b(?:got|did|was|were|has|have|been)\b", re.IGNORECASE)
# Beside "next" alone, which goes on with a list.
_SEEN = r"(?:meet|met|see|seen|(?:talk|talked|speak|spoken) (?:to|with))"
_NEAREST = re.compile(
    rf"{_LED}(?:(?:tell me |show me )?(?:what(?:'?s| is| do i have| have i got)"
    r"|who(?:'?s| is| am i (?:meeting|seeing)))(?: (?:on|up|coming|coming up))?(?: (?:my|the))? next"
    rf"(?: (?:up|(?:one|{EVENT}|thing)(?: on)?))?"
    rf"|(?:my |the )?next {EVENT}|who (?:did|have) (?:i|we) (?:last |most recently ){_SEEN}"
    rf"|who (?:did|have) (?:i|we) {_SEEN} (?:last|most recently))"
    r"(?: (?:for me|in my calendar|on my calendar|please|today|then))*\W*",
    re.IGNORECASE,
)
_HAVE = r"(?:have|had|got|meet|see|met|seen|spoken|talked|speak|talk)"
_WHETHER = re.compile(
    rf"{_LED}(?:(?:do|did|will|have|had) (?:i|we) (?:(?:even|ever|already|still|also|really|currently) )*{_HAVE}"
    r"|(?:am|are|was|were) (?:i|we) (?:really |still |also )?(?:meeting|seeing|talking|speaking)"
    r"|(?:is|are|was|were) there|(?:is|are|was|were) (?:any|some)(?:thing|body|one)?)\b",
    re.IGNORECASE,
)
_DID = re.compile(rf"{_LED}(?:did|has|have|had|was|were|is|are)\b", re.IGNORECASE)
_IS = re.compile(rf"{_LED}(?:is|are|was|were|will|does|did|has|have)\b(?! (?:i|you|we)\b)", re.IGNORECASE)
_NUMBER = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_NUMBERS = dict(zip(_NUMBER.strip("()").split("|")[1:], range(1, 11), strict=True))
_COMPARED = re.compile(
    rf"\b(?P<more>more than|over|at least|fewer than|less than|at most|exactly) {_NUMBER}\b"
    r"(?!\s*(?:h|hours?|m|min\w*|days?)\b)",
    re.I,
)
_LENGTH = re.compile(r"\b(?P<way>longer|shorter|more|less) than\b", re.IGNORECASE)
_LOOK_UPS = (
    (
        "event_details",
        re.compile(
            rf"{_LED}when (?:did|have|do|will|am) (?:i|we) (?:last|next) "
            r"(?:meet|met|see|seen|talk|speak|spoken|talked)\w*\b"
            rf"|{_LED}when was the last time (?:i|we)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "event_details",
        re.compile(
            rf"{_LED}(?:is|are|was|were|isn'?t|wasn'?t) (?:(?:my|the|our|that|this) |[^\W\d_]+['’]s )"
            r"(?:[\w'’-]+ ){0,4}?(?:on|at|with|today|tomorrow|tonight|this|next|still|before|after|longer|shorter"
            r"|online|about|in)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "list_events_in_range",
        re.compile(
            rf"{_LED}(?:how many (?:of (?:my|the) )?(?:\w+ )?{EVENT}s?\b"
            rf"|(?:which|what) (?:of my |of the )?(?:\w+ )?{EVENT}s? (?:(?:on|this|next|today|tomorrow|last|in|at) |do "
            r"|are |is |did |will |have |with )"
            r"|(?:do|did) (?:i|we) (?:still |already |also )?(?:have|got)"
            r" (?:(?:any|some)(?:thing|body|one)?|an?|more than)\b"
            r"(?!.*\b(?:time|free|slots?|openings?|gaps?|room|minutes?|hours?|reminders?|to (?:do|cancel|book|move))\b)"
            rf"|(?:any|some)(?:thing| {EVENT}s?) (?:with|on|at|planned|scheduled)\b)",
            re.IGNORECASE,
        ),
    ),
)
_NOT_LOOKED_UP = re.compile(
    rf"\b(?:{CHANGED}|book|free|available|possible|okay? (?:if|to)|remind\w*|can (?:i|we|you)|could)\b", re.IGNORECASE
)


def asks_no_shows(text: str) -> bool:
    """Return whether it is asked who did not come: "is anyone marked as a no-show?"."""
    return _NO_SHOWS.fullmatch(text) is not None and not _WISHES.search(text)


def asks_nearest(text: str) -> bool:
    """Return whether the one event that comes next, or was last, is asked for: "what's next?"."""
    return _NEAREST.fullmatch(text) is not None


def asks_called_off(text: str) -> bool:
    """Return whether it is asked what was called off: "what did I cancel today?", "did Oliver cancel?"."""
    return _CALLED_OFF.fullmatch(text) is not None


def asks_own_cancelling(text: str) -> bool:
    """Return whether it is asked what one has called off oneself."""
    return asks_called_off(text) and _BY_ME.search(text) is not None


def asks_when_cancelled(text: str) -> bool:
    """Return whether a time in it may be when something was called off, rather than when it was to be."""
    return asks_called_off(text) and _GOT_CANCELLED.search(text) is not None


def asks_whether(text: str) -> bool:
    """Return whether it asks whether there is something, to be answered with yes or no."""
    return _WHETHER.match(text) is not None or (asks_called_off(text) and _DID.match(text) is not None)


def asks_if_it_is(text: str) -> bool:
    """Return whether it asks whether something is so: "is it on Thursday?", "is Emily coming today?"."""
    return _IS.match(text) is not None


def holds(text: str, count: int) -> bool:
    """Return whether there are as many as is asked for: any, or "more than 3"."""
    found = _COMPARED.search(text)
    if not found:
        return count > 0
    number = _NUMBERS.get(found[2].lower()) or int(found[2])
    match found["more"].lower():
        case "at least":
            return count >= number
        case "exactly":
            return count == number
        case "at most":
            return count <= number
        case "fewer than" | "less than":
            return count < number
    return count > number


def longer_asked(text: str) -> tuple[int, bool] | None:
    """Return where the length begins that something may be longer than, and whether it is longer or shorter."""
    found = _LENGTH.search(text)
    return (found.end(), found["way"].lower() in ("longer", "more")) if found else None


def look_up_in(text: str) -> str | None:
    """Return the intent of what is surely looked up, rather than booked or changed; None when that is not sure."""
    if _NOT_LOOKED_UP.search(text):
        return None
    return next((intent for intent, pattern in _LOOK_UPS if pattern.match(text)), None)
