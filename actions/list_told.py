"""A list as it is told: its first page, how many there are, or that there is nothing, with what is nearest."""

import re
from dataclasses import replace
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.attendances import attendances_of
from actions.cards import listed
from actions.event_titles import line_of
from actions.listing import (
    Listing,
    found_words,
    kind_words,
    lines_of,
    presets,
    remember,
    remember_listing,
    ways_on,
    when_words,
)
from actions.missing import missing_among
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.scheduling.agenda import PAGE, Count, Page
from parley.scheduling.courtesies import led_by
from parley.scheduling.questions import asks_if_it_is, asks_whether, holds
from parley.scheduling.search import Cursor

LONGEST_EVENT = timedelta(hours=12)
A_MINUTE = timedelta(minutes=1)
MOST_AROUND = 24
FEW_PRESETS = ("today", "tomorrow", "this_week", "next_week")
_WHO = re.compile(rf"{led_by()}(?:who|whom)\b", re.IGNORECASE)


def tell_list(turn: Turn, account: Account, listing: Listing) -> Events:
    """Tell what is sought, or how many of it there are."""
    agenda = turn.agenda(account)
    on_now = going_on(turn, account, listing)
    if on_now is None and _is_now(turn, listing):  # Nothing is on at this moment: what comes next is the answer.
        listing = replace(listing, stretch=None, sought=replace(listing.sought, start=None, end=None))
    page = on_now or agenda.page(listing.sought, _entry(listing, turn))
    if not page.events and listing.stretch:
        page = agenda.page(listing.sought)  # All of it is over, or there is nothing: from its beginning.
    if not page.events and listing.sought.called_off:  # What was to be then, or near it, comes nearest.
        start, end = listing.sought.called_off
        page = agenda.page(replace(listing.sought, start=start, end=end, called_off=None))
        page = replace(page, events=[])
    if not page.events:
        return tell_none(turn, account, listing, page)
    if not (listing.kind or listing.sought.person) and (called := missing_among(turn, account, page.events)):
        turn.say("utter_nothing_called", called=called)
        listing = replace(listing, counted=False)
    if listing.past:
        return tell_past(turn, account, listing, page)
    partly = bool(page.later or (page.earlier and listing.stretch)) or not page.whole
    counts = partly and (listing.counted or not listing.is_plain)
    count = agenda.count(listing.sought) if counts else Count(len(page.events), page.whole)
    if listing.counted:
        return _tell_count(turn, account, listing, page, count)
    return _tell_page(turn, account, listing, page, count)


def _tell_page(turn: Turn, account: Account, listing: Listing, page: Page, count: Count) -> Events:
    lines = _lines(turn, account, page)
    parts = listed(turn, account, page.events, lines)
    everything = count.exact and count.number == len(page.events) and listing.stretch
    if everything or not listing.stretch:  # Before what comes next is the past, which was not asked for.
        page = replace(page, earlier=None, later=None if everything else page.later)
    buttons = ways_on(turn, page)
    if listing.is_plain:
        response = "utter_more_events" if page.later else "utter_events"
        buttons += presets(turn, *FEW_PRESETS)
        turn.say(response, count=len(page.events), events=lines, buttons=buttons, parts=parts)
    else:
        when, found = _headed(turn, account, listing, count), found_words(turn, listing, count)
        response = _response(listing, page, count)
        shown = len(page.events)
        turn.say(response, when=when, found=found, shown=shown, events=lines, buttons=buttons, parts=parts)
    return remember_listing(listing, page)


def going_on(turn: Turn, account: Account, listing: Listing) -> Page | None:
    """Return what is on at one time of day, begun before it or not; None for a while, or when there is nothing."""
    stretch, start = listing.stretch, listing.sought.start
    if stretch is None or start is None or not stretch.is_moment:
        return None
    around = turn.agenda(account).page(replace(listing.sought, start=start - LONGEST_EVENT), size=MOST_AROUND)
    events = [one for one in around.events if one.end_time > start]
    return Page(events[:PAGE]) if events else None


def _is_now(turn: Turn, listing: Listing) -> bool:
    stretch = listing.stretch
    return bool(stretch and stretch.is_moment and stretch.start and abs(stretch.start - turn.now) < A_MINUTE)


def _headed(turn: Turn, account: Account, listing: Listing, count: Count) -> str:
    """Return the time that is looked at, behind the yes or no that a question wants first."""
    when, text = when_words(turn, account, listing), turn.asked.text
    if not asks_whether(text) and (count.number or not asks_if_it_is(text)):
        return when
    return turn.part("utter_line_yes" if holds(text, count.number) else "utter_line_no", when=when)


def _lines(turn: Turn, account: Account, page: Page) -> str:
    """Return a line for each event; with who comes where that is asked."""
    asks_who = (turn.asked.intent == "get_invitees" or _WHO.match(turn.asked.text)) and all(
        one.status == "active" for one in page.events
    )
    if not asks_who:
        return lines_of(turn, account, enumerate(page.events, start=1))
    known = attendances_of(turn, account, page.events)
    return "\n".join(line_of(turn, one, number) for number, one in enumerate(known, start=1))


def _entry(listing: Listing, turn: Turn) -> Cursor | None:
    """Return where a list begins: what is past is told from its end, what is under way from now on."""
    now, sought = turn.services.clock(), listing.sought
    if listing.past:
        return Cursor.at(now, forwards=False)
    if sought.status != "active":  # What was called off may have been to be by now.
        return None
    inside = sought.start is not None and sought.start < now and (sought.end is None or now < sought.end)
    return Cursor.at(now) if inside else None


def _response(listing: Listing, page: Page, count: Count) -> str:
    if count.number == len(page.events):
        return "utter_range_events"
    return "utter_range_first_events" if page.earlier is None or not listing.stretch else "utter_range_next_events"


def tell_past(turn: Turn, account: Account, listing: Listing, page: Page) -> Events:
    """Tell what is past, behind the yes that a question wants first."""
    lines = _lines(turn, account, page)
    what = kind_words(turn, listing, one=False)
    page = replace(page, later=None)  # Behind the latest is what comes next, which was not asked for.
    parts = listed(turn, account, page.events, lines)
    if asks_whether(turn.asked.text) or asks_if_it_is(turn.asked.text):
        turn.say("utter_yes")
    turn.say("utter_past_events", what=what, events=lines, buttons=ways_on(turn, page), parts=parts)
    return remember_listing(listing, page)


def _tell_count(turn: Turn, account: Account, listing: Listing, page: Page, count: Count) -> Events:
    show = button(turn.part("utter_line_show_them"), "list_events_in_range", said=turn.part("utter_line_show_all"))
    found = found_words(turn, listing, count)
    turn.say("utter_event_count", when=_headed(turn, account, listing, count), found=found, buttons=[show])
    return remember_listing(listing, page)


def tell_none(turn: Turn, account: Account, listing: Listing, page: Page) -> Events:
    """Say that nothing was found, and offer what is nearest."""
    nearest = [one for one in (page.nearest_before, page.nearest_after) if one]
    if listing.is_plain and not nearest:
        turn.say("utter_no_events", zone=turn.clocks.zone_words(account))
        return [*remember([]), SlotSet("listing", None)]
    none = Count(0, page.whole)
    when, found = _headed(turn, account, listing, none), found_words(turn, listing, none)
    lines = lines_of(turn, account, enumerate(nearest, start=1))
    response = "utter_none_found_nearest" if nearest else "utter_none_found"
    buttons = [*ways_on(turn, page), *presets(turn, *FEW_PRESETS)]
    turn.say(
        response, when=when, found=found, events=lines, buttons=buttons, parts=listed(turn, account, nearest, lines)
    )
    return [*remember_listing(listing, page), *remember(nearest)]
