"""The last look: everything at once, and a yes; or what shall be different."""

import re
from typing import Any

from actions.booking.calendar import the_offer
from actions.booking.drafted import CHANGING, CONFIRMED, give_key, put
from actions.booking.summary import summary
from actions.forms.answers import Answer, Choice, Reading, is_nothing, one_of, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.courtesies import NO, WISHING, led_by
from parley.scheduling.words import words_of

CHANGE = "change"
_CHANGES = re.compile(
    rf"{led_by(NO, WISHING)}(?:change|edit|fix|correct|redo) "
    r"(?:the |my |his |her |their )?(?P<part>\w+(?: \w+){0,2}?)(?: please)?[\s.!?]*",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"\W*no (?:more|other|further)\b", re.IGNORECASE)
LONGEST_PART = 6  # words: "please change the e-mail address"
# What may stand around the name of a part that shall be asked again.
_AROUND_PART = words_of(
    "change edit fix correct redo modify update the a an my his her their its please pls i d like want to would "
    "can you "
    "could we another different other is are wrong not right that this it just oh sorry no ok okay one s new and"
)
_HOLDS = re.compile(
    rf"{led_by(NO)}(?:wait|hold on|hang on|stop there|not so fast|(?:just )?(?:a|one) (?:moment|second|minute|sec|min))"
    r"(?: (?:a|one) (?:moment|second|minute|sec|min))?[\s.,!]*",
    re.IGNORECASE,
)
# What can be changed, in the order of the summary, and what has to go for it to be asked again.
PARTS: dict[str, tuple[str, ...]] = {
    "start": ("start", "wish", "offered"),
    "event_type": ("event_type", "answers", "place", "start", "offered", "among"),
    "name": ("name",),
    "email": ("email",),
    "zone": ("zone",),
    "answers": ("answers",),
    "place": ("place",),
    "guests": ("guests",),
}
_ALSO = {
    "start": ("time", "date", "day", "hour"),
    "event_type": ("type", "kind", "length", "duration"),
    "name": ("name", "person"),
    "email": ("email", "mail", "address", "mail address"),
    "zone": ("zone", "timezone"),
    "answers": ("answer", "questions", "question", "topic", "topics", "subject", "notes", "agenda"),
    "place": ("location",),
    "guests": ("guest", "people"),
}


class ConfirmQuestion(Question):
    """Whether to book it like this."""

    name = "confirm"
    explained = "utter_explain_confirm"
    called = "utter_line_yes_or_no"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say all that will be booked."""
        # Whoever says yes says it to this very summary; a second yes to it books nothing more.
        give_key(task)
        turn.say("utter_confirm_booking", summary=summary(turn, task))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False when something shall be different, and the part if it is named."""
        if message.choice == CHANGE:
            return Answer(False)
        said_yes = False if message.words and _HOLDS.fullmatch(message.words) else yes_or_no(message)
        return part_in(turn, task, message) if said_yes is None else Answer(said_yes)

    def noted(self, turn: Turn, task: Task) -> None:
        """Say nothing: what shall be different is asked next."""

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, or open what shall be changed."""
        if value is True:
            task.draft[CONFIRMED] = True
        elif isinstance(value, str):
            reopen(task, value)
        else:
            task.draft[CHANGING] = True


class ChangeQuestion(Question):
    """What shall be different."""

    name = "change"
    explained = "utter_explain_change"
    called = "utter_line_a_part"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask which part, with a button for each."""
        turn.say("utter_ask_change", buttons=[button(one.title, "inform", choice=one.id) for one in _parts(turn, task)])

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the part that is named; a no leaves all as it is."""
        if yes_or_no(message) is False or is_nothing(message):
            return Answer(None)
        return part_in(turn, task, message)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the part that shall be asked again in the middle: `change the time`."""
        said = _CHANGES.fullmatch(message.words)
        known = task.draft.get("event_type") is not None
        return part_in(turn, task, Message(said["part"])) if said and known else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Open that part."""
        task.draft.pop(CHANGING, None)
        if value:
            reopen(task, str(value))


def part_in(turn: Turn, task: Task, message: Message) -> Reading:
    """Return the part of the booking that a message names; a long one, or a question, is about something else."""
    if len(message.words.split()) > LONGEST_PART or "?" in message.words or _NO_MORE.match(message.words):
        return None
    parts = _parts(turn, task)
    called = words_of(" ".join(name for one in parts for name in (one.title, *one.also)))
    return one_of(parts, message) if message.pressed or words_of(message.words) <= called | _AROUND_PART else None


def reopen(task: Task, part: str) -> None:
    """Take a part out of the draft, so that it is asked again."""
    put(task, **dict.fromkeys(PARTS[part]))
    if part == "zone":
        task.draft["ask_zone"] = True


def _parts(turn: Turn, task: Task) -> list[Choice]:
    event_type = the_offer(turn, task).event_type
    has: dict[str, Any] = {"answers": task.draft.get("answers"), "place": len(event_type.locations or []) > 1}
    return [Choice(part, turn.part(f"utter_line_part_{part}"), _ALSO[part]) for part in PARTS if has.get(part, True)]
