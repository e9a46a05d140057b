"""`python -m tests.e2e.pictures`: take the pictures of the README, of everything as it really runs."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.browser import CHROMIUM, FLAGS, SECONDS, answered, connect, connect_elsewhere, say
from tests.e2e.running import Running, start
from tests.e2e.site import Site, serving_site

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"


def main() -> None:
    """Take them all."""
    with (
        serving_site() as site,
        tempfile.TemporaryDirectory() as folder,
        start(ROOT, Path(folder), PARLEY_WIDGET_ORIGINS=site.url) as running,
        sync_playwright() as playwright,
    ):
        site.bot = running.url
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        take_conversation(browser, running)
        take_widget(browser, site)
        browser.close()


def take_conversation(browser: Browser, running: Running) -> None:
    """The question that waited while Calendly was connected, and free times to choose from."""
    page = opened(browser, 860, 980, running.url)
    say(page, "what's on tomorrow?")
    with page.context.expect_page() as popup:
        page.get_by_role("link", name="Connect Calendly").click()
    connect(popup.value, "ana")
    expect(page.locator(".card").first).to_be_visible()
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / "conversation.png", animations="disabled")
    say(page, "book a coffee chat")
    answered(page)
    if (link := page.get_by_role("link", name="Connect Calendly")).count() > 1:
        with page.context.expect_page() as popup:
            link.last.click()
        connect(popup.value, "ana")
    page.mouse.move(0, 0)
    page.locator(".picker").screenshot(path=IMAGES / "picker.png", animations="disabled")


def take_widget(browser: Browser, site: Site) -> None:
    """A calendar in the panel in the corner of a site."""
    page = opened(browser, 490, 780, site.url)
    page.get_by_role("button", name="Chat with Parley").click()
    expect(page.frame_locator("iframe").get_by_label("Your message")).to_be_visible()
    frame = next(one for one in page.frames if "/embed" in one.url)
    say(frame, "what's on my calendar?")
    with page.context.expect_page() as popup:
        frame.get_by_role("link", name="Connect Calendly").click()
    connect_elsewhere(popup.value, "ana")
    frame.locator(".choices button:enabled").first.click()
    expect(frame.locator(".card")).to_have_count(5)
    page.mouse.move(0, 0)
    page.screenshot(path=IMAGES / "widget.png", animations="disabled")


def opened(browser: Browser, width: int, height: int, url: str) -> Page:
    """Return a page of somebody new in Berlin."""
    size = {"width": width, "height": height}
    context = browser.new_context(viewport=size, timezone_id="Europe/Berlin", locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    page.goto(url)
    return page


if __name__ == "__main__":
    main()
