"""What happened in a calendar, by ids alone: names, addresses and times stay at Calendly until they are told."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from parley.calendly.models import Invitee, WebhookPayload


class Kind(StrEnum):
    """What can happen."""

    BOOKED = "booked"
    CANCELED = "canceled"
    MOVED = "moved"
    NO_SHOW = "no_show"
    NO_SHOW_UNDONE = "no_show_undone"


EVENTS = ("invitee.created", "invitee.canceled", "invitee_no_show.created", "invitee_no_show.deleted")


@dataclass(frozen=True)
class Happened:
    """One change. All are URIs but the key, which a booking that was made in a chat carries.

    Of a move `invitee` is the new one and `before` the one that it left, whichever of the two told of it.
    """

    kind: Kind
    invitee: str
    before: str | None = None
    mark: str | None = None
    key: str | None = None
    # Whether the host's side did it; of a move that the new booking tells of, that is not known.
    by_host: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return what `as_values` wrote."""
        return cls(**{**values, "kind": Kind(values["kind"])})

    def as_values(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)

    @property
    def event(self) -> str:
        """Return the event's id."""
        return event_of(self.invitee)

    @property
    def things(self) -> set[str]:
        """Return what it is found again by when it was done in a chat."""
        cancelled = event_of(self.before or self.invitee)
        match self.kind:
            case Kind.BOOKED:
                return {self.key} if self.key else set()
            case Kind.CANCELED | Kind.MOVED:
                return {cancelled} if self.by_host or self.kind is Kind.MOVED else set()
            case Kind.NO_SHOW:
                return {self.invitee}
        return {(self.mark or "").rsplit("/", 1)[-1]} - {""}

    def id_for(self, principal_id: str) -> str:
        """Return the id of this news for one person: the same however, and however often, it is heard of."""
        thing = f"{principal_id} {self.kind} {self.mark or self.invitee}"
        return hashlib.sha256(thing.encode()).hexdigest()[:32]


def event_of(invitee: str) -> str:
    """Return the id of the event that an invitee's URI belongs to."""
    return invitee.partition("/invitees/")[0].rsplit("/", 1)[-1]


def of_delivery(delivery: WebhookPayload) -> Happened | None:
    """Return what a delivery tells of, None when that is nothing to tell. ValidationError when it is malformed."""
    if delivery.event not in EVENTS:
        return None
    who = delivery.invitee
    match delivery.event:
        case "invitee.created":
            return came(who)
        case "invitee.canceled":
            return went(who)
        case "invitee_no_show.created":
            return Happened(Kind.NO_SHOW, who.uri, mark=who.no_show.uri if who.no_show else None)
    return Happened(Kind.NO_SHOW_UNDONE, who.uri, mark=who.no_show.uri if who.no_show else None)


def came(who: Invitee) -> Happened:
    """Return the news of an invitee who is new."""
    if who.old_invitee:
        return Happened(Kind.MOVED, who.uri, who.old_invitee, key=who.tracking.utm_content)
    return Happened(Kind.BOOKED, who.uri, key=who.tracking.utm_content)


def went(who: Invitee) -> Happened:
    """Return the news of an invitee who is gone, or is now in another event."""
    by_host = who.cancellation is not None and who.cancellation.canceler_type == "host"
    if who.rescheduled and who.new_invitee:
        return Happened(Kind.MOVED, who.new_invitee, who.uri, key=who.tracking.utm_content, by_host=by_host)
    return Happened(Kind.CANCELED, who.uri, key=who.tracking.utm_content, by_host=by_host)
