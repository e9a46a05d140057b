"""Which event a task is about: asked when its words leave that open, or name none there is."""

import re
from dataclasses import replace
from typing import Any

from actions.attendances import attendances, candidate_of
from actions.called import is_a_kind
from actions.event_titles import line_of, title_of
from actions.forms.answers import LIKELY, Answer, Reading, Wrong, says_none, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.found import Found
from actions.listing import name_of
from actions.meant import find_meant
from actions.turn import Turn, button
from actions.whom import perhaps_named, perhaps_owner, whose_as_it
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.scheduling.agenda import Attendance
from parley.scheduling.joined import alternatives
from parley.scheduling.kept import as_json, of_json
from parley.scheduling.mentions import Candidate, Why
from parley.scheduling.places import says_only_places
from parley.scheduling.ranges import Range
from parley.scheduling.words import folded, names_somebody, words_of

ALL = "all"
LISTED = 5  # fits the screen of a phone
LONGEST = 8  # words: "the one with Ana on Friday afternoon please"
# What the draft holds: the events meant, those to choose from, and why there is a choice.
IDS, AMONG, UNCLEAR = "ids", "among", "unclear"
UNREACHED = "unreached"  # why: a name was looked for in what is near alone
CALLED = "called"  # what the words call an event that is none of those
_NAMES_ONE = re.compile(r"\b(?:one|ones|meeting|call|event|appointment|with)\b", re.IGNORECASE)
# What names no event, however few its words are.
_OTHER = frozenset({"set_notifications", "set_reminder", "digest", "set_time_zone", "set_clock", "human_handoff"})
# All that are listed, rather than all there is.
_EVERY_ONE = re.compile(
    r"\W*(?:all|every ?one|everything|each|(?:all )?of (?:them|these|those))(?: please)?\W*", re.IGNORECASE
)
# "Tell them I'm late" means no events by "them", "wen am i free thursday" none of Thursday's.
_TELLS = re.compile(
    r"\b(?:tell|ask|inform|e-?mail|message|text|ping|write|remind)(?: to)? (?:them|him|her|everybody|everyone|people)\b"
    r"|\blet (?:them|him|her|everybody|everyone|people) know\b"
    r"|\b(?:am i|do i have|i'?m free)\b|^\W*bo+k\b.*@",
    re.IGNORECASE,
)
_ASKING = words_of("what who whom when where how why show list tell is are")


class WhichEvent(Question):
    """Which event, by button, place, name, person or time. With `many`, several at once; `past`: ones that began."""

    name = "which"
    explained = "utter_explain_which_event"
    missing = "missing"  # why: there is none that is called so
    called = "utter_line_an_event"
    # The part of a sentence that asks which of several, and says what for.
    asking: str

    def __init__(self, scopes: frozenset[str], *, many: bool = False, past: bool = False) -> None:
        self._scopes = scopes
        self._many = many
        self._past = past

    def account(self, turn: Turn) -> Account:
        """Return the account whose events these are."""
        return turn.account(self._scopes)

    def take(self, turn: Turn, task: Task, words: str) -> None:
        """Put what the words mean into the draft, or what there is to choose from, which may be nothing."""
        found = self.found(turn, words)
        if found.spares:
            turn.say("utter_nothing_spared", words=found.spares)
        self._put(task, found)
        if AMONG in task.draft and found.cut:
            task.draft |= {UNCLEAR: UNREACHED, CALLED: found.cut}
        elif AMONG in task.draft and found.called and not is_a_kind(turn, self.account(turn), found.called):
            task.draft[CALLED] = found.called

    def found(self, turn: Turn, words: str, within: Range | None = None) -> Found:
        """Return what the words mean; `within` is the stretch that is looked at where they name no time."""
        words = whose_as_it(words)
        parts = alternatives(words)
        if len(parts) > 1 and (several := self._any_of(turn, parts, within)):
            return several
        focus = turn.focus if words else None
        account = self.account(turn)
        found = find_meant(turn, account, words, past=self._past, focus=focus, by_time=self._many, within=within)
        return found if found.is_clear(focus) else self._named(turn, words, found)

    def _any_of(self, turn: Turn, parts: list[str], within: Range | None) -> Found | None:
        """Return all that one of the parts may be, to choose from; None when none of them is anything."""
        found = [self.found(turn, part, within) for part in parts]
        may_be = [one for each in found if each.why in (Why.FOUND, Why.SEVERAL) for one in each.attendances]
        once = {one.event.id: one for one in may_be}
        return Found(Why.SEVERAL, sorted(once.values(), key=lambda one: one.event.start_time)) if once else None

    def _named(self, turn: Turn, words: str, found: Found) -> Found:
        """Return the events with somebody whom the words name, rather than those that they were not about."""
        names = [name for name in (perhaps_named(words), perhaps_owner(words)) if name]
        if not names or (found.one and any(_is_of(candidate_of(found.one), name) for name in names)):
            return found
        theirs = next(filter(None, (self._theirs(turn, name) for name in names)), [])
        ids = {one.event.id for one in found.attendances}
        theirs = [one for one in theirs if one.event.id in ids] or theirs
        return Found(Why.FOUND if len(theirs) == 1 else Why.SEVERAL, theirs) if theirs else found

    def _theirs(self, turn: Turn, name: str) -> list[Attendance]:
        found = find_meant(turn, self.account(turn), f"with {name}", past=self._past, listed=())
        return [one for one in found.attendances if _is_of(candidate_of(one), name)]

    def events(self, turn: Turn, task: Task) -> list[Attendance]:
        """Return the events that are meant, as they are now; one that is gone is not among them."""
        return attendances(turn, self.account(turn), task.draft.get(IDS) or [])

    def titled(self, turn: Turn, task: Task) -> str | None:
        """Return what the one event that is meant is called; None for none, several, or while it cannot be read."""
        try:
            events = self.events(turn, task)
        except (CalendlyError, NeedsAccount):
            return None
        return title_of(turn, events[0]) if len(events) == 1 else None

    def ask(self, turn: Turn, task: Task) -> None:
        """List what there is to choose from."""
        choices = self._choices(turn, task)
        buttons = [
            button(f"{place}. {name_of(turn, one.event)}", "inform", choice=one.event.id) for place, one in choices
        ]
        if self._many and len(choices) > 1:
            buttons.append(button(turn.part("utter_line_all_of_them"), "inform", choice=ALL))
        lines = "\n".join(line_of(turn, one, place) for place, one in choices)
        called, why = task.draft.pop(CALLED, None), task.draft.pop(UNCLEAR, None) or Why.SEVERAL.value
        why = self.missing if called and why != UNREACHED else why
        turn.say(f"utter_ask_which_{why}", asking=turn.part(self.asking), called=called, events=lines, buttons=buttons)

    def is_left(self, task: Task, message: Message) -> bool:
        """Return whether it is none of them."""
        return says_none(message)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return what is meant among those listed, or else in the calendar."""
        listed = [one for _, one in _among(task)]
        if message.pressed:
            return _pressed(listed, message.choice)
        if yes_or_no(message) and len(listed) == 1:
            return Answer({IDS: [listed[0].id]})
        if self._many and _EVERY_ONE.fullmatch(message.words):
            return Answer({IDS: [one.id for one in listed]})
        if yes_or_no(message) is not None or not _may_name(message):
            return None
        if not says_only_places(folded(message.words)):
            listed = [candidate_of(one) for _, one in self._choices(turn, task)]
        if people := [one.id for one in listed if _is_of(one, message.words)]:
            return Answer({IDS: people}) if len(people) == 1 or self._many else None
        found = find_meant(turn, self.account(turn), message.words, past=self._past, listed=listed)
        elsewhere = self._with_somebody(turn, message.words) if found.why in (Why.SEVERAL, Why.NONE) else None
        if elsewhere is None and found.why is Why.NONE and message.intent in _OTHER and message.confidence >= LIKELY:
            return None
        return elsewhere or self._read(found, listed)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return another event than the one in hand: `no, the one with Lena`."""
        if bare or not task.draft.get(IDS) or not _NAMES_ONE.search(message.words) or not _may_name(message):
            return None
        found = find_meant(turn, self.account(turn), message.words, past=self._past)
        ids = [one.event.id for one in found.attendances]
        if found.why is not Why.FOUND or ids == task.draft[IDS] or (len(ids) > 1 and not self._many):
            return None
        return Answer({IDS: ids})

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the events; what was known of others is forgotten."""
        if isinstance(value, dict):
            task.draft = {**self.kept(task), **value}

    def kept(self, task: Task) -> dict[str, Any]:
        """Return what of the draft stays when another event is meant."""
        return {}

    def _put(self, task: Task, found: Found) -> None:
        if found.one or (self._many and found.why is Why.FOUND):
            task.draft[IDS] = [one.event.id for one in found.attendances]
            task.draft.pop(AMONG, None)
            return
        task.draft[AMONG] = _kept(found)
        task.draft[UNCLEAR] = (Why.SEVERAL if found.why is Why.FOUND else found.why).value

    def _read(self, found: Found, listed: list[Candidate]) -> Reading:
        if found.why is Why.NO_SUCH_PLACE:
            return Wrong("utter_no_such_choice")
        if found.why is Why.NONE:
            return Wrong("utter_no_such_event")
        ids = [one.event.id for one in found.attendances]
        if found.why is Why.FOUND and (len(ids) == 1 or self._many):
            return Answer({IDS: ids})
        told_apart = set(ids) != {one.id for one in listed}
        return Answer({AMONG: _kept(found)}) if told_apart else None

    def _with_somebody(self, turn: Turn, words: str) -> Reading:
        """Return the events with whoever the words name, though none of them is listed; None when there are none."""
        theirs = self._theirs(turn, words)
        if not theirs:
            return None
        if len(theirs) == 1 or self._many:
            return Answer({IDS: [one.event.id for one in theirs]})
        return Answer({AMONG: _kept(Found(Why.SEVERAL, theirs))})

    def _choices(self, turn: Turn, task: Task) -> list[tuple[int, Attendance]]:
        """Return what is listed, as it is now, each with its place."""
        listed = [one.id for _, one in _among(task)]
        return list(enumerate(attendances(turn, self.account(turn), listed), start=1))


def _among(task: Task) -> list[tuple[int, Candidate]]:
    kept = [of_json(Candidate, one) for one in task.draft.get(AMONG) or []]
    return list(enumerate(kept[:LISTED], start=1))


def _kept(found: Found) -> list[Any]:
    """Return the candidates without their people, whose names the conversation's memory has no use for."""
    return [as_json(replace(one, people=())) for one in found.candidates]


def _is_of(one: Candidate, words: str) -> bool:
    names = [(who, "") if "@" not in who else ("", who) for who in one.people]
    return any(names_somebody(words, name, email) for name, email in names)


def _pressed(listed: list[Candidate], choice: str | None) -> Reading:
    if choice == ALL:
        return Answer({IDS: [one.id for one in listed]})
    return Answer({IDS: [choice]}) if choice in {one.id for one in listed} else None


def _may_name(message: Message) -> bool:
    """Return whether a message may be no more than the name of an event, rather than a question of its own."""
    words = message.words.split()
    return (
        not _TELLS.search(message.words)
        and 0 < len(words) <= LONGEST
        and "?" not in message.words
        and not words_of(words[0]) & _ASKING
    )
