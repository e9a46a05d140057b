"""Notices as Calendly has it now: an event, who it is about, and what it was before."""

from dataclasses import dataclass

from actions.turn import Turn
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.client import Calendly
from parley.calendly.errors import AuthExpired, CalendlyDown, CalendlyError, RateLimited
from parley.calendly.models import Invitee, ScheduledEvent
from parley.calendly.scopes import READ_EVENTS
from parley.notices.board import Notice
from parley.notices.happened import Kind, event_of
from parley.visits.host import HouseClosed

# A token that was just renewed and is refused again says nothing about the account.
PASSING = (CalendlyDown, RateLimited, AuthExpired, HouseClosed)


@dataclass(frozen=True)
class Change:
    """A notice that still holds; `before` is the event that a move left, None when it cannot be read."""

    notice: Notice
    event: ScheduledEvent
    who: Invitee
    before: ScheduledEvent | None = None

    @property
    def by_visited(self) -> bool:
        """Return whether it is told to a visitor, of what they booked with the house."""
        return self.notice.grant_id is None


def read_change(turn: Turn, notice: Notice) -> Change | None:
    """Return the change, None when it is nothing to tell any more. Raises what `PASSING` names while it cannot be read.

    A booking that was cancelled meanwhile, or is over, is nothing to tell: that it was cancelled has a notice of its
    own.
    """
    try:
        calendly = account_of(turn, notice).calendly
        if notice.grant_id is None:  # A visitor sees where a booking was moved to once they have listed their own.
            list(calendly.events.list(limit=1))
        who = calendly.events.invitee(event_of(notice.invitee), notice.invitee.rsplit("/", 1)[-1])
        event = calendly.events.get(event_of(notice.invitee))
    except PASSING:
        raise
    except (CalendlyError, NeedsAccount):
        return None
    if not _holds(notice.kind, who) or (notice.kind in _AHEAD and event.end_time <= turn.services.clock()):
        return None
    return Change(notice, event, who, _before(calendly, notice))


def account_of(turn: Turn, notice: Notice) -> Account:
    """Return the account that the notice is about, through the visitor's window where it is the house's."""
    calendars = turn.services.calendars
    if notice.grant_id is None:
        return calendars.host.account(calendars.visitor(turn.conversation_id), READ_EVENTS)
    return turn.services.access.account(turn.conversation_id, READ_EVENTS, notice.grant_id)


_AHEAD = (Kind.BOOKED, Kind.MOVED)


def _holds(kind: Kind, who: Invitee) -> bool:
    match kind:
        case Kind.BOOKED | Kind.MOVED:
            return who.status == "active"
        case Kind.CANCELED:
            return who.status != "active"
        case Kind.NO_SHOW:
            return who.no_show is not None
    return who.no_show is None


def _before(calendly: Calendly, notice: Notice) -> ScheduledEvent | None:
    if notice.before is None:
        return None
    try:
        return calendly.events.get(event_of(notice.before))
    except CalendlyError:
        return None
