"""An event after one of its invitees has changed."""

from dataclasses import replace
from datetime import datetime

from parley.sandbox.refusals import Refused
from parley.sandbox.things import Cancellation, Event, Invitee


def among(event: Event, invitee_id: str) -> Invitee:
    """The invitee with this id. Raises Refused 404."""
    found = next((invitee for invitee in event.invitees if invitee.id == invitee_id), None)
    if found is None:
        raise Refused(404)
    return found


def with_invitee(event: Event, invitee: Invitee) -> Event:
    """The same event with this invitee in place of the one with its id."""
    return replace(event, invitees=tuple(invitee if one.id == invitee.id else one for one in event.invitees))


def without(event: Event, gone: Invitee) -> Event:
    """The event after somebody canceled; it is over when nobody is left."""
    left = with_invitee(event, gone)
    return left if left.taken else replace(left, cancellation=gone.cancellation)


def linked(event: Event, new: Invitee, old_event: Event, old: Invitee, now: datetime) -> tuple[Invitee, Invitee]:
    """The new invitee and the old one, each with the way to the other."""
    canceled = Cancellation(old.contact.name, "invitee", None, now)
    before, after = f"{old_event.id}/{old.id}", f"{event.id}/{new.id}"
    return replace(new, old=before), replace(old, cancellation=canceled, new=after)
