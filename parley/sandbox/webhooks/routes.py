"""`/webhook_subscriptions` and `/sample_webhook_data`."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from parley.sandbox.api import queries
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.api.paging import Key, envelope, paginate
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.things import Event, Invitee, Organization, Person
from parley.sandbox.times import stamp
from parley.sandbox.webhooks import access
from parley.sandbox.webhooks.events import SAMPLED, SCOPES, readable
from parley.sandbox.webhooks.sample_data import sample
from parley.sandbox.webhooks.subscriptions import Subscription, as_json
from parley.sandbox.webhooks.wanted import Wanted, wanted

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("webhooks:read"))]
Writer = Annotated[Caller, Depends(caller_with("webhooks:write"))]
SAY_TWICE = "Hook with this url already exists"


@router.post("/webhook_subscriptions")
async def subscribe(request: Request, caller: Writer) -> JSONResponse:
    access.check_plan(request, caller)
    made = _made(request, caller, await wanted(request))
    if not sandbox_of(request).subscriptions.add(made):
        raise CalendlyError(409, SAY_TWICE)
    return JSONResponse({"resource": as_json(made)}, status_code=201)


@router.get("/webhook_subscriptions")
async def subscriptions(request: Request, caller: Reader) -> JSONResponse:
    scope, organization, user = _about(request, caller)
    chosen = [
        one
        for one in sandbox_of(request).subscriptions.all()
        if one.scope == scope
        and one.organization.id == organization.id
        and (user is None or (one.user is not None and one.user.id == user.id))
        and access.may_see(caller, one)
    ]
    page = paginate(request, chosen, _key, queries.descending(request.query_params, "created_at"))
    return JSONResponse(envelope(request, page, [as_json(one) for one in page.things]))


@router.get("/webhook_subscriptions/{identifier}")
async def subscription(request: Request, identifier: str, caller: Reader) -> JSONResponse:
    return JSONResponse({"resource": as_json(_visible(request, identifier, caller))})


@router.delete("/webhook_subscriptions/{identifier}")
async def unsubscribe(request: Request, identifier: str, caller: Writer) -> Response:
    sandbox_of(request).subscriptions.remove(_visible(request, identifier, caller).id)
    return Response(status_code=204)


@router.get("/sample_webhook_data")
async def sample_webhook_data(request: Request, caller: Reader) -> JSONResponse:
    kind = _required(request, "event", SAMPLED)
    _, organization, user = _about(request, caller)
    sandbox, person = sandbox_of(request), user or caller.person
    found = _first_booking(sandbox, [user] if user else _members(sandbox, organization))
    return JSONResponse(sample(kind, found, person, Links.of(request), sandbox.clock()))


def _made(request: Request, caller: Caller, body: Wanted) -> Subscription:
    """What is asked for, ready to be kept. Raises CalendlyError 400 or 403."""
    sandbox, organization = sandbox_of(request), access.owned(request, caller, body.organization)
    access.check_scope(caller, organization, body.scope)
    user = access.user_in(request, caller, organization, body.user) if body.user else None
    if not all(readable(event, request.state.scope) for event in body.events):
        raise CalendlyError(400)  # recorded live: a plain 400, not the 403 of a missing scope
    now = sandbox.clock()
    return Subscription(
        id=str(uuid.uuid4()),
        url=body.url,
        events=body.events,
        scope=body.scope,
        organization=organization,
        user=user,
        creator=caller.person,
        signing_key=body.signing_key or sandbox.signing_key,
        base=Links.of(request).base,
        created=now,
        updated=now,
    )


def _about(request: Request, caller: Caller) -> tuple[str, Organization, Person | None]:
    """`scope`, `organization` and `user` of the query. Raises CalendlyError 400 or 403."""
    scope, query = _required(request, "scope", SCOPES), request.query_params
    if not query.get("organization"):
        raise invalid("organization", "is missing")
    organization = access.owned(request, caller, query["organization"])
    access.check_scope(caller, organization, scope)
    user = access.user_in(request, caller, organization, query["user"]) if "user" in query else None
    return scope, organization, user


def _required(request: Request, name: str, allowed: tuple[str, ...]) -> str:
    value = queries.choice(request.query_params, name, allowed)
    if value is None:
        raise invalid(name, "is missing")
    return value


def _visible(request: Request, identifier: str, caller: Caller) -> Subscription:
    found = sandbox_of(request).subscriptions.named(identifier)
    if found is None:
        raise CalendlyError(404)
    if not access.may_see(caller, found):
        raise CalendlyError(403)
    return found


def _members(sandbox: Sandbox, organization: Organization) -> list[Person]:
    return [person for person in sandbox.world.people if person.organization.id == organization.id]


def _first_booking(sandbox: Sandbox, people: list[Person]) -> tuple[Event, Invitee] | None:
    events = [event for person in people for event in sandbox.world.events_of(person)]
    return next(((event, event.invitees[0]) for event in events if event.invitees), None)


def _key(subscription: Subscription) -> Key:
    return stamp(subscription.created), subscription.id
