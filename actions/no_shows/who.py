"""Whose mark it is: which event, and which of its invitees."""

import re
from typing import Any

from actions.attendances import candidate
from actions.forms.answers import Answer, Choice, Reading, Wrong, one_of, several_of
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.which_event import ALL, AMONG, CALLED, IDS, UNCLEAR, WhichEvent
from actions.listing import name_of
from actions.meant import find_meant
from actions.turn import Turn, button
from parley.calendly.models import Invitee
from parley.scheduling.agenda import Attendance
from parley.scheduling.courtesies import NO, led_by
from parley.scheduling.did_not_come import as_past, missed_in, says_did_not_come
from parley.scheduling.kept import as_json
from parley.scheduling.mentions import Why
from parley.scheduling.words import words_of

LONGEST_NAMED = 5  # words
UNDO, WHO, NAMED = "undo", "who", "named"
_EVERYBODY = re.compile(r"\b(?:all|both|every(?:one|body)|nobody|no ?one|them (?:all|both))\b", re.IGNORECASE)
_COMMON = words_of(
    "a an the my our no show noshow mark him her them he she it they as was were is did didn didnt hasnt t not never "
    "came come for on at to from up out put down set flag tag log note that meeting call event one please undo "
    "remove take back after all"
)


_SOMEBODY = re.compile(
    rf"{led_by(NO)}(?P<name>[^\W\d_]+(?: [^\W\d_]+)?) "
    r"(?:did ?n[o']?t|didnt|never|has ?n[o']?t|hasnt|was a|is a|did (?:come|show|turn)|came|showed|turned)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b|,|&", re.IGNORECASE)
_THEY = re.compile(
    r"\b(?:she|he|they|it|that)\b(?!['’]s (?:call|meeting))[^.?!]*|\b(?:undo|take (?:it|that) back)\b", re.IGNORECASE
)
_NOBODY = words_of(
    "i you we who this these those there client clients customer customers guest guests person people guy guys someone "
    "somebody anyone anybody everyone everybody invitee invitees candidate man woman lady last first second third next "
    "other others some half all most many few today yesterday morning afternoon session review"
)


class WhichPast(WhichEvent):
    """Which event it was: named by its time, its place in the list, or by who did not come."""

    asking = "utter_line_which_no_show"
    missing = "not_past"

    def take(self, turn: Turn, task: Task, words: str) -> None:
        """Put the event into the draft that somebody named in these words was to come to, or else that they name."""
        recent = find_meant(turn, self.account(turn), "", past=True, listed=()).attendances
        of_named = [one for one in recent if named_in(words, one)]
        if not of_named and turn.focus and _is_about_the_last(turn, words):
            task.draft[IDS] = [turn.focus]
        elif not of_named and missed_in(words) is None and _name_in(words):
            task.draft |= {AMONG: [_kept(one) for one in recent], UNCLEAR: Why.NONE.value, CALLED: _name_in(words)}
        elif not of_named:
            super().take(turn, task, words if (missed := missed_in(words)) is None else as_past(missed))
        elif len(of_named) == 1:
            task.draft[IDS] = [of_named[0].event.id]
        else:
            then = as_past(words) if says_did_not_come(words) else words
            at = {one.event.id for one in find_meant(turn, self.account(turn), then, past=True).attendances}
            fitting = [one for one in of_named if one.event.id in at] or of_named
            several = of_different_people(words, fitting)
            task.draft |= {IDS: [one.event.id for one in fitting]} if several else self._chosen(fitting)
        task.draft[NAMED] = words

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return another event, also by the mere name of who did not come: `no, I meant Viktor`."""
        if bare or not task.draft.get(IDS) or not 0 < len(message.words.split()) <= LONGEST_NAMED:
            return super().correct(turn, task, message, bare=bare)
        recent = find_meant(turn, self.account(turn), "", past=True, listed=()).attendances
        of_named = [one for one in self.events(turn, task) if named_in(message.words, one)]
        of_named = of_named or [one for one in recent if named_in(message.words, one)]
        if not of_named:
            return super().correct(turn, task, message, bare=bare)
        found = self._chosen(of_named)
        return Answer({**found, NAMED: message.words})

    def kept(self, task: Task) -> dict[str, Any]:
        """Return whether marks are taken back, and the words that may name somebody."""
        return {name: task.draft[name] for name in (UNDO, NAMED) if name in task.draft}

    def _chosen(self, among: list[Attendance]) -> dict[str, Any]:
        if len(among) == 1:
            return {IDS: [among[0].event.id]}
        return {AMONG: [_kept(one) for one in among], UNCLEAR: Why.SEVERAL.value}


class WhoQuestion(Question):
    """Which of several invitees."""

    name = "who"
    explained = "utter_explain_who"
    called = "utter_line_one_of_them"

    def __init__(self, which: WhichEvent) -> None:
        self._which = which

    def ask(self, turn: Turn, task: Task) -> None:
        """List them, with a button for each and one for all."""
        one = self._which.events(turn, task)[0]
        choices = self._choices(task, one)
        lines = turn.numbered(who.title for who in choices)
        buttons = [button(who.title, "inform", choice=who.id) for who in choices]
        buttons.append(button(turn.part("utter_line_all_of_them"), "inform", choice=ALL))
        response = "utter_ask_who_came" if task.draft.get(UNDO) else "utter_ask_who_did_not_come"
        turn.say(response, title=name_of(turn, one.event), people=lines, buttons=buttons)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the ids of those that are meant."""
        one = self._which.events(turn, task)[0]
        choices = self._choices(task, one)
        if message.choice == ALL or _EVERYBODY.search(message.words):
            return Answer([who.id for who in choices])
        reading = several_of(choices, message) or one_of(choices, message)
        if isinstance(reading, Wrong) or reading is None:
            return reading
        return Answer(reading.value if isinstance(reading.value, list) else [reading.value])

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take them."""
        task.draft[WHO] = value

    def _choices(self, task: Task, one: Attendance) -> list[Choice]:
        return [Choice(who.id, who.name, (who.email,)) for who in in_question(task, one)]


def in_question(task: Task, one: Attendance) -> list[Invitee]:
    """Return those that can be marked, or whose mark can be taken back."""
    undo = bool(task.draft.get(UNDO))
    return [who for who in one.coming if (who.no_show is not None) is undo]


def named_in(words: str, one: Attendance) -> list[Invitee]:
    """Return the invitees whom the words name."""
    said = words_of(words) - _COMMON
    return [who for who in one.coming if said & {word for word in words_of(who.name) if len(word) > 1}]


def of_different_people(words: str, events: list[Attendance]) -> bool:
    """Return whether words name somebody else in each of several events: "Karim and Henrik didn't come"."""
    named = [who.email.casefold() for one in events for who in named_in(words, one)]
    return len(events) > 1 and len(named) == len(set(named)) == len(events) and _AND.search(words) is not None


def _is_about_the_last(turn: Turn, words: str) -> bool:
    """Return whether the words, said right after somebody was marked, can only be about that: "she came after all"."""
    after = turn.did_before("action_mark_no_show") and _THEY.search(words) is not None
    return after and not turn.times(words, None, asked=False)


def _name_in(words: str) -> str | None:
    """Return the name that is said of somebody who did not come, or did; None when there is none."""
    said = _SOMEBODY.match(words)
    return said["name"].title() if said and not words_of(said["name"]) & (_COMMON | _NOBODY) else None


def _kept(one: Attendance) -> Any:
    return as_json(candidate(one.event))


def means_all(words: str) -> bool:
    """Return whether the words mean everybody who was to come."""
    return _EVERYBODY.search(words) is not None
