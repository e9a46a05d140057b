"""Which event a question is about: it is found, or asked back."""

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.attendances import attendance, attendances_of, candidate, shown
from actions.base import CalendlyAction
from actions.beside_now import beside_now, nearest_named
from actions.called import is_a_kind
from actions.cards import card_of
from actions.event_titles import line_of, title_of
from actions.left_out import person_left_out
from actions.list_told import going_on, tell_list, tell_none
from actions.listing import Listing, remember, remember_listing
from actions.meant import find_meant
from actions.missing import missing_among
from actions.pointed import pointed_at
from actions.seeking import CALLED_OFF, Kind, kinds_named, wanted_in
from actions.stretches import CLOCK, Stretch, Unclear, ask_which_time, looks_back, spans_in, stretch_in
from actions.to_calendar import wants_it_in_calendar
from actions.turn import Events, Turn, button
from actions.verdict import say_if_so
from actions.whom import ANSWERS
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.parts import Events as Cards
from parley.scheduling.agenda import PAGE, Attendance
from parley.scheduling.courtesies import led_by
from parley.scheduling.mentions import Candidate, Meant, Mention, Why, resolve
from parley.scheduling.places import bare_place, places_in
from parley.scheduling.search import Sought
from parley.scheduling.words import folded
from parley.when import without

# What is being booked, in the middle of that.
_ABOUT_IT = re.compile(
    rf"{led_by()}(?:where|how long|what|how much)(?:'?s| is| does| will| would)? "
    r"(?:it|that|this)(?: (?:be|take|last|cost|about|again|for))*\W*",
    re.IGNORECASE,
)
_ABOUT_TYPE = re.compile(r"\bhow (?:long|much)\b|\bcosts?\b|\bprice\b|\bfree of charge\b", re.IGNORECASE)
# "Did Ana accept?" is about what is still to come.
_ANSWERING = re.compile(rf"\b(?:{ANSWERS})", re.IGNORECASE)


LONG_DAY = timedelta(hours=25)


class EventAction(CalendlyAction):
    """Finds out which event is meant, asks when that is not clear, and talks about it."""

    of_shown = True
    leaves_out = True

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Answer about the event that is meant, or list the ones to choose from."""
        if turn.asked.event:
            return self._about(turn, account, [attendance(turn, account, turn.asked.event)])
        if turn.form == "booking_form" and wants_it_in_calendar(turn.asked.text):
            turn.say("utter_not_booked_yet")
            return []
        about_type = _ABOUT_IT.fullmatch(turn.asked.text) or _ABOUT_TYPE.search(turn.asked.text)
        if turn.form == "booking_form" and about_type:
            return turn.hand_over("action_list_event_types", "list_event_types")
        if CALLED_OFF.fullmatch(turn.asked.text):
            return turn.hand_over("action_list_events", "list_events")
        if pointed := pointed_at(turn, account):
            return self._about(turn, account, [attendance(turn, account, pointed)])
        stretch = None if _is_place(turn, account) else stretch_in(turn, account)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        if stretch:
            return self._in_stretch(turn, account, stretch)
        if nearest := nearest_named(turn, account):
            listing, page = nearest
            return (
                self._read(turn, account, page.events[:1]) if page.events else tell_none(turn, account, listing, page)
            )
        if beside := beside_now(turn, account):
            return self._read(turn, account, beside)
        return self._mentioned(turn, account)

    @abstractmethod
    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say what was asked about the event."""

    def _in_stretch(self, turn: Turn, account: Account, stretch: Stretch) -> Events:
        """Answer about the events of a time: "my 3 o'clock", "who am I meeting tomorrow?"."""
        spans = spans_in(turn, account)
        wanted = wanted_in(turn.asked.text, spans)
        sought = Sought(
            stretch.start,
            stretch.end,
            person=wanted.person,
            status=wanted.status,
            zone=turn.zone(account).key,
            without=stretch.without,
            not_with=person_left_out(turn),
        )
        listing = Listing(sought, stretch=stretch)
        page = going_on(turn, account, listing) or turn.agenda(account).page(sought)
        events = page.events
        if kind := _kind_elsewhen(turn, account, wanted.telling, events):
            listing = replace(listing, sought=replace(listing.sought, event_type=kind.uri), kind=kind.name)
            return tell_none(turn, account, listing, turn.agenda(account).page(listing.sought))
        if not events:
            return tell_none(turn, account, listing, page)
        listed = [candidate(one) for one in events]
        meant = resolve(listed, Mention(without(turn.asked.text, spans), turn.asked.place), turn.now)
        if len(events) == 1 and (called := _missing(turn, account, events)):
            turn.say("utter_nothing_called", called=called)
        if meant.why is Why.FOUND:
            events = [one for one in events if one.id in meant.ids]
        elif len(events) > 1 and (stretch.grain in CLOCK or not self.tells_many):
            return self._ask_which(turn, account, Meant(Why.SEVERAL, tuple(one.id for one in events)), events)
        elif len(events) > 1 and (page.later or _is_long(stretch)):
            return tell_list(turn, account, listing)
        about = self._about(turn, account, turn.agenda(account).attendances(events))
        return [*remember_listing(listing, replace(page, events=events)), *about] if len(events) > 1 else about

    def _mentioned(self, turn: Turn, account: Account) -> Events:
        text, place, listed = turn.asked.text, turn.asked.place, shown(turn)
        wanted = wanted_in(text, [])
        upcoming = None if listed else turn.agenda(account).upcoming().events
        listed = listed or [candidate(one) for one in upcoming or []]
        fresh = Events() if upcoming is None else remember(upcoming)
        if not listed and not wanted.person:
            turn.say("utter_no_events", zone=turn.clocks.zone_words(account))
            return fresh
        several = len(places_in(folded(text), len(listed)) or ()) > 1
        place = None if several else bare_place(text) if place is None else place
        meant = resolve(listed, Mention(text, place, person=None), turn.now, turn.focus)
        is_vague = meant.why in (Why.SEVERAL, Why.NONE) or (turn.focus and meant.one == turn.focus)
        # Words that tell an event, and fit none of those listed.
        elsewhere = is_vague and bool(wanted.telling) and len(meant.ids) in (0, 1, len(listed))
        if wanted.person or elsewhere:
            return self._looked_up(turn, account, [] if elsewhere else listed, wanted.person)
        if meant.why is Why.FOUND:
            return [*fresh, *self._about(turn, account, [attendance(turn, account, one) for one in meant.ids[:PAGE]])]
        # What was listed a while ago is listed anew; what was read just now is not read again.
        events = self._listed_anew(turn, account, listed) if upcoming is None else upcoming
        return self._ask_which(turn, account, meant, events)

    def _looked_up(self, turn: Turn, account: Account, listed: Sequence[Candidate], person: str | None) -> Events:
        """Find what the words name, which need not be among the events that were listed."""
        text = turn.asked.text
        past, focus = looks_back(text) and not _ANSWERING.search(text), turn.focus if listed else None
        found = find_meant(turn, account, text, turn.asked.place, past=past, listed=listed, focus=focus)
        if found.why is Why.NONE and person:
            found = find_meant(turn, account, text, past=not past, listed=())
        events = [one.event for one in found.attendances][:PAGE]
        if found.why is Why.NONE and person:
            listing = Listing(Sought(person=person))
            return tell_none(turn, account, listing, turn.agenda(account).page(listing.sought))
        if found.why is Why.FOUND:
            return self._about(turn, account, found.attendances[:PAGE])
        if not events:
            turn.say("utter_no_events", zone=turn.clocks.zone_words(account))
            return remember([])
        return self._ask_which(turn, account, Meant(found.why, tuple(one.id for one in events)), events)

    def _listed_anew(self, turn: Turn, account: Account, listed: Sequence[Candidate]) -> list[ScheduledEvent]:
        upcoming = turn.agenda(account).upcoming().events
        if {one.id for one in listed} <= {one.id for one in upcoming}:
            return upcoming
        return [attendance(turn, account, one.id).event for one in listed]

    def _read(self, turn: Turn, account: Account, events: Sequence[ScheduledEvent]) -> Events:
        return self._about(turn, account, turn.agenda(account).attendances(events))

    def _about(self, turn: Turn, account: Account, meant: Sequence[Attendance]) -> Events:
        if len(meant) == 1:
            say_if_so(turn, account, meant[0])
        for one in meant:
            self.tell(turn, account, one)
        focus = meant[0].event.id if len(meant) == 1 else None
        return [SlotSet("focus_event", focus), SlotSet("asked_which", None)]

    def _ask_which(self, turn: Turn, account: Account, meant: Meant, events: list[ScheduledEvent]) -> Events:
        asked = [one.id for one in events if one.id in meant.ids] or [one.id for one in events]
        called = _missing(turn, account, events)
        choices = [(number, one) for number, one in enumerate(events, start=1) if one.id in asked]
        if turn.form and turn.was_offered(asked):
            turn.say("utter_which_of_those_asked")
            return []
        several = "utter_ask_which_missing" if called else "utter_which_event"
        response = "utter_fewer_events" if meant.why is Why.NO_SUCH_PLACE else several
        known = attendances_of(turn, account, [one for _, one in choices])
        titles = [title_of(turn, one) for one in known]
        lines = "\n".join(line_of(turn, one, number) for (number, _), one in zip(choices, known, strict=True))
        buttons = [choice(turn, number, one, title) for (number, one), title in zip(choices, titles, strict=True)]
        parts = _to_choose(turn, account, choices, buttons, lines)
        turn.say(response, called=called, events=lines, buttons=buttons, parts=parts)
        return [*remember(events), SlotSet("asked_which", self.name())]

    @property
    def tells_many(self) -> bool:
        """Return whether several events may be told at once, when a day is asked about."""
        return False


def choice(turn: Turn, number: int, event: ScheduledEvent, title: str) -> dict[str, str]:
    """Return the button that asks the same about this event."""
    intent = "get_invitees" if turn.asked.action == "action_get_invitees" else "event_details"
    return button(turn.part("utter_line_choice", number=number, name=title), intent, event=event.id)


def _to_choose(
    turn: Turn,
    account: Account,
    choices: list[tuple[int, ScheduledEvent]],
    buttons: list[dict[str, str]],
    lines: str,
) -> list[Cards]:
    this = turn.part("utter_line_this_one")
    chosen = [{"title": this, "payload": one["payload"]} for one in buttons]
    cards = [card_of(turn, account, one, actions=[way]) for (_, one), way in zip(choices, chosen, strict=True)]
    return [Cards(cards, tuple(lines.split("\n")))]


def _is_long(stretch: Stretch) -> bool:
    """Return whether several days are asked about, whose people are told by their names alone."""
    return stretch.start is None or stretch.end is None or stretch.end - stretch.start > LONG_DAY


def _is_place(turn: Turn, account: Account) -> bool:
    """Return whether what could be a day is a place in the list: "who comes to the 3rd"."""
    days = [re.sub(r"^(?:on|to|for|in|at)\s+", "", one.text) for one in spans_in(turn, account)]
    return turn.asked.place is not None and len(days) == 1 and bare_place(days[0]) is not None


def _missing(turn: Turn, account: Account, events: Sequence[ScheduledEvent]) -> str | None:
    """Return what the words call an event that is neither one of these nor of any type there is."""
    called = missing_among(turn, account, events)
    return None if called is None or is_a_kind(turn, account, called) else called


def _kind_elsewhen(
    turn: Turn, account: Account, telling: frozenset[str], events: Sequence[ScheduledEvent]
) -> Kind | None:
    """Return the event type that the words name, when none of the events is of it: "is the demo on Friday?"."""
    kinds = kinds_named(turn, account, telling)
    return kinds[0] if len(kinds) == 1 and kinds[0].uri not in {one.event_type for one in events} else None
