"""Which events somebody means: among those that were shown, and else in the calendar."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from actions.attendances import attendances, attendances_of, candidate, shown
from actions.called import called_otherwise, missing_to_change
from actions.found import Found
from actions.left_out import ids_left_out, said_apart
from actions.times_meant import hull, is_place, readings
from actions.turn import Turn
from actions.whom import person_meant
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.scheduling.common_words import EVENT
from parley.scheduling.exceptions import Parted, says_nothing
from parley.scheduling.mentions import Candidate, Mention, Why, resolve
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.ranges import Range
from parley.scheduling.search import Cursor, Sought
from parley.scheduling.words import folded, words_of
from parley.when import without

MOST = 24  # events looked at for one mention
MOST_ADDRESSES = 3  # of people of one name
MOST_WITH_PEOPLE = 12  # events whose invitees are asked for at once
# "Them all" are those talked about, and "tell them all" says nothing of events.
_EVERYTHING = re.compile(
    r"(?<!\bthem )(?<!\bthese )(?<!\bthose )(?<!\bthey )"
    r"\b(?:all|every|everything|each|the rest(?! of)|the others)\b(?!.*\b(?:them|these|those)\b)"
    r"|\b(?:clear|wipe) (?:my|the)\b"
)
# Words that say "all" of what was shown, and nothing of which.
_ALL_SHOWN = words_of(
    "cancel delete drop remove move all of them the my our every everything each please pls meetings ones events"
)
_PLACE_OF_DAY = re.compile(rf"\b(?:first|second|third|fourth|fifth|last|\d(?:st|nd|rd|th)) (?:{EVENT}|one)\b")
_NEXT_FEW = re.compile(r"\bnext (two|three|four|five|\d)\b(?= (?:ones|meetings|events|calls|appointments))", re.I)
# None of those talked about: "my next meeting" is the calendar's, and "a meeting" is any.
_ANY = re.compile(
    r"\b(?:my next|(?:a|an|another|some|one of my)(?: other)?) (?:meetings?|events?|calls?|appointments?|bookings?)\b"
    r"(?! (?:with|on|at|for|from)\b)",
    re.IGNORECASE,
)


def find_meant(
    turn: Turn,
    account: Account,
    words: str,
    place: int | None = None,
    *,
    past: bool = False,
    listed: Sequence[Candidate] | None = None,
    focus: str | None = None,
    by_time: bool = False,
    within: Range | None = None,
) -> Found:
    """Return which events words mean; `past` ones are those that have started.

    `listed` are those to choose from; without them the ones shown last are looked at first, and then the calendar for
    what the words call otherwise. `focus` is the one that "it" means. With `by_time` a time that is left out is
    always the event's; else, beside one event, it may be one that this shall not be moved to. `within` is looked
    at where the words name no time. Raises what Calendly raises.
    """
    said = said_apart(turn, account, words)
    if said.left_out and not _is_of_the_list(said):
        return _all_but(turn, account, said, past=past, listed=listed, focus=focus, by_time=by_time, within=within)
    among = shown(turn) if listed is None else listed
    if _ANY.search(words):
        among, focus = (), None
    if _NEXT_FEW.search(words):  # Those that come next are told by the calendar, whatever was listed.
        words, among, focus = _NEXT_FEW.sub(r"first \1", words), (), None
    finder = _Finder(turn, account, past, within)
    found = finder.find(words, place, among, focus)
    if listed is not None or found.is_clear(focus) or found.why is Why.NO_SUCH_PLACE:
        return found
    return finder.called_otherwise(words, found)


def _all_but(
    turn: Turn,
    account: Account,
    said: Parted,
    *,
    past: bool,
    listed: Sequence[Candidate] | None,
    focus: str | None,
    by_time: bool,
    within: Range | None,
) -> Found:
    """Return what is meant without what is left out of it."""
    if says_nothing(said.kept):
        among = [one.id for one in (shown(turn) if listed is None else listed)]
        found = Found(Why.SEVERAL, attendances(turn, account, among))
    else:
        found = find_meant(turn, account, said.kept, past=past, listed=listed, focus=focus, within=within)
    if found.why not in (Why.FOUND, Why.SEVERAL):
        return found
    many = found.why is Why.FOUND and (len(found.attendances) > 1 or bool(_EVERYTHING.search(folded(said.kept))))
    gone = ids_left_out(turn, account, found.candidates, said.left_out, by_time=many or by_time)
    left = [one for one in found.attendances if one.event.id not in gone]
    if not gone:
        return replace(found, spares=said.left_out.strip()) if many else found
    if not left:
        return replace(found, why=Why.ALL_LEFT_OUT)
    return replace(found, why=Why.FOUND if many or len(left) == 1 else found.why, attendances=left)


def _is_of_the_list(said: Parted) -> bool:
    """Return whether places in the list shown are left out of it: "all but the last"."""
    places = says_only_places(folded(said.left_out)) and not says_nothing(said.kept)
    return places and bool(_EVERYTHING.search(folded(said.kept))) and words_of(said.kept) <= _ALL_SHOWN


class _Finder:
    def __init__(self, turn: Turn, account: Account, past: bool, within: Range | None = None) -> None:
        self._turn = turn
        self._account = account
        self._past = past
        self._within = within
        self._cut = False

    def find(self, words: str, place: int | None, listed: Sequence[Candidate], focus: str | None) -> Found:
        spans = self._spans(words, len(listed)) or ([self._within] if self._within else [])
        mention = Mention(words, place, hull(spans), person_meant(words))
        if _EVERYTHING.search(folded(words)):  # "All my meetings" are not the one talked about.
            focus = None
        if listed and not self._in_calendar(mention, spans):
            found = self._among(listed, mention, focus)
            if found.why is not Why.NONE:
                return found
        return self._looked_up(mention, spans, focus)

    def called_otherwise(self, words: str, found: Found) -> Found:
        """Return the events that are called what the words say, when none of those found is.

        "The design review" is one, with intro calls talked about. When there is none, it stays with those found; a wish
        for a change, which is about nothing else, leaves all there are to choose from.
        """
        text = without(words, self._turn.times(words, self._account, asked=False))
        if called_otherwise(text, _names(found.candidates)) is None:
            return found
        elsewhere = self.find(words, None, (), None)
        if called_otherwise(text, [one.name for one in elsewhere.candidates]) is None:
            return elsewhere
        if missing_to_change(text, []) is None:
            return found
        return replace(elsewhere, called=missing_to_change(text, _names(elsewhere.candidates)))

    def _in_calendar(self, mention: Mention, spans: list[Range]) -> bool:
        """Return whether the calendar has to be asked although events were shown: it knows more of a time or "all"."""
        if mention.place is not None or (not spans and places_in(folded(mention.text), MOST)):
            return False
        return bool(spans or mention.person or _EVERYTHING.search(folded(mention.text)))

    def _among(self, listed: Sequence[Candidate], mention: Mention, focus: str | None) -> Found:
        meant = resolve(listed, mention, self._now, focus)
        if meant.why is Why.NO_SUCH_PLACE:
            return Found(meant.why, self._fresh([one.id for one in listed]))
        return Found(meant.why, self._fresh(meant.ids))

    def _looked_up(self, mention: Mention, spans: list[Range], focus: str | None) -> Found:
        events = self._events(spans, mention.person) or self._by_address(spans, mention.person)
        told = [candidate(one) for one in events]
        if mention.person:  # Only events of that person were looked for.
            told = [replace(one, people=(mention.person,)) for one in told]
        if spans and (places := self._places(mention.text, len(told))):  # "my first meeting tomorrow"
            mention = Mention(mention.text, places[0])
        meant = resolve(told, mention, self._now, focus)
        chosen = [one for one in events if one.id in meant.ids]
        if meant.why in (Why.FOUND, Why.SEVERAL) and chosen:
            return Found(meant.why, self._with_people(chosen))
        if meant.why is Why.FOUND:  # What is talked about, although it is not among them.
            return Found(meant.why, self._fresh(meant.ids))
        cut = mention.person if self._cut else None
        return Found(meant.why, self._with_people(self._events([], None))[:MOST_WITH_PEOPLE], cut=cut)

    def _places(self, words: str, count: int) -> tuple[int, ...] | None:
        """Return the one place among the events of a time that words name beside it."""
        times = self._turn.times(words, self._account, asked=False)
        found = _PLACE_OF_DAY.search(folded(without(words, times)))
        places = places_in(found[0], count) if found else None
        return places if places and len(places) == 1 and abs(places[0]) <= count else None

    def _events(self, spans: list[Range], person: str | None) -> list[ScheduledEvent]:
        start, end = hull(spans) or (None, None)
        sought = Sought(start, end, person=person)
        back = Cursor.at(self._now, forwards=False) if self._past and not spans else None
        page = self._turn.agenda(self._account).page(sought, back, MOST * 2 if spans else MOST)
        self._cut = not page.whole
        if not spans:
            return [one for one in page.events if self._past or one.start_time > self._now]
        return [one for one in page.events if any(a <= one.start_time < b for a, b in spans)]

    def _by_address(self, spans: list[Range], person: str | None) -> list[ScheduledEvent]:
        """Return the events with somebody who was booked here: Calendly finds an address in all events, and no name."""
        if not person or not self._cut:
            return []
        known = self._turn.services.operations.addresses_of(self._turn.conversation_id, person)
        found = [event for address in known[:MOST_ADDRESSES] for event in self._events(spans, address)]
        self._cut = not found
        return sorted(found, key=lambda one: one.start_time)

    def _with_people(self, events: Sequence[ScheduledEvent]) -> list[Attendance]:
        nearest = list(reversed(events)) if self._past else list(events)
        known = attendances_of(self._turn, self._account, nearest[:MOST_WITH_PEOPLE])
        return known + [Attendance(one, [], []) for one in nearest[MOST_WITH_PEOPLE:]]

    def _fresh(self, ids: Iterable[str]) -> list[Attendance]:
        return attendances(self._turn, self._account, ids)

    def _spans(self, words: str, count: int) -> list[Range]:
        """Return the times that the words name, every reading of those that have several; "the 4th" is a place.

        So is "cancel the 1st" where `count` events are listed, and "on the 1st" is a day.
        """
        if says_only_places(folded(words)):
            return []
        prefer = "past" if self._past else "future"
        spans = self._turn.times(words, self._account, asked=False, prefer=prefer)  # type: ignore[arg-type]
        times = [one for one in spans if not is_place(words, one, count)]
        ranges = [self._range(one.start, one.end) for span in times for one in readings(span)]
        return [one for one in ranges if one]

    def _range(self, start: datetime | None, end: datetime | None) -> Range | None:
        """Return a range; "after 3" ends with its day, and "until noon" begins now."""
        if start is None:
            return (self._now, end) if end and end > self._now else None
        midnight = datetime.combine(start.date() + timedelta(days=1), time(), start.tzinfo)
        return start, end or midnight

    @property
    def _now(self) -> datetime:
        return self._turn.services.clock()


def _names(candidates: Sequence[Candidate]) -> list[str]:
    """Return what events are called: by themselves and by who comes."""
    return [name for one in candidates for name in (one.name, *one.people)]
