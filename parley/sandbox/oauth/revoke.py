"""`/oauth/revoke` (RFC 7009): ends a grant, whichever of its two tokens is named."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from parley.sandbox.grants import Grants
from parley.sandbox.oauth.clients import authenticate
from parley.sandbox.oauth.errors import NO_STORE, NOT_YOURS, OAuthError, invalid_request
from parley.sandbox.oauth.forms import posted
from parley.sandbox.rooms import sandbox_of

router = APIRouter()


@router.post("/oauth/revoke")
async def revoke(request: Request) -> JSONResponse:
    sandbox, form = sandbox_of(request), await posted(request)
    try:
        client = authenticate(sandbox.clients, request.headers.get("authorization"), form)
    except OAuthError as error:
        # Unlike the token endpoint, Calendly documents 403 here and no 401.
        raise OAuthError(403, "unauthorized_client", NOT_YOURS) from error
    if not form.get("token"):
        raise invalid_request("token")
    await run_in_threadpool(_end, sandbox.grants, form["token"], client.id)
    return JSONResponse({}, headers=NO_STORE)


def _end(grants: Grants, token: str, client: str) -> None:
    """A token that does not exist counts as revoked (RFC 7009 §2.2)."""
    if grants.owner(token) not in (None, client):
        raise OAuthError(403, "unauthorized_client", NOT_YOURS)
    grants.revoke(token)
