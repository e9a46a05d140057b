"""Full URIs, which Calendly uses for every reference.

They lead to the address the sandbox was called by: a client that follows one never carries a token elsewhere.
A reference that comes in is read by its path alone, whatever address it was once handed out under.
"""

import re
from dataclasses import dataclass
from typing import Self

from starlette.requests import Request

from parley.sandbox.ids import mint
from parley.sandbox.things import Event, Invitee, Organization, Person

REFERENCE = re.compile(r"https?://[^/?#]+/(?P<collection>[a-z_]+)/(?P<id>[^/?#]+)")


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
        return f"{self.base}/event_types/{event.type_id}"

    def invitee(self, event: Event, invitee: Invitee) -> str:
        return f"{self.event(event)}/invitees/{invitee.id}"

    def scheduling(self, person: Person) -> str:
        return f"{self.base}/{slug(person)}"

    def cancel(self, invitee: Invitee) -> str:
        return f"{self.base}/cancellations/{mint('cancel', invitee.id)}"

    def reschedule(self, invitee: Invitee) -> str:
        return f"{self.base}/reschedulings/{mint('reschedule', invitee.id)}"


def slug(person: Person) -> str:
    """`ana-keller`."""
    return person.sample.name.lower().replace(" ", "-")


def identifier(uri: str, collection: str) -> str | None:
    """The id in a reference to one of this collection; None when it is no such reference."""
    match = REFERENCE.fullmatch(uri)
    return match["id"] if match and match["collection"] == collection else None
