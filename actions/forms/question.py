"""One question of a form: how it is asked, and what answers it."""

from collections.abc import Iterable

from actions.forms.answers import Reading
from actions.forms.message import Message
from actions.forms.task import Task
from actions.turn import Turn

# The name of every form's last question, which shows what will be done.
CONFIRM = "confirm"


def choices_of(turn: Turn, task: Task, titles: Iterable[str]) -> str:
    """Return a question's choices, a numbered line for each; a word that they stand right above where they do."""
    return turn.part("utter_line_as_above") if task.again else turn.numbered(titles)


class Question:
    """Asked by its form when it is the next one. Reading may ask Calendly, and raise what that raises."""

    name: str
    # The response that explains, after several answers that were none, and to "help", what would be one.
    explained: str
    # The part of a sentence that names what is asked for, as in "I couldn't read that as a time".
    called: str

    def takes_anything(self, task: Task) -> bool:
        """Return whether any text can be the answer, so that only what is certainly a command is one."""
        return False

    def claims(self, task: Task, message: Message) -> bool:
        """Return whether words that are a command anywhere else are an answer here, as "cancel it" may be."""
        return False

    def is_left(self, task: Task, message: Message) -> bool:
        """Return whether the message says that it is none of what was offered, so that nothing is left to do."""
        return False

    def ask(self, turn: Turn, task: Task) -> None:
        """Say the question. What is needed to read the answer goes into the draft."""
        raise NotImplementedError

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the answer that the message is; Wrong when it was meant as one; None when it is something else."""
        raise NotImplementedError

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the value that a message gives although another question is open; None when it gives none.

        `bare` asks for a message that is nothing but the value.
        """
        return None

    def noted(self, turn: Turn, task: Task) -> None:
        """Say that the value was taken, where it was given at another question."""
        turn.say("utter_noted")

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Put the value into the task's draft."""
        raise NotImplementedError
