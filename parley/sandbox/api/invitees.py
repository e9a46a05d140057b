"""`/scheduled_events/…/invitees`: who comes to an event."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api import invitee_json, queries
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.events import visible
from parley.sandbox.api.links import Links
from parley.sandbox.api.paging import Key, envelope, paginate
from parley.sandbox.errors import CalendlyError
from parley.sandbox.things import Invitee
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("scheduled_events:read"))]


@router.get("/scheduled_events/{event_id}/invitees")
async def invitees(request: Request, event_id: str, caller: Reader) -> JSONResponse:
    event, links = visible(request, event_id, caller), Links.of(request)
    descending = queries.descending(request.query_params, "created_at")
    page = paginate(request, _filtered(request, event.invitees), _key, descending)
    collection = [invitee_json.write(event, invitee, links) for invitee in page.things]
    return JSONResponse(envelope(request, page, collection))


@router.get("/scheduled_events/{event_id}/invitees/{invitee_id}")
async def invitee(request: Request, event_id: str, invitee_id: str, caller: Reader) -> JSONResponse:
    event = visible(request, event_id, caller)
    found = next((invitee for invitee in event.invitees if invitee.id == invitee_id), None)
    if found is None:
        raise CalendlyError(404)
    return JSONResponse({"resource": invitee_json.write(event, found, Links.of(request))})


def _key(invitee: Invitee) -> Key:
    return stamp(invitee.created), invitee.id


def _filtered(request: Request, everybody: tuple[Invitee, ...]) -> list[Invitee]:
    query = request.query_params
    status, address = queries.choice(query, "status", ("active", "canceled")), queries.email(query, "email")
    return [
        invitee
        for invitee in everybody
        if (status is None or invitee.status == status) and (address is None or invitee.contact.email == address)
    ]
