"""A person with a browser, signing in at Calendly."""

import re
from dataclasses import dataclass
from html import unescape

import httpx

_INPUT = re.compile(r"<input\b[^>]*>")
_FORM = re.compile(r'<form\b[^>]*action="([^"]*)"')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_CODE = re.compile(r"Type <strong[^>]*>(\d{3} \d{3})</strong>")


@dataclass(frozen=True)
class Page:
    """What the browser shows at the end."""

    status: int
    text: str

    @property
    def code(self) -> str | None:
        found = _CODE.search(self.text)
        return found[1] if found else None


def sign_in(browser: httpx.Client, link: str, person: str, decision: str = "allow") -> Page:
    """Follow a connect link, go on where the start page asks, and decide at Calendly."""
    page = browser.get(link, follow_redirects=True)
    if _form(page) == "/oauth/start":
        page = _submit(browser, page)
    if "decision" not in page.text:
        return Page(page.status_code, page.text)
    page = _submit(browser, page, person=person, decision=decision)
    return Page(page.status_code, page.text)


def _form(page: httpx.Response) -> str | None:
    found = _FORM.search(page.text)
    return unescape(found[1]) if found else None


def _submit(browser: httpx.Client, page: httpx.Response, **pressed: str) -> httpx.Response:
    hidden = [dict(_ATTRIBUTE.findall(tag)) for tag in _INPUT.findall(page.text) if 'type="hidden"' in tag]
    fields = {field["name"]: unescape(field.get("value", "")) for field in hidden}
    return browser.post(page.url.join(_form(page) or ""), data={**fields, **pressed}, follow_redirects=True)
