"""What is on: what comes next, in any stretch of time, with somebody, of one type; and its further pages."""

import re
from dataclasses import replace
from datetime import timedelta

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import CalendlyAction
from actions.beside import beside_told, is_beside
from actions.cards import listed
from actions.forms.which import Way, ask_which
from actions.left_out import person_left_out
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
from actions.seeking import CALLED_OFF, COUNT, Kind, Wanted, kinds_named, wanted_in
from actions.stretches import Stretch, Unclear, ask_which_time, says_only_a_time, spans_in, stretch_in
from actions.told_before import free_time_told
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.scheduling.agenda import PAGE, Count, Page
from parley.scheduling.ruled_out import NOTHING
from parley.scheduling.search import Cursor, Sought
from parley.when.wall import day_start

EVERY_PRESET = ("today", "tomorrow", "this_week", "next_week", "this_month", "next_7_days", "next_30_days", "last_week")
LONGEST_EVENT = timedelta(hours=12)
LATELY = timedelta(days=14)
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
MOST_AROUND = 24
FEW_PRESETS = ("today", "tomorrow", "this_week", "next_week")
_LATELY = re.compile(r"\b(?:lately|recently)\b", re.IGNORECASE)
_MY_DAY = re.compile(
    r"\b(?:my|the) day (?:look|ahead|shaping|going|like)|\bhow'?s my day\b|\bmy day\W*$", re.IGNORECASE
)


class ListEvents(CalendlyAction):
    """Lists events: the next ones, or those that the request asks for."""

    leaves_out = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_list_events"

    def answer(self, turn: Turn) -> Events:
        """Hand over "and Friday?" after free time was told, before any account is asked for: it needs other rights."""
        free = free_time_told(turn) if turn.message_is_new else None
        if free and (says_only_a_time(turn) or is_beside(turn.message.words)):
            return turn.hand_over(free, "check_availability")
        return super().answer(turn)

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Find out what is asked for, ask back what is not clear, and list it."""
        if turn.numbered_choice:  # "The 4th" is no date, then.
            return [FollowupAction(turn.numbered_choice)]
        stretch = beside_told(turn, account) or stretch_in(turn, account) or _today(turn, account) or _lately(turn)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        wanted = wanted_in(turn.asked.text, spans_in(turn, account))
        if stretch is None and turn.asked.intent == "list_events_in_range" and not _tells(wanted):
            return _ask_range(turn)
        return self._of_kind(turn, account, stretch, wanted)

    def _of_kind(self, turn: Turn, account: Account, stretch: Stretch | None, wanted: Wanted) -> Events:
        chosen = turn.asked.chosen if isinstance(turn.asked.chosen, dict) else {}
        kinds = kinds_named(turn, account, wanted.telling)
        kinds = [one for one in kinds if one.uri == chosen.get("event_type")] or kinds
        if len(kinds) > 1:
            ways = [Way(one.name, {**chosen, "event_type": one.uri}) for one in kinds]
            return ask_which(turn, "utter_which_event_type", ways)
        kind, others, absent = kinds[0] if kinds else None, _left_out(turn, account), person_left_out(turn)
        if turn.asked.left_out and not others and not absent and not (stretch and stretch.without):
            turn.say("utter_cannot_leave_out", words=turn.asked.left_out)
        start, end, part = (stretch.start, stretch.end, stretch.part) if stretch else (None, None, None)
        without, zone = stretch.without if stretch else NOTHING, turn.zone(account).key
        sought = Sought(start, end, kind.uri if kind else None, wanted.person, wanted.status, part, zone, without)
        sought = replace(sought, other_than=tuple(one.uri for one in others), not_with=absent)
        names, past = tuple(one.name for one in others), wanted.past and stretch is None
        return _tell_first(turn, account, Listing(sought, kind.name if kind else None, stretch, past, names), wanted)


def _left_out(turn: Turn, account: Account) -> list[Kind]:
    """Return the event types that the request leaves out: "except the intro calls"."""
    words = turn.asked.left_out
    times = turn.times(words, account, asked=False) if words else []
    return kinds_named(turn, account, wanted_in(words, times).telling) if words else []


def _today(turn: Turn, account: Account) -> Stretch | None:
    """Return today for "what does my day look like"."""
    if not _MY_DAY.search(turn.asked.text):
        return None
    zone = turn.zone(account)
    today = turn.now.astimezone(zone).date()
    return Stretch(day_start(today, zone), day_start(today + A_DAY, zone))


def _lately(turn: Turn) -> Stretch | None:
    """Return from when on "who cancelled lately?" is about: what was called off need not be over yet."""
    lately = CALLED_OFF.fullmatch(turn.asked.text) and _LATELY.search(turn.asked.text)
    zone = turn.zone()
    return Stretch(day_start((turn.now - LATELY).astimezone(zone).date(), zone), None) if lately else None


def _tells(wanted: Wanted) -> bool:
    return bool(wanted.person or wanted.past or wanted.status != "active")


def _ask_range(turn: Turn) -> Events:
    if turn.form:
        turn.say("utter_ask_range", buttons=presets(turn, *EVERY_PRESET))
        return []
    titles = [turn.part(f"utter_line_{name}") for name in EVERY_PRESET]
    ways = []
    for title in titles:
        span = turn.services.words.parse(title, turn.now, turn.zone(), turn.clocks.preferences.locale)[0]
        start, end = span.start, span.end
        chosen = {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
        ways.append(Way(title, {**chosen, "grain": span.grain}))
    return ask_which(turn, "utter_ask_range", ways, "time")


def _tell_first(turn: Turn, account: Account, listing: Listing, wanted: Wanted) -> Events:
    agenda = turn.agenda(account)
    on_now = going_on(turn, account, listing)
    if on_now is None and _is_now(turn, listing):  # Nothing is on at this moment: what comes next is the answer.
        listing = replace(listing, stretch=None, sought=replace(listing.sought, start=None, end=None))
    page = on_now or agenda.page(listing.sought, _entry(listing, turn))
    if not page.events and listing.stretch:
        page = agenda.page(listing.sought)  # All of it is over, or there is nothing: from its beginning.
    if not page.events:
        return tell_none(turn, account, listing, page)
    if not (listing.kind or wanted.person) and (called := missing_among(turn, account, page.events)):
        turn.say("utter_nothing_called", called=called)
        wanted = replace(wanted, counted=False)
    if listing.past:
        return _tell_past(turn, account, listing, page)
    partly = bool(page.later or (page.earlier and listing.stretch)) or not page.whole
    counts = partly and (wanted.counted or not listing.is_plain)
    count = agenda.count(listing.sought) if counts else Count(len(page.events), page.whole)
    if wanted.counted:
        return _tell_count(turn, account, listing, page, count)
    return _tell_page(turn, account, listing, page, count)


def _tell_page(turn: Turn, account: Account, listing: Listing, page: Page, count: Count) -> Events:
    lines = lines_of(turn, account, enumerate(page.events, start=1))
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
        when, found = when_words(turn, account, listing), found_words(turn, listing, count)
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


def _tell_past(turn: Turn, account: Account, listing: Listing, page: Page) -> Events:
    lines = lines_of(turn, account, enumerate(page.events, start=1))
    what = kind_words(turn, listing, one=False)
    page = replace(page, later=None)  # Behind the latest is what comes next, which was not asked for.
    parts = listed(turn, account, page.events, lines)
    turn.say("utter_past_events", what=what, events=lines, buttons=ways_on(turn, page), parts=parts)
    return remember_listing(listing, page)


def _tell_count(turn: Turn, account: Account, listing: Listing, page: Page, count: Count) -> Events:
    # The same request, but for its question.
    listed = COUNT.sub(" ", turn.asked.text).strip()
    if turn.asked.left_out:
        listed = f"{listed} except {turn.asked.left_out}"
    show = button(turn.part("utter_line_show_them"), turn.asked.intent, said=listed)
    found = found_words(turn, listing, count)
    turn.say("utter_event_count", when=when_words(turn, account, listing), found=found, buttons=[show])
    return remember_listing(listing, page)


def tell_none(turn: Turn, account: Account, listing: Listing, page: Page) -> Events:
    """Say that nothing was found, and offer what is nearest."""
    nearest = [one for one in (page.nearest_before, page.nearest_after) if one]
    if listing.is_plain and not nearest:
        turn.say("utter_no_events", zone=turn.clocks.zone_words(account))
        return [*remember([]), SlotSet("listing", None)]
    when, found = when_words(turn, account, listing), found_words(turn, listing, Count(0, page.whole))
    lines = lines_of(turn, account, enumerate(nearest, start=1))
    response = "utter_none_found_nearest" if nearest else "utter_none_found"
    buttons = [*ways_on(turn, page), *presets(turn, *FEW_PRESETS)]
    turn.say(
        response, when=when, found=found, events=lines, buttons=buttons, parts=listed(turn, account, nearest, lines)
    )
    return [*remember_listing(listing, page), *remember(nearest)]
