"""An address at a mistyped well-known domain: which of the two it is."""

from actions.booking.drafted import put
from actions.forms.answers import Answer, Reading, email_in, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.answers import Problem, email_of
from parley.scheduling.mail_slips import meant_address

# The addresses that are right although they look mistyped.
RIGHT = "right_addresses"


class MailSlipQuestion(Question):
    """Whether the address is the mistyped one or the one that looks meant."""

    name = "mail_slip"
    explained = "utter_explain_mail_slip"
    called = "utter_line_an_email"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer both as buttons."""
        said, meant = _slip(task)
        turn.say(
            "utter_ask_mail_slip", meant=meant, buttons=[button(one, "inform", choice=one) for one in (meant, said)]
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the address that it is: one of the two, or another one that is typed."""
        said, meant = _slip(task)
        if message.pressed:
            return Answer(message.choice) if message.choice in (said, meant) else None
        sure = yes_or_no(message)
        if sure is not None:
            return Answer(meant if sure else said)
        typed = email_in(message)
        if isinstance(typed, Answer):
            address = email_of(typed.value)
            return None if isinstance(address, Problem) else Answer(address)
        return Answer(meant) if meant.rpartition("@")[2] in message.words.casefold() else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Put the right address where the other one stood."""
        (said, _), address = _slip(task), str(value)
        if task.draft.get("email") == said:
            put(task, email=address)
        if guests := task.draft.get("guests"):
            put(task, guests=list(dict.fromkeys(address if one == said else one for one in guests)))
        if meant_address(address):
            task.draft[RIGHT] = [*task.draft.get(RIGHT, []), address]


def has_slip(task: Task) -> bool:
    """Return whether an address looks mistyped, and nobody said that it is right."""
    return _found(task) is not None


def _slip(task: Task) -> tuple[str, str]:
    found = _found(task)
    if found is None:
        raise LookupError("no address looks mistyped")
    return found


def _found(task: Task) -> tuple[str, str] | None:
    addresses = [task.draft.get("email"), *(task.draft.get("guests") or [])]
    slips = ((one, meant_address(one)) for one in addresses if one and one not in task.draft.get(RIGHT, []))
    return next(((said, meant) for said, meant in slips if meant), None)
