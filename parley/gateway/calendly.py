"""What Calendly tells: deliveries, believed only with its signature, and recorded before they are acknowledged."""

import hashlib

import structlog
from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import ValidationError

from parley.calendly.models import WebhookPayload
from parley.calendly.signatures import HEADER, BadSignature, SignatureVerifier
from parley.clock import Clock
from parley.gateway.core import Gateway
from parley.gateway.openapi import body, faults
from parley.jobs import calendars
from parley.notices.happened import of_delivery
from parley.notices.parts import PATH

MOST_BYTES = 256_000
_SIGNATURE = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "Calendly's, made with PARLEY_CALENDLY_WEBHOOK_KEY.",
}
log = structlog.get_logger(__name__)


def make_router(gateway: Gateway, home: str, clock: Clock) -> APIRouter:
    """Return the route that subscriptions lead to. Of what is refused nothing is logged but why."""
    router = APIRouter(prefix=PATH, tags=["platforms"])
    keys = gateway.settings.webhook_keys
    verifier = SignatureVerifier(keys, clock) if keys else None

    @router.post(
        "/{hook_id}",
        status_code=204,
        response_class=Response,
        summary="What Calendly tells of a calendar",
        responses=faults(400, 401, 404, 413, 500),
        openapi_extra={**body({"type": "object"}), "parameters": [_SIGNATURE]},
    )
    async def delivery(request: Request, hook_id: str) -> Response:
        read = await _body(request)
        told = _believed(verifier, request.headers.get(HEADER), read)
        hook = await gateway.database.run(gateway.newsdesk.hooks.named, hook_id)
        if hook is None:  # Removed or made anew: Calendly stops by itself when an address refuses everything.
            raise HTTPException(404, "There is no such subscription.")
        await _record(home, hook.grant_id, told)
        return Response(status_code=204)

    return router


async def _record(home: str, grant_id: str, told: WebhookPayload) -> None:
    try:
        happened = of_delivery(told)
    except ValidationError:
        raise _refused(400, "malformed") from None
    if happened is None:
        return
    # There is no delivery id: Calendly repeats itself with these three the same.
    same = f"{grant_id} {told.event} {happened.invitee} {told.created_at.isoformat()}"
    await calendars.record(home, grant_id, hashlib.sha256(same.encode()).hexdigest()[:32], happened)


async def _body(request: Request) -> bytes:
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > MOST_BYTES:
            raise _refused(413, "too large")
    return bytes(read)


def _believed(verifier: SignatureVerifier | None, header: str | None, body: bytes) -> WebhookPayload:
    if verifier is None:
        raise _refused(404, "no key")
    try:
        return verifier.read(header, body)
    except BadSignature:
        raise _refused(401, "bad signature") from None
    except (ValidationError, UnicodeDecodeError, RecursionError):
        raise _refused(400, "malformed") from None


def _refused(status: int, why: str) -> HTTPException:
    log.warning("a delivery was refused", why=why)
    return HTTPException(status, f"The delivery was refused: {why}.")
