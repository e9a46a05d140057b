"""A person in Slack: what they see is what was posted to them, and buttons are pressed as Slack sends it."""

import json
import sqlite3
import time
import uuid
from contextlib import closing
from typing import Any

import httpx

from parley.gateway.channels.slack.markup import read
from tests.e2e.running import PATIENCE, Running
from tests.support import plain
from tests.support.slack.sent import SIGNING_SECRET, Sender
from tests.support.slack.stand_in import CLIENT_ID, CLIENT_SECRET, SlackStandIn, installation, user

Message = dict[str, Any]
ZONE, LOCALE = "Europe/Berlin", "en-GB"


def settings_of(slack: SlackStandIn) -> dict[str, str]:
    """Return the settings of a stack whose Slack this is."""
    return {
        "PARLEY_SLACK_URL": slack.url,
        "PARLEY_SLACK_CLIENT_ID": CLIENT_ID,
        "PARLEY_SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "PARLEY_SLACK_SIGNING_SECRET": SIGNING_SECRET,
    }


def install(url: str, slack: SlackStandIn) -> None:
    """Install the app in the workspace T1, as somebody does in a browser."""
    slack.codes["code-1"] = installation("T1", "xoxb-T1")
    with plain.Client(base_url=url, timeout=PATIENCE) as browser:
        consent = browser.get("/slack/install")
        state = httpx.URL(consent.headers["location"]).params["state"]
        # The cookie is for https alone; the tests are not.
        cookie = {"Cookie": consent.headers["set-cookie"].partition(";")[0]}
        browser.get(
            "/slack/oauth_redirect", params={"code": "code-1", "state": state}, headers=cookie
        ).raise_for_status()


class SlackChat:
    """One person's direct messages with the bot."""

    def __init__(self, running: Running, slack: SlackStandIn, whereabouts: dict[str, str] | None = None) -> None:
        where = {"time_zone": ZONE, "locale": LOCALE, **(whereabouts or {})}
        self._user = f"U{uuid.uuid4().hex[:10].upper()}"
        slack.users[self._user] = user(self._user, "Kim Doe", "kim@acme.example", where["time_zone"], where["locale"])
        self._slack, self._running, self._seen = slack, running, 0
        self._sends = Sender(plain.Client(base_url=running.url, timeout=30))
        self.browser = plain.Client(timeout=30)

    def say(self, text: str, title: str | None = None) -> list[Message]:
        """Return what was posted in answer to a text, or to a button that `_message` described."""
        self._seen = len(self._posted())
        if title is None:
            sent = self._sends.message(text, user=self._user)
        else:
            block, action = json.loads(text)
            sent = self._sends.press(block, action, user=self._user)
        sent.raise_for_status()
        self._settle()
        return self._new()

    def pushed(self, count: int) -> list[Message]:
        """Return `count` messages that nobody asked for."""
        deadline = time.monotonic() + PATIENCE
        while len(self._posted()) < self._seen + count:
            assert time.monotonic() < deadline, "nothing was pushed"
            time.sleep(0.05)
        return self._new()

    def reopen(self) -> None:
        """Nothing to do: Slack keeps what was said."""

    def close(self) -> None:
        """Leave."""
        self._sends.http.close()
        self.browser.close()

    def _posted(self) -> list[Message]:
        return self._slack.posted(self._user)

    def _new(self) -> list[Message]:
        new = self._posted()[self._seen :]
        self._seen += len(new)
        return [_message(one) for one in new]

    def _settle(self) -> None:
        """Wait until what was said is worked and every message has been posted."""
        deadline = time.monotonic() + PATIENCE
        while self._waiting():
            assert time.monotonic() < deadline, "there is no answer"
            time.sleep(0.05)

    def _waiting(self) -> int:
        mine = "conversation_id IN (SELECT c.id FROM conversations c JOIN principals p ON p.id = c.principal_id "
        mine += "WHERE p.channel = 'slack' AND p.address = ?)"
        queries = (
            f"SELECT count(*) FROM inbox WHERE worked_at IS NULL AND withdrawn_at IS NULL AND {mine}",
            f"SELECT count(*) FROM messages WHERE delivered_at IS NULL AND {mine}",
        )
        with closing(sqlite3.connect(self._running.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection:
            return sum(int(connection.execute(one, (f"T1:{self._user}",)).fetchone()[0]) for one in queries)


def _message(posted: Message) -> Message:
    buttons = [button for block in posted["blocks"] for button in _buttons(block)]
    return {"text": read(posted["text"], {}), "buttons": buttons}


def _buttons(block: Message) -> list[Message]:
    found = []
    where = {"block_id": block.get("block_id")}
    for element in block.get("elements", ()):
        groups = element.get("option_groups") or [{"options": element.get("options", [])}]
        for option in [option for group in groups for option in group["options"]]:
            chosen = {"type": element["type"], "action_id": element["action_id"], "selected_option": option}
            found.append({"title": option["text"]["text"], "payload": json.dumps([where, chosen])})
        if element["type"] == "button" and "url" in element:
            found.append({"title": element["text"]["text"], "type": "web_url", "url": element["url"]})
        elif element["type"] == "button":
            found.append({"title": element["text"]["text"], "payload": json.dumps([where, element])})
    return found
