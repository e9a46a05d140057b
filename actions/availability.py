"""When the person is free, and when they work. When something can be booked is another question."""

import re
from dataclasses import replace
from datetime import timedelta

from actions.base import CalendlyAction
from actions.beside import beside_told
from actions.days_told import of_days_told, told_before
from actions.free_time import Look, look_of, tell_busy, tell_free, tell_hours, tell_one_time, tell_soonest
from actions.seeking import wanted_in
from actions.stretches import Unclear, ask_which_time, closed, further, spans_in, stretch_in
from actions.told_before import AGENDA, FURTHER
from actions.turn import Events, Turn
from actions.unwanted import wants_fewer, without_unwanted
from parley.accounts.access import Account
from parley.calendly.errors import NotAllowed, ScopeMissing
from parley.calendly.scopes import NEEDED
from parley.scheduling.courtesies import led_by
from parley.scheduling.event_types import EventTypes, says_a_name
from parley.scheduling.words import minutes_in

FREE = frozenset({"users:read"}) | NEEDED["listUserBusyTimes"]
HALF_HOUR = timedelta(minutes=30)
# Times at which something can be booked, rather than time that nothing takes.
_OPENINGS = re.compile(
    r"\bopenings?\b|\bslots?\b|\b(?:what|which|any|show|offer|give)\b.*\btimes?\b.*\bfor\b|\btimes? (?:for|to book)\b"
    r"|\b(?:can|could) (?:people|someone|somebody|anyone|clients?|they|others) book\b|\bbookable\b|\bto book\b",
    re.IGNORECASE,
)
_HOURS = re.compile(r"\b(?:working|office|business|opening) hours\b|\bhours do i (?:work|have)\b", re.IGNORECASE)
_BUSY = re.compile(r"\bbusy (?:times?|hours?|slots?|periods?|blocks?)\b|\bwhen (?:am i|i'?m) (?:busy|booked)\b", re.I)
_SOONEST = re.compile(
    r"\b(?:next|first|soonest|earliest) (?:i'?m )?(?:free|available)\b|\b(?:next|first|soonest|earliest) "
    r"(?:gap|opening|free \w+)\b|\bnext (?:have|get) (?:a |an |some )?(?:free|time|gap|hour|break)\b",
    re.IGNORECASE,
)
# "What about Friday?" is whatever was asked before, for another time; unless it says what it wants to know.
_ANOTHER_TIME = re.compile(rf"{led_by()}(?:and|(?:what|how) ?(?:about|bout|abt))\b", re.IGNORECASE)
# Hours behind that are of the days told before.
_GOES_ON = re.compile(rf"{_ANOTHER_TIME.pattern}|\b(?:there|then|(?:that|the same) week|those days)\b", re.IGNORECASE)
_OF_FREE_TIME = re.compile(
    r"\b(?:free|available|availability|busy|open|openings?|slots?|times?|book(?:able)?)\b", re.IGNORECASE
)
_FOR = re.compile(r"\bfor (?:an?|the|my|our)\b", re.IGNORECASE)
_MYSELF = re.compile(r"\b(?:am i|i'?m|i am|do i|have i|me|i)\b", re.IGNORECASE)
# What a visitor asks of their own calendar, and not of the host's: "when can I come?" is the host's.
_OWN_TIME = re.compile(
    r"\b(?:am i|i'?m|i am|are we)\b(?:\s\w+){0,2}\s(?:free|available|busy|booked|open)\b"
    r"|\b(?:do|have) i (?:have |got )?(?:any(?:thing)?|some|a|time|room|free)\b"
    r"|\bmy (?:calendar|schedule|diary|agenda|day|week|month|afternoon|morning)\b",
    re.IGNORECASE,
)


class CheckAvailability(CalendlyAction):
    """Tells when the person is free, or works; leads to openings when those are asked for."""

    scopes = FREE
    leaves_out = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_check_availability"

    def answer(self, turn: Turn) -> Events:
        """Hand over, before any account is asked for, what is not about free time: openings need other rights."""
        if wants_fewer(turn) == self.name():
            return super().answer(turn)
        if turn.asked.intent == "check_availability" and goes_on_with_the_list(turn):
            return turn.hand_over("action_list_events")
        if turn.asked.intent == "check_availability" and (wants_openings(turn) or asks_the_host(turn)):
            return turn.hand_over("action_list_openings")
        return super().answer(turn)

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Ask back what is not clear, and tell."""
        if turn.asked.intent in ("show_more", "show_earlier"):
            return self._further(turn, account)
        if wants_fewer(turn) == self.name() and (fewer := self._fewer(turn, account)):
            return fewer
        if _names_a_type(turn, account):  # Which takes its length, and the time to be kept free around it.
            return turn.hand_over(FURTHER["openings"])
        stretch = beside_told(turn, account) or stretch_in(turn, account)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        if _GOES_ON.search(turn.asked.text):
            stretch = of_days_told(turn, account, stretch, spans_in(turn, account), told_before(turn, account))
        start, end = closed(turn, account, stretch)
        if _HOURS.search(turn.asked.text):
            return tell_hours(turn, account, start, end)
        look = Look(start, end)
        if stretch:
            look = replace(look, without=stretch.without, left_out=stretch.left_out, hours=stretch.hours)
        if _BUSY.search(turn.asked.text):
            return tell_busy(turn, account, look)
        least = timedelta(minutes=minutes_in(turn.asked.text) or 0)
        if stretch and stretch.is_moment:  # "At 10" lasts as long as was said, or half an hour.
            end = start + (least or HALF_HOUR)
        part = stretch.part if stretch else None
        look = replace(look, end=max(end, start + least), least=least, part=part)
        if _SOONEST.search(turn.asked.text):
            return tell_soonest(turn, account, look)
        return (
            tell_one_time(turn, account, look)
            if look.is_within_a_day(turn.zone(account)) and not look.without
            else tell_free(turn, account, look)
        )

    def _fewer(self, turn: Turn, account: Account) -> Events:
        """Tell what was told last without what is unwanted; no events where that was something else."""
        look = look_of(turn.slot("listing"))
        if look is None:
            return []
        without, words = without_unwanted(turn, account, look.start, look.without, look.left_out)
        return tell_free(turn, account, replace(look, without=without, left_out=words))

    def _further(self, turn: Turn, account: Account) -> Events:
        """Go on behind, or before, what was told last."""
        look = look_of(turn.slot("listing"))
        if look is None:
            turn.say("utter_nothing_more", buttons=[])
            return []
        start, end = further(turn, account, look.start, look.end)
        return tell_free(turn, account, replace(look, start=start, end=end))


def _names_a_type(turn: Turn, account: Account) -> bool:
    """Return whether time is wanted for an event type that is named; never where types may not be read."""
    try:
        offers = turn.once("offers", EventTypes(account).bookable) if _FOR.search(turn.asked.text) else []
    except (ScopeMissing, NotAllowed):
        return False
    return says_a_name(offers, turn.asked.text)


def goes_on_with_the_list(turn: Turn) -> bool:
    """Return whether this asks for another time no more than what was listed last."""
    text, told = turn.asked.text, turn.slot("listing")
    was_list = isinstance(told, dict) and told.get("what") == AGENDA
    return was_list and bool(_ANOTHER_TIME.match(text)) and not _OF_FREE_TIME.search(text)


def asks_the_host(turn: Turn) -> bool:
    """Return whether a visitor asks when the host is free: of that they see the openings alone."""
    of_themselves = _OWN_TIME.search(turn.asked.text) and turn.services.calendars.mode() == "both"
    return turn.visiting and not of_themselves


def wants_openings(turn: Turn) -> bool:
    """Return whether the words ask for openings: for times to book, or for an event type by its name."""
    text = turn.asked.text
    if _HOURS.search(text):
        return False
    if _OPENINGS.search(text):
        return True
    return not _MYSELF.search(text) and bool(wanted_in(text, spans_in(turn)).telling)
