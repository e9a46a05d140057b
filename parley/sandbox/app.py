"""The sandbox as an ASGI application."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles

from parley.sandbox import account_doors, control, home, panel
from parley.sandbox.api import (
    availability,
    event_type_changes,
    event_types,
    events,
    invitees,
    memberships,
    no_shows,
    one_off,
    organizations,
    schedules,
    scheduling,
    scheduling_links,
    users,
)
from parley.sandbox.errors import (
    CalendlyError,
    answer_calendly_error,
    answer_crash,
    answer_unknown_path,
    answer_unreadable,
)
from parley.sandbox.faults import doors as faults
from parley.sandbox.faults.middleware import Faulting
from parley.sandbox.headers import CalendlyHeaders
from parley.sandbox.hosted import booking, changes
from parley.sandbox.hosted.errors import answer_unavailable
from parley.sandbox.hosted.subjects import Unavailable
from parley.sandbox.oauth import authorize, introspect, revoke, token
from parley.sandbox.oauth.errors import OAuthError, answer_oauth_error
from parley.sandbox.pages import ASSETS
from parley.sandbox.requests_log import RequestLogging
from parley.sandbox.rooms import Sandbox, furnish
from parley.sandbox.settings import SandboxSettings
from parley.sandbox.switches import Switching
from parley.sandbox.webhooks import routes as webhooks

OWN = (home, control, account_doors, faults, panel)
OAUTH = (authorize, token, revoke, introspect)
TYPES = (event_types, event_type_changes, one_off, availability, schedules)
BOOKINGS = (scheduling, no_shows, scheduling_links)
API = (users, organizations, memberships, events, invitees, webhooks, *TYPES, *BOOKINGS)


def create_app(settings: SandboxSettings, clock: Callable[[], datetime]) -> FastAPI:
    """A sandbox with its own state. `clock` gives aware datetimes; everything that has a time takes it from there."""
    sandbox = furnish(settings, clock)
    # No /docs: FastAPI's page loads its assets from a third party.
    app = FastAPI(title="Calendly sandbox", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_closing(sandbox))
    app.state.sandbox = sandbox
    for room in (*OWN, *OAUTH, *API):
        app.include_router(room.router)
    for pages in (changes.router, *booking.routers(sandbox)):
        app.include_router(pages)
    app.mount("/_sandbox/assets", StaticFiles(directory=ASSETS))
    _add_error_answers(app)
    _add_middleware(app, sandbox)
    return app


def _closing(sandbox: Sandbox) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with sandbox.deliveries.running():
            yield
        sandbox.grants.close()
        sandbox.world.notes.close()
        sandbox.subscriptions.close()

    return lifespan


def _add_error_answers(app: FastAPI) -> None:
    app.add_exception_handler(CalendlyError, answer_calendly_error)
    app.add_exception_handler(OAuthError, answer_oauth_error)
    app.add_exception_handler(Unavailable, answer_unavailable)
    app.add_exception_handler(RequestValidationError, answer_unreadable)
    for status in (404, 405):
        app.add_exception_handler(status, answer_unknown_path)
    app.add_exception_handler(500, answer_crash)


def _add_middleware(app: FastAPI, sandbox: Sandbox) -> None:
    """The last one added is the first to see a request: log, then headers, then switches, then faults."""
    app.add_middleware(Faulting, board=sandbox.faults)
    app.add_middleware(Switching, board=sandbox.switches)
    app.add_middleware(CalendlyHeaders, limits=sandbox.limits)
    app.add_middleware(RequestLogging, log=sandbox.log)
