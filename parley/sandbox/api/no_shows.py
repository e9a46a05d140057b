"""`/invitee_no_shows`: who was expected and did not come."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from parley.sandbox.api.bodies import Body, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.changes import MadeInvitee
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.times import stamp
from parley.sandbox.uris import reference

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("scheduled_events:read"))]
Writer = Annotated[Caller, Depends(caller_with("scheduled_events:write"))]


class Marking(Body):
    invitee: str


@router.post("/invitee_no_shows")
async def create(request: Request, caller: Writer) -> JSONResponse:
    body, sandbox = await read(request, Marking), sandbox_of(request)
    named = reference(body.invitee)
    if named is None or named.collection != "scheduled_events" or named.within != "invitees":
        raise invalid("invitee")
    event = sandbox.world.event(named.id)
    if event is None:
        raise CalendlyError(404)
    if not caller.may_see(event):
        raise CalendlyError(403)
    mark = sandbox.made.mark_no_show(body.invitee)
    return JSONResponse({"resource": _json(_marked(request, caller, mark["id"]), request)}, status_code=201)


@router.get("/invitee_no_shows/{mark_id}")
async def show(request: Request, mark_id: str, caller: Reader) -> JSONResponse:
    return JSONResponse({"resource": _json(_marked(request, caller, mark_id), request)})


@router.delete("/invitee_no_shows/{mark_id}")
async def delete(request: Request, mark_id: str, caller: Writer) -> Response:
    _marked(request, caller, mark_id)
    sandbox_of(request).made.unmark_no_show(mark_id)
    return Response(status_code=204)


def _marked(request: Request, caller: Caller, mark_id: str) -> MadeInvitee:
    """Raises CalendlyError 404 or 403."""
    found = sandbox_of(request).made.no_show(mark_id)
    if found is None:
        raise CalendlyError(404)
    if not caller.may_see(found.event):
        raise CalendlyError(403)
    return found


def _json(marked: MadeInvitee, request: Request) -> dict[str, Any]:
    links, mark = Links.of(request), marked.invitee.no_show
    if mark is None:
        raise CalendlyError(404)
    invitee = links.invitee(marked.event, marked.invitee)
    return {"uri": links.no_show(mark), "invitee": invitee, "created_at": stamp(mark.at)}
