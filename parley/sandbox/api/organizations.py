"""`/organizations`."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.errors import CalendlyError
from parley.sandbox.plans import Plan
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Organization
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("organizations:read"))]


@router.get("/organizations/{identifier}")
async def organization(request: Request, identifier: str, caller: Reader) -> JSONResponse:
    """The caller's own organization."""
    found = sandbox_of(request).world.organizations.get(identifier)
    if found is None:
        raise CalendlyError(404)
    if found.id != caller.person.organization.id:
        raise CalendlyError(403)
    return JSONResponse({"resource": as_json(found, sandbox_of(request).plans.of(found), Links.of(request))})


def as_json(organization: Organization, plan: Plan, links: Links) -> dict[str, Any]:
    sample = organization.sample
    return {
        "uri": links.organization(organization),
        "name": sample.name,
        "kind": sample.kind,
        "plan": plan.name,
        "stage": plan.stage,
        "id": sample.number,
        "created_at": stamp(sample.created_at),
        "updated_at": stamp(sample.created_at),
    }
