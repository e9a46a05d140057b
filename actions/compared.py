"""Which of two times has more in it."""

import re
from dataclasses import replace

from actions.listing import found_words, listing_at, remember, when_words
from actions.stretches import Stretch, spans_in
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.scheduling.courtesies import led_by
from parley.when.wall import day_start

TWO = 2
_NEXT = re.compile(r"\b(?:or|than)\b.*\b(?P<way>next|last)\b", re.IGNORECASE)
_THAT = re.compile(r"\bcompared?\b", re.IGNORECASE)
# "Is Tuesday busier than Thursday?" is answered with yes or no, "am I busier on Tuesday or Thursday?" is not.
_IF_FIRST = re.compile(
    rf"{led_by()}(?:is|are|was|were|will)\b(?!.*\bor\b).*\b(?:busier|fuller|(?P<less>quieter|emptier))\b.*\bthan\b",
    re.IGNORECASE,
)


def tell_compared(turn: Turn, account: Account, stretch: Stretch, told: Stretch | None) -> Events:
    """Tell it of the two times that are named; else of the one and the one told before, or the one beside it."""
    said = [Stretch(one.start, one.end) for one in spans_in(turn, account) if one.start and one.end]
    if len(said) != TWO:
        said = [stretch, _other(turn, account, stretch, told)]
    listings = [listing_at(turn, account, one) for one in said]
    counts = [turn.agenda(account).count(one.sought) for one in listings]
    words = [when_words(turn, account, one) for one in listings]
    found = [found_words(turn, one, count) for one, count in zip(listings, counts, strict=True)]
    if asked := _IF_FIRST.match(turn.asked.text):
        more, less = counts[::-1] if asked["less"] else counts
        turn.say("utter_yes" if more.number > less.number else "utter_no")
    response = "utter_sum_busier" if counts[0].number != counts[1].number else "utter_sum_as_busy"
    each = sorted(zip(counts, words, found, said, strict=True), key=lambda one: str(one[3].start))
    first, second = sorted(each, key=lambda one: -one[0].number)
    turn.say(response, when=first[1], found=first[2], other=second[1], less=second[2])
    return remember([])


def _other(turn: Turn, account: Account, stretch: Stretch, told: Stretch | None) -> Stretch:
    if told and told.start and told.end and _THAT.search(turn.asked.text):
        return told
    way = _NEXT.search(turn.asked.text)
    return _beside(turn, account, stretch, back=bool(way and way["way"].lower() == "last"))


def _beside(turn: Turn, account: Account, stretch: Stretch, *, back: bool) -> Stretch:
    if stretch.start is None or stretch.end is None:
        raise ValueError("an open stretch has none beside it")
    zone = turn.zone(account)
    first, behind = stretch.start.astimezone(zone).date(), stretch.end.astimezone(zone).date()
    days = (behind - first) * (-1 if back else 1)
    return replace(stretch, start=day_start(first + days, zone), end=day_start(behind + days, zone))
