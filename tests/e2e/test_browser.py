"""The chat page in a real browser."""

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import connect, last_bubble, said, say, shoot
from tests.e2e.running import Running


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
