"""How one meets: online, and by which conference, by phone, or in person."""

import re
from enum import StrEnum

from parley.calendly.models import Location


class Way(StrEnum):
    """A way to meet."""

    ZOOM = "zoom"
    TEAMS = "teams"
    MEET = "meet"
    WEBEX = "webex"
    ONLINE = "online"
    PHONE = "phone"
    IN_PERSON = "in_person"


_WORDS = (
    (Way.ZOOM, r"\bzooms?\b"),
    (Way.TEAMS, r"\b(?:microsoft|ms) teams\b|\b(?:on|in|via|over|by) teams\b|\bteams (?:calls?|meetings?|ones)\b"),
    (Way.MEET, r"\bgoogle[- ]?meets?\b|\b(?:on|in|via|over) meet\b|\bhangouts?\b"),
    (Way.WEBEX, r"\bwebex\b"),
    (Way.ONLINE, r"\bonline\b|\bvirtual(?:ly)?\b|\bremote(?:ly)?\b|\b(?:by|on|over|via) video\b|\bvideo calls?\b"),
    (Way.PHONE, r"\b(?:by|on|over|via) (?:the )?(?:tele)?phone\b|\bphone (?:calls?|meetings?|ones?)\b"),
    (
        Way.IN_PERSON,
        r"\bin[- ]person\b|\bface[- ]to[- ]face\b|\bon[- ]?site\b|\boffline\b|\bin the (?:office|studio)\b",
    ),
)
_PATTERNS = tuple((way, re.compile(words, re.IGNORECASE)) for way, words in _WORDS)
# What the types of Calendly's conferences begin with.
_CONFERENCES = {Way.ZOOM: "zoom", Way.TEAMS: "microsoft_teams", Way.MEET: "google", Way.WEBEX: "webex"}
_PHONES = ("outbound_call", "inbound_call")


def way_in(text: str) -> tuple[Way | None, str]:
    """Return the way to meet that words name, and the text with blanks in its place."""
    for way, pattern in _PATTERNS:
        if found := pattern.search(text):
            begin, stop = found.span()
            return way, text[:begin] + " " * (stop - begin) + text[stop:]
    return None, text


def ways_of(place: Location | None) -> tuple[Way, ...]:
    """Return the ways in which one meets there."""
    return tuple(way for way in Way if suits(way, place))


def suits(way: Way, place: Location | None) -> bool:
    """Return whether one meets there in this way."""
    if place is None:
        return False
    match way:
        case Way.ONLINE:
            return bool(place.join_url) or any(place.type.startswith(one) for one in (*_CONFERENCES.values(), "goto"))
        case Way.PHONE:
            return place.type in _PHONES
        case Way.IN_PERSON:
            return place.type == "physical"
    return place.type.startswith(_CONFERENCES[way])
