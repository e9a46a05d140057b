"""What is on: what comes next, in any stretch of time, with somebody, of one type; and its further pages."""

import re
from dataclasses import replace
from datetime import timedelta

from rasa_sdk.events import FollowupAction

from actions.base import CalendlyAction
from actions.beside import beside_told, is_beside
from actions.forms.which import Way, ask_which
from actions.left_out import person_left_out
from actions.list_told import tell_list
from actions.listing import Listing, listing_of, presets
from actions.refined import asks_what_none_tells, refined
from actions.seeking import CALLED_OFF, Kind, Wanted, kinds_named, wanted_in
from actions.stretches import Stretch, Unclear, ask_which_time, closed, says_only_a_time, spans_in, stretch_in
from actions.summed import tell_sum
from actions.surely import LISTS
from actions.told_before import free_time_told
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.scheduling.another_sum import another_sum
from parley.scheduling.questions import asks_called_off, asks_own_cancelling, asks_when_cancelled
from parley.scheduling.refinements import refinement_in
from parley.scheduling.ruled_out import NOTHING
from parley.scheduling.search import Sought
from parley.scheduling.sums import Sum, sum_in
from parley.scheduling.words import words_of
from parley.when import without
from parley.when.wall import day_start

EVERY_PRESET = ("today", "tomorrow", "this_week", "next_week", "this_month", "next_7_days", "next_30_days", "last_week")
LATELY = timedelta(days=14)
A_DAY = timedelta(days=1)
# How long before it was to be something is called off, at most, where that is asked.
LONGEST_NOTICE = timedelta(days=31)
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
        which = _sum_asked(turn, account)
        if which is None and (again := refined(turn, account)):
            return tell_list(turn, account, again)
        if which is None and asks_what_none_tells(turn, account):
            turn.say("utter_sum_not")
            return []
        stretch = beside_told(turn, account) or stretch_in(turn, account) or _today(turn, account) or _lately(turn)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        if which:
            told = listing_of(turn.slot("listing"), "later") if turn.did_before(*LISTS) else None
            return tell_sum(turn, account, which, stretch, told[0].stretch if told else None)
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
        sought = replace(sought, other_than=tuple(one.uri for one in others), not_with=absent, way=wanted.way)
        names, past = tuple(one.name for one in others), wanted.past and stretch is None
        listing = Listing(_called_off(turn, account, sought), kind.name if kind else None, stretch, past, names)
        return tell_list(turn, account, replace(listing, counted=wanted.counted))


def _sum_asked(turn: Turn, account: Account) -> Sum | None:
    """Return what is asked of many events, now or for another time: "how many hours today?", "and tomorrow?"."""
    text, spans = turn.asked.text, spans_in(turn, account)
    if which := sum_in(text):
        return which
    if turn.did_before(*LISTS) and (which := another_sum(without(text, spans), turn.words_before)):
        return which
    again = refinement_in(without(text, spans)) if spans and turn.did_before(*LISTS) else None
    return sum_in(turn.words_before) if again and not words_of(again.about) else None


def _left_out(turn: Turn, account: Account) -> list[Kind]:
    """Return the event types that the request leaves out: "except the intro calls"."""
    words = turn.asked.left_out
    times = turn.times(words, account, asked=False) if words else []
    return kinds_named(turn, account, wanted_in(words, times).telling) if words else []


def _called_off(turn: Turn, account: Account, sought: Sought) -> Sought:
    """Return what is sought when it may be asked by when it was cancelled: "what did I cancel today?"."""
    text = turn.asked.text
    if sought.status != "canceled" or sought.start is None or not asks_when_cancelled(text):
        return sought
    start, end = closed(turn, account, Stretch(sought.start, sought.end))
    by_host = asks_own_cancelling(text)
    return replace(sought, start=start - LONGEST_NOTICE, end=None, called_off=(start, end), by_host=by_host)


def _today(turn: Turn, account: Account) -> Stretch | None:
    """Return today for "what does my day look like"."""
    if not _MY_DAY.search(turn.asked.text):
        return None
    zone = turn.zone(account)
    today = turn.now.astimezone(zone).date()
    return Stretch(day_start(today, zone), day_start(today + A_DAY, zone))


def _lately(turn: Turn) -> Stretch | None:
    """Return from when on "who cancelled lately?" and "did Ana cancel?" are about: it need not be over yet."""
    text = turn.asked.text
    lately = bool(CALLED_OFF.fullmatch(text) and _LATELY.search(text))
    lately = lately or (asks_called_off(text) and wanted_in(text, []).person is not None)
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
