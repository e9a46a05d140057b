"""`/scheduled_events`: whose events one may list, and one event."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from parley.sandbox.api import event_json, queries
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links, identifier
from parley.sandbox.api.paging import Key, envelope, paginate
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.things import Event, Organization, Person
from parley.sandbox.times import stamp

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("scheduled_events:read"))]

SAY_ORGANIZATION = "Please also specify organization when requesting events for a user within your organization."


@router.get("/scheduled_events")
async def events(request: Request, caller: Reader) -> JSONResponse:
    query, links = request.query_params, Links.of(request)
    world = sandbox_of(request).world
    # An event with several hosts is one event.
    found = {event.id: event for host in _hosts(request, caller) for event in world.events_of(host)}
    chosen = _filtered(request, list(found.values()))
    page = paginate(request, chosen, _key, queries.descending(query, "start_time"))
    return JSONResponse(envelope(request, page, [event_json.write(event, links) for event in page.things]))


@router.get("/scheduled_events/{event_id}")
async def event(request: Request, event_id: str, caller: Reader) -> JSONResponse:
    return JSONResponse({"resource": event_json.write(visible(request, event_id, caller), Links.of(request))})


def visible(request: Request, event_id: str, caller: Caller) -> Event:
    """The event, if the caller may see it. Raises CalendlyError 404 or 403."""
    found = sandbox_of(request).world.event(event_id)
    if found is None:
        raise CalendlyError(404)
    if not caller.may_see(found):
        raise CalendlyError(403, "You are not allowed to view this event")
    return found


def _key(event: Event) -> Key:
    return stamp(event.start), event.id


def _filtered(request: Request, events: list[Event]) -> list[Event]:
    """From `min_start_time` on and before `max_start_time` (whether Calendly includes the ends is not documented)."""
    query = request.query_params
    status, attendee = queries.choice(query, "status", ("active", "canceled")), queries.email(query, "invitee_email")
    earliest, latest = queries.moment(query, "min_start_time"), queries.moment(query, "max_start_time")
    return [
        event
        for event in events
        if (status is None or event.status == status)
        and (earliest is None or event.start >= earliest)
        and (latest is None or event.start < latest)
        and (attendee is None or any(invitee.contact.email == attendee for invitee in event.invitees))
    ]


def _hosts(request: Request, caller: Caller) -> list[Person]:
    """Whose events the request is about. Raises CalendlyError 400 without anybody, 403 for what is not the caller's."""
    query, sandbox = request.query_params, sandbox_of(request)
    if not query.keys() & {"user", "organization", "group"}:
        raise invalid("user", "is missing")
    if "group" in query:
        raise CalendlyError(403)  # nobody here has groups
    person = _named_user(sandbox, query["user"]) if "user" in query else None
    if "organization" in query:
        return _members(sandbox, caller, _named_organization(sandbox, query["organization"]), query.get("user"), person)
    if person is None or person.id != caller.person.id:
        raise CalendlyError(403, SAY_ORGANIZATION)
    return [person]


def _members(
    sandbox: Sandbox, caller: Caller, organization: Organization | None, user: str | None, person: Person | None
) -> list[Person]:
    """Everybody in the organization, or the one who was named."""
    themselves = person is not None and person.id == caller.person.id
    if organization is None or organization.id != caller.person.organization.id:
        raise CalendlyError(403)
    if not themselves and not caller.person.runs(organization):
        raise CalendlyError(403, "You do not have permission")
    members = [member for member in sandbox.world.people if member.organization.id == organization.id]
    if user is None:
        return members
    if person not in members:
        raise CalendlyError(403, "This user is not in your organization")
    return [person]


def _named_user(sandbox: Sandbox, uri: str) -> Person | None:
    found = identifier(uri, "users")
    if found is None:
        raise invalid("user")
    return sandbox.world.person(found)


def _named_organization(sandbox: Sandbox, uri: str) -> Organization | None:
    found = identifier(uri, "organizations")
    if found is None:
        raise invalid("organization")
    return sandbox.world.organizations.get(found)
