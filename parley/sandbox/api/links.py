"""Full URIs, which Calendly uses for every reference.

They lead to the address the sandbox was called by: a client that follows one never carries a token elsewhere.
A reference that comes in is read by its path alone, whatever address it was once handed out under.
"""

import re
from dataclasses import dataclass
from typing import Self

from starlette.requests import Request

from parley.sandbox.ids import mint
from parley.sandbox.schedules import own_schedule
from parley.sandbox.things import Event, EventType, Invitee, NoShow, Organization, Person
from parley.sandbox.uris import identifier

__all__ = ["Links", "identifier", "membership_id", "slug", "type_slug"]

MADE = 1000
"""Positions of types that were made here begin with this one."""


@dataclass(frozen=True)
class Links:
    base: str

    @classmethod
    def of(cls, request: Request) -> Self:
        return cls(str(request.base_url).rstrip("/"))

    def user(self, person: Person) -> str:
        return f"{self.base}/users/{person.id}"

    def organization(self, organization: Organization) -> str:
        return f"{self.base}/organizations/{organization.id}"

    def event(self, event: Event) -> str:
        return f"{self.base}/scheduled_events/{event.id}"

    def event_type(self, event: Event) -> str:
        return self.of_type(event.type_id)

    def of_type(self, type_id: str) -> str:
        return f"{self.base}/event_types/{type_id}"

    def schedule(self, person: Person) -> str:
        return f"{self.base}/user_availability_schedules/{own_schedule(person)}"

    def membership(self, person: Person) -> str:
        return f"{self.base}/organization_memberships/{membership_id(person)}"

    def team(self, event_type: EventType) -> str:
        return f"{self.base}/teams/{mint('team', event_type.owner.organization.id)}"

    def no_show(self, mark: NoShow) -> str:
        return f"{self.base}/invitee_no_shows/{mark.id}"

    def booking(self, event_type: EventType) -> str:
        """The page where one event type is booked."""
        if event_type.one_off:
            return f"{self.base}/d/{event_type.id}/{type_slug(event_type)}"
        return f"{self.scheduling(event_type.owner)}/{type_slug(event_type)}"

    def single_use(self, link: str, event_type: EventType) -> str:
        return f"{self.base}/d/{link}/{type_slug(event_type)}"

    def moved(self, path: str | None) -> str | None:
        """The invitee that one was moved from or to, kept as `event id/invitee id`."""
        if path is None:
            return None
        event, _, invitee = path.partition("/")
        return f"{self.base}/scheduled_events/{event}/invitees/{invitee}"

    def invitee(self, event: Event, invitee: Invitee) -> str:
        return f"{self.event(event)}/invitees/{invitee.id}"

    def scheduling(self, person: Person) -> str:
        return f"{self.base}/{slug(person)}"

    def cancel(self, invitee: Invitee) -> str:
        return f"{self.base}/cancellations/{mint('cancel', invitee.id)}"

    def reschedule(self, invitee: Invitee) -> str:
        return f"{self.base}/reschedulings/{mint('reschedule', invitee.id)}"


def membership_id(person: Person) -> str:
    return mint("membership", person.sample.slug)


def type_slug(event_type: EventType) -> str:
    """`intro-call`: the last part of its page's address, unlike that of every other type of its owner."""
    words = re.findall(r"[a-z0-9]+", event_type.sample.name.lower())
    name = "-".join(words) or "meeting"
    return name if event_type.position < MADE else f"{name}-{event_type.id[:6].lower()}"


def slug(person: Person) -> str:
    """`ana-keller`."""
    return person.sample.name.lower().replace(" ", "-")
