"""The chat page in a real browser."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect

from tests.e2e.browser import answered, connect, faults, last_bubble, said, say, shoot, watched
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


def test_what_the_connection_broke_under_goes_out_again_by_itself_and_is_worked_once(
    context: BrowserContext, running: Running
) -> None:
    """It breaks before one message arrives, and after another one has before the server can say so."""
    breaks = {"never arrives": [True], "is never acknowledged": [True]}

    def between(page_side: WebSocketRoute) -> None:
        server = page_side.connect_to_server()
        unheard = []

        def out(frame: str | bytes) -> None:
            if "never arrives" in frame and breaks["never arrives"]:
                breaks["never arrives"].clear()
                page_side.close()
                return
            server.send(frame)
            if "is never acknowledged" in frame and breaks["is never acknowledged"]:
                unheard.append(frame)

        def back(frame: str | bytes) -> None:
            if not unheard:
                page_side.send(frame)
            elif "bot_uttered" in frame:
                breaks["is never acknowledged"].clear()
                page_side.close()

        page_side.on_message(out)
        server.on_message(back)

    context.route_web_socket(re.compile("/socket.io/"), between)
    with watched(context, running.url) as page:
        page.goto(running.url)
        for count, text in enumerate(("this never arrives", "this is never acknowledged"), 1):
            say(page, text)
            expect(page.locator(".message[data-from=bot]")).to_have_count(count)
            expect(page.locator(".message[data-delivery=settled][data-from=user]")).to_have_count(count)
        page.reload()
        expect(said(page)).to_have_text(["this never arrives", "this is never acknowledged"])
        expect(page.locator(".message[data-from=bot]")).to_have_count(2)
    assert breaks == {"never arrives": [], "is never acknowledged": []}


def test_a_person_begins_anew_by_keys_in_every_tab(page: Page, context: BrowserContext) -> None:
    new = page.get_by_role("button", name="New conversation")
    expect(page.locator(".starter").first).to_be_visible()
    expect(new).to_be_hidden()
    say(page, "book a coffee chat")
    answered(page)
    second = context.new_page()
    second.goto(page.url)
    expect(said(second)).to_have_count(1)
    new.press("Enter")
    question = page.get_by_role("dialog", name="Begin a new conversation?")
    expect(question).to_be_visible()
    assert faults(page) == []
    expect(question.get_by_role("button", name="Go on with this one")).to_be_focused()
    shoot(page, "new-conversation")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(new).to_be_focused()
    page.keyboard.press("Enter")
    question.get_by_role("button", name="Begin anew").press("Enter")
    for tab in (page, second):
        expect(tab.locator(".starter").first).to_be_visible()
        expect(tab.locator(".message")).to_have_count(0)
    expect(page.get_by_label("Your message")).to_be_focused()
    # What was asked for before is not gone on with.
    say(page, "what can you do?")
    expect(last_bubble(page)).to_contain_text("Here is what I can do now")
