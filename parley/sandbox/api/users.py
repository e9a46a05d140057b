"""`/users`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links, slug
from parley.sandbox.errors import CalendlyError
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Person
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("users:read"))]


@router.get("/users/{identifier}")
async def user(request: Request, identifier: str, caller: Reader) -> JSONResponse:
    """The caller as `me`, or somebody of the same organization."""
    person = caller.person if identifier == "me" else sandbox_of(request).world.person(identifier)
    if person is None:
        raise CalendlyError(404)
    if person.organization.id != caller.person.organization.id:
        raise CalendlyError(403)
    return JSONResponse({"resource": as_json(person, Links.of(request))})


def as_json(person: Person, links: Links) -> dict[str, Any]:
    sample = person.sample
    return {
        "uri": links.user(person),
        "name": sample.name,
        "slug": slug(person),
        "email": sample.email,
        "scheduling_url": links.scheduling(person),
        "timezone": sample.timezone,
        "time_notation": sample.time_notation,
        "locale": "en",
        "avatar_url": None,
        "created_at": stamp(sample.created_at),
        "updated_at": stamp(sample.created_at),
        "current_organization": links.organization(person.organization),
        "resource_type": "User",
    }
