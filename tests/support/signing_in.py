"""A person with a browser, from the connect button to the last page."""

from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.support.gateway import ServedGateway
from tests.support.rasa import Body

SCOPES = "scheduled_events:read users:read"
CONNECT = {"title": "Connect Calendly", "type": "connect", "payload": SCOPES}


def asks_to_connect(turn: Body) -> list[Body]:
    """Answer "connect" with the connect button, and everything else with an echo."""
    said = turn.get("payload") or turn["text"]
    return [{"text": "connect?", "buttons": [CONNECT]}] if said == "connect" else [{"text": f"heard {said}"}]


def link_in(message: dict[str, Any]) -> str:
    """Return the address behind a message's connect button."""
    (button,) = message["buttons"]
    assert button["type"] == "web_url"
    return str(button["url"])


def path_of(url: str) -> str:
    """Return path and query of an address."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def to_consent(browser: httpx.Client, link: str) -> str:
    """Open a connect link as a person does, and return the address of the consent page it leads to."""
    page = browser.get(path_of(link))
    if page.status_code == 200:
        ticket = page.text.partition('name="t" value="')[2].partition('"')[0]
        page = browser.post("/oauth/start", data={"t": ticket})
    assert page.status_code == 303, page.text
    return page.headers["Location"]


def back_from(gateway: ServedGateway, consent: str, person: str = "ana", decision: str = "allow") -> str:
    """Decide at Calendly, and return path and query of the callback."""
    return path_of(gateway.calendly.consent(consent, person, decision))


def sign_in(gateway: ServedGateway, browser: httpx.Client, link: str, **choice: str) -> httpx.Response:
    """Go all the way, and return the last page."""
    return browser.get(back_from(gateway, to_consent(browser, link), **choice))


def code_on(page: httpx.Response) -> str:
    """Return the six digits that the page shows."""
    shown = page.text.partition('<p class="code" data-typed aria-hidden="true">')[2].partition("</p>")[0]
    return shown.replace(" ", "")
