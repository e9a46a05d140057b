"""The widget on a site of another domain, in a real browser."""

import re
import time
from collections.abc import Iterator

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, expect

from tests.e2e.browser import SECONDS, connect_elsewhere, faults, shoot, watched
from tests.e2e.conftest import USER_KEY
from tests.e2e.running import Running
from tests.e2e.site import Site
from tests.support import plain


@pytest.fixture
def shop(context: BrowserContext, running: Running, site: Site) -> Iterator[Page]:
    """The shop's page with the widget closed in its corner."""
    site.data = ""
    with watched(context, running.url, site.url) as page:
        page.goto(site.url)
        yield page


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[title='Chat with Parley']")


def open_chat(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Chat with Parley").click()
    expect(chat(page).get_by_role("log")).to_have_attribute("aria-busy", "false", timeout=SECONDS)
    return chat(page)


def say(page: Page, text: str) -> None:
    chat(page).get_by_label("Your message").fill(text)
    chat(page).get_by_label("Your message").press("Enter")


def said(page: Page) -> Locator:
    return chat(page).locator(".message[data-from=user] .bubble")


def bots(page: Page) -> Locator:
    return chat(page).locator(".message[data-from=bot]")


def test_nothing_is_loaded_before_the_bubble_is_pressed(shop: Page) -> None:
    expect(shop.locator("button.bubble")).to_have_attribute("aria-expanded", "false")
    assert shop.locator("iframe").count() == 0


def test_it_opens_takes_the_focus_closes_and_gives_it_back(shop: Page) -> None:
    open_chat(shop)
    expect(shop.locator("button.bubble")).to_have_attribute("aria-expanded", "true")
    expect(chat(shop).get_by_label("Your message")).to_be_focused()
    shoot(shop, "widget")
    shop.keyboard.press("Escape")
    expect(shop.locator("button.bubble")).to_have_attribute("aria-expanded", "false")
    expect(shop.locator("button.bubble")).to_be_focused()
    shop.keyboard.press("Enter")
    expect(chat(shop).get_by_label("Your message")).to_be_focused()
    chat(shop).get_by_role("button", name="Close the chat").click()
    expect(shop.locator(".panel")).to_be_hidden()


def test_the_conversation_is_there_on_the_next_page_and_in_another_tab(shop: Page, context: BrowserContext) -> None:
    open_chat(shop)
    say(shop, "help")
    expect(bots(shop)).to_have_count(1)
    # What brings it back is a cookie for this site alone: the browser refuses any other here, and storage as well.
    assert [(one["name"], one["partitionKey"]) for one in context.cookies()] == [
        ("parley_embed", "http://shop.example")
    ]
    shop.get_by_role("link", name="Another page").click()
    expect(said(shop)).to_have_text(["help"])
    expect(bots(shop)).to_have_count(1)
    second = context.new_page()
    second.goto(shop.url)
    open_chat(second)
    expect(said(second)).to_have_text(["help"])
    say(second, "thanks")
    expect(said(shop)).to_have_count(2)


def test_what_comes_while_it_is_closed_is_counted(shop: Page, context: BrowserContext) -> None:
    open_chat(shop)
    say(shop, "hello")
    expect(bots(shop)).to_have_count(1)
    # Escape closes what is in front: a question first, and then the chat.
    chat(shop).get_by_role("button", name="New conversation").click()
    expect(chat(shop).get_by_role("dialog")).to_be_visible()
    shop.keyboard.press("Escape")
    expect(chat(shop).get_by_role("dialog")).to_be_hidden()
    expect(shop.locator("button.bubble")).to_have_attribute("aria-expanded", "true")
    shop.keyboard.press("Escape")
    second = context.new_page()
    second.goto(shop.url)
    open_chat(second)
    say(second, "thanks")
    expect(shop.locator(".badge")).to_have_text("1")
    expect(shop.locator("button.bubble")).to_have_accessible_name("Chat with Parley, 1 new message")
    shoot(shop, "widget-unread")
    shop.locator("button.bubble").click()
    expect(shop.locator(".badge")).to_be_hidden()


def test_an_account_is_connected_from_the_frame_and_the_window_closes_itself(
    shop: Page, context: BrowserContext
) -> None:
    open_chat(shop)
    say(shop, "what's on my calendar?")
    with context.expect_page() as opened:
        chat(shop).get_by_role("link", name="Connect Calendly").click()
    connect_elsewhere(opened.value, "ana")
    expect(said(shop).last).to_have_text("I have signed in at Calendly.")
    yes = chat(shop).locator(".choices button:enabled").first
    expect(yes).to_be_visible()
    shoot(shop, "widget-agree")
    yes.click()
    expect(chat(shop).locator(".card")).to_have_count(5)
    shoot(shop, "widget-agenda")


def test_on_a_phone_it_is_the_screen(browser: Browser, running: Running, site: Site) -> None:
    site.data = 'data-accent="#e4007c" data-theme="dark" data-label="Ask us" data-position="left"'
    phone = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    phone.set_default_timeout(SECONDS)
    page = phone.new_page()
    page.goto(site.url)
    shoot(page, "widget-phone-closed")
    page.get_by_role("button", name="Ask us").click()
    expect(chat(page).get_by_role("log")).to_have_attribute("aria-busy", "false")
    box = page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 800}
    shoot(page, "widget-phone")
    chat(page).get_by_role("button", name="Close the chat").click()
    expect(page.get_by_role("button", name="Ask us")).to_be_visible()
    phone.close()


def test_a_site_that_is_not_allowed_gets_no_chat(context: BrowserContext, running: Running, site: Site) -> None:
    site.data = ""
    page, refusals = context.new_page(), list[str]()
    page.on("console", lambda line: refusals.append(line.text) if "frame-ancestors" in line.text else None)
    page.goto(site.evil)
    page.get_by_role("button", name="Chat with Parley").click()
    expect(page.locator("iframe")).to_be_visible()
    expect(chat(page).get_by_label("Your message")).to_have_count(0)
    assert any(running.url.split("://")[1] in one for one in refusals), refusals


def test_a_sites_own_user_finds_the_conversation_on_every_device(
    browser: Browser, running: Running, site: Site
) -> None:
    claims = {"sub": f"customer-{time.time_ns()}", "aud": running.url, "exp": int(time.time()) + 600}
    site.data = f'data-user-token="{jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(USER_KEY))}"'
    for device in range(2):
        context = browser.new_context()
        context.set_default_timeout(SECONDS)
        page = context.new_page()
        page.goto(site.url)
        open_chat(page)
        if device == 0:
            say(page, "help")
        expect(said(page)).to_have_text(["help"])
        expect(bots(page)).to_have_count(1)
        context.close()


def test_a_user_whose_token_has_run_out_is_told_and_the_site_may_bring_another(
    context: BrowserContext, running: Running, site: Site
) -> None:
    claims = {"sub": "customer-1", "aud": running.url, "exp": int(time.time()) - 600}
    key = OctKey.import_key(USER_KEY)
    site.data = f'data-user-token="{jwt.encode({"alg": "HS256"}, claims, key)}"'
    page = context.new_page()
    page.goto(site.url)
    page.evaluate("window.addEventListener('parley:token-needed', () => (window.asked = true))")
    page.get_by_role("button", name="Chat with Parley").click()
    expect(chat(page).locator("#connection")).to_contain_text("Your sign-in at this site has run out")
    page.wait_for_function("window.asked")
    fresh = jwt.encode({"alg": "HS256"}, {**claims, "exp": int(time.time()) + 600}, key)
    page.evaluate("(token) => window.parley.identify(token)", fresh)
    expect(chat(page).locator("#connection")).to_be_hidden()
    site.data = ""


def test_the_widget_can_be_used_by_everybody(shop: Page) -> None:
    """axe, on the site with the widget closed, and inside the frame."""
    assert faults(shop) == []
    open_chat(shop)
    frame = next(one for one in shop.frames if "/embed" in one.url)
    assert faults(frame) == []
    assert [one for one in faults(shop) if "region" not in one] == []


def test_the_framed_page_says_to_browsers_who_may_frame_it(running: Running, site: Site) -> None:
    policy = plain.get(f"{running.url}/embed").headers["Content-Security-Policy"]
    assert re.search(rf"frame-ancestors 'self' {re.escape(site.url)};", policy)
