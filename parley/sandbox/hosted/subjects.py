"""What a page is about: found by its address."""

from dataclasses import dataclass

from parley.sandbox.api.links import slug, type_slug
from parley.sandbox.ids import mint
from parley.sandbox.rooms import Sandbox
from parley.sandbox.things import Event, EventType, Invitee, Person


class Unavailable(Exception):
    """There is nothing behind this address (any more). The message is for the person who followed it."""

    def __init__(self, status: int, sentence: str, advice: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.advice = advice


@dataclass(frozen=True)
class Offer:
    """An event type on offer; `link` is the single-use link it was reached by; `path` where its page lives."""

    event_type: EventType
    path: str
    link: str | None = None


@dataclass(frozen=True)
class Attendance:
    """An invitee and the event, as they are now."""

    event: Event
    invitee: Invitee


def public_types(sandbox: Sandbox, person: Person) -> list[EventType]:
    """What this person's own page lists: neither inactive nor secret nor one-off."""
    return [
        one
        for one in sandbox.world.event_types()
        if one.owner.id == person.id and one.sample.active and not one.sample.secret and not one.one_off
    ]


def offer_of(sandbox: Sandbox, person: Person, name: str) -> Offer:
    """The type behind `/ana-keller/intro-call`. Raises Unavailable."""
    for one in sandbox.world.event_types():
        if one.owner.id == person.id and not one.one_off and type_slug(one) == name:
            return _open(one, f"/{slug(person)}/{name}")
    raise Unavailable(
        404, "There is no such event type.", f"See what {person.sample.name} offers, or ask for a new link."
    )


def linked_offer(sandbox: Sandbox, identifier: str, name: str) -> Offer:
    """What a link of `/d/…` leads to: a single-use link, or a one-off event type. Raises Unavailable."""
    path, link = f"/d/{identifier}/{name}", sandbox.made.link(identifier)
    if link is None:
        one_off = sandbox.world.event_type(identifier)
        if one_off is None or not one_off.one_off:
            raise Unavailable(404, "There is no such link.", "Check the address, or ask for a new link.")
        return _open(one_off, path)
    if link.event is not None:
        raise Unavailable(410, "This link was for one booking, and it has been used.", "Ask your host for a new one.")
    event_type = sandbox.world.event_type(link.event_type)
    if event_type is None:
        raise Unavailable(404, "There is no such event type any more.", "Ask your host for a new link.")
    return _open(event_type, path, link.id)


def attendance(sandbox: Sandbox, purpose: str, identifier: str) -> Attendance:
    """Whom a link of this purpose (`cancel`, `reschedule`, `confirm`) was given to. Raises Unavailable."""
    for person in sandbox.world.people:
        for event in sandbox.world.events_of(person):
            for invitee in event.invitees:
                if mint(purpose, invitee.id) == identifier:
                    return Attendance(event, invitee)
    raise Unavailable(404, "There is no such booking.", "Check the address in your confirmation.")


def _open(event_type: EventType, path: str, link: str | None = None) -> Offer:
    if not event_type.sample.active:
        raise Unavailable(404, "This event type cannot be booked just now.", "Ask your host for another link.")
    return Offer(event_type, path, link)
