"""`/oauth/token`: a code or a refresh token for a new pair of tokens."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from parley.sandbox.api.links import Links
from parley.sandbox.grants import ACCESS_SECONDS, Grants, TokenPair
from parley.sandbox.oauth.clients import Client, authenticate
from parley.sandbox.oauth.errors import INVALID_GRANT, NO_STORE, UNSUPPORTED_GRANT_TYPE, OAuthError, invalid_request
from parley.sandbox.oauth.forms import posted
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Person

router = APIRouter()


@router.post("/oauth/token")
async def token(request: Request) -> JSONResponse:
    sandbox, form = sandbox_of(request), await posted(request)
    client = authenticate(sandbox.clients, request.headers.get("authorization"), form)
    _meter(request, await run_in_threadpool(sandbox.grants.giver, form.get("code") or form.get("refresh_token") or ""))
    pair = await run_in_threadpool(_grant, sandbox.grants, client, form)
    person = sandbox.world.named(pair.consent.person) if pair else None
    if pair is None or person is None:
        raise OAuthError(400, "invalid_grant", INVALID_GRANT)
    return JSONResponse(_answer(pair, person, Links.of(request)), headers=NO_STORE)


def _meter(request: Request, person: str | None) -> None:
    """Nothing is spent by a call that is one too many; one in nobody's name counts for nobody."""
    if person is not None:
        sandbox_of(request).limits.tokens(request, person)


def _grant(grants: Grants, client: Client, form: Mapping[str, str]) -> TokenPair | None:
    kind = _needed(form, "grant_type")
    if kind == "authorization_code":
        code, redirect_uri = _needed(form, "code"), _needed(form, "redirect_uri")
        return grants.redeem(code, client.id, redirect_uri, form.get("code_verifier"))
    if kind == "refresh_token":
        return grants.refresh(_needed(form, "refresh_token"), client.id)
    raise OAuthError(400, "unsupported_grant_type", UNSUPPORTED_GRANT_TYPE)


def _needed(form: Mapping[str, str], parameter: str) -> str:
    if not form.get(parameter):
        raise invalid_request(parameter)
    return form[parameter]


def _answer(pair: TokenPair, person: Person, links: Links) -> dict[str, Any]:
    return {
        "access_token": pair.access,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "refresh_token": pair.refresh,
        "scope": pair.consent.scope,
        "created_at": pair.issued,
        "owner": links.user(person),
        "organization": links.organization(person.organization),
    }
