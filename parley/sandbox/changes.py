"""A change to an event: made under one lock, kept whole and then announced."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from parley.sandbox.moves import among
from parley.sandbox.records import LinkRecord
from parley.sandbox.refusals import Refused, wrong
from parley.sandbox.things import Event, Invitee
from parley.sandbox.uris import Reference, reference
from parley.sandbox.world import World


@dataclass(frozen=True)
class MadeInvitee:
    """An invitee and the event it belongs to, as they are after a change."""

    event: Event
    invitee: Invitee


class Announces(Protocol):
    """Whoever wants to know what has changed."""

    def announce(self, event: str, invitee: MadeInvitee, at: datetime) -> None: ...


class Changes:
    """What every change to the events of one world needs."""

    def __init__(self, world: World, clock: Callable[[], datetime], announcements: Announces) -> None:
        self._world, self._clock, self._announcements = world, clock, announcements
        self._lock = threading.RLock()

    def _keep(self, *notes: Event | LinkRecord) -> None:
        self._world.notes.write(*notes)

    def _announce(self, name: str, event: Event, invitee: Invitee, at: datetime) -> MadeInvitee:
        made = MadeInvitee(self._world.event(event.id) or event, invitee)
        self._announcements.announce(name, made, at)
        return made

    def _invitee(self, uri: str) -> tuple[Event, Invitee]:
        """Raises Refused 400 for what is no invitee's URI, 404 when there is none there."""
        match reference(uri):
            case Reference("scheduled_events", event_id, "invitees", str(invitee_id)):
                event = self._stored(event_id)
                return event, among(event, invitee_id)
        raise wrong("invitee")

    def _stored(self, event_id: str) -> Event:
        """As it is kept, with the join link that nobody is shown yet."""
        event = self._world.notes.events.get(event_id) or self._world.event(event_id)
        if event is None:
            raise Refused(404)
        return event
