"""Links to book by."""

from parley.calendly.calls import Calls
from parley.calendly.models import SchedulingLink


class Links:
    """Links that can be handed out."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def single_use(self, event_type: str) -> SchedulingLink:
        """Make a link for one booking of an event type (URI). Every plan may."""
        # The specification prints the count as text, everybody sends a number.
        body = {"max_event_count": 1, "owner": event_type, "owner_type": "EventType"}
        return self._calls.made(SchedulingLink, "POST", "/scheduling_links", body)
