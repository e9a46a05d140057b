"""What is asked of somebody whom one meets: when next, when last, how often, who it is, whether alone."""

import re
from dataclasses import dataclass
from enum import StrEnum

from parley.scheduling.common_words import EVENT
from parley.scheduling.courtesies import NO, PLEASED, YES, led_by
from parley.scheduling.words import words_of


class Ask(StrEnum):
    """What is asked."""

    NEXT = "next"
    LAST = "last"
    # Whether one has met before.
    EVER = "ever"
    HOW_OFTEN = "how_often"
    WHO = "who"
    ALONE = "alone"
    # Whatever else is known: how to reach somebody, what they answered.
    ABOUT = "about"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Asked:
    """What is asked of whom; `who` is a name, or "" for whoever was spoken of before."""

    what: Ask
    who: str = ""
    is_ahead: bool = False


_LED = led_by(NO, YES, PLEASED, r"(?:can|could) (?:you|u) (?:tell|remind) me", "do you know", "tell me", "remind me")
_PRONOUN = r"she|he|her|him|they|them"
_NAME = r"(?!(?:i|we|it|you|me|us)\b)[^\W\d_][\w'’-]*?(?: [^\W\d_][\w'’-]*?)??"
_WHO = rf"(?P<who>{_NAME})"
_WHOSE = rf"(?P<who>his|hers?|theirs?|{_NAME}['’]s)"
_SEE = (
    r"(?:see|sees|seeing|seen|saw|meet|meets|meeting|met|(?:speak|speaking|spoken|spoke|talk|talking|talked)"
    r" (?:to|with))(?: (?:up )?with)?"
)
_COME = r"(?:come|comes|coming|came|visit|visits|visiting|visited)(?: (?:in|over|by|round|back|here|to see (?:me|us)))?"
_HERE = r"(?:here|due|due in|booked in)"
_AGAIN = r"(?: (?:next|again|then|exactly|now|please))*"
_ONE = rf"(?:(?:[a-z-]+ )?(?:{EVENT}|chat|demo|review|visit|check-?in)|one)"
_BEFORE = r"(?: (?:before|already|ever|in the past|previously|with (?:me|us)|here|so far|at all|yet|earlier))*"
_HAS = r"(?:has|have|had|did|was|were)"
_BEEN = rf"(?:been|been here|been in|here|{_COME}|(?:met|seen) (?:with )?(?:me|us)|had an? {_ONE})"
_MET_ME = rf"(?:{_BEEN}|booked|book)"
_SINCE = r"(?:how long (?:is it |has it been |it'?s been )?(?:since|ago (?:did|was it))|how long ago did)"
_ANYBODY = r"(?:any(?:one|body)(?: else)?|some(?:one|body)(?: else)?|others|other people|guests?|an?\w* \w+|people)"
_KNOWN = (
    r"(?:e-?mails?(?: address)?|address|phone(?: number)?|number|company|firm|answers?|time ?zone|contact(?: details)?"
    r"|details|repl(?:y|ies))"
)
_PATTERNS = (
    (
        Ask.NEXT,
        rf"when(?:'s|s| is| are| will be)? {_WHOSE} (?:next|upcoming) {_ONE}",
        rf"when (?:am|will|do|are) (?:i|we) (?:be )?(?:next |again )?{_SEE} {_WHO}{_AGAIN}",
        rf"when(?:'s|s| is| are| will| does| do) {_WHO} (?:be )?(?:next )?(?:{_COME}|{_HERE}){_AGAIN}",
        rf"when(?:'s|s| is) (?:the |my )?next (?:time (?:i|we) (?:'?ll )?{_SEE}|{_ONE} with) {_WHO}",
    ),
    (
        Ask.LAST,
        rf"when(?:'s|s| is| was) {_WHOSE} (?:last|latest|previous) {_ONE}",
        rf"when (?:did|have) (?:i|we) (?:last|most recently) {_SEE}(?: {_WHO})?(?: last)?",
        rf"when (?:did|have) (?:i|we) {_SEE} {_WHO} (?:last|most recently)",
        rf"when(?:'s|s| is| was) the last time (?:that )?(?:i|we)(?:'ve| have)? {_SEE}(?: {_WHO})?",
        rf"when (?:was|did|has) {_WHO} last (?:{_COME}|{_HERE}|been here)",
        rf"{_SINCE} (?:i|we)(?:'ve| have)? (?:last )?{_SEE}(?: {_WHO})?",
    ),
    (
        Ask.EVER,
        rf"(?:have|had) (?:i|we) (?:ever |already |actually )*{_SEE} {_WHO}{_BEFORE}",
        rf"(?:did|do) (?:i|we) ever {_SEE} {_WHO}{_BEFORE}",
        rf"{_HAS} {_WHO} {_MET_ME} (?:before|ever|in the past|previously){_BEFORE}",
        rf"{_HAS} {_WHO} (?:ever {_MET_ME}|already {_BEEN}){_BEFORE}",
    ),
    (
        Ask.HOW_OFTEN,
        rf"how (?:many times|often) (?:have|did|do|had|(?P<ahead>will|am))"
        rf" (?:i|we) (?:already |ever )*{_SEE} {_WHO}",
        rf"how (?:many times|often) (?:has|did|does|do|have) {_WHO} "
        rf"(?:booked|book|been here|{_COME})(?: before| so far)?",
    ),
    (
        Ask.ALONE,
        rf"(?:is|does|will|are|do) {_WHO} (?:be )?{_COME} (?:alone|with {_ANYBODY}|by (?:him|her|them)sel(?:f|ves)"
        r"|on (?:his|her|their) own)",
        rf"(?:is|does|will|are|do) {_WHO} (?:bringing|bring) {_ANYBODY}(?: (?:along|with (?:him|her|them)))?",
        rf"(?:is|are) {_WHO} (?:alone|the only one)",
    ),
    (
        Ask.ABOUT,
        rf"(?:what(?:'s|s| is| are| was| were)?|which is|show(?: me)?|give me|copy(?: me)?|send me|tell me) {_WHOSE}"
        rf" {_KNOWN}",
        rf"(?:what|which) (?:company|firm|organi[sz]ation|team|place|city|country) (?:is|does|are|do) {_WHO}"
        r" (?:from|in|with|at|work (?:for|at))",
        rf"where (?:is|does|are|do) {_WHO} (?:from|work|based|come from)",
        rf"(?:what|wat)(?: did| does| has| do|'?s) {_WHO} (?:answer(?:ed)?|say|said|write|written|want|wants|need)"
        r"(?: to (?:talk|speak) about)?",
    ),
    (
        Ask.CANCELLED,
        r"(?:did|has|have) (?P<who>she|he|they) (?:just |already )?"
        r"(?:cancel(?:l?ed)?|call(?:ed)? (?:it )?off|bail(?:ed)?)(?: (?:it|on me|the meeting|that))?(?: yet)?",
    ),
    (
        Ask.WHO,
        rf"who(?:'s|s| is| was| exactly is) {_WHO}(?: again| exactly| please)*",
    ),
)
_COMPILED = tuple(
    (what, re.compile(rf"{_LED}(?:{one})(?P<when>[ |]*)(?: (?:again|please|though|then|lately|so far))*\W*", re.I))
    for what, *patterns in _PATTERNS
    for one in patterns
)
# Words that stand where a name might, and name nobody.
NAMES_NOBODY = words_of(
    "a an my our your it its me us you i we everyone everybody someone somebody anyone anybody nobody all that this "
    "these those there here who whom which what whoever the one ones of on in at is are was were be been do does did "
    "coming attending next late new missing invited absent free going joining meeting meetings event events call calls "
    "next last first second third other others another more less most least details time times day week month year "
    "today tomorrow tonight yesterday morning afternoon evening noon midnight client clients customer customers guest "
    "guests people person invitee invitees attendee attendees host organiser organizer boss cancelled canceled status "
    "got get just already and or not no with for from to about up out off over left best worst oldest newest fastest "
    "longest shortest busiest quietest fullest emptiest earliest latest biggest smallest recently often lately end "
    "start begin finish marked unanswered online offline remote alone twice once bot robot human real able allowed "
    "supposed running calling when where why how available busy booked again anything something nothing everything "
    "stuff things thing appointment appointments booking bookings session sessions demo review chat intro onboarding "
    "coffee slot slots link links reminder reminders calendar calendly schedule agenda president monday mondays "
    "tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays"
)
_PRONOUNS = words_of("she he her hers him his they them their theirs")


def asked_of_somebody(text: str) -> Asked | None:
    """Return what is asked of whom; None when nothing of the kind is. In `text` a bar may stand for a time."""
    for what, pattern in _COMPILED:
        if not (found := pattern.fullmatch(text)):
            continue
        groups = found.groupdict()
        who = re.sub(r"['’]s$", "", (groups.get("who") or "").strip())
        spoken_of = not who or words_of(who) <= _PRONOUNS
        if not spoken_of and words_of(who) & (NAMES_NOBODY | _PRONOUNS):
            continue
        if what is Ask.WHO and spoken_of:
            continue
        return Asked(what, "" if spoken_of else who, is_ahead=bool(groups.get("ahead")))
    return None
