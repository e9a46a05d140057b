"""Where somebody says that they are, which is the zone of their times: "I'm in New York", "my time zone is Lisbon"."""

import re
from dataclasses import dataclass

from parley.scheduling.courtesies import NO, PLEASED, YES, led_by
from parley.when.zones import ZoneWord, find_zones

_I_AM = (
    r"(?:(?:i'?m|i am|we'?re|we are)(?: (?:currently|now|actually|here|based|located|living|sitting|working|calling"
    r"|writing|travell?ing|over|all))*|(?:i|we) (?:live|work|sit)) (?:in|from|on|over in)"
)
_ZONE = (
    r"(?:(?:my|our|the) )?(?:local )?(?:time ?zone|tz)(?:(?:'s| is| would be| should be| must be|\s?[:=])"
    r"(?: (?:actually|in|not \w+ but))*)?"
)
_LEADS = re.compile(rf"(?:^|[\s,.;(])(?P<lead>{_I_AM}|{_ZONE})\s+(?:the )?$", re.IGNORECASE)
# What goes on is about something else; "I'm in Lisbon next week" is about a journey.
_GOES_ON = re.compile(
    r"(?: (?:time|time ?zone|now|currently|right now|btw|by the way|though|please|pls))*"
    r"(?P<rest>\s*(?:$|[,.;!?)]|\b(?:and|so|but|can|could|i|i'?d|if|not)\b))",
    re.IGNORECASE,
)
# Which are whose: another's zone is another matter.
_THEIRS = re.compile(r"\b(?:his|her|their|\w+'s) (?:local )?(?:time ?zone|tz)\b", re.IGNORECASE)
_EMPTY = re.compile(
    rf"{led_by(NO, YES, PLEASED)}(?:{PLEASED}|btw|by the way|please|pls|though|not \w+)?[\s.,;!?()]*", re.IGNORECASE
)
LONGEST = 1_000  # characters


@dataclass(frozen=True)
class OwnPlace:
    """The place as a zone, the words without it, and whether it is called a time zone."""

    zone: ZoneWord
    rest: str
    called_a_zone: bool


def own_place_in(text: str) -> OwnPlace | None:
    """Return where somebody says that they are, or in which zone; None where nothing of the kind is said."""
    text = " ".join(text.split())
    if len(text) > LONGEST or _THEIRS.search(text):
        return None
    for word in find_zones(text, asked=True):
        lead, after = _LEADS.search(text[: word.begin]), _GOES_ON.match(text, word.stop)
        if not lead and word.text.lower().startswith("in ") and (inner := _LEADS.search(text[: word.begin + 3])):
            lead = inner
        if lead and after and word.readings:
            rest = f"{text[: lead.start('lead')].rstrip()} {text[after.start('rest') :].lstrip(' ,.;')}".strip()
            is_zone = bool(re.match(_ZONE, lead["lead"], re.IGNORECASE))
            return OwnPlace(word, "" if _EMPTY.fullmatch(rest) else rest, is_zone)
    return None
