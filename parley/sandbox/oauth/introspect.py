"""`/oauth/introspect` (RFC 7662): what a token is still good for."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from parley.sandbox.api.links import Links
from parley.sandbox.grants import Token
from parley.sandbox.oauth.clients import authenticate
from parley.sandbox.oauth.errors import NO_STORE, OAuthError, invalid_request
from parley.sandbox.oauth.forms import posted
from parley.sandbox.rooms import Sandbox, sandbox_of

router = APIRouter()
NOT_YOURS = "The token was issued to another client."


@router.post("/oauth/introspect")
async def introspect(request: Request) -> JSONResponse:
    sandbox, form = sandbox_of(request), await posted(request)
    client = authenticate(sandbox.clients, request.headers.get("authorization"), form)
    if not form.get("token"):
        raise invalid_request("token")
    found = await run_in_threadpool(sandbox.grants.live, form["token"])
    if found is not None and found.consent.client != client.id:
        raise OAuthError(403, "unauthorized_client", NOT_YOURS)
    return JSONResponse(_answer(sandbox, found, Links.of(request)), headers=NO_STORE)


def _answer(sandbox: Sandbox, token: Token | None, links: Links) -> dict[str, Any]:
    person = sandbox.world.named(token.consent.person) if token else None
    if token is None or person is None:
        return {"active": False}
    return {
        "active": True,
        "scope": token.consent.scope,
        "client_id": token.consent.client,
        "token_type": "Bearer",
        "iat": token.issued,
        **({} if token.expires is None else {"exp": token.expires}),
        "owner": links.user(person),
        "organization": links.organization(person.organization),
    }
