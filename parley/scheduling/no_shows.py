"""Who did not come: marking it, and taking the mark back."""

from enum import StrEnum

from parley.accounts.access import Account
from parley.calendly.errors import InvalidRequest, NotFound, OutcomeUnknown
from parley.calendly.models import Invitee, ScheduledEvent
from parley.clock import Clock


class Marking(StrEnum):
    """What came of marking or unmarking; with all but the first two nothing was changed."""

    DONE = "done"
    ALREADY = "already"
    NOT_STARTED = "not_started"
    NOT_COMING = "not_coming"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class NoShows:
    """Marks who did not come to events of one account."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._account = account
        self._clock = clock

    def possible(self, event: ScheduledEvent, invitee: Invitee) -> Marking | None:
        """Return why an invitee cannot be marked, or None: only after the start, and only who was to come."""
        if event.start_time > self._clock():
            return Marking.NOT_STARTED
        if invitee.status != "active":
            return Marking.NOT_COMING
        return Marking.ALREADY if invitee.no_show else None

    def mark(self, event: ScheduledEvent, invitee: Invitee) -> Marking:
        """Mark an invitee as not come; doing it again changes nothing."""
        refusal = self.possible(event, invitee)
        if refusal:
            return refusal
        try:
            self._account.calendly.no_shows.mark(invitee.uri)
        except OutcomeUnknown:
            return self._settled(event, invitee, marked=True)
        except InvalidRequest:
            return Marking.ALREADY if self._is_marked(event, invitee) else Marking.REFUSED
        return Marking.DONE

    def unmark(self, event: ScheduledEvent, invitee: Invitee) -> Marking:
        """Take the mark of an invitee back; without one nothing is changed."""
        if invitee.no_show is None:
            return Marking.ALREADY
        try:
            self._account.calendly.no_shows.unmark(invitee.no_show.uri.rsplit("/", 1)[-1])
        except OutcomeUnknown:
            return self._settled(event, invitee, marked=False)
        except NotFound:
            return Marking.ALREADY
        return Marking.DONE

    def _settled(self, event: ScheduledEvent, invitee: Invitee, *, marked: bool) -> Marking:
        return Marking.DONE if self._is_marked(event, invitee) is marked else Marking.UNKNOWN

    def _is_marked(self, event: ScheduledEvent, invitee: Invitee) -> bool:
        return self._account.calendly.events.invitee(event.id, invitee.id).no_show is not None
