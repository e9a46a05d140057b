"""A visitor's own bookings as Calendly has them now. It asks for nothing but those that the ledger says are theirs."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import structlog

from parley.calendly.errors import NotAllowed, NotFound
from parley.visits import masks
from parley.visits.ledger import Entry, Ledger

Get = Callable[..., dict[str, Any]]
Json = Mapping[str, Any]
SKEW = timedelta(minutes=2)  # how far Calendly's clock may be behind ours
MOST_MOVES = 5  # of one booking, looked at in one go
LONG_AGO = timedelta(days=92)  # what took place so long ago is not moved any more
log = structlog.get_logger(__name__)


class Stays:
    """One person's bookings with one host."""

    def __init__(self, get: Get, ledger: Ledger, principal_id: str, host: str, now: datetime) -> None:
        self._get = get
        self._ledger = ledger
        self._principal_id = principal_id
        self._host = host
        self._now = now
        self._read: dict[str, Json | None] = {}

    def events(self, params: Json) -> list[dict[str, Any]]:
        """Return the events that the parameters of a list ask for, of whomever they speak."""
        self._claim(params)
        self._follow_moves()
        found = {}
        for entry in self._own():
            if entry.event_id and _spans(params, entry.starts_at) and self._has(entry, params):
                found[entry.event_id] = self._seen(entry)
        told = [one for one in found.values() if one and params.get("status") in (None, one["status"])]
        backwards = str(params.get("sort", "")).endswith(":desc")
        return sorted(told, key=lambda one: (one["start_time"], one["uri"]), reverse=backwards)

    def event(self, event_id: str) -> dict[str, Any]:
        """Return one event. NotFound unless it is one of theirs."""
        for entry in self._own():
            if entry.event_id == event_id and (seen := self._seen(entry)):
                return seen
        raise NotFound("There is no such event")

    def invitees(self, event_id: str, params: Json) -> list[dict[str, Any]]:
        """Return the person's own invitees of an event of theirs. NotFound unless it is one."""
        own = [one for one in self._own() if one.event_id == event_id]
        if not own:
            raise NotFound("There is no such event")
        told = [masks.invitee(one) for entry in own if (one := self._invitee(entry))]
        wanted = str(params.get("email") or "").casefold()
        return [
            one
            for one in told
            if params.get("status") in (None, one["status"]) and wanted in ("", str(one["email"]).casefold())
        ]

    def _own(self) -> list[Entry]:
        return self._ledger.of(self._principal_id, self._host)

    def _has(self, entry: Entry, params: Json) -> bool:
        address = params.get("invitee_email")
        return not address or entry.email_digest in self._ledger.digests(str(address))

    def _seen(self, entry: Entry) -> dict[str, Any] | None:
        own = self._invitee(entry)
        if own is None:
            return None
        try:
            return masks.event(self._get(_path(entry.event_id))["resource"], own)
        except (NotFound, NotAllowed) as problem:
            log.info("a booking cannot be read any more", booking=entry.id, cause=type(problem).__name__)
            return None

    def _invitee(self, entry: Entry) -> Json | None:
        if entry.id not in self._read:
            self._read[entry.id] = self._read_invitee(entry)
        return self._read[entry.id]

    def _read_invitee(self, entry: Entry) -> Json | None:
        try:
            own: Json = self._get(f"{_path(entry.event_id)}/invitees/{_segment(entry.invitee_id)}")["resource"]
        except (NotFound, NotAllowed) as problem:
            log.info("a booking cannot be read any more", booking=entry.id, cause=type(problem).__name__)
            return None
        return own

    def _follow_moves(self) -> None:
        """Take over bookings to which the person moved others by their own links, however often."""
        looked: set[str] = set()
        for _ in range(MOST_MOVES):
            own = [one for one in self._own() if one.event and one.starts_at > self._now - LONG_AGO]
            new = [one for one in own if one.id not in looked]
            for entry in new:
                looked.add(entry.id)
                there = (self._invitee(entry) or {}).get("new_invitee")
                if there and there not in {one.invitee for one in own}:
                    self._follow(entry, str(there))
            if not new:
                return

    def _follow(self, entry: Entry, invitee: str) -> None:
        event = invitee.partition("/invitees/")[0]
        try:
            there = self._get(_path(event.rsplit("/", 1)[-1]))["resource"]
        except (NotFound, NotAllowed):
            return
        self._ledger.moved(entry, event, invitee, _moment(there["start_time"]))

    def _claim(self, params: Json) -> None:
        """Find bookings whose answer was lost, in a list that asks for their address."""
        address = str(params.get("invitee_email") or "")
        if not address:
            return
        digests = self._ledger.digests(address)
        for entry in self._own():
            mine = entry.principal_id == self._principal_id and entry.email_digest in digests
            if entry.event is None and mine and _spans(params, entry.starts_at):
                self._look_for(entry, address, params)

    def _look_for(self, entry: Entry, address: str, params: Json) -> None:
        asked = {"user": self._host, "status": "active", "invitee_email": address, "count": 100}
        bounds = {name: params[name] for name in ("min_start_time", "max_start_time") if name in params}
        for event in self._get("/scheduled_events", {**asked, **bounds}).get("collection") or []:
            if event["event_type"] == entry.event_type and _moment(event["start_time"]) == entry.starts_at:
                listed = self._get(f"{_path(event['uri'].rsplit('/', 1)[-1])}/invitees", {"status": "active"})
                for one in listed.get("collection") or []:
                    if _is_of(entry, one, address):
                        self._ledger.made(entry.id, event["uri"], one["uri"])
                        return


def _is_of(entry: Entry, invitee: Json, address: str) -> bool:
    key = (invitee.get("tracking") or {}).get("utm_content")
    if key is not None:
        return bool(key == entry.key)
    # Tracking may get lost: then somebody of this very address who booked this very time just then.
    same = str(invitee["email"]).casefold() == address.casefold()
    return same and _moment(invitee["created_at"]) >= entry.made_at - SKEW


def _spans(params: Json, moment: datetime) -> bool:
    earliest, latest = params.get("min_start_time"), params.get("max_start_time")
    return (not earliest or _moment(earliest) <= moment) and (not latest or moment < _moment(latest))


def _moment(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)


def _path(event_id: str | None) -> str:
    return f"/scheduled_events/{_segment(event_id)}"


def _segment(identifier: str | None) -> str:
    return quote(identifier or "", safe="")
