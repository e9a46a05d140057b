"""`POST /invitees`, the Scheduling API, and canceling what was booked."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from parley.sandbox.api import invitee_json
from parley.sandbox.api.bodies import Body, Email, Zone, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.api.members import named_type
from parley.sandbox.drafts import InviteeDraft
from parley.sandbox.errors import CalendlyError
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.samples import PlaceType
from parley.sandbox.times import parse

router = APIRouter()
Writer = Annotated[Caller, Depends(caller_with("scheduled_events:write"))]

PAID_ONLY = "The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature."


def _moment(text: str) -> str:
    if parse(text) is None:
        raise PydanticCustomError("moment", "invalid")
    return text


class InviteeBody(Body):
    email: Email
    timezone: Zone
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    text_reminder_number: str | None = None

    @model_validator(mode="after")
    def _named(self) -> "InviteeBody":
        if not (self.name or "").strip() and not (self.first_name or "").strip():
            raise PydanticCustomError("name", "either name or first_name must be filled")
        return self

    def draft(self) -> InviteeDraft:
        both = " ".join(part.strip() for part in (self.first_name, self.last_name) if part and part.strip())
        name = (self.name or "").strip() or both
        return InviteeDraft(name, self.email, self.timezone, self.first_name, self.last_name, self.text_reminder_number)


class LocationBody(Body):
    kind: PlaceType
    location: str | None = None


class AnswerBody(Body):
    question: str
    answer: str
    position: int


class TrackingBody(Body):
    """All six or none at all."""

    utm_campaign: str | None
    utm_source: str | None
    utm_medium: str | None
    utm_content: str | None
    utm_term: str | None
    salesforce_uuid: str | None


class Booking(Body):
    event_type: str
    start_time: Annotated[str, AfterValidator(_moment)]
    invitee: InviteeBody
    location: LocationBody | None = None
    questions_and_answers: list[AnswerBody] = Field([])
    tracking: TrackingBody | None = None
    event_guests: list[Email] = Field([], max_length=10)

    @property
    def start(self) -> datetime:
        moment = parse(self.start_time)
        assert moment is not None  # noqa: S101 - read before
        return moment


class Canceling(Body):
    reason: str | None = Field(None, max_length=10_000)


@router.post("/invitees")
async def book(request: Request, caller: Writer) -> JSONResponse:
    """In Calendly's order: plan, rate, body, event type, location, questions, and the time last of all."""
    sandbox = sandbox_of(request)
    if sandbox.plans.of(caller.person.organization).tier == "free":
        raise CalendlyError(403, PAID_ONLY)
    sandbox.limits.booking(request, caller.person)
    body = await read(request, Booking)
    made = sandbox.made.book(
        named_type(sandbox, caller, body.event_type),
        body.start,
        body.invitee.draft(),
        body.location.model_dump(exclude_none=True) if body.location else None,
        [answer.model_dump() for answer in body.questions_and_answers],
        [guest.casefold() for guest in body.event_guests],
        body.tracking.model_dump() if body.tracking else {},
        "api",
    )
    told = invitee_json.write(made.event, made.invitee, Links.of(request))
    return JSONResponse({"resource": told}, status_code=201)


@router.post("/scheduled_events/{event_id}/cancellation")
async def cancel(request: Request, event_id: str, caller: Writer) -> JSONResponse:
    """For every invitee at once. The host is the one who cancels, whoever's token it was."""
    sandbox = sandbox_of(request)
    event = sandbox.world.event(event_id)
    if event is None:
        raise CalendlyError(404)
    if not caller.may_see(event):
        raise CalendlyError(403, "You are not allowed to cancel this event")
    body = await read(request, Canceling)
    told: dict[str, Any] = sandbox.made.cancel(event_id, caller.person.sample.name, "host", body.reason)
    return JSONResponse({"resource": told}, status_code=201)
