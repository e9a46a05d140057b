"""A list of events as it is told: what was found, page by page, and how to go on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import SlotSet

from actions.attendances import candidate
from actions.said_stretches import said_above
from actions.stretches import Stretch
from actions.told_before import AGENDA
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Count, Page
from parley.scheduling.kept import as_json, of_json
from parley.scheduling.search import Cursor, Sought


@dataclass(frozen=True)
class Listing:
    """What is listed: the search, and the words for what it looks for."""

    sought: Sought
    kind: str | None = None
    stretch: Stretch | None = None
    past: bool = False
    # Names of the types that are left out.
    other_than: tuple[str, ...] = ()
    # Only how many they are was asked.
    counted: bool = False
    # How whoever is sought is called, where that is not what is looked for.
    whom: str | None = None

    @property
    def is_plain(self) -> bool:
        """Return whether it is simply what comes next."""
        sought = self.sought
        narrowed = self.kind or sought.person or sought.other_than or sought.not_with or sought.without or sought.way
        return not (sought.start or sought.end or narrowed or self.past or sought.status != "active")


def listing_at(turn: Turn, account: Account, stretch: Stretch) -> Listing:
    """Return the list of everything at a time."""
    zone = turn.zone(account).key
    sought = Sought(stretch.start, stretch.end, part=stretch.part, zone=zone, without=stretch.without)
    return Listing(sought, stretch=stretch)


def lines_of(turn: Turn, account: Account, events: Iterable[tuple[int, ScheduledEvent]]) -> str:
    """Return a line for each event, with the number it has in the list."""
    return "\n".join(_line_of(turn, account, number, event) for number, event in events)


def _line_of(turn: Turn, account: Account, number: int, event: ScheduledEvent) -> str:
    said = {"number": number, "when": turn.when(event, account), "name": name_of(turn, event)}
    cancelled = event.cancellation
    if cancelled is None or not cancelled.canceled_by:
        return turn.part("utter_line_event", **said)
    who = turn.part("utter_line_you") if cancelled.canceler_type == "host" else cancelled.canceled_by
    return turn.part("utter_line_event_cancelled_by", who=who, **said)


def name_of(turn: Turn, event: ScheduledEvent) -> str:
    """Return the event's name; Calendly has events without one."""
    return event.name or turn.part("utter_line_nameless")


def remember(events: Iterable[ScheduledEvent]) -> Events:
    """Return the events that make these the ones last listed, none of them the one talked about."""
    # Without their people, who are read again when they are asked for: what was not said stays out of the slots.
    shown = [as_json(candidate(event)) for event in events]
    return [SlotSet("shown_events", shown), SlotSet("focus_event", None), SlotSet("asked_which", None)]


def remember_listing(listing: Listing, page: Page) -> Events:
    """Return the events that let "more" and "earlier" go on with this list."""
    ways = {"earlier": str(page.earlier) if page.earlier else None, "later": str(page.later) if page.later else None}
    kept = {"what": AGENDA, "listing": as_json(listing), **ways}
    return [*remember(page.events), SlotSet("listing", kept)]


def listing_of(kept: Any, way: str) -> tuple[Listing, Cursor | None] | None:
    """Return the list that was told last, and where it goes on; None when there was none."""
    try:
        return of_json(Listing, kept["listing"]), Cursor.read(kept[way]) if kept[way] else None
    except (KeyError, TypeError, ValueError):
        return None


def found_words(turn: Turn, listing: Listing, count: Count) -> str:
    """Return how many were found, of what, with whom: `3 cancelled events with Ana`."""
    words = kind_words(turn, listing, one=count.number == 1)
    if not count.number:  # The search for a name goes on with "more".
        return turn.part("utter_line_none" if count.exact else "utter_line_none_yet", events=words)
    number = str(count.number)
    return turn.part("utter_line_count" if count.exact else "utter_line_count_at_least", count=number, events=words)


def kind_words(turn: Turn, listing: Listing, *, one: bool) -> str:
    """Return what is listed: `cancelled events with Ana`."""
    cancelled = "cancelled_" if listing.sought.status == "canceled" else ""
    events = turn.part(f"utter_line_{cancelled}{'event_one' if one else 'event_many'}")
    words = turn.part("utter_line_kind", kind=listing.kind, events=events) if listing.kind else events
    if listing.other_than:
        words = turn.part("utter_line_other_than", events=words, kinds="”, “".join(listing.other_than))
    if listing.sought.not_with:
        words = turn.part("utter_line_not_with_person", events=words, person=listing.sought.not_with)
    if listing.sought.way:
        words = turn.part(f"utter_line_way_{listing.sought.way.value}", events=words)
    person = listing.whom or listing.sought.person
    return turn.part("utter_line_with_person", events=words, person=person) if person else words


def when_words(turn: Turn, account: Account, listing: Listing) -> str:
    """Return the time that is looked at, in words."""
    if listing.stretch:
        return said_above(turn, account, listing.stretch)
    return turn.part("utter_line_so_far" if listing.past else "utter_line_coming_up")


def ways_on(turn: Turn, page: Page) -> list[dict[str, str]]:
    """Return the buttons that lead on from a page."""
    more = [button(turn.part("utter_line_more"), "show_more")] if page.later else []
    return more + ([button(turn.part("utter_line_earlier"), "show_earlier")] if page.earlier else [])


def presets(turn: Turn, *names: str) -> list[dict[str, str]]:
    """Return buttons for stretches that are often asked for."""
    said = [turn.part(f"utter_line_{name}") for name in names]
    return [button(one, "list_events_in_range", said=one) for one in said]
