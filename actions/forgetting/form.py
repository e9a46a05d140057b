"""The form that asks whether everything about somebody is to be erased."""

import re

from actions.forms.answers import Answer, Reading, certain_yes_or_no
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn
from actions.unlinking.form import joined

CONFIRMED, KEPT = "confirmed", "kept"
_YES = re.compile(
    r"(?:yes[,. ]+)?(?:please )?(?:erase|delete|forget|remove|wipe) (?:it|me|everything|all)(?: of it)?[\s.!]*",
    re.IGNORECASE,
)


class ConfirmForgetting(Question):
    """Whether to erase everything."""

    name = "confirm"
    explained = "utter_explain_forgetting"
    called = "utter_line_yes_or_no"

    def claims(self, task: Task, message: Message) -> bool:
        """Return whether this says once more to erase everything, which is a command elsewhere: "forget it" is none."""
        return not message.pressed and bool(_YES.fullmatch(message.text)) and message.text.lower() != "forget it"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say what will go, and what will not."""
        emails = [one.owner.email for one in turn.accounts]
        turn.say("utter_confirm_forgetting", accounts=_accounts(turn, emails))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False for a no."""
        said = True if self.claims(task, message) else certain_yes_or_no(message)
        return None if said is None else Answer(said)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, or keep everything."""
        task.draft[CONFIRMED if value else KEPT] = True


class ForgetForm(Form):
    """Asks for the yes."""

    slot = "forgetting"
    submit = "action_forget"
    begun_by = frozenset({"forget_me"})
    scopes: frozenset[str] = frozenset()
    questions = (ConfirmForgetting(),)

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_forget_form"

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take nothing from the request: a yes is always asked for."""

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return the only question, unless it is answered."""
        return None if task.draft else self.questions[0]

    def described(self, turn: Turn, task: Task) -> str:
        """Return what this is about."""
        return turn.part("utter_line_forgetting")


def _accounts(turn: Turn, emails: list[str]) -> str:
    return turn.part("utter_line_forgotten_accounts", accounts=joined(turn, emails)) if emails else ""
