"""Chromium as a person uses it: what every browser test does, and what fails each of them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Frame, Locator, Page, expect

from tests.e2e.site import EVIL, SHOP

CHROMIUM = os.environ.get("PARLEY_TEST_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Sites of other domains than the bot's, on this machine.
    f"--host-resolver-rules=MAP {SHOP} 127.0.0.1, MAP {EVIL} 127.0.0.1",
]
SHOTS = Path(os.environ.get("PARLEY_TEST_SHOTS") or "var/test/screenshots")
SECONDS = 30_000
# What a browser says of a server that is away: one of the tests takes it away.
AWAY = "net::ERR_CONNECTION_REFUSED"
AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
# What WCAG 2.2 AA asks for, as far as a machine can tell.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def watched(context: BrowserContext, *ours: str) -> Iterator[Page]:
    """Give a page; whatever it complains about, or asks of another server than `ours`, fails the test."""
    page, complaints, foreign = context.new_page(), list[str](), list[str]()
    page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    hosts = tuple(url.split("://", 1)[-1] for url in ours)
    page.on("request", lambda one: None if one.url.split("://", 1)[-1].startswith(hosts) else foreign.append(one.url))
    yield page
    assert not complaints, complaints
    assert not foreign, foreign


def say(page: Page | Frame, text: str) -> None:
    """Type a message and send it."""
    field = page.get_by_label("Your message")
    field.fill(text)
    field.press("Enter")


def said(page: Page | Frame) -> Locator:
    """What the person said."""
    return page.locator(".message[data-from=user] .bubble")


def last_bubble(page: Page | Frame) -> Locator:
    """The bot's last words."""
    return page.locator(".message[data-from=bot] .bubble").last


def answered(page: Page | Frame) -> None:
    """Wait until the bot has answered what was said last."""
    expect(page.locator(".log > :last-child[data-from=bot]")).to_be_visible(timeout=SECONDS)
    expect(page.locator("#typing")).to_be_hidden(timeout=SECONDS)


def connect(popup: Page, person: str) -> None:
    """Allow a sample person's Calendly, and see the window close by itself."""
    popup.locator(f"input[value={person}]").check(force=True)
    shoot(popup, "consent")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Allow", exact=True).click()
        glimpse(popup, popup.get_by_role("heading", name="Calendly is connected."), "connected")


def connect_elsewhere(popup: Page, person: str) -> None:
    """The same where the window cannot prove that it belongs to the chat: it hands its code over."""
    popup.get_by_role("button", name="Continue").click()
    popup.locator(f"input[value={person}]").check(force=True)
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Allow", exact=True).click()
        glimpse(popup, popup.get_by_text("Your chat has it."), "handed-over")


def glimpse(popup: Page, sight: Locator, name: str) -> None:
    """See and keep what a window shows before it closes by itself, which may be sooner than a busy machine looks."""
    try:
        expect(sight).to_be_visible()
        shoot(popup, name)
    except (AssertionError, Error):
        if not popup.is_closed():
            raise


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")


def faults(page: Page | Frame) -> list[str]:
    """Return what axe finds wrong with a page, however slight, each with where it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "async (tags) => await axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES
    )
    return [f"{one['impact']}: {one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


def _is_complaint(line: ConsoleMessage) -> bool:
    return line.type == "error" and AWAY not in line.text
