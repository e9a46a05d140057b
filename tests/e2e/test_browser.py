"""The chat page in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.e2e.running import Running

CHROMIUM = os.environ.get("PARLEY_TEST_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = Path(os.environ.get("PARLEY_TEST_SHOTS") or "var/test/screenshots")
SECONDS = 15_000
# What a browser says of a server that is away: one of the tests takes it away.
AWAY = "net::ERR_CONNECTION_REFUSED"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(SECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, running: Running) -> Iterator[Page]:
    """The chat page; whatever it complains about, or asks another server for, fails the test."""
    page, complaints, foreign = context.new_page(), list[str](), list[str]()
    page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if _is_ours(request.url, running) else foreign.append(request.url))
    page.goto(running.url)
    yield page
    assert not complaints
    assert not foreign


def test_a_person_connects_in_a_popup_and_the_chat_goes_on(page: Page, context: BrowserContext) -> None:
    say(page, "what's on my calendar?")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Connect Calendly").click()
    connect(opened.value, "ana")
    expect(last_bubble(page)).to_contain_text("Here are your next 5 events")
    say(page, "who is coming to the second one?")
    expect(last_bubble(page)).to_contain_text("Coming to")
    say(page, "tell me more about it")
    expect(page.locator(".card").last).to_contain_text("With ")
    shoot(page, "conversation")


def test_the_conversation_is_there_after_a_reload_and_in_a_second_tab(page: Page, context: BrowserContext) -> None:
    say(page, "help")
    expect(last_bubble(page)).to_contain_text("Here is what I can do now")
    page.reload()
    expect(said(page)).to_have_text(["help"])
    expect(page.locator(".message[data-from=bot]")).to_have_count(1)
    second = context.new_page()
    second.goto(page.url)
    say(second, "thanks")
    expect(said(page)).to_have_count(2)
    expect(page.locator(".message[data-from=bot]")).to_have_count(2)


def test_it_fits_a_phone(browser: Browser, running: Running) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(running.url)
    page.get_by_role("button", name="What can you do?").click()
    expect(last_bubble(page)).to_contain_text("Here is what I can do now")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(page, "phone")
    phone.close()


def test_what_was_typed_while_the_server_was_away_is_answered_when_it_is_back(page: Page, running: Running) -> None:
    say(page, "hello")
    expect(page.locator(".message[data-from=bot]")).to_have_count(1)
    running.stack.stop("gateway")
    expect(page.locator("#connection")).to_be_visible()
    say(page, "thanks")
    running.stack.start("gateway")
    running.stack.wait_ready("gateway")
    expect(page.locator(".message[data-from=bot]")).to_have_count(2, timeout=30_000)
    expect(said(page)).to_have_text(["hello", "thanks"])


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def said(page: Page) -> Locator:
    return page.locator(".message[data-from=user] .bubble")


def last_bubble(page: Page) -> Locator:
    return page.locator(".message[data-from=bot] .bubble").last


def connect(popup: Page, person: str) -> None:
    popup.locator(f"input[value={person}]").check(force=True)
    shoot(popup, "consent")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Allow", exact=True).click()
        expect(popup.get_by_role("heading", name="Calendly is connected.")).to_be_visible()
        shoot(popup, "connected")


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")


def _is_complaint(line: ConsoleMessage) -> bool:
    return line.type == "error" and AWAY not in line.text


def _is_ours(url: str, running: Running) -> bool:
    return url.split("://", 1)[-1].startswith(running.url.split("://", 1)[-1])
