"""When one event type can be booked: its openings, day by day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.beside import beside_told
from actions.booking.kind import MOST_TYPES
from actions.days_told import of_days_told, told_before
from actions.event_types import READ_TYPES, offers_of
from actions.forms.which import Way, ask_which
from actions.said_stretches import said_above
from actions.stretches import Stretch, Unclear, ask_which_time, closed, further, spans_in, stretch_in
from actions.told_before import free_time_told
from actions.turn import Events, Turn, button
from actions.type_in_hand import take_type_in_hand, type_in_hand
from actions.unwanted import wants_fewer, without_unwanted
from parley.accounts.access import Account
from parley.calendly.models import Opening
from parley.scheduling.event_types import EventTypes, Fit, Offer, find
from parley.scheduling.kept import as_json
from parley.scheduling.openings import Day, Part, by_day, part_of
from parley.scheduling.reasons import Finder, NoOpening, Times
from parley.scheduling.ruled_out import ruled_out_of

OPENINGS_SCOPES = READ_TYPES | {"availability:read"}
MOST_DAYS, MOST_TIMES, NEAREST = 5, 6, 2
OPENINGS = "openings"


class ListOpenings(CalendlyAction):
    """Tells at which times an event type can be booked."""

    scopes = OPENINGS_SCOPES
    leaves_out = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_list_openings"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Ask back which type or time is meant, and tell its openings."""
        if turn.asked.intent in ("show_more", "show_earlier"):
            return self._again(turn, account, goes_on=True)
        if wants_fewer(turn) == self.name():
            return self._again(turn, account, goes_on=False)
        stretch = beside_told(turn, account) or stretch_in(turn, account)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        if free_time_told(turn):  # "At 11?" is of the day whose times were told.
            stretch = of_days_told(turn, account, stretch, spans_in(turn, account), told_before(turn, account))
        offers = offers_of(turn, account)
        if not offers:
            turn.say("utter_no_event_types")
            return []
        offer = _meant(turn, offers)
        if offer is None:
            return _ask_type(turn, offers)
        start, end = closed(turn, account, stretch)
        return _tell(turn, account, offer, replace(stretch or Stretch(None, None), start=start, end=end))

    def _again(self, turn: Turn, account: Account, *, goes_on: bool) -> Events:
        """Go on behind what was told last, or tell it once more without what is unwanted."""
        kept: Any = turn.slot("listing")
        try:
            start, end = (datetime.fromisoformat(kept[name]) for name in ("start", "end"))
            offer = EventTypes(account).get(str(kept["event_type"]).rsplit("/", 1)[-1])
            part = Part(kept["part"]) if kept.get("part") else None
            without = ruled_out_of(kept.get("without"))
        except (KeyError, TypeError, ValueError):
            turn.say("utter_nothing_more")
            return []
        words, hours = (kept.get(name) or "" for name in ("left_out", "hours"))
        if goes_on:
            start, end = further(turn, account, start, end)
        else:
            without, words = without_unwanted(turn, account, start, without, words)
        return _tell(turn, account, offer, Stretch(start, end, part=part, without=without, left_out=words, hours=hours))


def _meant(turn: Turn, offers: list[Offer]) -> Offer | None:
    chosen = turn.asked.chosen.get("event_type") if isinstance(turn.asked.chosen, dict) else None
    named = next((one for one in offers if one.uri == chosen), None)
    if named or len(offers) == 1:
        return named or offers[0]
    found = find(offers, turn.asked.text)
    return type_in_hand(turn, offers) if found.fit is Fit.NONE else found.offer


def _ask_type(turn: Turn, offers: list[Offer]) -> Events:
    found = find(offers, turn.asked.text)
    among = found.offers if found.fit is Fit.SEVERAL else offers[:MOST_TYPES]
    chosen = turn.asked.chosen if isinstance(turn.asked.chosen, dict) else {}
    said = turn.asked.text
    ways = [Way(one.name, {**chosen, "event_type": one.uri}, said=f"{said} {one.name}") for one in among]
    return ask_which(turn, "utter_which_openings", ways)


def _tell(turn: Turn, account: Account, offer: Offer, stretch: Stretch) -> Events:
    zone, part, without = turn.zone(account), stretch.part, stretch.without
    start, end = closed(turn, account, stretch)
    found = Finder(account, turn.services.clock, turn.services.calls).find(offer.event_type, start, end)
    when = said_above(turn, account, replace(stretch, is_moment=False))
    book = button(turn.part("utter_line_book_type", name=offer.name), "schedule_appointment", said=_book(turn, offer))
    fitting = [one for one in found.openings if part in (None, part_of(one.start_time, zone))]
    fitting = [one for one in fitting if not without or without.suits(one.start_time, zone)]
    if not fitting:
        _tell_none(turn, account, offer, found, when)
        return _remember(offer, stretch)
    days = by_day(fitting, zone)
    if len(days) == 1:
        lines, more = _part_lines(turn, account, days[0]), []
    else:
        lines = [_day_line(turn, account, one) for one in days[:MOST_DAYS]]
        more = [_day_button(turn, offer, one.day) for one in days[:MOST_DAYS] if len(one.openings) > MOST_TIMES]
        if len(days) > MOST_DAYS:
            stretch = replace(stretch, end=days[MOST_DAYS].openings[0].start_time)
    on = button(turn.part("utter_line_another_week"), "show_more")
    events, buttons = "\n".join(lines), [book, *more, on]
    turn.say("utter_openings", name=offer.name, minutes=offer.minutes, when=when, events=events, buttons=buttons)
    return _remember(offer, stretch)


def _tell_none(turn: Turn, account: Account, offer: Offer, found: Times, when: str) -> None:
    near = [one for one in (found.before, found.after) if one] or found.openings[:NEAREST]
    turn.say(f"utter_none_{(found.why or NoOpening.UNKNOWN).value}", wished=when)
    lines = [turn.part("utter_line_bullet", text=turn.said(one.start_time, account)) for one in near]
    if near:
        turn.say("utter_nearest_openings", name=offer.name, events="\n".join(lines))
    else:
        turn.say("utter_no_openings_near", name=offer.name)


def _part_lines(turn: Turn, account: Account, day: Day) -> list[str]:
    """Return one day's openings, all of them, by part of the day."""
    zone = turn.zone(account)
    parts = [(part, day.in_part(part, zone)) for part in Part]
    return [_line(turn, account, turn.part(f"utter_line_{part.value}"), found) for part, found in parts if found]


def _day_line(turn: Turn, account: Account, day: Day) -> str:
    shown, more = day.openings[:MOST_TIMES], len(day.openings) - MOST_TIMES
    line = _line(turn, account, turn.said(day.day, account), shown)
    return line + turn.part("utter_line_and_more", count=more) if more > 0 else line


def _line(turn: Turn, account: Account, title: str, openings: list[Opening]) -> str:
    hours = ", ".join(turn.clocks.hour(one.start_time, account) for one in openings)
    zone = turn.clocks.zone_words(account, openings[0].start_time)
    turn.clocks.told += [(one.start_time, one.start_time) for one in openings]
    return turn.part("utter_line_day", day=title, times=hours, zone=zone)


def _day_button(turn: Turn, offer: Offer, day: date) -> dict[str, str]:
    said = turn.said(day)
    return button(said, "check_availability", said=turn.part("utter_line_openings_on", name=offer.name, day=said))


def _book(turn: Turn, offer: Offer) -> str:
    return turn.part("utter_line_book_type", name=offer.name)


def _remember(offer: Offer, stretch: Stretch) -> Events:
    start, end = (moment.isoformat() if moment else None for moment in (stretch.start, stretch.end))
    kept = {"start": start, "end": end, "event_type": offer.uri, "part": stretch.part}
    if stretch.without:
        kept |= {"without": as_json(stretch.without), "left_out": stretch.left_out, "hours": stretch.hours}
    return [SlotSet("listing", {"what": OPENINGS, **kept}), *take_type_in_hand(offer.uri)]
