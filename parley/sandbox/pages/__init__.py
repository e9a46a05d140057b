"""The pages people see: plain HTML, one style sheet, no scripts, nothing from elsewhere."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action {}"


def environment() -> Environment:
    return Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)


def page(pages: Environment, name: str, status: int = 200, sends_to: str = "'none'", **facts: Any) -> HTMLResponse:
    """A page that nobody may frame or cache, whose form may lead only to the sources in `sends_to`."""
    headers = {
        "Content-Security-Policy": POLICY.format(sends_to),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(pages.get_template(name).render(facts), status_code=status, headers=headers)
