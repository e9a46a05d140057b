"""How the bot speaks to a person: their time zone, 12 or 24 hours, the order of dates."""

import re
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from actions.base import ThreadedAction
from actions.forms.which import Way, ask_which
from actions.turn import Events, Turn, button
from parley.when.gazetteer import place_of
from parley.when.whose import Source
from parley.when.zones import UnknownZone, ZoneWord, find_zones, settle, zone_of

AN_HOUR = timedelta(hours=1)
_AS_CALENDLY = re.compile(r"\b(?:as in|like|same as|from|use) (?:my |the )?calendly\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\buse my time\b(?! zone)"
    r"|\b(?:my|the) (?:local|own|browser'?s?|computer'?s?|device'?s?|phone'?s?) ?(?:time|zone|clock)?\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what(?:'?s)?|which|whose|why|are these|is (?:this|that))\b|\bsettings?\b|^\W*(?:tz|time ?zone)\W*$", re.I
)
# Not one's own: "which time zone is she in?" is about whoever comes.
_THEIRS = re.compile(r"\b(?:he|she|they|him|her|his|their|theirs|them|invitees?|guests?|attendees?)\b", re.IGNORECASE)
_24 = re.compile(
    r"\b24\b|\btwenty[\s-]?four\b|\b24 ?h|\bmilitary\b(?<!using military)|\bcontinental\b|\beuropean time\b"
    r"|\b1[3-9]:\d\d\b|\b2[0-3]:\d\d\b|\bno (?:more )?am\b",
    re.IGNORECASE,
)
_12 = re.compile(r"\b12\b|\btwelve\b|\b12 ?h|\b[ap]\.?m\b|\d ?[ap]m\b", re.IGNORECASE)
_NOT_24 = re.compile(
    r"\b(?:stop|not?|don'?t|without|instead of|hate)\b[^,.;]*?(?:24|military|1[3-9]:\d\d|2[0-3]:\d\d)", re.I
)
_NOT_12 = re.compile(r"\b(?:stop|no|not|don'?t|without|instead of|hate)\b[^,.;]*?(?:12|\b[ap]\.?m\b)", re.IGNORECASE)
# The order of dates by what people call it, and the locale that has it.
_REGIONS = (
    (re.compile(r"\b(?:us|usa|american?|month(?: comes)? first|month before|mm[/.-]dd)\b", re.IGNORECASE), "en-US"),
    (re.compile(r"\b(?:uk|gb|british|english|day(?: comes)? first|day before|day month|dd[/.-]mm)\b", re.I), "en-GB"),
    (re.compile(r"\birish\b", re.IGNORECASE), "en-IE"),
    (re.compile(r"\baustralian?\b", re.IGNORECASE), "en-AU"),
    (re.compile(r"\bcanadian?\b", re.IGNORECASE), "en-CA"),
    (re.compile(r"\bindian?\b", re.IGNORECASE), "en-IN"),
    (re.compile(r"\beuropean?\b", re.IGNORECASE), "en-GB"),
)
ClockName = Literal["12h", "24h"]


class SetTimeZone(ThreadedAction):
    """Sets, or tells, the person's time zone."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_set_time_zone"

    def answer(self, turn: Turn) -> Events:
        """Save the zone that is named, ask which is meant, or say how it stands."""
        text = turn.asked.chosen or turn.asked.text
        if _THEIRS.search(text) and _ASKS.search(text) and (turn.focus or turn.slot("shown_events")):
            return turn.hand_over("action_get_invitees")
        turn.clocks.is_said = True  # Whatever the answer is, it tells the zone.
        if _AS_CALENDLY.search(text):
            return _taken_back(turn)
        named = [settle(one, turn.zone(), turn.now) for one in zones_in(text)]
        if named:
            return _named(turn, named[-1])  # "From Paris to Tokyo": where one is now is said last.
        channel = turn.clocks.preferences.channel_zone
        if channel and _LOCAL.search(text) and not _ASKS.search(text):
            set_zone(turn, channel)
            return []
        return _told(turn, text)


class SetClock(ThreadedAction):
    """Sets 12 or 24 hours, and the order of dates."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_set_clock"

    def answer(self, turn: Turn) -> Events:
        """Save what is asked for and show it, or offer what there is."""
        text = turn.asked.text
        clock, locale = clock_in(text), locale_in(text)
        if clock is None and locale is None:
            turn.say("utter_ask_clock", example=_example(turn), buttons=_offers(turn))
            return []
        people, who = turn.services.accounts.people, turn.clocks.principal_id
        if clock:
            people.prefer(who, clock=clock)
        if locale:
            people.prefer(who, chosen_locale=locale)
        turn.renew_clocks()
        turn.say("utter_clock_set", example=_example(turn))
        return []


def zones_in(text: str) -> list[ZoneWord]:
    """Return the zones that a text names, when a zone is what it is about: `cet` may be in small letters then."""
    named = [one for one in find_zones(text, asked=True) if one.readings]
    letters = [word.upper() for word in re.findall(r"[a-z]+", text) if len(word) in (3, 4)]
    return named or [one for word in letters for one in find_zones(word, asked=True) if one.kind == "letters"]


def clock_in(text: str) -> ClockName | None:
    """Return the clock that words ask for: a refused one means the other."""
    if _NOT_24.search(text):
        return "12h"
    if _NOT_12.search(text):
        return "24h"
    twelve, day = _12.search(text), _24.search(text)
    if twelve and day:  # "3pm instead of 15:00" has the wanted one first.
        return "12h" if twelve.start() < day.start() else "24h"
    return "24h" if day else "12h" if twelve else None


def locale_in(text: str) -> str | None:
    """Return the locale whose order of dates words ask for."""
    if clock_in(text) and not re.search(r"\bdates?\b|\bday\b|\bmonth\b", text, re.IGNORECASE):
        return None
    return next((locale for pattern, locale in _REGIONS if pattern.search(text)), None)


def _named(turn: Turn, word: ZoneWord) -> Events:
    if len(word.readings) > 1:
        ways = [Way(one.name, name, (one.name,)) for one in word.readings if (name := getattr(one.zone, "key", None))]
        return ask_which(turn, "utter_which_own_zone", ways, "zone", words=word.text)
    name = _iana(word)
    if name is None:
        turn.say("utter_zone_not_whole", zone=word.text)
        return []
    set_zone(turn, name)
    return []


def own_zone_name(turn: Turn, word: ZoneWord) -> str | None:
    """Return the name under which the zone of a word is kept as the person's own; None where it is not certain."""
    settled = settle(word, turn.zone(), turn.now)
    return _iana(settled) if len(settled.readings) == 1 else None


def _iana(word: ZoneWord) -> str | None:
    """Return the name under which the zone is kept; None for an offset that has none, which is no zone."""
    key = getattr(word.zone, "key", None)
    if key is not None or word.zone is None:
        return key
    hours, rest = divmod(word.offset or timedelta(minutes=1), AN_HOUR)
    # The signs of these names are those of POSIX: behind Greenwich is +.
    name = f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"
    try:
        return None if rest else zone_of(name).key
    except UnknownZone:
        return None


def set_zone(turn: Turn, name: str) -> None:
    """Tell times in a zone from now on, and say so."""
    turn.services.accounts.people.prefer(turn.clocks.principal_id, chosen_zone=name)
    turn.renew_clocks()
    turn.say("utter_zone_set", now=turn.said_now(), place=_called(turn, turn.zone()))


def _taken_back(turn: Turn) -> Events:
    turn.services.accounts.people.prefer(turn.clocks.principal_id, chosen_zone=None)
    turn.renew_clocks()
    known = turn.clocks.known
    if known is None:
        return _told(turn, "")
    response = "utter_zone_as_calendly" if known.source is Source.CALENDLY else "utter_zone_as_channel"
    turn.say(response, now=turn.said_now(), place=_called(turn, known.zone))
    return []


def _told(turn: Turn, text: str) -> Events:
    """Say which zone times are in and why, and how to change that."""
    known = turn.clocks.known
    if text and not _ASKS.search(text) and known:
        return ask_which(turn, "utter_zone_not_known", [], "zone", now=turn.said_now())
    if known is None:
        return ask_which(turn, "utter_ask_own_zone", [], "zone")
    now, place = turn.said_now(), _called(turn, known.zone)
    turn.say(f"utter_zone_is_{known.source.value}", now=now, place=place)
    return []


def _called(turn: Turn, zone: ZoneInfo) -> str:
    return place_of(zone.key, "en") or turn.clocks.zone_words_of(zone)


def _example(turn: Turn) -> str:
    now = turn.services.clock()
    with turn.clocks.in_passing():
        return turn.said((now, now + AN_HOUR))


def _offers(turn: Turn) -> list[dict[str, str]]:
    names = ("24_hours", "12_hours", "day_first", "month_first")
    said = [turn.part(f"utter_line_{name}") for name in names]
    return [button(one, "set_clock", said=one) for one in said]
