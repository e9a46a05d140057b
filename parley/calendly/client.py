"""One account's Calendly: every operation of the contract, by topic."""

from collections.abc import Callable
from datetime import datetime, timedelta

from parley.calendly.availability import Availability
from parley.calendly.bookings import Bookings
from parley.calendly.calls import Calls
from parley.calendly.event_types import EventTypes
from parley.calendly.events import Events, Status
from parley.calendly.links import Links
from parley.calendly.models import Invitee, ScheduledEvent, User
from parley.calendly.no_shows import NoShows
from parley.calendly.organizations import Organizations
from parley.calendly.tokens import PersonalToken, TokenSource
from parley.calendly.transport import Transport
from parley.calendly.users import Users
from parley.calendly.webhooks import Webhooks

__all__ = ["Calendly", "PersonalToken", "TokenSource"]


class Calendly:
    """One account's Calendly. Every method raises the `CalendlyError` of the cause.

    Things are named by id in paths (`event.id`) and by URI everywhere else (`event.uri`), as Calendly has it. Lists are
    iterators that ask for each page when it is needed.
    """

    def __init__(self, transport: Transport, tokens: TokenSource, budget: timedelta | None = None) -> None:
        self._transport = transport
        self._tokens = tokens
        self._budget = budget
        calls = Calls(transport, tokens, budget)
        self.users = Users(calls)
        self.organizations = Organizations(calls)
        self.event_types = EventTypes(calls)
        self.availability = Availability(calls)
        self.events = Events(calls)
        self.bookings = Bookings(calls)
        self.no_shows = NoShows(calls)
        self.links = Links(calls)
        self.webhooks = Webhooks(calls)

    def through(
        self, way: Callable[[Transport], Transport], tokens: Callable[[TokenSource], TokenSource]
    ) -> "Calendly":
        """Return the same account with every call, and every token, going through what is wrapped around them."""
        return Calendly(way(self._transport), tokens(self._tokens), self._budget)

    def within(self, budget: timedelta) -> "Calendly":
        """Return the same account with another budget: how long each call may wait before and between its tries."""
        return Calendly(self._transport, self._tokens, budget)

    def current_user(self) -> User:
        """Return the account's owner."""
        return self.users.me()

    def scheduled_events(
        self, *, user: str, starting_after: datetime, limit: int, status: Status = "active"
    ) -> list[ScheduledEvent]:
        """Return at most `limit` of a user's events that start after a moment, the earliest first."""
        return list(self.events.list(user=user, min_start_time=starting_after, limit=limit, status=status))

    def scheduled_event(self, event_id: str) -> ScheduledEvent:
        """Return one event; NotFound when there is none of that id."""
        return self.events.get(event_id)

    def invitees(self, event_id: str) -> list[Invitee]:
        """Return everybody who booked the event, in the order in which they did."""
        return list(self.events.invitees(event_id))
