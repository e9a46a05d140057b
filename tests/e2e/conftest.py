"""The real processes, started once on free ports, with a Calendly sandbox of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from parley.supervisor.stack import Stack
from tests.e2e.running import Running, start
from tests.gateway.test_rest_callbacks import Client
from tests.visits.mailbox import Mailbox, serving_mail

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
def running(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox, team: Client) -> Iterator[Running]:
    """Everything running, and the means to look at it."""
    mail = {"PARLEY_SMTP_URL": mailbox.url, "PARLEY_MAIL_FROM": "booking@example.com"}
    handoff = {
        "PARLEY_HANDOFF_WEBHOOK": team.url,
        "PARLEY_HANDOFF_SECRET": "secret-of-the-team-0123456789",
        "PARLEY_HANDOFF_CONTACT": "Write to help@example.com.",
    }
    with start(ROOT, tmp_path_factory.mktemp("var"), **mail, **handoff) as running:
        yield running


@pytest.fixture
def stack(running: Running) -> Stack:
    """The processes themselves, for tests that stop and start them."""
    return running.stack
