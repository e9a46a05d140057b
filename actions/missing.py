"""What a request calls an event that is none of those found for it."""

from collections.abc import Sequence

from actions.called import missing
from actions.stretches import spans_in
from actions.turn import Turn
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.when import without


def missing_among(turn: Turn, account: Account, events: Sequence[ScheduledEvent]) -> str | None:
    """Return what the request calls an event that is none of these; None when it is called nothing else."""
    return missing(without(turn.asked.text, spans_in(turn, account)), [one.name or "" for one in events])
