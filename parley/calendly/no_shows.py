"""Who did not come."""

from parley.calendly.calls import Calls, part
from parley.calendly.models import InviteeNoShow


class NoShows:
    """Who did not come."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def mark(self, invitee: str) -> InviteeNoShow:
        """Mark an invitee (URI) as not come. Refused before the event has started."""
        return self._calls.made(InviteeNoShow, "POST", "/invitee_no_shows", {"invitee": invitee})

    def get(self, no_show_id: str) -> InviteeNoShow:
        """Return one mark."""
        return self._calls.one(InviteeNoShow, f"/invitee_no_shows/{part(no_show_id)}")

    def unmark(self, no_show_id: str) -> None:
        """Take a mark away."""
        self._calls.write("DELETE", f"/invitee_no_shows/{part(no_show_id)}", None)
