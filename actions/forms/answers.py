"""Whether a text answers a question: decided here, for each kind of thing that can be asked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.forms.message import Message
from parley.scheduling.common_words import WEEKDAY
from parley.scheduling.courtesies import NO, led_by
from parley.scheduling.names_said import bare_name, explains, is_only_a_time
from parley.scheduling.places import bare_place
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.words import folded, words_of

LONGEST_NAME = 6  # words
LIKELY = 0.5
_YES = re.compile(
    r"(?:(?:y|yes|yep|yeah|yea|yup|sure|ok|okay|k|fine|correct|right|perfect|great|absolutely|definitely"
    r"|of course|exactly"
    r"|go ahead|do (?:it|that|so)|please do|book (?:it|that)|make it so|confirm(?:ed)?|sounds (?:good|great"
    r"|fine)|looks (?:good|great|right)"
    r"|(?:that'?s|it'?s|all) (?:right|correct|good|fine|ok)|that works|works for me|please|pls|plz|thanks"
    r"|thank you|it is)"
    r"[\s,.!]*)+(?:(?<=[\s,.!])(?:and )?(?:do|go(?: for it)?|let'?s go)[\s,.!]*)?",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"(?:{led_by()}(?:{NO}|(?:please )?(?:do not|don'?t)(?: (?:do|book)(?: (?:it|that|this))?(?: (?:yet"
    rf"|now))?)?|not yet)|n|no,? thanks?|no,? thank you|no,? wait|not really|better not|wrong"
    rf"|{led_by(NO)}(?:(?:let'?s )?keep (?:it|that|this|them|those|everything)(?: all)?(?: as (?:it is|they are|is))?"
    r"|(?:do not|don'?t) (?:cancel|move|change|touch)(?: (?:it|that|them|anything|any))?"
    r"|(?:i'?ll|i will|i'?m going to) (?:go|attend|come|be there|make it)(?: after all| then)?)"
    r"|that'?s (?:wrong|not right))[\s,.!]*",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:no[,. ]+)?(?:none|neither|not? any)(?: of (?:them|these|those))?[\s.!]*", re.IGNORECASE)
_THANKS = re.compile(r"(?:thanks|thank you|[\s,.!])+", re.IGNORECASE)
_POLITE = re.compile(r"(?:thanks|thank you|please|pls|plz|great|perfect|fine|[\s,.!])+", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:(?:not now|not this time|no(?:pe)?|nah)[,.! ]+)?(?:skip(?: (?:it|this|that))?|none(?: of (?:these|those"
    r"|them))?|nothing|nobody|no ?one|no(?:pe)?|nah|n/?a|-+"
    r"|(?:no,? )?(?:nobody|no ?body|no ?one|nothing) else|no,? thanks?(?: you)?"
    r"|not? (?:needed|(?:more |other |extra )?(?:guests?|people)|(?:special |particular )?reasons?)"
    r"|without (?:one|guests|(?:a )?reason)|(?:just|only) (?:me|us|them|the two of us)"
    r"|(?:(?:can|could|may) (?:i|we|she|he|they) )?"
    r"(?:leave (?:it|that|this) (?:empty|blank|out)|skip (?:it|that|this)))"
    r"[\s.!?]*",
    re.IGNORECASE,
)


_A_DAY = re.compile(
    rf"(?:on |this |next |the )*(?:(?:the )?(?:day after )?tomorrow|today|tonight|yesterday|week|month|{WEEKDAY})s?"
    r"(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """The text answers the question, with this value."""

    value: Any


@dataclass(frozen=True)
class Wrong:
    """The text is meant as an answer, but cannot be one; a response of the domain says why."""

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)


type Reading = Answer | Wrong | None


@dataclass(frozen=True)
class Choice:
    """One of several: what a button chooses, what it is called, and other words for it."""

    id: str
    title: str
    also: tuple[str, ...] = ()


def yes_or_no(message: Message) -> bool | None:
    """Return whether this is a plain yes or no; None when it is neither, as thanks alone are."""
    if message.pressed:
        return {"affirm": True, "deny": False}.get(message.intent)
    if _YES.fullmatch(message.text) and not says_thanks(message):
        return True
    return False if _NO.fullmatch(message.text) else None


def says_thanks(message: Message) -> bool:
    """Return whether this is thanks and nothing else: for what was done, as often as for what was asked."""
    return bool(_THANKS.fullmatch(message.text))


def certain_yes_or_no(message: Message) -> bool | None:
    """Return the same for what cannot be taken back easily: "great" and "please" are no yes to that."""
    said = yes_or_no(message)
    return None if said and not message.pressed and _POLITE.fullmatch(message.text) else said


def says_none(message: Message) -> bool:
    """Return whether this is none of what was offered: a plain no, `none of these`."""
    return not message.pressed and (_NONE.fullmatch(message.text) is not None or yes_or_no(message) is False)


def is_nothing(message: Message) -> bool:
    """Return whether this leaves an optional question unanswered: `no`, `none`, `skip`."""
    return message.choice == "" or (message.pressed and message.intent == "deny") or _says_nothing(message)


def one_of(choices: Sequence[Choice], message: Message) -> Reading:
    """Return the choice's id, by button, by its place (`2`, `the second one`, `last`), or by name."""
    if message.pressed:
        chosen = next((one for one in choices if one.id == message.choice), None)
        return Answer(chosen.id) if chosen else None
    place = place_in(message.text)
    if place is not None:
        inside = 1 <= place <= len(choices) or (place == -1 and choices)
        return Answer(choices[place - 1 if place > 0 else place].id) if inside else Wrong("utter_no_such_choice")
    named = named_in(choices, message.text)
    return Answer(named[0].id) if len(named) == 1 else None


def several_of(choices: Sequence[Choice], message: Message) -> Reading:
    """Return the ids of all choices that are named, in their order: `1 and 3`, `typography, color`, `all`."""
    if message.pressed:
        return one_of(choices, message)
    if folded(message.text.strip(" .!")) in ("all", "all of them", "everything", "both"):
        return Answer([one.id for one in choices])
    parts = [part for part in re.split(r",|;|&|\band\b|\n", message.text) if part.strip()]
    read = [one_of(choices, Message(part.strip())) for part in parts]
    if not read or not all(isinstance(one, Answer) for one in read):
        return next((one for one in read if isinstance(one, Wrong)), None)
    chosen = {one.value for one in read if isinstance(one, Answer)}
    return Answer([one.id for one in choices if one.id in chosen])


def email_in(message: Message) -> Reading:
    """Return the one e-mail address in the text; Wrong when it has an `@` and is none."""
    found = EMAIL.findall(unspelled(message.words))
    if len(found) == 1:
        return Answer(found[0].strip(".'"))
    return Wrong("utter_email_wrong") if "@" in message.words else None


def name_in(message: Message) -> Reading:
    """Return a person's name. `Hi` and `May` are names here; a question, an address or a long sentence is none."""
    text = bare_name(message.words)
    words = text.split()
    if explains(text) or is_only_a_time(text) or unspelled(text) != text:
        return None
    if not 1 <= len(words) <= LONGEST_NAME or re.search(r"[?@/\d]", text) or _says_nothing(message):
        return None
    if _A_DAY.fullmatch(text):
        return None
    asks = message.intent != "inform" and message.confidence >= LIKELY and bool(words_of(text) & _ASKING)
    return None if asks or yes_or_no(message) is not None else Answer(text)


def anything_in(message: Message) -> Reading:
    """Return the text as it was typed."""
    return Answer(message.text) if message.words else None


def place_in(text: str) -> int | None:
    """Return the place in a list that the text is no more than: `2`, `the second one`, `last` (-1)."""
    spoken = re.fullmatch(
        rf"\W*(?:the |option |number )?({'|'.join(_PLACES)})(?: (?:one|option|please))*\W*", text, re.IGNORECASE
    )
    return _PLACES[spoken[1].lower()] if spoken else bare_place(text)


def named_in(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Return the choices whose names the text says: the whole name first, else those with most words in common."""
    said = folded(text.strip(" .!?"))
    exact = [one for one in choices if said in {folded(name) for name in (one.title, *one.also)}]
    if exact:
        return exact
    whole = [one for one in choices if any(_says(text, name) for name in (one.title, *one.also))]
    if whole:
        return whole
    scores = [(len(words_of(" ".join((one.title, *one.also))) & (words_of(text) - _FILLERS)), one) for one in choices]
    best = max((score for score, _ in scores), default=0)
    return [one for score, one in scores if best and score == best]


_PLACES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "last": -1,
}  # fmt: skip
# Words of requests, in no name.
_ASKING = words_of(
    "what when where who which how why show tell list my me is are the can could please book cancel connect "
    "that this it off again"
)
_FILLERS = words_of("a an the one on in at of for to please i id like want take lets do with me my it and or is that")


def _says(text: str, name: str) -> bool:
    return bool(words_of(name)) and words_of(name) <= words_of(text)


def _says_nothing(message: Message) -> bool:
    return bool(_NOTHING.fullmatch(message.words))
