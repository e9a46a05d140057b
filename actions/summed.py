"""What is asked of many events at once, worked out and told: the longest, the last, how many hours, the busiest day."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from rasa_sdk.events import SlotSet

from actions.attendances import attendances_of
from actions.compared import tell_compared
from actions.listing import Listing, found_words, lines_of, listing_at, remember_listing, when_words
from actions.stretches import Stretch
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Count, Page
from parley.scheduling.sums import Sum, back_to_back, busiest, different, length_of, longest, met_again, quietest, total
from parley.when.wall import day_start

MOST, MOST_LISTED, MOST_WITH_PEOPLE = 200, 10, 60
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
# What a day is asked for, where none is named.
_OF_A_DAY = (Sum.FIRST, Sum.LAST, Sum.HOURS)


def tell_sum(turn: Turn, account: Account, which: Sum, named: Stretch | None, told: Stretch | None) -> Events:
    """Tell what is asked of the events of a time that is named, or was told; of today or this week where none is."""
    if which is Sum.OTHER:
        turn.say("utter_sum_not")
        return []
    stretch = named or told
    stretch = stretch if stretch and stretch.start and stretch.end else _usual(turn, account, which)
    if which is Sum.BUSIER:
        return tell_compared(turn, account, stretch, told)
    listing = listing_at(turn, account, stretch)
    events = turn.agenda(account).page(listing.sought, size=MOST).events
    count = Count(len(events), len(events) < MOST)
    said: dict[str, Any] = {"when": when_words(turn, account, listing), "found": found_words(turn, listing, count)}
    if not events:
        turn.say("utter_none_found", **said)
        return _kept(listing, [])
    match which:
        case Sum.HOURS:
            turn.say("utter_sum_hours", length=turn.said(total(events)), **said)
            return _kept(listing, events[:MOST_LISTED])
        case Sum.PEOPLE:
            return _tell_people(turn, account, listing, events, said)
        case Sum.TWICE:
            return _tell_twice(turn, account, listing, events, said)
        case Sum.BUSIEST | Sum.QUIETEST:
            return _tell_busiest(turn, account, which, listing, events, said)
    return _tell_some(turn, account, which, listing, events, said)


def _tell_some(
    turn: Turn, account: Account, which: Sum, listing: Listing, events: Sequence[ScheduledEvent], said: dict[str, Any]
) -> Events:
    some = _chosen(which, events)
    if not some:
        turn.say("utter_sum_no_back_to_back", **said)
        return _kept(listing, [])
    lines = lines_of(turn, account, enumerate(some, start=1))
    hour = turn.clocks.hour(some[0].start_time if which is Sum.FIRST else some[-1].end_time, account)
    turn.say(f"utter_sum_{which.value}", events=lines, length=turn.said(length_of(some[0])), hour=hour, **said)
    return [*_kept(listing, some), *([SlotSet("focus_event", some[0].id)] if len(some) == 1 else [])]


def _chosen(which: Sum, events: Sequence[ScheduledEvent]) -> list[ScheduledEvent]:
    match which:
        case Sum.LONGEST | Sum.SHORTEST:
            return longest(events, shortest=which is Sum.SHORTEST)[:MOST_LISTED]
        case Sum.FIRST:
            return list(events[:1])
        case Sum.LAST:
            return [max(events, key=lambda one: (one.end_time, one.id))]
    return back_to_back(events)[:MOST_LISTED]


def _tell_busiest(
    turn: Turn, account: Account, which: Sum, listing: Listing, events: Sequence[ScheduledEvent], said: dict[str, Any]
) -> Events:
    zone, sought = turn.zone(account), listing.sought
    if which is Sum.QUIETEST and sought.start and sought.end:
        days, most = quietest(events, sought.start.astimezone(zone), sought.end)
    else:
        days, most = busiest(events, zone)
    said["found"] = found_words(turn, listing, Count(most, True))
    turn.say(f"utter_sum_{which.value}", day=", ".join(turn.said(day, account) for day in days), **said)
    return _kept(listing, [one for one in events if one.start_time.astimezone(zone).date() in days][:MOST_LISTED])


def _tell_people(
    turn: Turn, account: Account, listing: Listing, events: Sequence[ScheduledEvent], said: dict[str, Any]
) -> Events:
    known = attendances_of(turn, account, events[:MOST_WITH_PEOPLE])
    people = different(who for one in known for who in one.coming)
    exact = len(events) <= MOST_WITH_PEOPLE
    turn.say("utter_sum_people" if exact else "utter_sum_people_at_least", people=people, **said)
    return _kept(listing, events[:MOST_LISTED])


def _tell_twice(
    turn: Turn, account: Account, listing: Listing, events: Sequence[ScheduledEvent], said: dict[str, Any]
) -> Events:
    known = attendances_of(turn, account, events[:MOST_WITH_PEOPLE])
    again = met_again(who for one in known for who in one.coming)
    names = {name for name, _ in again}
    people = ", ".join(turn.part("utter_line_times", name=name, count=count) for name, count in again)
    turn.say("utter_sum_twice" if again else "utter_sum_nobody_twice", people=people, **said)
    theirs = [one.event for one in known if names & {who.name for who in one.coming}]
    return _kept(listing, (theirs or events)[:MOST_LISTED])


def _kept(listing: Listing, events: Sequence[ScheduledEvent]) -> Events:
    """Return the events that remember what was looked at, and what was told of it."""
    return remember_listing(listing, Page(list(events)))


def _usual(turn: Turn, account: Account, which: Sum) -> Stretch:
    zone = turn.zone(account)
    today = turn.now.astimezone(zone).date()
    if which in _OF_A_DAY:
        return Stretch(day_start(today, zone), day_start(today + A_DAY, zone))
    monday = today - A_DAY * today.weekday()
    return Stretch(day_start(monday, zone), day_start(monday + A_WEEK, zone))
