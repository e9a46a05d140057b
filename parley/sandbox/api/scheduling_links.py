"""`/scheduling_links`: links that are good for one booking. Every plan has them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api.bodies import Body, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.api.members import managed_type, named_type
from parley.sandbox.rooms import sandbox_of

router = APIRouter()
Writer = Annotated[Caller, Depends(caller_with("scheduling_links:write"))]


class LinkWanted(Body):
    max_event_count: Literal[1, "1"]
    owner: str
    owner_type: Literal["EventType"]


@router.post("/scheduling_links")
async def create(request: Request, caller: Writer) -> JSONResponse:
    """When an unused link expires is UNCONFIRMED: here it does not."""
    body, sandbox, links = await read(request, LinkWanted), sandbox_of(request), Links.of(request)
    kind = managed_type(caller, named_type(sandbox, caller, body.owner, "owner"))
    link = sandbox.made.make_link(kind)
    told = {
        "booking_url": links.single_use(link.id, kind),
        "owner": links.of_type(kind.id),
        "owner_type": "EventType",
    }
    return JSONResponse({"resource": told}, status_code=201)
