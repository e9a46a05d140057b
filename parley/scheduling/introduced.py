"""The name in a sentence that introduces somebody: "my name is Jo Brandt and …", "for my wife, her name is Lena"."""

import re
from dataclasses import dataclass

from parley.scheduling.courtesies import NO, PLEASED, YES, led_by
from parley.scheduling.names_said import explains, is_only_a_time
from parley.scheduling.words import words_of

# Names that begin like names, with what stands between their parts, or else words up to one that goes on.
_PARTICLE = r"(?:van|von|de|da|del|della|la|el|bin|al|der|den|du|di|zu|ter|ten)"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof)\b\.? )*"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_NAMED = rf"{_TITLE}{_CAPITAL}(?: (?:{_CAPITAL}|{_PARTICLE}(?= )))*"
_GOES_ON = (
    r"(?:and|but|not|so|i|i'?[dm]|from|with|for|by|please|pls|here|at|on|my|her|his|e-?mail|mail|is|it|the|speaking"
    r"|thanks|in|next|this|to|can|instead)"
)
_SMALL_WORD = r"[^\W\d_][\w'’-]*"
_SMALL = (
    rf"(?!{_GOES_ON}\b|(?:a|an|wrong|right|spelled|spelt|misspelled|already|there|too|also|taken|correct|fine)\b){_SMALL_WORD}"
    rf"(?: (?!{_GOES_ON}\b){_SMALL_WORD}){{0,2}}"
)
_ANY_NAME = rf"(?P<name>(?-i:{_NAMED})|{_SMALL})(?![\w@])"
_IS = r"(?: is|'s| was| should be| must be| has to be| ought to be|\s?[:=])(?: (?:actually|really))?"
_KIN = (
    r"(?:wife|husband|partner|spouse|fianc[eé]e?|girlfriend|boyfriend|son|daughter|child|kid|mother|mom|mum|father|dad"
    r"|parents?|brother|sister|cousin|friend|boss|manager|ceo|director|colleague|co-?worker|assistant|client|customer"
    r"|employee|team ?mate|flatmate|neighbou?r|grand(?:mother|father|ma|pa)|aunt|uncle|niece|nephew|mate)"
)
_OWN = re.compile(
    rf"(?:^|[.,;!?]\s*|\b(?:my|the|and|sorry|but)\b )(?:full |first )?name{_IS} {_ANY_NAME}"
    rf"|\bmy name'?s {_ANY_NAME.replace('name>', 'also>')}",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    rf"\b(?:her|his|their|(?:the|my) {_KIN}'?s) (?:full )?name{_IS} {_ANY_NAME}"
    rf"|\b(?:she|he)(?:'s| is) called {_ANY_NAME.replace('name>', 'called>')}",
    re.IGNORECASE,
)
_KIN_NAMED = re.compile(rf"\bmy {_KIN}(?:,? (?:called|named))?,? (?P<name>(?-i:{_NAMED}))", re.IGNORECASE)
_FOR_KIN = re.compile(
    rf"\b(?:for|behalf of) (?:my|our|a) {_KIN}\b|\bmy {_KIN} (?:needs|wants|would like)\b"
    r"|\bfor (?:him|her|them|somebody else|someone else|another person)\b",
    re.IGNORECASE,
)
# "I'm" leads on to much else: names after it are in capitals, and the sentence ends or goes on about something else.
_I_AM = re.compile(
    rf"(?:^|[.,;!?]\s*|\b(?:hi|hello|hey|morning|afternoon|evening|and|sorry|yes|no)[,.!]?\s+)(?:i'?m|i am|this is)"
    rf" (?P<name>(?-i:{_NAMED}))(?=\s*(?:$|[.,;!?()]|\b{_GOES_ON}\b))",
    re.IGNORECASE,
)
_NO_NAMES = words_of(
    "ok okay ooo busy free sorry fine good late back sick flexible available sure new interested happy done ready here "
    "english german french spanish italian american british thursday friday monday tuesday wednesday saturday sunday "
    "today tomorrow zoom teams google"
)
# "It's Jo Lang, not Ana."
_NOT_THAT_ONE = re.compile(
    rf"{led_by(NO)}(?:it'?s|it is|that'?s|it should be|make (?:it|that)|i'?m|i am)?"
    rf" ?(?:for )?(?P<name>(?-i:{_NAMED})),?"
    rf" (?:and )?not (?P<other>{_SMALL_WORD}(?: {_SMALL_WORD})?)[\s.!]*",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    rf"{led_by(NO, YES, PLEASED)}(?:{PLEASED}|no|yes|good (?:morning|afternoon|evening|day)|please|pls|though|instead"
    r"|(?:and )?(?:not|instead of) [\w ]+|speaking|here|wrong|that'?s wrong)?[\s.,;!]*",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(rf"{_TITLE}{_CAPITAL}(?: (?:{_CAPITAL}|{_PARTICLE}(?= ))){{1,3}}")
_WRONG = re.compile(
    rf"{led_by(NO)}(?:(?:that|this|it)(?:'s|'?s| is) not (?:my|the|her|his|their) (?:right |real |correct )?name"
    r"|(?:(?:that|this|it)(?:'?s| is) )?(?:the |a )?wrong name|(?:my|the|her|his|their) name(?:'?s| is)"
    r" (?:wrong|not right|not correct|incorrect|spelled wrong|misspelled)(?: (?:on it|there|in it))?"
    r"|(?:that'?s not|i'?m not) (?:me|called that)|i'?m not (?-i:[A-Z])[\w'’-]+)[\s.!]*",
    re.IGNORECASE,
)
LONGEST = 1_000  # characters


@dataclass(frozen=True)
class NameTold:
    """A name, and the words that say something else."""

    name: str
    rest: str


def own_name_in(text: str) -> str | None:
    """Return the name by which somebody introduces themselves in a sentence."""
    told = _told(_THEIRS.sub(" ", _line(text)), _OWN, _I_AM)
    return told.name if told else None


def other_name_in(text: str) -> str | None:
    """Return the name of somebody else for whom it is asked: "her name is Lena", "for my boss, Karin Holm"."""
    told = _told(_line(text), _THEIRS, _KIN_NAMED)
    return told.name if told else None


def name_told(text: str, known: str | None, *, strict: bool) -> NameTold | None:
    """Return the name that a message tells in the middle of something else, instead of the `known` one if there is any.

    `strict` takes only a message that is no more than that and calls it a name.
    """
    text = _line(text)
    if strict:
        told = _told(text, _OWN)
        return told if told and _EMPTY.fullmatch(told.rest) else None
    corrected = _NOT_THAT_ONE.fullmatch(text)
    if corrected and known and words_of(corrected["other"]) <= words_of(f"{known} me"):
        return NameTold(corrected["name"], "")
    told = _told(text, _THEIRS, _KIN_NAMED) or (None if _FOR_KIN.search(text) else _told(text, _OWN, _I_AM))
    return NameTold(told.name, "" if _EMPTY.fullmatch(told.rest) else told.rest) if told else None


def is_for_another(text: str) -> bool:
    """Return whether words say that it is for somebody else: "for my wife", "my boss needs"."""
    return bool(_FOR_KIN.search(text) or other_name_in(text))


def is_like_a_name(text: str) -> bool:
    """Return whether a text is no more than two or three words that begin like names: "Sam Ortiz"."""
    return _FULL_NAME.fullmatch(text.strip(" .!")) is not None


def says_name_is_wrong(text: str) -> bool:
    """Return whether a message is no more than that a name is wrong: "that's not my name!"."""
    return _WRONG.fullmatch(_line(text)) is not None


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _told(text: str, *patterns: re.Pattern[str]) -> NameTold | None:
    for pattern in patterns:
        for found in pattern.finditer(text):
            if name := _a_name(found):
                return NameTold(name, f"{text[: found.start()]} {text[found.end() :].lstrip(' .,;!')}".strip())
    return None


def _a_name(found: re.Match[str]) -> str | None:
    name = next((one for one in found.groupdict().values() if one), "").strip(" .,'")
    words = name.casefold().split()
    is_one = words and words[0] not in _NO_NAMES and not explains(name) and not is_only_a_time(name)
    return name if is_one else None
