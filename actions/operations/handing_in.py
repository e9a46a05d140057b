"""Handing in what was said yes to, and saying what came of it."""

from collections.abc import Callable

from actions.operations.telling import Telling
from actions.turn import Events, Turn
from parley.operations.requests import Request


def carried_out(turn: Turn, telling: Telling, key: str, make: Callable[[], Request]) -> Events:
    """Have what was said yes to done, once for each key, and tell what came of it.

    Where that is not known soon, say that it is being looked for, and keep asking possible.
    """
    desk = turn.services.operations
    operation = desk.wait(desk.hand_in(turn.conversation_id, key, make, turn.grant_id))
    if operation.outcome is None:
        telling.say_unknown(turn, operation)
        return turn.keep()
    if operation.doubted:
        turn.say(telling.checking)
    turn.is_about(operation.answer_key)
    return telling.tell(turn, operation)
