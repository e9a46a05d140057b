"""What the bot's sentences claim about a booking, a move or a cancelling that was confirmed."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from tests.e2e.responses import responses_of

DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"


class Claim(StrEnum):
    """What a sentence says became of it."""

    DONE = "done"
    NOT_DONE = "not done"
    UNDONE = "done and taken back"


# By response. Whatever else is said claims nothing: it asks, it explains, or it says that it is not known yet.
CLAIMS = {
    "utter_booked": Claim.DONE,
    "utter_canceled": Claim.DONE,
    "utter_moved": Claim.DONE,
    "utter_was_not_booked": Claim.NOT_DONE,
    "utter_booking_not_made": Claim.NOT_DONE,
    "utter_opening_gone": Claim.NOT_DONE,
    "utter_booking_refused": Claim.NOT_DONE,
    "utter_was_not_moved": Claim.NOT_DONE,
    "utter_new_time_gone": Claim.NOT_DONE,
    "utter_cancelling_failed": Claim.NOT_DONE,
    "utter_cancelling_later": Claim.NOT_DONE,
    "utter_time_taken": Claim.NOT_DONE,
    "utter_refused": Claim.NOT_DONE,
    "utter_our_fault": Claim.NOT_DONE,
    "utter_task_dropped": Claim.NOT_DONE,
    "utter_move_undone": Claim.UNDONE,
}
# What these say of each event stands in a line of its own, behind a mark.
BY_LINES = frozenset({"utter_canceled_all", "utter_canceled_some", "utter_canceled_none"})
MARKS = {"✓": Claim.DONE, "✗": Claim.NOT_DONE}
_RESPONSES = responses_of(DOMAIN)


def names(text: str) -> frozenset[str]:
    """Return which responses of the domain the text can be."""
    return frozenset(_RESPONSES.names_of(text))


def is_one(name: str, text: str) -> bool:
    """Return whether the text is that response of the domain."""
    return _RESPONSES.is_one(name, text)


def claims(text: str, said: frozenset[str], people: Iterable[str]) -> Iterator[tuple[str, Claim]]:
    """Yield whom the text is about and what it claims; what names nobody is about all of these people."""
    if said & BY_LINES:
        for line in text.splitlines():
            if (claim := MARKS.get(line[:1])) is not None:
                yield from ((who, claim) for who in people if who in line)
        return
    claim = next((CLAIMS[name] for name in CLAIMS if name in said), None)
    if claim is not None:
        named = [who for who in people if who in text]
        yield from ((who, claim) for who in named or people)
