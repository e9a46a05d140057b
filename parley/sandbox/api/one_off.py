"""`/one_off_event_types`: a type for one occasion, with dates of its own."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StringConstraints

from parley.sandbox.api import event_type_json
from parley.sandbox.api.bodies import Body, Zone, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.event_type_changes import LocationBody
from parley.sandbox.api.links import MADE, Links
from parley.sandbox.api.members import colleague, subject
from parley.sandbox.drafts import new_id
from parley.sandbox.errors import invalid
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.samples import EventTypeSample
from parley.sandbox.things import EventType
from parley.sandbox.times import parse

router = APIRouter()
Writer = Annotated[Caller, Depends(caller_with("event_types:write"))]

LONGEST = timedelta(days=365)


class Range(Body):
    type: Literal["date_range"]
    start_date: date
    end_date: date


class Days(Body):
    type: Literal["days_in_future"]
    days: int = Field(ge=0, le=365)
    only_weekdays: bool


class Spot(Body):
    start_time: str
    end_time: str


class Spots(Body):
    type: Literal["spots"]
    spots: list[Spot] = Field(min_length=1)


class OneOff(Body):
    name: Annotated[str, StringConstraints(pattern=r"\S", max_length=55)]
    host: str
    co_hosts: list[str] = Field([])
    duration: float = Field(ge=1, le=720, multiple_of=1)
    timezone: Zone | None = None
    location: LocationBody | None = None
    date_setting: Annotated[Range | Days | Spots, Field(discriminator="type")]


@router.post("/one_off_event_types")
async def create(request: Request, caller: Writer) -> JSONResponse:
    """All its hosts come. Nothing but its dates and their hours limits when it can be booked."""
    body, sandbox = await read(request, OneOff), sandbox_of(request)
    _plausible(body)
    made = sandbox.made.change(_event_type(body, sandbox, caller))
    return JSONResponse({"resource": event_type_json.write(made, Links.of(request))}, status_code=201)


def _event_type(body: OneOff, sandbox: Sandbox, caller: Caller) -> EventType:
    host = subject(sandbox, caller, body.host, "host")
    others = {person.id: person for person in (colleague(sandbox, caller, uri, "co_hosts") for uri in body.co_hosts)}
    others.pop(host.id, None)
    identifier, now = new_id(), sandbox.clock()
    return EventType(
        id=identifier,
        owner=host,
        co_hosts=tuple(others.values()),
        sample=_sample(body, identifier, bool(others)),
        created=now,
        updated=now,
        position=MADE + len(sandbox.world.notes.types),
        one_off=True,
        dates=body.date_setting.model_dump(mode="json"),
        zone=body.timezone,
    )


def _sample(body: OneOff, key: str, shared: bool) -> EventTypeSample:
    settings: dict[str, Any] = {"notice": 0, "days_ahead": 800, "increment": None, "secret": True}
    place = body.location.place() if body.location else None
    pooling = "collective" if shared else None
    return EventTypeSample(
        key=key, name=body.name, minutes=int(body.duration), location=place, pooling=pooling, **settings
    )


def _plausible(body: OneOff) -> None:
    """Raises CalendlyError 400 for dates that run backwards, spots that are no times, or more than a year."""
    dates = body.date_setting
    if isinstance(dates, Range) and not timedelta(0) <= dates.end_date - dates.start_date < LONGEST:
        raise invalid("date_setting.end_date")
    for index, spot in enumerate(dates.spots if isinstance(dates, Spots) else ()):
        start, end = parse(spot.start_time), parse(spot.end_time)
        if start is None or end is None or start >= end:
            raise invalid(f"date_setting.spots[{index}]")
