"""Event types: reading, making and changing them. There is no deleting."""

from collections.abc import Iterator

from parley.calendly.calls import Calls, part
from parley.calendly.models import EventType, EventTypeChanges, NewEventType, NewOneOff


class EventTypes:
    """What can be booked with somebody."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list(
        self,
        *,
        user: str | None = None,
        organization: str | None = None,
        active: bool | None = None,
        admin_managed: bool | None = None,
        user_availability_schedule: str | None = None,
        sort: str | None = None,
        limit: int | None = None,
    ) -> Iterator[EventType]:
        """Yield the event types of a user or an organization (URIs; one of them is needed), by name unless sorted."""
        params = {
            "user": user,
            "organization": organization,
            "active": active,
            "admin_managed": admin_managed,
            "user_availability_schedule": user_availability_schedule,
            "sort": sort,
        }
        return self._calls.listed(EventType, "/event_types", params, limit)

    def get(self, event_type_id: str) -> EventType:
        """Return one event type, a deleted one too."""
        return self._calls.one(EventType, f"/event_types/{part(event_type_id)}")

    def create(self, wanted: NewEventType) -> EventType:
        """Make a one-on-one event type and return it, inactive."""
        return self._calls.made(EventType, "POST", "/event_types", wanted)

    def update(self, event_type_id: str, changes: EventTypeChanges) -> EventType:
        """Change an event type and return it."""
        return self._calls.made(EventType, "PATCH", f"/event_types/{part(event_type_id)}", changes)

    def create_one_off(self, wanted: NewOneOff) -> EventType:
        """Make an event type for one occasion and return it."""
        return self._calls.made(EventType, "POST", "/one_off_event_types", wanted)
