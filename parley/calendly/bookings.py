"""Booking and cancelling. People are written to by these, so nothing is ever sent twice."""

from typing import Any

from parley.calendly.calls import Calls, part, read, read_written
from parley.calendly.models import Cancellation, Envelope, Invitee, NewBooking


class Bookings:
    """Making and ending bookings. OutcomeUnknown from these means: look before anything else."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def book(self, wanted: NewBooking) -> Invitee:
        """Book an opening and return the invitee, whose `event` is the new event.

        SlotTaken when somebody was faster; PlanRequired on a free plan. After OutcomeUnknown, look for it among the
        events of that invitee's address.
        """
        answer = self._calls.write("POST", "/invitees", wanted)
        return read_written(lambda: read(Invitee, invitee_in(answer)))

    def cancel(self, event_id: str, reason: str | None = None) -> Cancellation:
        """Cancel an event for everybody in it. NotAllowed when it has passed, is cancelled, or is not the account's."""
        body = {"reason": reason} if reason else {}
        return self._calls.made(Cancellation, "POST", f"/scheduled_events/{part(event_id)}/cancellation", body)


def invitee_in(answer: dict[str, Any]) -> Any:
    """Return the invitee in the answer to a booking, as JSON."""
    # UNCONFIRMED which is sent: an Invitee, as live users see, or the event's bare URI beside an invitee, as older
    # samples of Calendly's have it.
    resource, invitee = answer.get("resource"), answer.get("invitee")
    if isinstance(resource, str) and isinstance(invitee, dict):
        return {"event": resource, **invitee}
    return read(Envelope, answer).resource
