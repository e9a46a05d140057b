"""Scheduled events, and who booked them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from parley.calendly.calls import Calls, in_query, part
from parley.calendly.models import Invitee, ScheduledEvent

Status = Literal["active", "canceled"]


class Events:
    """What is in the calendar."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(
        self,
        *,
        user: str | None = None,
        organization: str | None = None,
        group: str | None = None,
        invitee_email: str | None = None,
        status: Status | None = None,
        sort: Literal["start_time:asc", "start_time:desc"] = "start_time:asc",
        min_start_time: datetime | None = None,
        max_start_time: datetime | None = None,
        limit: int | None = None,
    ) -> Iterator[ScheduledEvent]:
        """Yield the events of a user, an organization or a group (URIs; for a colleague's, user and organization).

        Times are aware. UNCONFIRMED whether the bounds are included, and whether capitals of an address count: ask for
        a moment more, and for the address as it was booked, where it matters.
        """
        params = {
            "user": user,
            "organization": organization,
            "group": group,
            "invitee_email": invitee_email,
            "status": status,
            "sort": sort,
            "min_start_time": in_query(min_start_time) if min_start_time else None,
            "max_start_time": in_query(max_start_time) if max_start_time else None,
        }
        return self._calls.listed(ScheduledEvent, "/scheduled_events", params, limit)

    def get(self, event_id: str) -> ScheduledEvent:
        """Return one event; NotFound when there is none of that id, NotAllowed when it is not the account's to see."""
        return self._calls.one(ScheduledEvent, f"/scheduled_events/{part(event_id)}")

    def invitees(
        self,
        event_id: str,
        *,
        status: Status | None = None,
        email: str | None = None,
        sort: Literal["created_at:asc", "created_at:desc"] | None = None,
        limit: int | None = None,
    ) -> Iterator[Invitee]:
        """Yield who booked the event, in the order in which they did unless sorted otherwise."""
        params = {"status": status, "email": email, "sort": sort}
        return self._calls.listed(Invitee, f"/scheduled_events/{part(event_id)}/invitees", params, limit)

    def invitee(self, event_id: str, invitee_id: str) -> Invitee:
        """Return one invitee of an event."""
        return self._calls.one(Invitee, f"/scheduled_events/{part(event_id)}/invitees/{part(invitee_id)}")
