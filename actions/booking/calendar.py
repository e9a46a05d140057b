"""What the questions of a booking read from Calendly, each thing once in a turn."""

from actions.booking.drafted import type_id
from actions.forms.task import Task
from actions.turn import Turn
from parley.accounts.access import Account
from parley.calendly.scopes import BOOK
from parley.scheduling.event_types import EventTypes, Offer
from parley.scheduling.reasons import Finder


def account(turn: Turn) -> Account:
    """Return the account that is booked with. Raises what `Access.account` raises."""
    return turn.account(BOOK)


def offers(turn: Turn) -> list[Offer]:
    """Return what can be booked."""
    return turn.once("offers", EventTypes(account(turn)).bookable)


def offer(turn: Turn, task: Task) -> Offer | None:
    """Return the event type that was chosen, as Calendly has it now; None when none is chosen."""
    chosen = type_id(task)
    return turn.once(f"offer {chosen}", lambda: EventTypes(account(turn)).get(chosen)) if chosen else None


def the_offer(turn: Turn, task: Task) -> Offer:
    """Return the event type that was chosen. LookupError when none is."""
    chosen = offer(turn, task)
    if chosen is None:
        raise LookupError("no event type is chosen")
    return chosen


def finder(turn: Turn) -> Finder:
    """Return what finds openings."""
    return Finder(account(turn), turn.services.clock, turn.services.calls)
