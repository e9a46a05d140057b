"""`/oauth/authorize`: the consent page, and the way back to the app."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from parley.sandbox.grants import Consent
from parley.sandbox.oauth import scopes
from parley.sandbox.oauth.clients import Client
from parley.sandbox.oauth.errors import ACCESS_DENIED, INVALID_SCOPE
from parley.sandbox.oauth.forms import posted
from parley.sandbox.pages import page
from parley.sandbox.rooms import Sandbox, sandbox_of

router = APIRouter()
BACK = "Go back to the app and start again. If it happens again, tell the people who run it."


class Unusable(Exception):
    """A request that is answered with a page, never with a redirect: nobody knows yet where it would lead."""


@dataclass(frozen=True)
class AuthorizationRequest:
    """What the app asks for (RFC 6749 §4.1.1, RFC 7636 §4.3)."""

    client_id: str
    redirect_uri: str
    response_type: str
    scope: str
    state: str | None
    code_challenge: str | None
    code_challenge_method: str | None

    def repeated(self) -> dict[str, str]:
        """The same request as form fields."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    def back(self, **answer: str) -> str:
        """The app's address with the answer added, and its state."""
        answer |= {} if self.state is None else {"state": self.state}
        parts = urlsplit(self.redirect_uri)
        return parts._replace(query="&".join(filter(None, (parts.query, urlencode(answer))))).geturl()


@router.get("/oauth/authorize")
async def ask(request: Request) -> Response:
    return _ask(sandbox_of(request), dict(request.query_params))


@router.post("/oauth/authorize")
async def decide(request: Request) -> Response:
    return await run_in_threadpool(_decide, sandbox_of(request), await posted(request))


def _ask(sandbox: Sandbox, fields: Mapping[str, str], problem: str = "") -> HTMLResponse:
    try:
        wanted, client = _read(sandbox, fields)
    except Unusable as error:
        return page(sandbox.pages, "error.html", 400, sentence=str(error), advice=BACK)
    parts = urlsplit(wanted.redirect_uri)
    return page(
        sandbox.pages,
        "consent.html",
        400 if problem else 200,
        # Chromium holds the redirect that answers a form to `form-action` as well.
        sends_to=f"'self' {parts.scheme}://{parts.netloc}",
        client=client,
        scopes=scopes.in_words(wanted.scope),
        people=[(person, sandbox.world.upcoming(person)) for person in sandbox.world.people],
        repeated=wanted.repeated(),
        destination=parts.netloc,
        problem=problem,
    )


def _decide(sandbox: Sandbox, fields: Mapping[str, str]) -> Response:
    try:
        wanted, client = _read(sandbox, fields)
    except Unusable as error:
        return page(sandbox.pages, "error.html", 400, sentence=str(error), advice=BACK)
    if fields.get("decision") == "deny":
        return _go(wanted.back(error="access_denied", error_description=ACCESS_DENIED))
    person = sandbox.world.named(fields.get("person", ""))
    if person is None or fields.get("decision") != "allow":
        return _ask(sandbox, fields, "Choose a person, then allow or refuse.")
    consent = Consent(client.id, person.sample.slug, wanted.scope)
    return _go(wanted.back(code=sandbox.grants.issue_code(consent, wanted.redirect_uri, wanted.code_challenge)))


def _go(address: str) -> RedirectResponse:
    return RedirectResponse(address, 302, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


def _read(sandbox: Sandbox, fields: Mapping[str, str]) -> tuple[AuthorizationRequest, Client]:
    """The request and its client. Raises Unusable; whom it is for is settled before what it asks."""
    wanted = AuthorizationRequest(
        client_id=fields.get("client_id", ""),
        redirect_uri=fields.get("redirect_uri", ""),
        response_type=fields.get("response_type", ""),
        scope=" ".join(fields.get("scope", "").split()),
        state=fields.get("state"),
        code_challenge=fields.get("code_challenge"),
        code_challenge_method=fields.get("code_challenge_method"),
    )
    client = sandbox.clients.get(wanted.client_id)
    if client is None:
        raise Unusable("Client authentication failed due to unknown client.")
    if not client.may_redirect_to(wanted.redirect_uri):
        raise Unusable("The redirect uri included is not valid.")
    _check(wanted, client)
    return wanted, client


def _check(wanted: AuthorizationRequest, client: Client) -> None:
    if wanted.response_type != "code":
        raise Unusable("The authorization server does not support this response type.")
    if scopes.unknown(wanted.scope):
        raise Unusable(INVALID_SCOPE)
    if wanted.code_challenge is None and client.kind == "native":
        raise Unusable("Missing required parameter: code_challenge.")
    if wanted.code_challenge is not None and wanted.code_challenge_method != "S256":
        raise Unusable("The code_challenge_method must be S256.")
