"""The booking pages and the page of switches in a real browser, on a desktop and on a phone."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

CHROMIUM = os.environ.get("PARLEY_TEST_CHROMIUM") or shutil.which("chromium") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SECONDS = 15_000

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def sandbox(live):
    return live.url, live.app.state.sandbox


@pytest.fixture(params=[(1280, 800), (375, 700)], ids=["desktop", "phone"])
def page(request, chromium, sandbox):
    """A page that fails the test when it complains, asks another server, or is wider than the screen."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=sandbox[0])
    context.set_default_timeout(SECONDS)
    page, wrong = context.new_page(), []
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(sandbox[0]) else wrong.append(asked.url))
    page.on("load", lambda: None if fits(page) else wrong.append(f"too wide: {page.url}"))
    yield page
    context.close()
    assert wrong == []


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def first_time(page):
    return page.get_by_role("listitem").get_by_role("link").first


def test_a_person_books_moves_and_cancels_by_hand(page):
    page.goto("/ana-keller")
    page.get_by_role("link", name="Intro Call").click()
    page.get_by_label("Times are in").select_option("Asia/Kolkata")
    page.get_by_role("button", name="Change").click()
    first_time(page).click()
    page.get_by_label("Name").fill("Lena Brandt")
    page.get_by_label("E-mail", exact=True).fill("lena.brandt@example.org")
    page.get_by_label("What would you like to talk about?").fill("Our booking flow")
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_role("heading", name="You are booked")).to_be_visible()
    expect(page.get_by_text("Asia/Kolkata")).to_be_visible()
    page.get_by_role("link", name="Reschedule").click()
    page.get_by_role("link", name="Later").click()
    first_time(page).click()
    expect(page.get_by_label("Name")).to_have_value("Lena Brandt")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("heading", name="You are booked")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_label("Reason").fill("Down with a cold")
    page.get_by_role("button", name="Cancel booking").click()
    expect(page.get_by_role("heading", name="This booking is canceled")).to_be_visible()
    expect(page.get_by_text("Down with a cold")).to_be_visible()


def test_faults_plans_and_the_clock_can_be_clicked(page, sandbox):
    _, state = sandbox
    page.goto("/")
    page.get_by_role("link", name=re.compile("every switch")).click()
    page.get_by_label("What", exact=True).select_option("commit_then_500")
    page.get_by_label("Always, until taken back").check()
    page.get_by_label("Only paths that start with").fill("/invitees")
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("always · /invitees")).to_be_visible()
    (armed,) = state.faults.armed()
    assert (armed.fault.kind, armed.fault.times, armed.fault.paths) == ("commit_then_500", "always", ("/invitees",))
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Nothing is armed.")).to_be_visible()
    page.get_by_label("Ortiz Consulting").select_option("paid")
    page.get_by_role("button", name="Change").nth(1).click()
    expect(page.get_by_label("Ortiz Consulting")).to_have_value("paid")
    page.get_by_label("Move by hours").fill("36")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Friday 20 November 2026, 00:00:00 UTC")).to_be_visible()
