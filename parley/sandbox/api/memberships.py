"""`/organization_memberships`: who belongs to an organization."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api import queries, users
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links, membership_id
from parley.sandbox.api.members import subject, whole_organization
from parley.sandbox.api.paging import Key, envelope, paginate
from parley.sandbox.errors import CalendlyError
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Person
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("organizations:read"))]

NOT_TOLD = ("current_organization", "resource_type")


@router.get("/organization_memberships")
async def memberships(request: Request, caller: Reader) -> JSONResponse:
    """Everybody in the organization that the caller runs; otherwise the caller alone."""
    links = Links.of(request)
    page = paginate(request, _filtered(request, _asked_for(request, caller)), _key, descending=False)
    return JSONResponse(envelope(request, page, [as_json(person, links) for person in page.things]))


@router.get("/organization_memberships/{identifier}")
async def membership(request: Request, identifier: str, caller: Reader) -> JSONResponse:
    person = next((one for one in sandbox_of(request).world.people if membership_id(one) == identifier), None)
    if person is None:
        raise CalendlyError(404)
    if person.id != caller.person.id and not caller.person.runs(person.organization):
        raise CalendlyError(403)
    return JSONResponse({"resource": as_json(person, Links.of(request))})


def as_json(person: Person, links: Links) -> dict[str, Any]:
    user = {name: value for name, value in users.as_json(person, links).items() if name not in NOT_TOLD}
    return {
        "uri": links.membership(person),
        "role": person.sample.role,
        "user": user,
        "organization": links.organization(person.organization),
        "created_at": stamp(person.sample.created_at),
        "updated_at": stamp(person.sample.created_at),
    }


def _key(person: Person) -> Key:
    return stamp(person.sample.created_at), person.id


def _asked_for(request: Request, caller: Caller) -> list[Person]:
    query, sandbox = request.query_params, sandbox_of(request)
    if "organization" in query:
        whole_organization(caller, query["organization"])
    if "user" in query:
        return [subject(sandbox, caller, query["user"])]
    if not caller.person.runs(caller.person.organization):
        return [caller.person]
    return [person for person in sandbox.world.people if person.organization.id == caller.person.organization.id]


def _filtered(request: Request, people: list[Person]) -> list[Person]:
    query = request.query_params
    role, address = queries.choice(query, "role", ("owner", "admin", "user")), queries.email(query, "email")
    return [
        person
        for person in people
        if (role is None or person.sample.role == role) and (address is None or person.sample.email == address)
    ]
