"""Handing in what was said yes to."""

from actions.turn import Turn
from parley.operations.operation import Operation
from parley.operations.requests import Request


def handed_in(turn: Turn, key: str, request: Request) -> Operation:
    """Have what was said yes to done, once for each key, and return it: with its outcome, where that is known soon."""
    desk = turn.services.operations
    operation = desk.hand_in(turn.conversation_id, key, request, turn.grant_id)
    return desk.wait(operation)
