"""Events as cards, beside the words that tell them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from actions.told import place_of, status_of
from actions.turn import Turn, button
from parley.accounts.access import Account
from parley.calendly.models import Location, ScheduledEvent
from parley.parts import Button, Card, Events
from parley.scheduling.ranges import Range
from parley.when.wall import day_start

A_DAY = timedelta(days=1)


def listed(turn: Turn, account: Account, events: Iterable[ScheduledEvent], lines: str) -> list[Events]:
    """Return the events as cards in place of their lines."""
    cards = [card_of(turn, account, one, actions=actions_of(turn, one)) for one in events]
    return [Events(cards, tuple(lines.split("\n")))] if cards else []


def card_of(
    turn: Turn, account: Account, event: ScheduledEvent, *, people: str = "", actions: Sequence[Button] = ()
) -> Card:
    """Return an event's card; without `people`, how many they are."""
    cancelled = event.status != "active"
    return card(
        turn,
        account,
        event.name or turn.part("utter_line_nameless"),
        (event.start_time, event.end_time),
        event.location,
        status=status_of(turn, event) if cancelled else "",
        people=people or _count(turn, event.invitees_counter.active),
        cancelled=cancelled,
        actions=actions,
    )


def card(
    turn: Turn,
    account: Account | None,
    title: str,
    span: Range,
    place: Location | None,
    *,
    status: str = "",
    people: str = "",
    cancelled: bool = False,
    actions: Sequence[Button] = (),
) -> Card:
    """Return a card, its times on the clocks of whoever chats."""
    (start, end), zone = span, turn.zone(account)
    day, when = start.astimezone(zone).date(), turn.said(span, account)
    within_a_day = end <= day_start(day + A_DAY, zone)
    first, last = turn.clocks.hours(start, end, account)
    return Card(
        title=title,
        when=when,
        day=turn.said(day, account),
        hours=turn.part("utter_line_span", start=first, end=last) if within_a_day else when,
        start=start.astimezone(zone),
        end=end.astimezone(zone),
        zone=turn.clocks.zone_words(account, start) if within_a_day else "",
        status=status,
        place="" if place and place.join_url else place_of(turn, place),
        people=people,
        join=place.join_url or "" if place else "",
        cancelled=cancelled,
        actions=actions,
    )


def actions_of(turn: Turn, event: ScheduledEvent, *, told: bool = False) -> list[Button]:
    """Return what can be done about an event; `told`: all about it is said already."""
    about = [] if told else [button(turn.part("utter_line_details"), "event_details", event=event.id)]
    stands = event.status == "active" and event.start_time > turn.services.clock()
    return [*about, *(changes_of(turn, event.id) if stands else [])]


def changes_of(turn: Turn, event_id: str) -> list[Button]:
    """Return how an event that is still to come can be changed."""
    move = button(turn.part("utter_line_move"), "reschedule_event", event=event_id)
    return [move, button(turn.part("utter_line_cancel"), "cancel_event", event=event_id)]


def _count(turn: Turn, people: int) -> str:
    if people < 2:
        return ""
    return turn.part("utter_line_people_count", count=people)
