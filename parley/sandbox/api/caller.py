"""Who calls the API, and what that person allowed the app to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from parley.sandbox.errors import CalendlyError, insufficient_scope
from parley.sandbox.oauth.scopes import allows
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Event, Person


@dataclass(frozen=True)
class Caller:
    person: Person

    def may_see(self, event: Event) -> bool:
        """The host's own events, and those of everybody in an organization that the caller runs."""
        return any(host.id == self.person.id for host in event.hosts) or self.person.runs(event.host.organization)


def caller_with(*scopes: str) -> Callable[[Request], Awaitable[Caller]]:
    """A FastAPI dependency: the caller, whose token grants one of these scopes. Raises CalendlyError 401 or 403."""

    async def dependency(request: Request) -> Caller:
        if not request.headers.get("user-agent"):
            raise CalendlyError(403)  # observed live
        person, granted = _identify(request)
        if not any(allows(granted, scope) for scope in scopes):
            raise insufficient_scope(scopes[0])
        return Caller(person)

    return dependency


def _identify(request: Request) -> tuple[Person, str]:
    """One look-up by primary key in a local file: quicker than the way to a thread and back."""
    sandbox = sandbox_of(request)
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    token = sandbox.grants.access(secret.strip()) if scheme.lower() == "bearer" else None
    person = sandbox.world.named(token.consent.person) if token else None
    if token is None or person is None:
        raise CalendlyError(401)
    request.state.person, request.state.client = person, token.consent.client
    request.state.scope = token.consent.scope
    sandbox.limits.call(request, person, token.consent.client)
    return person, token.consent.scope
