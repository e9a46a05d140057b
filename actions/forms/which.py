"""A request that can be meant in several ways: asked back once, and gone on with as soon as one is chosen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from rasa_sdk.events import FollowupAction, SlotSet

from actions.asked import Asked
from actions.forms.answers import LIKELY, Answer, Choice, Reading, one_of
from actions.forms.commands import SURE
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question, choices_of
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn, button
from parley.reminders.words import Wish, wish_in
from parley.when import Span
from parley.when.zones import find_zones

WHICH_FORM = "which_form"
FEWEST_OF_A_REQUEST = 4  # words
# What may be typed instead of one of the choices.
Takes = Literal["choice", "time", "zone"]
_PLAIN = frozenset({"inform", "change_answer", "affirm", "nlu_fallback", ""})


@dataclass(frozen=True)
class Way:
    """One way to take a request: its title, other names for it, and what is handed to the action when it is chosen.

    `said` are words that mean this way alone; without them the title does.
    """

    title: str
    chosen: Any
    also: tuple[str, ...] = ()
    said: str = ""


def ask_which(turn: Turn, response: str, ways: Sequence[Way], takes: Takes = "choice", **values: Any) -> Events:
    """Ask which way is meant. The action then runs again, with the choice in `turn.asked.chosen`.

    In the middle of another form only the buttons can answer: that form has the next word.
    """
    if turn.form:
        if ways and turn.form != WHICH_FORM and turn.was_offered(one.title for one in ways):
            turn.say("utter_which_of_those_asked")
            return []
        buttons = [button(one.title, turn.asked.intent, said=one.said or one.title) for one in ways]
        turn.say(response, events=turn.numbered(one.title for one in ways), buttons=buttons, **values)
        return []
    draft = {
        "asked": asdict(turn.asked),
        "response": response,
        "values": values,
        "ways": [asdict(one) for one in ways],
        "takes": takes,
    }
    return [SlotSet(WhichForm.slot, Task(draft=draft, asked=WhichQuestion.name).kept()), FollowupAction(WHICH_FORM)]


class WhichQuestion(Question):
    """Which of several ways a request is meant."""

    name = "which"
    explained = "utter_explain_which"
    called = "utter_line_one_of_these"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer each way as a button."""
        ways = _ways(task)
        turn.say(
            task.draft["response"],
            events=choices_of(turn, task, (one.title for one in ways)),
            buttons=[button(one.title, "inform", choice=str(place)) for place, one in enumerate(ways)],
            **task.draft["values"],
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return what is chosen: by button, place or name, or as words that say it anew."""
        ways = _ways(task)
        if not (message.pressed or _is_for(message, task)) or _is_whole(turn, task, message) or _is_of_others(message):
            return None
        reading = one_of([Choice(str(place), one.title, one.also) for place, one in enumerate(ways)], message)
        if isinstance(reading, Answer):
            return Answer(ways[int(reading.value)].chosen)
        return self._anew(turn, task, message) or reading if message.words else reading

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the choice."""
        task.draft["chosen"] = value

    def _anew(self, turn: Turn, task: Task, message: Message) -> Reading:
        match task.draft["takes"]:
            case "time":
                spans = turn.times(message.words, None, asked=True)
                ways = {one["start"] for way in _ways(task) if isinstance(one := way.chosen, dict) and "start" in one}
                named = next((kept_span(one) for one in spans if one.start or one.end), None)
                return Answer(named) if named and (named["start"] in ways or not spans[0].question) else None
            case "zone":
                zones = [word for word in find_zones(message.words, asked=True) if word.zone]
                return Answer(message.words) if len(zones) == 1 else None
        return None


class WhichForm(Form):
    """Asks the one question. What is said instead of an answer ends it: nobody wants to be asked twice."""

    slot = "which"
    submit = ""
    begun_by = frozenset()
    scopes = frozenset()
    questions = (WhichQuestion(),)

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"validate_{WHICH_FORM}"

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; another task needs no leave to begin."""
        message, task = turn.message, Task.of(turn.slot(self.slot))
        begins = message.intent in TASKS and message.confidence >= SURE
        if task is None or not turn.message_is_new or not begins:
            return super().answer(turn)
        action = TASKS[message.intent]
        return [*self.end(), *turn.keep_request(action, message.intent, message.words), FollowupAction(action)]

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take nothing: `ask_which` has put everything into the draft."""

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return the question until it is answered."""
        return None if "chosen" in task.draft or "asked" not in task.draft else self.questions[0]

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is dropped."""
        return turn.part("utter_line_question")

    def taken_up(self, turn: Turn, task: Task) -> Events:
        """Ask the first time; the second time something else was said and answered."""
        if task.draft.get("is_open"):
            # News that come meanwhile are nobody's answer, and nobody's other question.
            return self.keep(task) if turn.intent.startswith("EXTERNAL_") else self.end()
        task.draft["is_open"] = True
        return self.keep(task)

    def go_on(self, turn: Turn, task: Task) -> Events:
        """Return the events that take the request up with what was chosen."""
        if "chosen" not in task.draft:
            return super().go_on(turn, task) if "asked" in task.draft else self.end()
        asked = replace(Asked(**task.draft["asked"]), chosen=task.draft["chosen"])
        settled = {"asked": asdict(asked), "at": turn.services.clock().isoformat()}
        return [*self.end(), SlotSet("settled", settled), FollowupAction(asked.action)]


def kept_span(span: Span) -> dict[str, Any]:
    """Return a time as it is kept in a choice."""
    return {
        "start": span.start.isoformat() if span.start else None,
        "end": span.end.isoformat() if span.end else None,
        "grain": span.grain,
        "is_moment": span.kind == "instant" and span.grain in ("hour", "minute", "second"),
    }


def _ways(task: Task) -> list[Way]:
    return [Way(one["title"], one["chosen"], tuple(one["also"]), one["said"]) for one in task.draft["ways"]]


def _is_whole(turn: Turn, task: Task, message: Message) -> bool:
    """Return whether this is the request once more, for another time, rather than one of its ways."""
    again = task.draft["takes"] == "choice" and message.intent == task.draft["asked"]["intent"]
    if not again or len(message.words.split()) < FEWEST_OF_A_REQUEST or message.confidence < SURE:
        return False
    return any(one.kind != "duration" for one in turn.times(message.words, None, asked=False))


def _is_of_others(message: Message) -> bool:
    """Return whether somebody else is to be reminded, whose name is no choice: "can you remind Carla as well"."""
    return wish_in(message.words) is Wish.OTHERS


def _is_for(message: Message, task: Task) -> bool:
    """Return whether the words may answer the question, rather than ask for something else."""
    if message.intent in _PLAIN or message.intent == task.draft["asked"]["intent"] or message.confidence < LIKELY:
        return True
    return message.confidence < SURE or len(message.words.split()) <= 3
