"""One gateway that serves Slack, and one Slack, for all tests of the channel."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from parley.db.engine import connect
from parley.db.tables import slack_workspaces
from parley.gateway.app import make_app
from tests.support import plain
from tests.support.gateway import ServedGateway, make_page, make_settings
from tests.support.jobs import calm
from tests.support.serving import listen, serving
from tests.support.slack.sent import SIGNING_SECRET, Sender
from tests.support.slack.socket_mode import APP_TOKEN, SocketSender
from tests.support.slack.stand_in import CLIENT_ID, CLIENT_SECRET, SlackStandIn, installation, serving_slack
from tests.support.stores import copied
from tests.support.waiting import until


@dataclass(frozen=True)
class Workspace:
    """A workspace with the app in it."""

    gateway: ServedGateway
    slack: SlackStandIn
    sends: Sender

    def heard(self, count: int) -> list[str]:
        """Wait until so many turns have reached Rasa, and return what they said."""
        until(lambda: len(self.gateway.rasa.turns) >= count)
        return self.gateway.rasa.heard()

    def told(self, user: str = "U1", count: int = 1) -> list[dict[str, Any]]:
        """Wait until so many messages were posted to somebody directly, and return them."""
        until(lambda: len(self.slack.posted(user)) >= count)
        return self.slack.posted(user)


@pytest.fixture(scope="session")
def _slack():
    with serving_slack() as slack:
        yield slack


@pytest.fixture(scope="session")
def serve(_rasa, _slack, _served_sandbox, _migrated, tmp_path_factory, _world_clock):
    """Give a context in which a gateway of its own serves Slack, by these settings."""

    @contextmanager
    def serve(**settings: str) -> Iterator[ServedGateway]:
        folder: Path = tmp_path_factory.mktemp("slack")
        (listener, url), database_url = listen(), copied(_migrated, folder)
        fixed = {"public_url": url, "database_url": database_url, "web": make_page(folder), "slack_url": _slack.url}
        app = make_app(make_settings(_rasa, _served_sandbox, **fixed, **settings), _world_clock)
        database = connect(database_url)
        with serving(app, listener), plain.Client(base_url=url) as http:
            yield ServedGateway(url, database, _rasa, _served_sandbox, http)
        database.close()

    return serve


@pytest.fixture(scope="session")
def _with_slack(serve):
    secrets = {"slack_client_secret": CLIENT_SECRET, "slack_signing_secret": SIGNING_SECRET}
    with serve(slack_client_id=CLIENT_ID, **secrets) as gateway:
        yield gateway


@pytest.fixture
def over_socket(serve, _slack, rasa, calendly):
    """A workspace T1 whose app has no public address and reaches out to Slack."""
    _slack.reset()
    with serve(slack_app_token=APP_TOKEN, slack_bot_token="xoxb-T1") as gateway:
        yield Workspace(gateway, _slack, SocketSender(_slack.line))
        rasa.reset()
        calm()


def install(gateway: ServedGateway, slack: SlackStandIn, **what: Any) -> httpx.Response:
    """Install the app as somebody does in a browser, and return the last page."""
    slack.codes["code-1"] = installation(**what)
    with gateway.browser() as browser:
        consent = browser.get("/slack/install")
        state = httpx.URL(consent.headers["location"]).params["state"]
        # The cookie is for https alone; the tests are not.
        cookie = {"Cookie": consent.headers["set-cookie"].partition(";")[0]}
        return browser.get("/slack/oauth_redirect", params={"code": "code-1", "state": state}, headers=cookie)


@pytest.fixture
def workspace(_with_slack, _slack, rasa, calendly):
    """A workspace T1 that the app was just installed in, and a Slack that nothing has happened in."""
    _slack.reset()
    with _with_slack.database.write() as connection:
        connection.execute(slack_workspaces.delete())
    assert install(_with_slack, _slack, team="T1", token="xoxb-T1").status_code == 200
    _slack.calls.clear()
    yield Workspace(_with_slack, _slack, Sender(_with_slack.http))
    rasa.reset()
    calm()


def texts(messages: list[dict[str, Any]]) -> list[str]:
    """Return what the messages say."""
    return [one["text"] for one in messages]
