"""`/event_types`: what can be booked, and one of it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api import event_type_json, queries
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links, identifier
from parley.sandbox.api.members import known_type, subject, whole_organization
from parley.sandbox.api.paging import Key, envelope, paginate
from parley.sandbox.errors import invalid
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.schedules import own_schedule, special_hours
from parley.sandbox.things import EventType
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("event_types:read"))]

KEYS: dict[str, Callable[[EventType], str]] = {
    "name": lambda kind: kind.sample.name.casefold(),
    "position": lambda kind: f"{kind.position:06}",
    "created_at": lambda kind: stamp(kind.created),
    "updated_at": lambda kind: stamp(kind.updated),
}
SORTS = tuple(f"{field}:{way}" for field in KEYS for way in ("asc", "desc"))


@router.get("/event_types")
async def event_types(request: Request, caller: Reader) -> JSONResponse:
    """Those a user hosts, alone or with others, or those of an organization that the caller runs."""
    links, chosen = Links.of(request), _filtered(request, _asked_for(request, caller))
    field, _, way = (queries.choice(request.query_params, "sort", SORTS) or "name:asc").partition(":")

    def key(event_type: EventType) -> Key:
        return KEYS[field](event_type), event_type.id

    page = paginate(request, chosen, key, way == "desc")
    return JSONResponse(envelope(request, page, [event_type_json.write(kind, links) for kind in page.things]))


@router.get("/event_types/{type_id}")
async def event_type(request: Request, type_id: str, caller: Reader) -> JSONResponse:
    found = known_type(sandbox_of(request), caller, type_id)
    return JSONResponse({"resource": event_type_json.write(found, Links.of(request))})


def _asked_for(request: Request, caller: Caller) -> list[EventType]:
    """Raises CalendlyError 400 without anybody, 403 for what is not the caller's. One-off types are in no list (I)."""
    query, sandbox = request.query_params, sandbox_of(request)
    if not query.keys() & {"user", "organization"}:
        raise invalid("user", "is missing")
    if "organization" in query and "user" not in query:
        whole_organization(caller, query["organization"])
        return [kind for kind in _listed(sandbox) if kind.owner.organization.id == caller.person.organization.id]
    person = subject(sandbox, caller, query["user"])
    return [kind for kind in _listed(sandbox) if any(host.id == person.id for host in kind.hosts)]


def _listed(sandbox: Sandbox) -> list[EventType]:
    return [kind for kind in sandbox.world.event_types() if not kind.one_off]


def _filtered(request: Request, kinds: list[EventType]) -> list[EventType]:
    query, world = request.query_params, sandbox_of(request).world
    active, managed = queries.truth(query, "active"), queries.truth(query, "admin_managed")
    schedule = query.get("user_availability_schedule")
    wanted = identifier(schedule, "user_availability_schedules") if schedule is not None else None
    if schedule is not None and wanted is None:
        raise invalid("user_availability_schedule")
    return [
        kind
        for kind in kinds
        if (active is None or kind.sample.active == active)
        and not managed
        and (wanted is None or any(own_schedule(h) == wanted and not special_hours(world, kind, h) for h in kind.hosts))
    ]
