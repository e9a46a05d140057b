"""Making and changing event types."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StringConstraints

from parley.sandbox.api import event_type_json
from parley.sandbox.api.bodies import Body, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import MADE, Links
from parley.sandbox.api.members import known_type, managed_type, subject
from parley.sandbox.drafts import new_id
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.samples import EventTypeSample, Place, PlaceType
from parley.sandbox.things import EventType

router = APIRouter()
Writer = Annotated[Caller, Depends(caller_with("event_types:write"))]

Name = Annotated[str, StringConstraints(pattern=r"\S", max_length=255)]
Buffer = Literal[0, 5, 10, 15, 30, 45, 60, 90, 120, 150, 180]
MADE_HERE: dict[str, Any] = {"minutes": 30, "active": False}


class LocationBody(Body):
    kind: PlaceType
    location: str | None = None
    additional_info: str | None = None
    phone_number: str | None = None

    def place(self) -> Place:
        text = self.phone_number if self.kind == "inbound_call" else self.location
        return Place(type=self.kind, location=text, info=self.additional_info)


class EventTypeUpdate(Body):
    """What is left out stays; `model_fields_set` tells what was sent."""

    name: Name = ""
    active: bool = False
    description: str = ""
    duration: int = Field(30, ge=1, le=720)
    duration_options: list[Annotated[int, Field(ge=1, le=720)]] = Field([], max_length=4)
    locations: list[LocationBody] = Field([])
    color: str = Field("", pattern=r"^#[a-f0-9]{6}$")
    locale: Literal["en", "fr", "es", "de", "nl", "pt", "it", "uk"] = "en"
    start_time_increment: int = Field(30, ge=5, le=720)
    before_buffer: Buffer = 0
    after_buffer: Buffer = 0

    def changes(self) -> dict[str, Any]:
        """The fields of an `EventTypeSample` that were sent."""
        given = {ours: getattr(self, theirs) for theirs, ours in FIELDS.items() if theirs in self.model_fields_set}
        if "duration_options" in self.model_fields_set:
            given["duration_options"] = tuple(self.duration_options) or None
        if "locations" in self.model_fields_set:
            places = [location.place() for location in self.locations]
            given |= {"location": places[0] if places else None, "alternatives": tuple(places[1:])}
        return given


FIELDS = {
    "name": "name",
    "active": "active",
    "description": "description",
    "duration": "minutes",
    "color": "color",
    "locale": "locale",
    "start_time_increment": "increment",
    "before_buffer": "before_buffer",
    "after_buffer": "after_buffer",
}


class EventTypeCreate(EventTypeUpdate):
    owner: str
    name: Name


@router.post("/event_types")
async def create(request: Request, caller: Writer) -> JSONResponse:
    """A solo type. It arrives inactive whatever the body says (observed live); a change makes it active."""
    body, sandbox = await read(request, EventTypeCreate), sandbox_of(request)
    owner, now, identifier = subject(sandbox, caller, body.owner, "owner"), sandbox.clock(), new_id()
    sample = EventTypeSample(**(MADE_HERE | {"key": identifier} | body.changes() | {"active": False}))
    position = MADE + len(sandbox.world.notes.types)
    made = sandbox.made.change(EventType(identifier, owner, (), sample, now, now, position))
    return JSONResponse({"resource": event_type_json.write(made, Links.of(request))}, status_code=201)


@router.patch("/event_types/{type_id}")
async def update(request: Request, type_id: str, caller: Writer) -> JSONResponse:
    sandbox = sandbox_of(request)
    found = managed_type(caller, known_type(sandbox, caller, type_id))
    body = await read(request, EventTypeUpdate)
    sample = found.sample.model_copy(update=body.changes())
    made = sandbox.made.change(replace(found, sample=sample, updated=sandbox.clock()))
    return JSONResponse({"resource": event_type_json.write(made, Links.of(request))})
