"""The gateway's web application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import socketio
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_exponential_jitter

from parley.accounts.people import Conversation
from parley.clock import Clock
from parley.db.engine import connect
from parley.gateway import health
from parley.gateway.channels import rest
from parley.gateway.channels.web import WebChat
from parley.gateway.core import Gateway, make_gateway
from parley.gateway.html import PAGES, chat_policy, page, safe_headers
from parley.gateway.oauth import SignIn
from parley.gateway.rasa import RasaUnavailable
from parley.gateway.transcript import Said
from parley.gateway.visitors import COOKIE, Visitors
from parley.settings import Settings

MOST_SOCKET_BYTES = 64_000
# Rasa answers one turn after another; more connections would only queue there instead of here.
RASA_CONNECTIONS = 100
TELL_SECONDS = 60
LOOPBACK = ("localhost", "127.0.0.1", "::1")
log = structlog.get_logger(__name__)


def make_app(settings: Settings, clock: Clock) -> FastAPI:
    """Return the application; everything that needs closing lives as long as it serves."""
    sockets = socketio.AsyncServer(
        async_mode="asgi",
        cors_allowed_origins=_origins(settings),
        max_http_buffer_size=MOST_SOCKET_BYTES,
        client_manager=socketio.AsyncRedisManager(settings.redis_url) if settings.redis_url else None,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        connector = aiohttp.TCPConnector(limit=RASA_CONNECTIONS)
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            database = connect(settings.database_url)
            _include(app, make_gateway(settings, database, session, clock), sockets)
            yield
            await sockets.shutdown()
            database.close()

    app = FastAPI(title="Parley", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.mount("/socket.io", socketio.ASGIApp(sockets, socketio_path=""))
    # Here and not with the routes: once the lifespan runs, the application no longer takes a handler for everything.
    app.add_exception_handler(Exception, _our_fault)
    return app


def _include(app: FastAPI, gateway: Gateway, sockets: socketio.AsyncServer) -> None:
    visitors = Visitors(gateway.vault, secure=gateway.settings.public_url.startswith("https://"))
    chat = WebChat(sockets, gateway, visitors)

    # Nobody is waiting for a page here: a Rasa that is just starting is worth a minute.
    patiently = AsyncRetrying(
        retry=retry_if_exception_type(RasaUnavailable),
        stop=stop_after_delay(TELL_SECONDS),
        wait=wait_exponential_jitter(multiplier=0.5, max=5),
        reraise=True,
    )

    async def tell(conversation: Conversation, payload: str) -> None:
        is_web = conversation.channel == "web"
        try:
            said: list[Said] = await patiently(gateway.turns.tell, conversation, payload, deliverable=is_web)
        except RasaUnavailable as problem:
            log.error("could not tell", conversation=conversation.id, reason=str(problem))
            return
        await chat.push(conversation, said)

    app.include_router(rest.make_router(gateway))
    app.include_router(SignIn(gateway, visitors, tell).router())
    app.include_router(health.make_router(gateway))
    for path in ("/", "/index.html"):  # the second so that the page's file is never served without its headers
        app.add_api_route(path, _chat_page(gateway.settings, visitors), include_in_schema=False)
    app.mount("/static", StaticFiles(directory=PAGES / "static"))
    app.mount("/", StaticFiles(directory=gateway.settings.web_dir, check_dir=False))


def _chat_page(settings: Settings, visitors: Visitors) -> Callable[[Request], Any]:
    public = urlsplit(settings.public_url)
    headers = safe_headers(chat_policy(public.netloc))

    async def chat_page(request: Request) -> Response:
        # Calendly sends the browser back to the public address: a cookie set on another name would not be there.
        if request.url.hostname != public.hostname and {request.url.hostname, public.hostname} <= set(LOOPBACK):
            return RedirectResponse(settings.public_url)
        response = FileResponse(Path(settings.web_dir) / "index.html", headers=headers)
        visitors.remember(response, visitors.of_cookie(request.cookies.get(COOKIE)) or visitors.mint())
        return response

    return chat_page


def _origins(settings: Settings) -> Callable[[str, dict[str, Any]], bool]:
    def is_allowed(origin: str, environ: dict[str, Any]) -> bool:
        return origin == settings.public_url or urlsplit(origin).netloc == environ.get("HTTP_HOST")

    return is_allowed


async def _our_fault(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/webhooks/"):
        return JSONResponse({"detail": "That is our fault, and it is noted. Send the message again in a moment."}, 500)
    return page("error.html", status=500, home_url="/")
