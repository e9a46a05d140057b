"""Whom words name where they speak of an event: who comes to it, who is met, whose it is."""

import re

from parley.scheduling.acquaintances import NAMES_NOBODY
from parley.scheduling.common_words import CHANGED, EVENT, WEEKDAY
from parley.scheduling.spelled import EMAIL
from parley.scheduling.words import words_of

# What somebody does who answers an invitation.
ANSWERS = r"accept|confirm|rsvp|respond|repl(?:y|ied)|declin"
# "Who is Ana Keller?"
_WHO_IS = re.compile(r"^\W*who(?: (?:the|teh|on) \w+)?(?:'?s| is| was) ([^\W\d_]+(?: [^\W\d_]+)?)\W*$", re.IGNORECASE)
# What somebody has: some kinds of events, and ways to reach them.
_OF_SOMEBODY = (
    r"(?:product |design |strategy |intro |coffee |quick )?"
    r"(?:chat|coffee|demo|intro|onboarding|review|check-?in|interview|sync|stand-?up|catch-?up|class|lesson|workshop|kick-?off|lunch|talk|slot)|e-?mail|address|phone|number|company"
)
_NO_OWNER = (
    rf"(?:to(?:day|morrow|night)|yesterday|morning|afternoon|evening|night|noon|week|month|year|{WEEKDAY}"
    r"|what|who|how|where|when|there|here|that|it|he|she|let)"
)
_MET = (
    _WHO_IS,
    re.compile(r"(?:\b(?:with|booked by|involving)|(?<!\w)w/)\s*\b([^,;.?!|]+)", re.IGNORECASE),
    re.compile(
        r"\b(?:(?:am|are|i'?m|we'?re) (?:i |we )?(?:next )?(?:meeting|seeing)"
        r"|(?:do|did|will|shall|can) (?:i|we) (?:next |last |ever )?(?:see|meet|speak (?:to|with)|talk (?:to|with))"
        r"|have (?:i|we) (?:ever |already )*(?:met|seen|(?:spoken|talked) (?:to|with)))"
        r"(?: with)? ([^\W\d_]+(?: [^\W\d_]+)?)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:did|has|have|is|was|will|does) ((?!the |my |our |an? )[^\W\d_]+(?: [^\W\d_]+)?) "
        r"(?:really |already |even )?"
        rf"(?:{ANSWERS}|answer|cancel|come|coming|attend|join|show(?:ing)? up|there\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?!{_NO_OWNER}['’])([^\W\d_]+)['’]s (?:{EVENT}|{_OF_SOMEBODY})s?\b", re.IGNORECASE),
)
# Where such a name ends: words that introduce a time, a place or another wish.
_BEHIND_MET = re.compile(
    r"\s+(?:on|at|to|for|from|in|by|about|until|this|next|last|today|tonight|because|please|and (?:what|when|who)"
    r"|is|are|was|were|do|did|before|lately|again|ever|so far|coming|scheduled|booked|planned)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# Words that stand where a name might, and name nobody.
_NOBODY = words_of(
    "a an my our your it him her them me us you everyone everybody someone somebody all that this "
    "coming attending there in next late new on missing invited absent free going joining"
)
NOBODY_NOR_A_TIME = _NOBODY | words_of(
    "the today tomorrow tonight yesterday monday tuesday wednesday thursday friday saturday sunday week month last "
    "event one"
)
_NOBODY_MET = _NOBODY | NAMES_NOBODY | words_of("he she they these those times canceled status been gotten")
# Names an event by who is in it.
_OF_EVENT = (
    _WHO_IS,
    re.compile(r"\bwith\s+(.+)"),
    re.compile(rf"\b([^\W\d]+)['’]s\s+(?:{EVENT}|one)\b"),
)
# Behind these may stand a name, or what an event is called: only the calendar knows.
_CHANGED = re.compile(rf"\b{CHANGED}\s+(.+)")
_OWNER = re.compile(rf"\b{CHANGED}\s+(?:the |my )?([^\W\d_]{{2,}})s\s+(?:[^\W\d_]+\s+)?(?:{EVENT}|one)\b")
_OWNS_NOTHING = NOBODY_NOR_A_TIME | words_of("thi today tomorrow alway it that what other")
_WHOSE_ONE = re.compile(
    r"\b(?:hers|theirs|his)\b(?=\W*$|\W+(?:and|then|please|to|on|for|too|instead|but|by|until|because)\b)",
    re.IGNORECASE,
)
# Where a name ends: words that introduce a time, which still stands in the text here, a reason or another wish.
_BEHIND_NAME = re.compile(
    r"[,;.?!]|\b(?:on|at|to|for|from|in|by|until|this|next|last|tomorrow|yesterday|today|tonight|because|since|please|and"
    r"|an? hour|later|earlier|instead|as|was|is|did|didn|same|half|back|forward|up|over"
    rf"|{WEEKDAY})\b"
)


def person_in(text: str) -> str | None:
    """Return the name or address of the person that a text speaks of meeting."""
    if address := EMAIL.search(text):
        return address[0].strip(".'")
    for pattern in _MET:
        found = pattern.search(text)
        name = _BEHIND_MET.sub("", f"{found[1].strip()} ").strip(" \"'()") if found else ""
        name = re.sub(r"^(?:the|my|our)\s+", "", name, flags=re.IGNORECASE)
        if name and not words_of(name) & _NOBODY_MET:
            return name
    return None


def person_meant(words: str) -> str | None:
    """Return the name that the words have behind "with", before "'s meeting", or where somebody is asked about."""
    if name := next((name for pattern in _OF_EVENT if (name := _name_by(pattern, words))), None):
        return name
    met = person_in(words)
    return None if met is None or words_of(met) & NOBODY_NOR_A_TIME else met


def perhaps_named(words: str) -> str | None:
    """Return what stands where a request to change something may name somebody: "please cancel Ana Keller"."""
    return _name_by(_CHANGED, words)


def perhaps_owner(words: str) -> str | None:
    """Return whose event a request may be about, whose name lost its apostrophe: "move sams call"."""
    found = _OWNER.search(words.casefold())
    return found[1] if found and not words_of(found[1]) & _OWNS_NOTHING else None


def whose_as_it(words: str) -> str:
    """Return words with "it" for what is somebody's and not named: "cancel hers and …"."""
    return _WHOSE_ONE.sub("it", words)


def _name_by(pattern: re.Pattern[str], words: str) -> str | None:
    found = pattern.search(words.casefold())
    name = _BEHIND_NAME.split(found[1], maxsplit=1)[0].strip(" \"'()") if found else ""
    return name if name and not words_of(name) & NOBODY_NOR_A_TIME else None
