"""Words that look at the list told last again: another time of it, somebody else, or only some of it."""

import re
from dataclasses import dataclass

from parley.scheduling.common_words import CHANGED
from parley.scheduling.courtesies import NO, PLEASED, YES, led_by
from parley.scheduling.places import says_only_places
from parley.scheduling.words import folded, words_of

LONGEST = 4  # words that name somebody, or a kind of event
_LED = led_by(NO, YES, PLEASED)
_COUNTS = re.compile(r"\bhow many\b", re.IGNORECASE)
_OF_THEM = re.compile(
    rf"{_LED}(?:how many|which|what|any|some|none|all|only|just|(?:is|are|was|were) (?:any|some|all|none)"
    r"|(?:list|show)(?: me)?)(?: ones?)? of (?:them|those|these)\b(?P<about>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SHOWN = re.compile(
    rf"{_LED}(?:list|show)(?: me)? (?:them|those|these|it|all)(?: all| of them| please)*\W*", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"{_LED}how many (?:(?:is|are|was|were) (?:that|those|these|they|there|it)|in total|altogether)"
    r"(?: (?:in total|altogether|in all|then))*\W*",
    re.IGNORECASE,
)
_ONLY = re.compile(
    rf"{_LED}(?:show(?: me)? |list |i (?:meant?|want) )?(?:only|just)\b(?P<about>.+)", re.IGNORECASE | re.DOTALL
)
_ONES = re.compile(
    rf"{_LED}(?:show(?: me)? |list |what about |how about )?the (?P<about>[^?!.,]+?) ones(?P<more>[^?!.]*)[?!.\s]*",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|no|cool|great|thanks)\W+)*(?:(?:(?:and|or|but) )*(?:what|how)(?: about|(?=\s*\|))"
    r"|and)\b(?P<about>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WITH = re.compile(rf"{_LED}(?P<about>with [^?!.,]+)\W*", re.IGNORECASE)
_ELSE = words_of(
    "who what when where how which why whose is are was do does did can could will would should may must i you me it "
    "first second third fourth fifth next previous one then now more else earlier later free available slot slots time "
    "times times thanks thank please ok okay cool great nice bye hi hello yes no help stop again sorry back here there "
    "reminder reminders reminding remind link links email emails address zone minutes hours hour half after before "
    "they that this those these them an remind also too undo start over today"
)
_CHANGES = re.compile(rf"\b(?:{CHANGED}|book|schedule|set|mark|add|send|tell|turn)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Refinement:
    """How a list is looked at again: `about` are the words that say what of it, without times.

    `counted` is None where it stays as it was; `only` keeps to what was listed.
    """

    about: str = ""
    counted: bool | None = None
    only: bool = False


def refinement_in(text: str) -> Refinement | None:
    """Return what words want of the list told last; None when they want nothing of it.

    In `text` a bar stands in place of each time.
    """
    if _CHANGES.search(text):
        return None
    if _SHOWN.fullmatch(text):
        return Refinement(counted=False)
    if _COUNTED.fullmatch(text):
        return Refinement(counted=True)
    if found := _OF_THEM.fullmatch(text):
        return Refinement(found["about"], _COUNTS.search(text) is not None, only=True)
    if not text.replace("|", " ").strip(" ?!.,"):
        return Refinement(counted=None if "?" in text else False)
    if found := _ONES.fullmatch(text):
        return None if _is_place(found["about"]) else Refinement(f"{found['about']} {found['more']}", False, only=True)
    if (found := _ONLY.fullmatch(text)) and _says(found["about"]):
        return Refinement(found["about"], False, only=True)
    found = _AND.fullmatch(text) or _WITH.fullmatch(text)
    return Refinement(found["about"]) if found and _says(found["about"]) else None


def _says(about: str) -> bool:
    words = words_of(about.replace("|", " ")) - {"for"}
    if not words:
        return "|" in about
    return len(words) <= LONGEST and not words & _ELSE and not _is_place(about)


def _is_place(about: str) -> bool:
    return says_only_places(folded(about))
