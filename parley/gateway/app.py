"""The gateway's web application."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import socketio
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from parley.clients.addresses import LOOPBACK
from parley.clock import Clock
from parley.db.engine import connect
from parley.gateway import api_docs, calendly, chat_pages, health
from parley.gateway.calendar_files import CalendarFiles
from parley.gateway.callbacks import Callbacks
from parley.gateway.channels import rest
from parley.gateway.channels.interface import MakeChannel
from parley.gateway.channels.mattermost import mattermost_channel
from parley.gateway.channels.rest_outward import RestOutward
from parley.gateway.channels.slack.parts import slack_channel
from parley.gateway.channels.telegram import telegram_channel
from parley.gateway.channels.web import WebChat
from parley.gateway.clients import Doorkeeper
from parley.gateway.core import Gateway, make_gateway
from parley.gateway.helpdesk import Helpdesk
from parley.gateway.html import PAGES, page
from parley.gateway.newsroom import Newsroom
from parley.gateway.oauth import SignIn
from parley.gateway.openapi import describe
from parley.gateway.outbox import Outbox
from parley.gateway.public_only import public_only
from parley.gateway.visitors import Visitors
from parley.jobs import engine, unanswered
from parley.jobs.homes import Home, name_of
from parley.jobs.news import PATIENCE_SECONDS
from parley.rights.erasing import Erasures
from parley.rights.retention import Retention
from parley.settings import Settings

MOST_SOCKET_BYTES = 64_000
# Rasa answers one turn after another; more connections would only queue there instead of here.
RASA_CONNECTIONS = 100
log = structlog.get_logger(__name__)


def make_app(
    settings: Settings,
    clock: Clock,
    patience: float = PATIENCE_SECONDS,
    channels: Sequence[MakeChannel] = (slack_channel, telegram_channel, mattermost_channel),
) -> FastAPI:
    """Return the application; everything that needs closing lives as long as it serves.

    `patience` is how many seconds a sign-in may take until the chat is told what became of it. `channels` are served
    beside the chat page and REST.
    """
    sockets = socketio.AsyncServer(
        async_mode="asgi",
        cors_allowed_origins=_origins(settings),
        max_http_buffer_size=MOST_SOCKET_BYTES,
        client_manager=socketio.AsyncRedisManager(settings.redis_url) if settings.redis_url else None,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        connector = aiohttp.TCPConnector(limit=RASA_CONNECTIONS)
        async with (
            aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
            AsyncExitStack() as closing,
        ):
            database = connect(settings.database_url)
            closing.callback(database.close)
            gateway = make_gateway(settings, database, session, clock)
            closing.callback(gateway.locks.close)
            closing.push_async_callback(sockets.shutdown)
            newsroom = Newsroom(name_of(settings.database_url), clock, patience)
            for make in channels:
                if channel := await closing.enter_async_context(make(app, gateway)):
                    gateway.channels.add(channel)
            outside = await closing.enter_async_context(public_only(settings.private_hosts))
            _include(app, gateway, sockets, newsroom, outside)
            home = _home(newsroom, gateway)
            await asyncio.to_thread(engine.start, home, settings.database_url)
            closing.push_async_callback(asyncio.to_thread, engine.stop, home)
            await unanswered.look()
            yield

    app = FastAPI(title="Parley", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.mount("/socket.io", socketio.ASGIApp(sockets, socketio_path=""))
    # Here and not with the routes: once the lifespan runs, the application no longer takes a handler for everything.
    app.add_exception_handler(Exception, _our_fault)
    return app


def _home(newsroom: Newsroom, gateway: Gateway) -> Home:
    settings, clock = gateway.settings, gateway.clock
    helpdesk = Helpdesk.of(settings, gateway.session, gateway.database, clock)
    erasures = Erasures(gateway.database, gateway.accounts.grants, clock)
    retention = Retention(gateway.database, clock, settings.keep_messages_days)
    loop = asyncio.get_running_loop()
    parts = (Outbox(gateway), helpdesk, erasures, retention, gateway.operator, gateway.newsdesk)
    return Home(newsroom.home, loop, gateway.database, gateway.accounts, gateway.plans, *parts)


def _include(
    app: FastAPI,
    gateway: Gateway,
    sockets: socketio.AsyncServer,
    newsroom: Newsroom,
    outside: aiohttp.ClientSession,
) -> None:
    settings, clock = gateway.settings, gateway.clock
    public = urlsplit(settings.public_url)
    visitors = Visitors(gateway.vault, secure=public.scheme == "https", trusted=public.hostname in LOOPBACK)
    gateway.channels.add(WebChat(sockets, gateway, visitors))
    doorkeeper = Doorkeeper(gateway)
    gateway.channels.add(RestOutward(gateway, doorkeeper, Callbacks(outside, clock)))
    app.include_router(rest.make_router(gateway, doorkeeper))
    app.include_router(calendly.make_router(gateway, newsroom.home, clock))
    app.include_router(SignIn(gateway, visitors, newsroom).router())
    app.include_router(CalendarFiles(gateway).router())
    app.include_router(health.make_router(gateway))
    app.include_router(chat_pages.make_router(gateway, visitors))
    app.include_router(api_docs.make_router(app))
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    app.mount("/static", StaticFiles(directory=PAGES / "static"))
    app.mount("/", StaticFiles(directory=settings.web_dir, check_dir=False))


def _origins(settings: Settings) -> Callable[[str, dict[str, Any]], bool]:
    def is_allowed(origin: str, environ: dict[str, Any]) -> bool:
        return origin == settings.public_url or urlsplit(origin).netloc == environ.get("HTTP_HOST")

    return is_allowed


async def _our_fault(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/webhooks/"):
        return JSONResponse({"detail": "That is our fault, and it is noted. Send the message again in a moment."}, 500)
    return page("error.html", status=500, home_url="/")
