"""How the outcomes of one kind of operation are told."""

from actions.booking.drafted import KEY
from actions.forms.task import Task
from actions.turn import Events, Turn
from parley.operations.operation import Operation


class Telling:
    """Tells outcomes. `slot` and `form` are those of the task that is confirmed, `action` what carries it out.

    `checking` says that it is being found out, `not_yet` the same to somebody who asks again.
    """

    slot: str
    form: str
    action: str
    scopes: frozenset[str]
    checking: str
    not_yet: str

    def is_at_hand(self, turn: Turn, operation: Operation) -> bool:
        """Return whether the task that led to this operation is still the one that the conversation is about."""
        task = Task.of(turn.slot(self.slot))
        return task is not None and task.draft.get(KEY) == operation.key and turn.form in (None, self.form)

    def say_unknown(self, turn: Turn, operation: Operation) -> None:
        """Say that it is not known yet."""
        turn.say(self.not_yet if turn.resumed else self.checking)

    def tell(self, turn: Turn, operation: Operation) -> Events:
        """Say what came of it and return the events. Raises the problem where nothing could be done."""
        raise NotImplementedError

    def tell_late(self, turn: Turn, operation: Operation) -> None:
        """Say what came of it to somebody who is at something else by now."""
        raise NotImplementedError

    def task(self, turn: Turn) -> Task:
        """Return the task at hand."""
        return Task.of(turn.slot(self.slot)) or Task()
