"""What is asked of somebody whom one meets, told from the calendar."""

import re
from dataclasses import replace
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.attendances import attendances_of
from actions.base import CalendlyAction
from actions.event_answers import tell_details, tell_invitees
from actions.list_told import tell_list, tell_none, tell_past
from actions.listing import Listing, remember_listing
from actions.seeking import kinds_named
from actions.spoken_of import Somebody, somebody_named, spoken_of
from actions.stretches import Stretch, Unclear, ask_which_time, spans_in, stretch_in
from actions.surely import DETAILS, INVITEES, LIST, SOMEBODY
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.acquaintances import Ask, Asked, asked_of_somebody
from parley.scheduling.agenda import Attendance, Page
from parley.scheduling.search import Cursor, Sought
from parley.scheduling.words import words_of
from parley.when import without
from parley.when.wall import day_start

A_YEAR = timedelta(days=365)
_ONLY_NEXT = re.compile(r"\bnext\b", re.IGNORECASE)
_ONE_MORE = re.compile(r"\bnext (?:one|meeting|call|visit|appointment)\b", re.IGNORECASE)
_IF_ALONE = re.compile(r"\balone\b|\bby (?:him|her|them)sel|\bonly one\b|\bown\b", re.IGNORECASE)


class TellOfSomebody(CalendlyAction):
    """Tells when somebody comes or came, how often, and who they are."""

    of_shown = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return SOMEBODY

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Look for whoever is named, or was spoken of before."""
        asked = asked_of_somebody(without(turn.asked.text, spans_in(turn, account))) or Asked(Ask.ABOUT)
        who = somebody_named(turn, account, asked.who) if asked.who else spoken_of(turn, account)
        if who is None and asked.what in (Ask.ALONE, Ask.ABOUT):
            return turn.hand_over(INVITEES, "get_invitees")
        if who is None:
            turn.say("utter_whom_do_you_mean")
            return []
        match asked.what:
            case Ask.NEXT:
                return self._next(turn, account, who)
            case Ask.LAST:
                return self._last(turn, account, who)
            case Ask.EVER:
                return self._ever(turn, account, who)
            case Ask.CANCELLED:
                turn.asked = replace(turn.asked, text=f"did {who.name} cancel?")
                return turn.hand_over(LIST, "list_events_in_range")
            case Ask.HOW_OFTEN:
                return self._how_often(turn, account, who, is_ahead=asked.is_ahead)
        return self._about(turn, account, who, asked.what)

    def _next(self, turn: Turn, account: Account, who: Somebody) -> Events:
        known = self._known(turn, account, who, True)
        if known is who and not who.address and kinds_named(turn, account, words_of(who.name)):
            return turn.hand_over(DETAILS, "event_details")
        page, listing = turn.agenda(account).page(Sought(person=known.sought)), _listing(known)
        if not page.events:
            return tell_none(turn, account, listing, page)
        if len(page.events) > 1 and not _ONLY_NEXT.search(turn.asked.text):
            return tell_list(turn, account, listing)
        is_told = page.events[0].id == turn.focus and _ONE_MORE.search(turn.asked.text)
        return self._read(turn, account, page.events[1:2] if is_told and page.events[1:] else page.events[:1])

    def _last(self, turn: Turn, account: Account, who: Somebody) -> Events:
        known = self._known(turn, account, who, False)
        page, listing = _back(turn, account, known, 1), replace(_listing(known), past=True)
        if not page.events:
            ahead = turn.agenda(account).first(Sought(person=known.sought))
            return tell_none(turn, account, listing, replace(page, nearest_after=ahead))
        return [*remember_listing(listing, page), *self._read(turn, account, page.events)]

    def _ever(self, turn: Turn, account: Account, who: Somebody) -> Events:
        known = self._known(turn, account, who, False)
        page, listing = _back(turn, account, known), replace(_listing(known), past=True)
        return (tell_past if page.events else tell_none)(turn, account, listing, page)

    def _how_often(self, turn: Turn, account: Account, who: Somebody, *, is_ahead: bool) -> Events:
        stretch, now, zone = stretch_in(turn, account), turn.services.clock(), turn.zone(account)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        if stretch is None and not is_ahead:
            stretch = Stretch(day_start((now - A_YEAR).astimezone(zone).date(), zone), now)
        listing = _listing(self._known(turn, account, who, is_ahead, not is_ahead))
        when = {"start": stretch.start, "end": stretch.end} if stretch else {}
        sought = replace(listing.sought, **when)  # type: ignore[arg-type]
        return tell_list(turn, account, replace(listing, sought=sought, stretch=stretch, counted=True))

    def _known(self, turn: Turn, account: Account, who: Somebody, *forwards: bool) -> Somebody:
        """Return somebody with the address that they book with, if it can be found: it leads to all their events."""
        found = None if who.address else self._nearest(turn, account, who, *forwards)
        people = who.among([*found.coming, *found.canceled]) if found else []
        return Somebody(people[0].name, people[0].email) if len(people) == 1 else who

    def _about(self, turn: Turn, account: Account, who: Somebody, what: Ask) -> Events:
        meeting = who.meeting or self._nearest(turn, account, who, True, False)
        if meeting is None:
            return tell_none(turn, account, _listing(who), Page([], whole=False))
        if what is Ask.ALONE:
            is_alone = len(meeting.coming) + len(meeting.event.event_guests) < 2
            turn.say("utter_yes" if is_alone == bool(_IF_ALONE.search(turn.asked.text)) else "utter_no")
        else:  # Of a group only whoever is asked about.
            coming, canceled = who.among(meeting.coming), who.among(meeting.canceled)
            meeting = replace(meeting, coming=coming, canceled=canceled) if coming or canceled else meeting
        tell_invitees(turn, account, meeting)
        return _focused(meeting.event)

    def _nearest(self, turn: Turn, account: Account, who: Somebody, *forwards: bool) -> Attendance | None:
        """Return the first event with somebody that lies these ways, looked for one after the other."""
        ways = (turn.agenda(account).first(Sought(person=who.sought), forwards=one) for one in forwards)
        found = next((one for one in ways if one), None)
        return attendances_of(turn, account, [found])[0] if found else None

    def _read(self, turn: Turn, account: Account, events: list[ScheduledEvent]) -> Events:
        (one,) = attendances_of(turn, account, events)
        tell_details(turn, account, one)
        return _focused(one.event)


def _listing(who: Somebody) -> Listing:
    return Listing(Sought(person=who.sought), whom=who.name)


def _back(turn: Turn, account: Account, who: Somebody, size: int = 5) -> Page:
    """Return the latest events with somebody before now, and before the one that is talked about."""
    known = who.meeting.event.start_time if who.meeting else turn.services.clock()
    start = Cursor.at(min(known, turn.services.clock()), forwards=False)
    return turn.agenda(account).page(Sought(person=who.sought), start, size)


def _focused(event: ScheduledEvent) -> Events:
    return [SlotSet("focus_event", event.id), SlotSet("asked_which", None)]
