"""Questions about the booking in the making, by their words alone: "where was it again?", "summary please"."""

import re
from enum import StrEnum

from parley.scheduling.courtesies import NO, PLEASED, led_by

LONGEST = 150  # characters: nobody asks so much at once


class About(StrEnum):
    """What of the booking is asked for."""

    ALL = "all"
    TIME = "time"
    PLACE = "place"
    HOST = "host"
    INVITEE = "invitee"
    GUESTS = "guests"
    EMAIL = "email"
    ZONE = "zone"
    TYPE = "type"
    LENGTH = "length"
    QUESTIONS = "questions"
    INVITATION = "invitation"
    THEIR_TIME = "their_time"


_LEAD = led_by(
    NO,
    PLEASED,
    r"(?:can|could|would|will) (?:you|u)(?: please)?",
    r"(?:tell|remind|show|give) (?:me|us)",
    "remind me of",
)
_TAIL = (
    r"(?:[,. ]*\b(?:again|now|then|so far|yet|up to now|exactly|actually|please|pls|for (?:me|this|it|that)"
    r"|thanks))*[\s?!.]*"
)
_THING = r"(?:booking|meeting|call|appointment|event|session|talk|chat)"
_IT = rf"(?:it|that|this|the {_THING}|this {_THING}|that {_THING})"
_IS = r"(?:'?s| is| was| will be| would be| are)"
_TOOK = (
    r"(?:take|took|taken|put(?: down)?|note(?:d)?(?: down)?|got|get|have|has|use|used|pick(?:ed)?|chosen?|choose"
    r"|write(?: down)?|written|enter(?:ed)?|set)"
)
_YOU = rf"(?: (?:did|have|do|has|had|are)|'ve|'d)? (?:you|u|we)(?:'ve| have)?(?: {_TOOK})"
_WHO = r"(?:i|we|he|she|they|the (?:invitee|guest|person|client|customer)s?)"
_WHOSE = rf"(?:the |his |her |their |my )?(?:invitee'?s?|guest'?s?|person'?s?|{_THING}'?s?|\w+'s)?\s?"
_PATTERNS = {
    About.ALL: (
        rf"what(?: all| exactly| info| information| details)?{_YOU}(?: down)?(?: so far| noted)(?: now)?"
        r"|what (?:do|have) (?:you|we) (?:know|got|have)(?: about (?:it|this|the booking))? so far"
        rf"|what'?s in the {_THING}(?: so far)?"
        rf"|(?:the |a |an )?(?:short |quick |full |whole )?(?:summary|recap|overview)(?: of (?:{_IT}|everything"
        rf"|all that))?"
        r"|summari[sz]e(?: (?:it|that|this|everything))?|recap(?: (?:it|that|this))?|sum (?:it|that|this|everything) up"
        rf"|what (?:exactly )?(?:are|were) (?:you|u|we) (?:(?:going|about) to book|booking)"
        rf"|what (?:exactly )?(?:will|would|do|'ll) (?:you|u) (?:be )?book(?:ing)?"
        rf"|what{_IS} (?:the booking|booked|it|that)(?: so far| looking like)"
        r"|what(?:'?s| is| are)(?: still)? (?:open|missing|left(?: to (?:answer|do|ask))?|needed)"
        r"|what (?:else )?(?:do )?(?:you|u)(?: still)? (?:need|want to know)(?: from me)?"
        r"|read (?:it|that|everything)(?: all)? back(?: to me)?|(?:show |tell )?me what (?:you|u|we)(?:'ve"
        r"| have)(?: got)?(?: so far)?"
        rf"|where (?:are|were) we|what{_IS} the (?:state|status)(?: of (?:{_IT}))?"
    ),
    About.TIME: (
        rf"(?:what|which) (?:time|day|date|hour|weekday)(?: and (?:time|day|date))?{_YOU}"
        rf"|(?:what|which) (?:time|hour){_IS} (?:that|this|the {_THING})"
        rf"|(?:what|which) (?:weekday|day|date)(?: of the (?:week|month))?{_IS} (?:{_IT})"
        rf"|when{_IS} {_IT}|when (?:does|will) {_IT} (?:start|begin|be|take place|happen)"
        rf"|when (?:does|will) {_IT} end"
    ),
    About.PLACE: (
        rf"where{_IS} {_IT}(?: (?:going to )?(?:be|happening|held|taking place))?|where(?: (?:do|will|are"
        rf"|would) we) meet(?:ing)?"
        rf"|where (?:does|will|would|is) {_IT} (?:take place|be(?: held)?|happen)"
        rf"|(?:which|what) (?:place|location){_YOU}|(?:which|what) (?:place|location){_IS} {_IT}"
        rf"|(?:is|was|will) {_IT} (?:be )?(?:online|remote|virtual|in[- ]person|on site|face to face|a (?:phone "
        rf"|video )?call"
        r"|(?:on|over|via|by) (?:the )?(?:zoom|phone|video|teams|google meet|meet|webex))"
        rf"|(?:which|what) (?:zoom|link|room|address){_IS} (?:it|that|this)"
    ),
    About.HOST: (
        rf"who{_IS} {_IT} with|with whom{_IS} {_IT}|who{_IS} (?:the|my) host"
        r"|whom? (?:do|will|would|shall|am|are) (?:i|we) (?:be |going to )?(?:meet|see|talk|speak|chat)(?:ing)?"
        r"(?: (?:to|with))?|who (?:is|will be|'ll be) (?:calling|ringing|there)(?: me| us)?"
        r"|who (?:will |is going to )?(?:calls?|rings?) (?:me|us)"
    ),
    About.INVITEE: (
        rf"(?:who|whom)(?: did| have| do| are|'ve)? (?:you|u|we)(?:'ve| have)?(?: (?:{_TOOK}|invite|booking"
        rf"|book)){{1,2}}(?: (?:it|this) )?(?: (?:for|with))?"
        rf"|who{_IS} {_IT} for|(?:what|which|whose) name{_YOU}|what{_IS} (?:the|his|her|their) name"
        rf"|who{_IS} the (?:invitee|person)"
    ),
    About.GUESTS: (
        rf"who(?:'?s| is| are| was| all)?(?: all| else| all is)?(?: being| been)? (?:invited|coming|attending"
        rf"|joining|on (?:the (?:list|invite)|it)|in)"
        rf"|(?:which|what|who)(?:'?s| are| were)?(?: the| all the)? guests(?:{_YOU}| are (?:there|invited))?"
        rf"|who else (?:is )?(?:invited|coming)"
        r"|is (?:any ?one|any ?body) else (?:invited|coming)|how many guests(?: are (?:there|invited|coming))?"
    ),
    About.EMAIL: (
        rf"(?:what|which)(?:{_IS})? (?:{_WHOSE})(?:e-?mail|mail)(?: address)?(?:{_YOU}| is it)?"
        rf"|(?:what|which) address(?:{_YOU}| is it)|where (?:does|will|do) the (?:invitation|invite|mail)s? go(?: to)?"
    ),
    About.ZONE: (
        rf"(?:what|which|whose)(?: is)?(?: the)? time ?zone(?:(?:{_IS}| are) (?:{_IT}|those|these|they)(?: in)?|{_YOU})"
        rf"|in (?:what|which) time ?zone{_IS} {_IT}|(?:is|was) {_IT} (?:in )?(?:my|her|his|their|our"
        rf"|which) (?:time|time ?zone)"
    ),
    About.TYPE: (
        rf"(?:what|which) (?:event )?(?:type|kind|sort)(?: of (?:{_THING}))?(?:{_YOU}|{_IS} {_IT})"
        rf"|(?:what|which) (?:{_THING}){_IS} (?:it|that|this)|what{_IS} {_IT} called"
    ),
    About.LENGTH: (
        rf"how (?:long|much time|many minutes) (?:does|will|is|would|do i need for) (?:{_IT}|we)"
        r"(?: take| be| last| have)?"
        rf"|how (?:long|many minutes)(?: {_IT}(?: is|'s| takes| lasts))?"
        rf"|(?:what(?:'s| is)|how long is) the (?:length|duration)(?: of {_IT})?"
    ),
    About.QUESTIONS: (
        rf"what (?:else )?(?:will|would|do|does|are|is) {_WHO}(?: going to)?(?: get| have to| need to)?"
        r"(?: be)? (?:asked|answer|say|fill in)(?: about)?"
        rf"|(?:what|which) questions (?:are there|do you (?:ask|have)|will you ask|(?:will|do|does) {_WHO} (?:get|have"
        r"|be asked))(?: (?:him|her|them|me))?"
        r"|what (?:else )?(?:will|do|are) (?:you|u) (?:going to )?ask(?:ing)?(?: (?:him|her|them|me))?(?: about)?"
    ),
    About.INVITATION: (
        rf"what(?:'s| is) the link (?:for (?:him|her|them|me) )?to (?:cancel|move|re-?schedule|change)(?: {_IT})?"
        rf"|how (?:can|could|does|do|will|would) {_WHO} (?:cancel|move|re-?schedule|change|find out|get told|know)"
        rf"(?: (?:about )?{_IT})?(?: later(?: on)?)?"
        rf"|(?:can|could|may) {_WHO} (?:still )?(?:cancel|move|re-?schedule|change)(?: {_IT})?"
        r"(?: (?:later|afterwards)(?: on)?)?"
        rf"|(?:is|are|am|will|does|do) {_WHO} (?:be )?(?:(?:told|informed|notified|invited)(?: (?:about|of|to) {_IT})?"
        rf"|(?:get|getting|receive|sent) (?:an?|the|any) (?:e-?mail|mail|invitation|invite|confirmation|link)"
        rf"(?: (?:about|of|for|to) {_IT})?)(?: by (?:e-?mail|mail))?"
    ),
    About.THEIR_TIME: (
        r"(?:is|are) (?:he|she|they) (?:free|available|busy)(?: (?:then|there|at that time|that day))?"
        r"|(?:which|what) times (?:has|have|does|do|is|are) (?:he|she|they)(?: got| have)?(?: free)?"
        r"|(?:when|what time)(?: is| are) (?:he|she|they) (?:free|available)"
    ),
}
_ASKED = {about: re.compile(rf"{_LEAD}(?:{words}){_TAIL}", re.IGNORECASE) for about, words in _PATTERNS.items()}
# The answer that was stored just now was none.
_NO_ANSWER = re.compile(
    rf"{led_by(NO)}(?:that|it|this)(?: was|'s| is)?\s?(?:n'?t|not)?(?: was| is)?(?: not)? (?:my|an|the"
    rf"|meant as (?:an|my)) "
    r"answer\b[,.!; ]*(?P<rest>.*)",
    re.IGNORECASE,
)
_NOT = re.compile(r"n'?t\b|\bnot\b", re.IGNORECASE)
_I_ASKED = re.compile(
    r"\W*(?:but |and |because )?(?:(?:i|we)(?: just| only)? (?:asked|wanted to know|meant|said"
    r"|was asking)(?: you)?)\b[,: ]*",
    re.I,
)
_INDIRECT = re.compile(r"^what (?:you|u|we)(?:'ve| have)(?: got)?(?: so far)?[\s?.!]*$", re.IGNORECASE)


def asks_about(text: str) -> About | None:
    """Return what of the booking under way a text asks for; None when it asks for nothing of it."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    if _INDIRECT.match(text):
        return About.ALL
    return next((about for about, pattern in _ASKED.items() if pattern.fullmatch(text)), None)


def was_no_answer(text: str) -> str | None:
    """Return what else is said by whoever complains that an answer was none: "that wasn't my answer, I asked …"."""
    found = _NO_ANSWER.fullmatch(text) if len(text) <= LONGEST else None
    if not found or not _NOT.search(text[: found.start("rest")]):
        return None
    return _I_ASKED.sub("", found["rest"])
