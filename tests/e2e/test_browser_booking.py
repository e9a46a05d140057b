"""Booking, moving and cancelling on the chat page: by clicks alone, by keys alone, and across a reload."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.browser import SECONDS, answered, connect, faults, last_bubble, said, say, shoot
from tests.e2e.running import Running

KIND = "Coffee Chat"
MOST_QUESTIONS = 8


def test_a_meeting_is_booked_moved_and_cancelled_by_clicks_alone(page: Page, context: BrowserContext) -> None:
    page.get_by_role("button", name="Book a meeting").click()
    allow(page, context)
    open_choice(page, KIND).click()
    time = page.locator(".picker .column").nth(1).locator(".time").nth(1)
    expect(time).to_be_visible()
    shoot(page, "picker")
    time.click()
    fill_in(page, lambda field, text: field.fill(text))
    shoot(page, "form")
    page.get_by_role("button", name="Continue").click()
    to_confirmation(page, Locator.click)
    open_choice(page, "Yes, book it").click()
    card = page.locator(".card").last
    expect(card).to_contain_text("With Grace Hopper (grace@navy.example.com)")
    expect(last_bubble(page)).not_to_contain_text("http")
    shoot(page, "booked")
    card = moved(page, card.get_by_role("button", name="Move"), Locator.click)
    shoot(page, "moved")
    card.get_by_role("button", name="Cancel").click()
    expect(said(page).last).to_have_text(f"Cancel: {KIND}")
    answered(page)
    open_choice(page, "No reason").or_(open_choice(page, "Skip")).first.click()
    expect(open_choice(page, "Yes, cancel").first).to_be_visible()
    expect(page.locator(".card").last).to_contain_text("Grace Hopper")
    shoot(page, "cancelling")
    assert seen(page) == []
    open_choice(page, "Yes, cancel").first.click()
    answered(page)
    expect(last_bubble(page)).to_contain_text("ancelled")


def test_a_meeting_is_booked_and_moved_by_keys_alone(page: Page, context: BrowserContext) -> None:
    expect(page.get_by_label("Your message")).to_be_focused()
    reach(page, page.get_by_role("button", name="Book a meeting")).press("Enter")
    link = page.get_by_role("link", name="Connect Calendly")
    expect(link).to_be_visible()
    with context.expect_page() as opened:
        reach(page, link).press("Enter")
    allow = opened.value.get_by_role("button", name="Allow", exact=True)
    expect(allow).to_be_visible()
    with opened.value.expect_event("close"):
        reach(opened.value, allow, key="Tab").press("Enter")
    expect(open_choice(page, KIND)).to_be_visible()
    reach(page, open_choice(page, KIND)).press("Enter")
    first = page.locator(".picker .time[tabindex='0']")
    expect(first).to_be_visible()
    reach(page, first).press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    second = page.locator(".picker .column").nth(1).locator(".time").first
    expect(second).to_be_focused()
    shoot(page, "picker-by-keys")
    second.press("Enter")
    fill_in(page, lambda field, text: reach(page, field) and page.keyboard.type(text))
    page.keyboard.press("Enter")
    to_confirmation(page, lambda button: reach(page, button).press("Enter"))
    reach(page, open_choice(page, "Yes, book it")).press("Enter")
    card = page.locator(".card").last
    expect(card).to_contain_text("With Grace Hopper (grace@navy.example.com)")
    moved(page, card.get_by_role("button", name="Move"), lambda button: reach(page, button).press("Enter"))


def test_a_booking_goes_on_after_a_reload_and_in_another_tab(page: Page, context: BrowserContext) -> None:
    say(page, "book a coffee chat")
    allow(page, context)
    expect(page.locator(".picker")).to_be_visible()
    page.reload()
    expect(page.locator(".picker .time").first).to_be_enabled()
    second = context.new_page()
    second.goto(page.url)
    second.locator(".picker .time").first.click()
    # In both tabs the question is over, and the next one is asked.
    for one in (page, second):
        expect(one.locator(".picker:visible")).to_have_count(0)
        expect(one.get_by_label("E-mail")).to_be_visible()


def test_all_that_is_shown_can_be_read_by_everybody(page: Page, context: BrowserContext) -> None:
    """axe, on the welcome, on cards, on free times and on a form, by light and by dark."""
    found = {"welcome": seen(page)}
    say(page, "what's on my calendar?")
    allow(page, context)
    expect(page.locator(".card").first).to_be_visible()
    shoot(page, "agenda")
    found["agenda"] = seen(page)
    say(page, "book a coffee chat")
    allow(page, context)
    expect(page.locator(".picker")).to_be_visible()
    found["picker"] = seen(page)
    page.locator(".picker .time").first.click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    found["form"] = seen(page)
    shoot(page, "form-dark")
    assert {where: what for where, what in found.items() if what} == {}


def test_free_times_and_cards_fit_a_phone(browser: Browser, running: Running) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    phone.set_default_timeout(SECONDS)
    page = phone.new_page()
    page.goto(running.url)
    say(page, "what's on my calendar?")
    allow(page, phone)
    expect(page.locator(".card").first).to_be_visible()
    shoot(page, "phone-agenda")
    say(page, "book a coffee chat")
    allow(page, phone)
    expect(page.locator(".picker")).to_be_visible()
    shoot(page, "phone-picker")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = "[...document.querySelectorAll('button, a')].filter((one) => one.offsetWidth && one.offsetHeight < 24)"
    assert page.evaluate(f"{small}.map((one) => one.outerHTML)") == []  # WCAG 2.2, 2.5.8
    phone.close()


def allow(page: Page, context: BrowserContext) -> None:
    answered(page)
    with context.expect_page() as opened:
        page.get_by_role("link", name="Connect Calendly").last.click()
    connect(opened.value, "ana")


def open_choice(page: Page, name: str) -> Locator:
    return page.locator(".choices button:enabled", has_text=name)


def fill_in(page: Page, fill: Callable[[Locator, str], object]) -> None:
    expect(page.get_by_label("Name")).to_be_visible()
    fill(page.get_by_label("Name"), "Grace Hopper")
    fill(page.get_by_label("E-mail"), "grace@navy.example.com")


def moved(page: Page, way: Locator, press: Callable[[Locator], object]) -> Locator:
    """Move a meeting from its card to the first time that is offered, and give its new card."""
    press(way)
    answered(page)
    time = page.locator(".picker:visible .time[tabindex='0']")
    expect(time).to_be_visible()
    press(time)
    yes = open_choice(page, "Yes, move it")
    expect(yes).to_be_visible()
    press(yes)
    answered(page)
    expect(last_bubble(page)).to_contain_text("The old time")
    return page.locator(".card").last


def to_confirmation(page: Page, press: Callable[[Locator], object]) -> None:
    """Pass over the host's own questions."""
    yes = open_choice(page, "Yes, book it")
    past = page.locator(".choices button:enabled").filter(has_text="Skip").or_(open_choice(page, "Nobody else"))
    for _ in range(MOST_QUESTIONS):
        expect(yes.or_(past).first).to_be_visible()
        if yes.count():
            return
        press(past.first)
        answered(page)
    raise AssertionError("the questions do not end")


def reach(page: Page, wanted: Locator, key: str = "Shift+Tab") -> Locator:
    """Move the focus there by the Tab key, as somebody without a mouse does."""
    for _ in range(60):
        if wanted.first.evaluate("(one) => one === document.activeElement"):
            return wanted.first
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached by {key}")


def seen(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {one}" for one in faults(page)]
    return found
