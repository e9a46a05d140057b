"""Links to book by."""

from parley.calendly.models.base import Sent


class SchedulingLink(Sent):
    """A link that is good for one booking. UNCONFIRMED whether one that nobody uses ever ends."""

    booking_url: str
    owner: str | None = None
    owner_type: str | None = None
