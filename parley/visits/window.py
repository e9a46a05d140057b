"""The only way from a visitor to the house's Calendly: every call is one of those below, or it is refused.

It stands below the whole client, so that nothing above it has to remember who is asking. A call that is not known here
is refused; what is not the visitor's own is not found, exactly as if it did not exist.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, unquote

from parley.calendly.bookings import invitee_in
from parley.calendly.errors import CalendlyDown, CalendlyError, NotAllowed, NotFound, OutcomeUnknown
from parley.calendly.transport import Transport
from parley.visits import masks
from parley.visits.ledger import Ledger, Visitor
from parley.visits.shop import Shop
from parley.visits.stays import Stays

Answer = dict[str, Any]
_ID = r"/([^/?]+)"
_READS = {
    r"/event_types": "_types",
    rf"/event_types{_ID}": "_type",
    r"/event_type_available_times": "_openings",
    r"/scheduled_events": "_events",
    rf"/scheduled_events{_ID}": "_event",
    rf"/scheduled_events{_ID}/invitees": "_invitees",
    rf"/scheduled_events{_ID}/invitees{_ID}": "_invitee",
}
_WRITES = {
    r"POST /invitees": "_book",
    rf"POST /scheduled_events{_ID}/cancellation": "_cancel",
    r"POST /scheduling_links": "_link",
}


class OthersInIt(NotAllowed):
    """A group's event: cancelling it would cancel it for the others, so only one's own link gives up one's place."""


class Window(Transport):
    """A transport that carries a visitor's calls to the house's Calendly. `host` is the house owner's URI."""

    def __init__(self, house: Transport, visitor: Visitor, host: str, ledger: Ledger) -> None:
        self._house = house
        self._visitor = visitor
        self._host = host
        self._ledger = ledger
        self._offered: dict[str, list[Answer]] = {}

    def now(self) -> datetime:
        """Return this moment, as the house's transport has it."""
        return self._house.now()

    def get(self, path: str, token: str, params: Mapping[str, Any], budget: timedelta | None = None) -> Answer:
        """Return what a visitor may see of the answer to a read."""
        call = _Call(self._house, token, budget)
        work, ids = self._known(_READS, path)
        answer: Answer = work(call, dict(params), *ids)
        return answer

    def send(
        self,
        method: str,
        path: str,
        token: str,
        params: Mapping[str, Any],
        body: Mapping[str, Any] | None,
        budget: timedelta | None = None,
    ) -> Answer:
        """Send a write that a visitor may make."""
        work, ids = self._known(_WRITES, f"{method} {path}")
        answer: Answer = work(_Call(self._house, token, budget), dict(body or {}), *ids)
        return answer

    def _known(self, routes: Mapping[str, str], asked: str) -> tuple[Callable[..., Any], list[str]]:
        for route, name in routes.items():
            if found := re.fullmatch(route, asked):
                return getattr(self, name), [unquote(one) for one in found.groups()]
        raise NotAllowed("A visitor may not do this")

    def _types(self, call: "_Call", params: Answer) -> Answer:
        return _page(self._shop(call).types(params.get("sort")))

    def _type(self, call: "_Call", params: Answer, type_id: str) -> Answer:
        return {"resource": self._shop(call).type_of(type_id)}

    def _openings(self, call: "_Call", params: Answer) -> Answer:
        self._shop(call).check(str(params.get("event_type")))
        told = call.get("/event_type_available_times", params)
        return {"collection": [masks.opening(one) for one in told.get("collection") or []]}

    def _events(self, call: "_Call", params: Answer) -> Answer:
        return _page(self._stays(call).events(params))

    def _event(self, call: "_Call", params: Answer, event_id: str) -> Answer:
        return {"resource": self._stays(call).event(event_id)}

    def _invitees(self, call: "_Call", params: Answer, event_id: str) -> Answer:
        return _page(self._stays(call).invitees(event_id, params))

    def _invitee(self, call: "_Call", params: Answer, event_id: str, invitee_id: str) -> Answer:
        own = [one for one in self._stays(call).invitees(event_id, {}) if one["uri"].endswith(f"/{invitee_id}")]
        if not own:
            raise NotFound("There is no such invitee")
        return {"resource": own[0]}

    def _book(self, call: "_Call", body: Answer) -> Answer:
        self._shop(call).check(str(body.get("event_type")))
        noted, is_first = self._note(body)
        try:
            answer = call.send("POST", "/invitees", body)
        except OutcomeUnknown:
            raise  # It may stand: the note stays, and the booking is looked for by it.
        except CalendlyError:
            if is_first:  # Else an earlier try under the same key may stand, and be why this one is refused.
                self._ledger.forget(noted)
            raise
        try:
            made = invitee_in(answer)
        except CalendlyDown as garbled:
            raise OutcomeUnknown(str(garbled)) from None
        if isinstance(made, dict) and made.get("event") and made.get("uri"):
            self._ledger.made(noted, str(made["event"]), str(made["uri"]))
            return {"resource": masks.invitee(made)}
        raise OutcomeUnknown("Calendly's answer to a booking lacks the event or the invitee")

    def _note(self, body: Answer) -> tuple[str, bool]:
        key = str((body.get("tracking") or {}).get("utm_content") or "")
        starts_at = datetime.fromisoformat(str(body["start_time"]))
        if not key:
            raise NotAllowed("A booking without a key cannot be known again")
        email = str(body["invitee"]["email"])
        return self._ledger.begin(self._visitor, self._host, str(body["event_type"]), starts_at, key, email)

    def _cancel(self, call: "_Call", body: Answer, event_id: str) -> Answer:
        stays = self._stays(call)
        stays.event(event_id)  # NotFound for anybody else's
        path = f"/scheduled_events/{quote(event_id, safe='')}"
        if masks.seats(call.get(path)["resource"]) > 1:
            raise OthersInIt("Others may be in this event")
        return call.send("POST", f"{path}/cancellation", body)

    def _link(self, call: "_Call", body: Answer) -> Answer:
        if body.get("owner_type") != "EventType":
            raise NotAllowed("A visitor may not do this")
        self._shop(call).check(str(body.get("owner")))
        return call.send("POST", "/scheduling_links", body)

    def _shop(self, call: "_Call") -> Shop:
        return Shop(call.get, self._host, self._offered)

    def _stays(self, call: "_Call") -> Stays:
        return Stays(call.get, self._ledger, self._visitor.principal_id, self._host, self.now())


class _Call:
    """One call of the visitor's, and the house's calls that answer it."""

    def __init__(self, house: Transport, token: str, budget: timedelta | None) -> None:
        self._house = house
        self._token = token
        self._budget = budget

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Answer:
        return self._house.get(path, self._token, params or {}, self._budget)

    def send(self, method: str, path: str, body: Answer) -> Answer:
        return self._house.send(method, path, self._token, {}, body, self._budget)


def _page(things: list[Answer]) -> Answer:
    return {"collection": things, "pagination": {"count": len(things)}}
