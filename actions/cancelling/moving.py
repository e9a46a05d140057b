"""A wish to move something in the middle of a cancelling: it cancels nothing, and names nothing to be cancelled."""

import re

from parley.scheduling.courtesies import NO, led_by

# Not "I need to": that leads on to a reason as well.
_WISHING = (
    r"rather|instead|maybe|better|can (?:you|we)|could (?:you|we)|let'?s|i(?:'d| would) (?:rather|like to|prefer to)"
    r"|i want to"
)
_MOVES = re.compile(
    rf"{led_by(NO, _WISHING)}"
    r"(?:make (?:it|that) .*\b(?:later|earlier)\b\W*$|(?:re-?schedule|move|postpone|push|shift|change)\b"
    r"(?:.*\b(?:it|that|this|them|instead|time|date|back|to)\b|\W*$))",
    re.IGNORECASE,
)


def asks_to_move(words: str) -> bool:
    """Return whether words ask for another time rather than tell a reason: `actually move it instead`."""
    return _MOVES.match(words) is not None
