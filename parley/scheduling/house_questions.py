"""What a visitor asks of the house they visit, by their words alone: "who will I be talking to?", "where are you?"."""

import re
from enum import StrEnum

from parley.scheduling.courtesies import NO, PLEASED, YES, led_by

LONGEST = 150  # characters: nobody asks so much at once


class OfHouse(StrEnum):
    """What of the house is asked for."""

    HOST = "host"
    PLACE = "place"
    WAY = "way"
    COMPANY = "company"
    UNKNOWN = "unknown"
    TIMES = "times"


_LEAD = led_by(NO, YES, PLEASED, r"(?:can|could) you tell me", "i wonder", "tell me")
_TAIL = (
    r"(?:[,. ]*\b(?:again|now|then|there|exactly|actually|please|pls|by the way|btw|thanks|too|along|as well))*[\s?!.]*"
)
_YOURS = r"(?:the|your|this)"
_SITE = r"(?:studio|office|place|shop|practice|salon|company|business|meeting|premises|building)"
_KIN = (
    r"(?:colleague|co-?worker|boss|manager|assistant|partner|wife|husband|friend|son|daughter|mother|father|mum|mom|dad"
    r"|team|somebody|someone|anybody|anyone|another person|\w+ (?:people|colleagues|others))s?"
)
_PATTERNS = {
    OfHouse.HOST: (
        r"whom?(?:'ll| will| would| do| am| shall) i (?:be )?(?:talk|speak|meet|see|deal)(?:ing)?(?: (?:to|with))?"
        rf"|who(?:'s| is| are| will be) (?:{_YOURS} {_SITE}|it|that|they|you|the appointment|my appointment) with"
        rf"|who(?:'s| is| will be) (?:there|(?:the|my) host|in charge|behind (?:this|it))|with whom(?: will it be)?"
        rf"|whose (?:{_SITE}|calendar|times?|diary|meetings?) (?:is|are) (?:this|that|it|these|they)"
        rf"|(?:which|what) {_SITE} is (?:this|that|it)|who are (?:you(?: guys| people)?|they)|who is this"
    ),
    OfHouse.PLACE: (
        rf"where (?:are|is|'s) (?:you|{_YOURS} {_SITE}|it)(?: (?:located|based|at))?|where(?:'s| is) {_YOURS} {_SITE}"
        r"|(?:what(?:'s| is)|where(?:'s| is)|do you have|can i have|may i have) (?:the|your|an) address"
        r"|where (?:do|can|will|would|should) (?:we|i) (?:meet|come|go)(?: you)?(?: to)?"
    ),
    OfHouse.WAY: (
        r"how (?:do|can|will|would|should) (?:i|we) (?:get|come|find)(?: (?:my|our) way)?"
        r"(?: (?:to you|you|to the studio))?"
        r"|(?:can|could|may|where (?:can|do|should)) (?:i|we) park(?: (?:my|the) car)?"
        r"(?: (?:at yours|nearby|near you))?"
        r"|(?:is|are) there (?:any )?(?:parking|a car park|parking spaces?)(?: (?:nearby|at yours))?"
        r"|do you have parking"
    ),
    OfHouse.COMPANY: (
        rf"(?:can|could|may|is it (?:ok(?:ay)?|all right|fine|possible) (?:if|to)) (?:(?:i|we) )?bring (?:along )?"
        rf"(?:an?|my|our|the|some)?\s?{_KIN}(?: (?:along|with me))?"
        rf"|(?:can|could|may) (?:an?|my|our|the|some)?\s?{_KIN} (?:come|join|be)(?: (?:along|in|us|me|with me))?"
        rf"|(?:an?|my|our) {_KIN} (?:would like to|wants? to|will) (?:come|join)(?: (?:along|in|us|me|with me))?"
    ),
    OfHouse.UNKNOWN: (
        r"(?:do|should|must|shall) (?:i|we) (?:have to |need to )?(?:bring|prepare|wear) (?:anything|something)"
        r"(?: with me)?"
        r"|what (?:do|should|must|shall) (?:i|we) (?:have to |need to )?(?:bring|prepare|wear)(?: with me)?"
        r"|(?:is|will|are) (?:it|this|that|the call|the meeting|they|we) (?:be |being )?recorded"
        r"|what (?:will|do|are) we (?:be |going to )?(?:talk(?:ing)? about|discuss(?:ing)?)"
    ),
}
_ASKED = {asked: re.compile(rf"{_LEAD}(?:{words}){_TAIL}", re.IGNORECASE) for asked, words in _PATTERNS.items()}
# When somebody can come, be seen, or have a meeting.
_TIMES = re.compile(
    rf"{led_by(NO, YES, PLEASED)}(?:when|what times?|which days?) (?:can|could|may) (?:i|we) "
    r"(?:have|get|come|see|meet|talk|speak|visit)\b"
    r"|\b(?:earliest|soonest|next|first|latest)\b.{0,40}\b(?:i|we) can (?:get|have|come|book)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY = (
    r"(?:is|are) {who} (?:free|available|in|there|around|open)\b"
    r"|(?:does|has) {who} (?:have|got)? ?(?:any )?(?:time|room)\b"
    r"|(?:can|could|may) (?:i|we) (?:see|meet|talk to|speak to|visit) {who}\b"
    r"|(?:can|could|would) {who} (?:ring|call|see|meet|phone) (?:me|us)\b"
)
_WHO_IS = r"(?:who|what)(?:'s| is) {who}"


def house_question(text: str, host: str) -> OfHouse | None:
    """Return what of the house a text asks for; None when it asks for nothing of it. `host` is whom one visits."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    names = "|".join(re.escape(one) for one in (host, *host.split()) if one)
    who = rf"(?:{names or '(?!)'})"
    if re.fullmatch(rf"{_LEAD}(?:{_WHO_IS.format(who=who)}){_TAIL}", text, re.IGNORECASE):
        return OfHouse.HOST
    if asked := next((one for one, pattern in _ASKED.items() if pattern.fullmatch(text)), None):
        return asked
    of_host = re.search(rf"(?<!\w)(?:{_OF_SOMEBODY.format(who=who)})", text, re.IGNORECASE)
    return OfHouse.TIMES if of_host or _TIMES.search(text) else None
