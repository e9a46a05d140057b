"""What the host asks whoever books: the event type's own questions, of every kind."""

import re

from actions.booking.calendar import the_offer
from actions.booking.drafted import drafted, put
from actions.forms.answers import Answer, Choice, Reading, Wrong, anything_in, is_nothing, one_of, several_of, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.calendly.models import CustomQuestion
from parley.scheduling.answers import Problem, answer_of
from parley.scheduling.draft import Step, missing

_OPEN = re.compile(r"\W*(?:what|how|which|where|when|who|why)\b", re.IGNORECASE)  # what no yes answers
FREE = ("string", "text")
FEWEST_DIGITS = 3  # in what may be meant as a number
_WRONG = {
    Problem.BLANK: "utter_answer_required",
    Problem.NOT_A_PHONE: "utter_phone_wrong",
    Problem.TOO_LONG: "utter_answer_too_long",
    Problem.NOT_A_CHOICE: "utter_no_such_choice",
}


class HostQuestion(Question):
    """The next question of the host's that has no answer yet."""

    name = "question"
    explained = "utter_explain_host_question"
    called = "utter_line_an_answer"

    def takes_anything(self, task: Task) -> bool:
        """Return whether the host takes any text for an answer."""
        return bool(task.draft.get("free"))

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask in the host's own words; choices come as buttons, and what may be left out says so."""
        question = self._open(turn, task)
        buttons = [button(one.title, "inform", choice=one.id) for one in _choices(question)]
        if not question.required:
            buttons.append(button(turn.part("utter_line_skip"), "inform", choice=""))
        task.draft["free"] = question.type in FREE or question.include_other
        turn.say(_asked(question), question=question.name, buttons=buttons)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the answer as Calendly takes it, with its question."""
        question = self._open(turn, task)
        if is_nothing(message):
            said: Reading = Answer("")
        elif question.type in FREE:
            said = None if _is_mere_yes(question, message) else anything_in(message)
        else:
            said = _chosen(question, message)
        return _checked(question, said)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the answer."""
        put(task, answers={**task.draft.get("answers", {}), **dict([value])})  # type: ignore[list-item]

    def _open(self, turn: Turn, task: Task) -> CustomQuestion:
        ask = missing(drafted(task), the_offer(turn, task).event_type)
        if ask is None or ask.step is not Step.QUESTION or ask.question is None:
            raise LookupError("no question of the host's is open")
        return ask.question


def _is_mere_yes(question: CustomQuestion, message: Message) -> bool:
    return _OPEN.match(question.name) is not None and yes_or_no(message) is True


def _asked(question: CustomQuestion) -> str:
    several = "_several" if question.type == "multi_select" else ""
    return f"utter_ask_host_question{several}" + ("" if question.required else "_optional")


def _choices(question: CustomQuestion) -> list[Choice]:
    return [Choice(one, one) for one in question.answer_choices]


def _chosen(question: CustomQuestion, message: Message) -> Reading:
    """Return a choice or a number; None for what is neither, unless the host takes any text beside the choices."""
    if question.type == "phone_number":
        return anything_in(message) if sum(one.isdigit() for one in message.words) >= FEWEST_DIGITS else None
    chosen = _among(question, message)
    return anything_in(message) if chosen is None and question.include_other else chosen


def _among(question: CustomQuestion, message: Message) -> Reading:
    if question.type == "single_select":
        return one_of(_choices(question), message)
    several = several_of(_choices(question), message)
    if isinstance(several, Answer) and isinstance(several.value, list):
        return Answer("\n".join(several.value))
    return several


def _checked(question: CustomQuestion, said: Reading) -> Reading:
    if not isinstance(said, Answer):
        return said
    answer = answer_of(question, said.value)
    if isinstance(answer, Problem):
        return Wrong(_WRONG.get(answer, "utter_no_such_choice"))
    return Answer((question.name, answer))
