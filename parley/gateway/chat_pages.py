"""The chat page: on its own at `/`, and framed on other sites at `/embed`, which `/widget.js` opens there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from parley.clients.addresses import LOOPBACK
from parley.gateway.core import Gateway
from parley.gateway.html import chat_policy, safe_headers
from parley.gateway.openapi import Responses, pages
from parley.gateway.visitors import COOKIE, EMBED_COOKIE, Visitors
from parley.settings import Settings

# A site loads the script with each of its pages: this long an old one may go on being used, in seconds.
SCRIPT_AGE = 300


def make_router(gateway: Gateway, visitors: Visitors) -> APIRouter:
    """Return the pages' routes."""
    router = APIRouter(tags=["pages"], default_response_class=Response)
    shown, own = pages(200, 500), _own_page(gateway, visitors)
    script: Responses = {200: {"description": "Done", "content": {"text/javascript": {}}}}
    router.add_api_route("/", own, methods=["GET"], responses={**shown, **pages(307)}, summary="The chat")
    # So that the page's file is never served without its headers.
    router.add_api_route("/index.html", own, methods=["GET"], include_in_schema=False)
    framed, title = _framed_page(gateway, visitors), "The chat, framed on a site that may"
    router.add_api_route("/embed", framed, methods=["GET"], responses=shown, summary=title)
    title = "What a site loads to have the chat"
    router.add_api_route("/widget.js", _script(gateway.settings), methods=["GET"], responses=script, summary=title)
    return router


def _own_page(gateway: Gateway, visitors: Visitors) -> Callable[[Request], Any]:
    settings = gateway.settings
    public = urlsplit(settings.public_url)
    headers = safe_headers(chat_policy(public.netloc))

    async def own_page(request: Request) -> Response:
        # Calendly sends the browser back to the public address: a cookie set on another name would not be there.
        if request.url.hostname != public.hostname and {request.url.hostname, public.hostname} <= set(LOOPBACK):
            return RedirectResponse(settings.public_url)
        response = FileResponse(settings.web_dir / "index.html", headers=headers)
        visitors.remember(response, visitors.of_cookie(request.cookies.get(COOKIE)) or visitors.mint())
        return response

    return own_page


def _framed_page(gateway: Gateway, visitors: Visitors) -> Callable[[Request], Any]:
    settings = gateway.settings
    public = urlsplit(settings.public_url)
    headers = safe_headers(chat_policy(public.netloc, settings.framing_origins))

    async def framed_page(request: Request) -> Response:
        response = FileResponse(settings.web_dir / "index.html", headers=headers)
        # On a site of the same domain the chat page's own cookie comes along, and the conversation is one.
        if visitors.of_cookie(request.cookies.get(COOKIE)) is None:
            visitor = visitors.of_embed_cookie(request.cookies.get(EMBED_COOKIE))
            visitors.remember_framed(response, visitor or visitors.mint())
        return response

    return framed_page


def _script(settings: Settings) -> Callable[[], Any]:
    headers = {
        "Cache-Control": f"public, max-age={SCRIPT_AGE}",
        "X-Content-Type-Options": "nosniff",
        # A site whose own policy isolates it may load the script all the same.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }

    async def script() -> Response:
        return FileResponse(Path(settings.web_dir) / "widget.js", headers=headers, media_type="text/javascript")

    return script
