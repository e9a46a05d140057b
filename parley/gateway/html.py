"""The server's own pages, with headers that keep one-time values to themselves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

PAGES = Path(__file__).parent / "pages"
_OWN = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'"
POLICY = f"{_OWN}; frame-ancestors 'none'"
# A browser holds a form's redirects to its page's `form-action`, and where Calendly's sign-in leads is Calendly's
# affair: only pages without a form are given one.
NO_FORMS = POLICY + "; form-action 'none'"
_TEMPLATES = Environment(loader=FileSystemLoader(PAGES), autoescape=True)


def page(name: str, status: int = 200, *, policy: str = NO_FORMS, **values: Any) -> HTMLResponse:
    """Return a page of ours."""
    return HTMLResponse(_TEMPLATES.get_template(name).render(values), status, headers=safe_headers(policy))


def chat_policy(host: str, framing: Sequence[str] = ("'none'",)) -> str:
    """Return the chat page's policy: its socket leads to this host alone, and `framing` may frame it.

    Safari before 15.4 does not count web sockets of the same host as 'self', so they are named.
    """
    sockets = f"connect-src 'self' ws://{host} wss://{host}"
    return f"{_OWN}; frame-ancestors {' '.join(framing)}; form-action 'self'; {sockets}"


def safe_headers(policy: str) -> dict[str, str]:
    """Return the headers of every page: a strict policy, no referrer, no copy kept."""
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def set_cookie(response: Response, name: str, value: str, *, secure: bool, path: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read, and that comes back when Calendly sends the browser here."""
    response.set_cookie(name, value, max_age=seconds, path=path, secure=secure, httponly=True, samesite="lax")
