"""The real processes, started once on free ports, with a Calendly sandbox of their own; and Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from parley.supervisor.stack import Stack
from tests.e2e.browser import CHROMIUM, FLAGS, SECONDS, watched
from tests.e2e.running import Running, start
from tests.e2e.site import Site, serving_site
from tests.e2e.slack_chat import install, settings_of
from tests.gateway.test_rest_callbacks import Client
from tests.support.slack.stand_in import SlackStandIn, serving_slack
from tests.visits.mailbox import Mailbox, serving_mail

# What the site signs its users' tokens with.
USER_KEY = "what-the-shop-and-the-bot-know-0123456789"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Where the bot's mail arrives."""
    with serving_mail() as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def team() -> Iterator[Client]:
    """Where the people behind the bot hear of whoever asks for them."""
    team = Client()
    yield team
    team.server.shutdown()
    team.server.server_close()


@pytest.fixture(scope="session")
def slack() -> Iterator[SlackStandIn]:
    """Where Slack would be."""
    with serving_slack() as slack:
        yield slack


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A site that carries the widget."""
    with serving_site() as site:
        yield site


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox, team: Client, slack: SlackStandIn, site: Site
) -> Iterator[Running]:
    """Everything running, and the means to look at it."""
    mail = {"PARLEY_SMTP_URL": mailbox.url, "PARLEY_MAIL_FROM": "booking@example.com"}
    handoff = {
        "PARLEY_HANDOFF_WEBHOOK": team.url,
        "PARLEY_HANDOFF_SECRET": "secret-of-the-team-0123456789",
        "PARLEY_HANDOFF_CONTACT": "Write to help@example.com.",
    }
    widget = {"PARLEY_WIDGET_ORIGINS": site.url, "PARLEY_USER_KEY": USER_KEY}
    chosen = {**mail, **handoff, **widget, **settings_of(slack)}
    with start(ROOT, tmp_path_factory.mktemp("var"), **chosen) as running:
        site.bot = running.url
        install(running.url, slack)
        yield running


@pytest.fixture
def stack(running: Running) -> Stack:
    """The processes themselves, for tests that stop and start them."""
    return running.stack


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody new, in Berlin."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="Europe/Berlin", locale="en-GB")
    context.set_default_timeout(SECONDS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, running: Running) -> Iterator[Page]:
    """The chat page; whatever it complains about, or asks another server for, fails the test."""
    with watched(context, running.url) as page:
        page.goto(running.url)
        yield page
