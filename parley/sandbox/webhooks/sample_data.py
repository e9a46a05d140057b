"""What a post would look like: `GET /sample_webhook_data`."""

from datetime import datetime
from typing import Any

from parley.sandbox.announcements import payload
from parley.sandbox.api.links import Links
from parley.sandbox.ids import mint
from parley.sandbox.things import Event, Invitee, Person
from parley.sandbox.times import stamp


def sample(
    kind: str, found: tuple[Event, Invitee] | None, person: Person, links: Links, now: datetime
) -> dict[str, Any]:
    """The envelope of one event of this kind; people's events from one that exists, others made up."""
    family = kind.partition(".")[0]
    if family in ("invitee", "invitee_no_show") and found is not None:
        told = payload(*found, links)
    else:
        told = _made_up(family, person, links, now)
    return {"event": kind, "created_at": stamp(now), "created_by": links.user(person), "payload": told}


def _made_up(family: str, person: Person, links: Links, now: datetime) -> dict[str, Any]:
    """The field lists of these families are not in the contract: only what every resource has."""
    return {
        "uri": f"{links.base}/{family}s/{mint('sample', family)}",
        "organization": links.organization(person.organization),
        "created_at": stamp(now),
        "updated_at": stamp(now),
    }
