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

    def agreed() -> Request:
        request = make()
        turn.sent.anything = True  # From here on it is carried out, whatever becomes of this turn.
        return request

    owner = turn.services.calendars.owner_of(turn.account(telling.scopes))
    operation = desk.hand_in(turn.conversation_id, key, agreed, turn.grant_id, owner)
    turn.sent.anything = True
    operation = desk.wait(operation)
    if operation.outcome is None:
        telling.say_unknown(turn, operation)
        return turn.keep()
    turn.is_about(operation.answer_key)
    events = telling.tell(turn, operation)
    if operation.doubted:  # Not heard where the outcome is not: it is no use without.
        turn.say_first(telling.checking)
    return events
