"""When an event type can be booked, and when a user is busy."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api import queries
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.api.members import colleague, named_type, needed
from parley.sandbox.busy import Busy, busy
from parley.sandbox.errors import invalid
from parley.sandbox.openings import Opening, openings
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import EventType
from parley.sandbox.times import stamp

router = APIRouter()
# Calendly's pages disagree which of the two it takes (UNCONFIRMED): either will do here.
TimesReader = Annotated[Caller, Depends(caller_with("availability:read", "event_types:read"))]
BusyReader = Annotated[Caller, Depends(caller_with("availability:read"))]

LONGEST_LIST = timedelta(days=31)
LONGEST_BUSY = timedelta(days=7)


@router.get("/event_type_available_times")
async def available_times(request: Request, caller: TimesReader) -> JSONResponse:
    """Up to 31 days of openings, all in one list; none for a type that is inactive."""
    query, sandbox, links = request.query_params, sandbox_of(request), Links.of(request)
    uri, now = needed(query, "event_type"), sandbox.clock()
    start, end = _range(query, LONGEST_LIST)
    if start <= now:
        raise invalid("start_time", "start_time must be in the future")
    kind = named_type(sandbox, caller, uri)
    found = openings(sandbox.world, kind, start, end, now) if kind.sample.active else []
    return JSONResponse({"collection": [_opening(opening, kind, links) for opening in found]})


@router.get("/user_busy_times")
async def busy_times(request: Request, caller: BusyReader) -> JSONResponse:
    """Up to seven days, earliest first."""
    query, sandbox, links = request.query_params, sandbox_of(request), Links.of(request)
    uri, (start, end) = needed(query, "user"), _range(query, LONGEST_BUSY)
    if start < sandbox.clock():
        raise invalid("start_time", "start_time must be in the future")
    found = busy(sandbox.world, colleague(sandbox, caller, uri), start, end)
    touching = [taken for taken in found if taken.plain[0] < end and taken.plain[1] > start]
    return JSONResponse({"collection": [_busy(taken, links) for taken in touching]})


def _range(query: Mapping[str, str], longest: timedelta) -> tuple[datetime, datetime]:
    """Raises CalendlyError 400; what Calendly says of a range that is too long is UNCONFIRMED."""
    needed(query, "start_time"), needed(query, "end_time")
    start, end = queries.moment(query, "start_time"), queries.moment(query, "end_time")
    if start is None or end is None:
        raise invalid("start_time")
    if end <= start:
        raise invalid("end_time", "end_time must be after start_time")
    if end - start > longest:
        raise invalid("end_time", f"date range must not exceed {longest.days} days")
    return start, end


def _opening(opening: Opening, kind: EventType, links: Links) -> dict[str, Any]:
    start = stamp(opening.start)
    month = f"month={start[:7]}&date={start[:10]}"
    return {
        "status": "available",
        "invitees_remaining": opening.remaining,
        "start_time": f"{start[:19]}Z",
        "scheduling_url": f"{links.booking(kind)}/{start[:19]}Z?{month}",
    }


def _busy(taken: Busy, links: Links) -> dict[str, Any]:
    times = {"start_time": stamp(taken.plain[0]), "end_time": stamp(taken.plain[1])}
    if taken.event is None:
        return {"type": "external", **times}
    buffered = {"buffered_start_time": stamp(taken.span[0]), "buffered_end_time": stamp(taken.span[1])}
    return {"type": "calendly", **times, **buffered, "event": {"uri": links.event(taken.event)}}
