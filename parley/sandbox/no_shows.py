"""Who did not come: marks, and marks taken back."""

from dataclasses import replace
from datetime import UTC
from typing import Any

from parley.sandbox.changes import Changes, MadeInvitee
from parley.sandbox.drafts import new_id
from parley.sandbox.moves import with_invitee
from parley.sandbox.refusals import Refused, wrong
from parley.sandbox.things import Event, Invitee, NoShow
from parley.sandbox.times import stamp


class NoShows(Changes):
    """Changes of marks."""

    def mark_no_show(self, invitee_uri: str) -> dict[str, Any]:
        """The mark: `{"id", "event", "invitee", "created_at"}`, the last two ids. Raises Refused 400 or 404."""
        with self._lock:
            now = self._clock()
            event, invitee = self._invitee(invitee_uri)
            if event.start > now:
                raise wrong("invitee", "Event is not started yet")
            if invitee.cancellation is not None or invitee.no_show is not None:
                raise wrong("invitee")
            marked = replace(invitee, no_show=NoShow(new_id(), now))
            self._keep(changed := with_invitee(event, marked))
            self._announce("invitee_no_show.created", changed, marked, now)
            return _mark(changed, marked)

    def no_show(self, identifier: str) -> MadeInvitee | None:
        """Who was marked with this id."""
        for event in list(self._world.notes.events.values()):
            for invitee in event.invitees:
                if invitee.no_show and invitee.no_show.id == identifier:
                    return MadeInvitee(event, invitee)
        return None

    def unmark_no_show(self, identifier: str) -> None:
        """Raises Refused 404."""
        with self._lock:
            found = self.no_show(identifier)
            if found is None:
                raise Refused(404)
            cleared = replace(found.invitee, no_show=None)
            self._keep(changed := with_invitee(found.event, cleared))
            # Told with the mark that is gone, so that whoever hears it knows which.
            self._announce("invitee_no_show.deleted", changed, found.invitee, self._clock())


def _mark(event: Event, invitee: Invitee) -> dict[str, Any]:
    mark = invitee.no_show
    assert mark is not None  # noqa: S101 - just made
    return {"id": mark.id, "event": event.id, "invitee": invitee.id, "created_at": stamp(mark.at.astimezone(UTC))}
