"""What somebody wants of reminders and digests, in their words. Times are read elsewhere, and come as spans."""

import re
from collections.abc import Sequence
from enum import StrEnum

from parley.reminders.rules import Lead
from parley.scheduling.courtesies import NO, WISHING, led_by
from parley.when import Span

MORNING, AFTERNOON, EVENING = 8 * 60, 13 * 60, 18 * 60
LONGEST_LEAD = 28  # days
_CLOCK = ("hour", "minute", "second")
_MEETING = (
    r"meetings?|mtgs?|calls?|appointments?|appts?|events?|bookings?|sessions?|interviews?|demos?|reviews?|zooms?"
    r"|stand-?ups?|syncs?|workshops?|1:1s?|one[- ]on[- ]ones?|catch-?ups?|intros?|chats?|next one|(?:first|last) one"
)
_REMINDER = re.compile(r"\bremind(?:ers?|ed|ing|s)?\b", re.IGNORECASE)
_DIGEST = re.compile(
    r"\b(?:digests?|summar(?:y|ies)|briefings?|rundown|recap)\b"
    r"|\b(?:daily|weekly|morning|evening) (?:agenda|overview|schedule|message|preview|plan|list)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:stop|cancel|delete|remove|drop|quit|kill|skip|unsubscribe|disable|pause|mute|get rid of|enough)\b"
    r"|\bend (?:my|the|this|that|all)\b"
    r"|\b(?:turn|turning|switch|switching) (?:[\w']+ ){0,4}off\b|\b(?:turn|switch) off\b|\boff\W*(?:please\W*)?$"
    r"|\bno (?:more |longer )?(?:[\w']+ ){0,2}(?:remind\w*|digests?|summar\w+|briefings?|agendas?|overviews?)\b"
    r"|\b(?:don'?t|dont|do not|never) (?:want (?!to (?:miss|forget))|need |send |remind )"
    r"|\b(?:forget|clear|erase|wipe|scrap|ditch|halt|silence|cease|lose) (?:about )?(?:(?:the|that|this|my|all|every"
    r"|any|these|those) )*(?:[\w']+ ){0,2}(?:remind\w*|digests?|summar\w+|briefings?)\b",
    re.IGNORECASE,
)
# Whatever it is that is sent: reminders, digests and all.
_ALL_SENT = re.compile(
    rf"{led_by(NO, WISHING)}"
    r"(?:(?:stop|cancel|end|turn off|switch off|drop) (?:with )?(?:all|everything|anything)(?: (?:of )?(?:it|that|the"
    r"|things|stuff|messages))*"
    r" (?:that )?you(?:'re| are|'ve| have)?(?: been| will| keep| always)* (?:send|sending|sent|write|writing|post\w*)\b"
    r"|(?:stop|quit) (?:sending|writing|messaging|pinging|texting|bothering)(?: to)? me\b(?! (?:the|my|a|about|on|at))"
    r"|(?:don'?t|do not|never) (?:send|write)(?: to)? me (?:anything|any more|any messages?|messages)\b)"
    r"[^.?]{0,25}[\s.!]*",
    re.IGNORECASE,
)
_WHAT_IS_SENT = re.compile(
    rf"{led_by(WISHING)}(?:what|which(?: \w+)?|(?:show|tell)(?: me)? (?:what|everything|all)|list (?:what"
    r"|everything|all))(?:'s|s| is| are| have| has| did| do| will| all| is there)*"
    r"(?: (?:you|i|we)(?:'ve|'re| have| are| will)?)?"
    r"(?: (?:got|have|going to|all))* (?:set ?up|(?:send|post)(?:ing)?(?: to)? me)\b"
    r"(?: (?:for me|here|with you|so far|now|again|by yourself|every \w+|at the moment))*\W*",
    re.IGNORECASE,
)
_FOR_A_WHILE = re.compile(
    r"\b(?:today|tonight|tomorrow|(?:this|next) (?:week|month)|while|until|till|vacation|holidays?"
    r"|for (?:now|a (?:day|week|while)|one|two))\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"{led_by(WISHING)}"
    r"(?:which|what|whats|what's|show|list|see|how many|how early|any\b|are there|is there|do i|have i|did i|when do|"
    r"when will|when are|tell me (?:which|what|about)|will (?:you|i)|are you going to|do you|how do i|how can i|why"
    r"|my reminders\W*$|reminders\W*$)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:change|update|adjust|shift|switch|rather|instead|should be|too (?:early|late)"
    r"|make (?:it|that|them|the|my)|move|push"
    r"|set (?:it|that|them|the|my)\b(?! up)|put (?:it|that|them|the|my)"
    r"|(?:come|send (?:it|them)) (?:[\w']+ ){0,3}(?:earlier|later))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?<!n't )(?<!nt )(?<!not )(?<!never )\bremind me\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead|rather|change)\b", re.IGNORECASE)
# What follows "remind" or "reminder to" when it is not somebody.
_NOBODY = (
    r"(?:me|us|myself|again|before|about|of|in|at|on|every(?! ?(?:one|body))|each|please|an?|half|one|two|five|ten"
    r"|fifteen|twenty|thirty|join|leave|the (?:day|evening|night|morning))\b|\d"
)
_OF_MEETING = rf"(?:it|(?:that|this|my|the|each|every) (?:\w+ )?(?:{_MEETING}|one))\b"
_OTHERS = re.compile(
    rf"\bremind (?!{_NOBODY})\w|\breminders? to (?!{_NOBODY}|{_OF_MEETING})\w"
    r"|\b(?:send|give) (?!(?:me|us|an?|the(?! (?:guest|client|attendee|invitee)))\b)"
    r"(?:[\w']+ ){1,5}(?:an? )?reminders?\b",
    re.IGNORECASE,
)
_ERRAND = re.compile(r"\bremind me\b(?P<when>[^.!?]*?)\bto (?P<verb>\w+)\b(?P<what>.*)", re.IGNORECASE | re.DOTALL)
_ATTENDING = frozenset({"join", "leave", "go", "attend", "prepare", "start", "dial", "head", "be"})
_SOME_MEETING = re.compile(rf"\b(?:{_MEETING})\b", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:every|each|any)\s+(?:of (?:my|the) )?(?:(?!day|week|month|morning|evening)[\w-]+ ){0,2}"
    rf"(?:{_MEETING}|one)\b"
    r"|\ball\b|\b(?:meetings|calls|events|appointments|appts|bookings|sessions)\b|\breminders\b",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"\b(?:the |an? |one )?(?P<part>evening|night|morning|afternoon|day)\s+(?:before|ahead|prior|earlier|in advance)\b",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(
    r"\b(?:the )?(?P<part>morning|day) of\b|\b(?:that|the same) morning\b|\bon the day\b", re.IGNORECASE
)
_HOUR = re.compile(r",? (?:at )?(\d{1,2})(?:[:.]([0-5]\d))?(?: ?([ap])\.?m\b|\b(?! ?(?:min|hour|day)))", re.IGNORECASE)
_AT_START = re.compile(
    r"\bwhen (?:it|they|my \w+|the \w+|every \w+) (?:starts?|begins?)\b|\bat the start\b", re.IGNORECASE
)
_LENGTH_OF_EVENT = re.compile(rf"\W*(?:{_MEETING})\b", re.IGNORECASE)
# Minutes, when nothing else is said: "make it 20".
_BARE_LEAD = re.compile(
    rf"{led_by(NO, 'rather')}"
    r"(?:make|change|set) (?:it|that|this)(?: to)? (\d{1,3})[\s.!]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:before|ahead of|in advance of|prior to|about|of|for|forget|miss|to (?:join|leave for|attend|prepare for))\b",
    re.IGNORECASE,
)
_PARTS = {"evening": EVENING, "night": EVENING, "morning": MORNING, "afternoon": AFTERNOON}


class Wish(StrEnum):
    """What is wanted."""

    SET = "set"
    LIST = "list"
    CHANGE = "change"
    STOP = "stop"
    # Not ours: something to do that is no meeting, or to remind somebody else.
    ERRAND = "errand"
    OTHERS = "others"


def wish_in(text: str) -> Wish:
    """Return what the words want; what asks for nothing else sets something."""
    if _LIST.match(text) or asks_what_is_sent(text):
        return Wish.LIST
    asked = _ASKS.search(text)
    # "Remind me before the product update" and "remind me to cancel it" say what of.
    of = text[: asked.start()] if asked else text
    if _STOP.search(of):
        return Wish.STOP
    if _OTHERS.search(text):
        return Wish.OTHERS
    if is_errand(text):
        return Wish.ERRAND
    if asked and not _INSTEAD.search(text):
        return Wish.SET
    return Wish.CHANGE if _CHANGE.search(text) else Wish.SET


def is_for_a_while(text: str) -> bool:
    """Return whether words that stop something mean a day or a while only."""
    return _FOR_A_WHILE.search(text) is not None


def is_errand(text: str) -> bool:
    """Return whether the words ask to be reminded of something to do that is no meeting."""
    found = _ERRAND.search(text)
    if not found or _SOME_MEETING.search(found["when"]):
        return False
    is_verb_of_meetings = found["verb"].lower() in _ATTENDING
    return not (_SOME_MEETING.search(found["what"]) or (is_verb_of_meetings and found["what"].strip(" .!")))


def stops_all_sent(text: str) -> bool:
    """Return whether the words want an end of all that is sent by itself: `stop everything you send me`."""
    return _ALL_SENT.fullmatch(text) is not None


def asks_what_is_sent(text: str) -> bool:
    """Return whether the words ask for all that is sent by itself: `what have you set up for me?`."""
    return _WHAT_IS_SENT.fullmatch(text) is not None


def speaks_of_reminders(text: str) -> bool:
    """Return whether the words name reminders, or being reminded."""
    return _REMINDER.search(text) is not None


def speaks_of_digests(text: str) -> bool:
    """Return whether the words name digests."""
    return _DIGEST.search(text) is not None


def is_about_every(text: str) -> bool:
    """Return whether the words mean every event rather than one."""
    return _EVERY.search(text) is not None


def lead_in(text: str, spans: Sequence[Span]) -> Lead | None:
    """Return how long before an event the words say; None when they do not. `spans` are the times in them."""
    if day := _DAY_BEFORE.search(text) or _SAME_DAY.search(text):
        part = (day.groupdict().get("part") or "morning").lower()
        days = 1 if _DAY_BEFORE.search(text) else 0
        wall = _wall_behind(day.end(), spans, part)
        wall = _hour_behind(text[day.end() :], part) if wall is None else wall
        return Lead(days=days, wall=_PARTS.get(part, None if days else MORNING) if wall is None else wall)
    for span in spans:
        if span.kind == "duration" and span.duration and not _LENGTH_OF_EVENT.match(text[span.stop :]):
            minutes = round(span.duration.total_seconds() / 60)
            days, rest = divmod(minutes, 24 * 60)
            return Lead(days=days) if days and not rest else Lead(minutes)
    if bare := _BARE_LEAD.fullmatch(text):
        return Lead(int(bare[1]))
    return Lead() if _AT_START.search(text) else None


def is_possible(lead: Lead) -> bool:
    """Return whether a lead is not longer than anybody plans."""
    return (lead.days or 0) <= LONGEST_LEAD and lead.minutes <= LONGEST_LEAD * 24 * 60


def about_in(text: str, spans: Sequence[Span]) -> tuple[str, int]:
    """Return the words for the event, and where they begin; "" and the text's end when there are none."""
    lengths = [one for one in spans if one.kind == "duration"]
    for found in _ABOUT.finditer(text):
        if any(one.begin <= found.start() < one.stop for one in lengths):
            continue
        return text[found.end() :].strip(), found.end()
    return "", len(text)


def _hour_behind(text: str, part: str) -> int | None:
    """Return the minute of the day said right behind "the day before", where that is read as one time with it."""
    said = _HOUR.match(text)
    if not said or int(said[1]) > 23:
        return None
    later = said[3].lower() == "p" if said[3] else part in ("evening", "night", "afternoon") and int(said[1]) < 12
    hour = int(said[1]) % 12 if said[3] else int(said[1])
    return (hour + 12 * later) * 60 + int(said[2] or 0)


def _wall_behind(place: int, spans: Sequence[Span], part: str) -> int | None:
    """Return the minute of the day that a time right behind "the evening before" says."""
    for span in spans:
        if span.begin >= place and span.begin - place < 4 and span.start and span.grain in _CLOCK:
            if span.end is None or (span.end - span.start).total_seconds() > 3600:
                continue
            hour = span.start.hour + (12 if part in ("evening", "night", "afternoon") and span.start.hour < 12 else 0)
            return hour * 60 + span.start.minute
    return None
