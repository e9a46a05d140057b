"""What Slack sends to an app: events, commands and interactions, signed, and repeated when they were not taken.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

SIGNING_SECRET = "slack-signing-secret-0123456789"
_NUMBERS = itertools.count(1)
Body = dict[str, Any]


def moment() -> str:
    """Return a message's `ts` that no other has."""
    return f"1764000000.{next(_NUMBERS):06}"


@dataclass
class Sender:
    """Slack, sending to one app."""

    http: httpx.Client
    secret: str = SIGNING_SECRET
    team: str = "T1"
    enterprise: str | None = None

    def event(self, event: Body, *, event_id: str | None = None, **more: Any) -> httpx.Response:
        """Send an event."""
        body = {
            "type": "event_callback",
            "team_id": self.team,
            "enterprise_id": self.enterprise,
            "api_app_id": "A1",
            "event": event,
            "event_id": event_id or f"Ev{next(_NUMBERS)}",
            "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": self.enterprise, "team_id": self.team, "user_id": "UBOT"}],
        }
        return self._post(json.dumps(body), "application/json", **more)

    def message(self, text: str, user: str = "U1", ts: str | None = None, **more: Any) -> httpx.Response:
        """Send a direct message of somebody's."""
        event = {"type": "message", "channel_type": "im", "channel": f"D{user}", "user": user, "text": text}
        return self.event({**event, "ts": ts or moment(), "team": self.team, **more})

    def mention(self, text: str, user: str = "U1", channel: str = "C1", **more: Any) -> httpx.Response:
        """Send a message that mentions the bot in a channel."""
        event = {"type": "app_mention", "channel": channel, "user": user, "text": f"<@UBOT> {text}", "ts": moment()}
        return self.event({**event, "team": self.team, **more})

    def command(self, text: str, user: str = "U1", channel: str = "C1") -> httpx.Response:
        """Send the slash command."""
        form = {
            "command": "/parley", "text": text, "user_id": user, "team_id": self.team, "channel_id": channel,
            "trigger_id": f"trigger-{next(_NUMBERS)}", "response_url": "https://hooks.slack.example/1",
        }  # fmt: skip
        if self.enterprise:
            form["enterprise_id"] = self.enterprise
        return self._post(urlencode(form), "application/x-www-form-urlencoded")

    def press(self, block: Body, action: Body, user: str = "U1", **more: Any) -> httpx.Response:
        """Send the press of a button, or a choice, in one of the app's blocks."""
        pressed = {**action, "block_id": block.get("block_id", "b1"), "action_ts": moment()}
        return self.interaction({"type": "block_actions", "actions": [pressed], **more}, user)

    def interaction(self, payload: Body, user: str = "U1") -> httpx.Response:
        """Send an interaction."""
        team = {"id": self.team, "domain": "acme"}
        whole = {
            "user": {"id": user, "team_id": self.team},
            "team": team,
            "enterprise": {"id": self.enterprise} if self.enterprise else None,
            "api_app_id": "A1",
            "trigger_id": f"trigger-{next(_NUMBERS)}",
            "container": {"type": "message"},
            **payload,
        }
        return self._post(urlencode({"payload": json.dumps(whole)}), "application/x-www-form-urlencoded")

    def _post(self, body: str, kind: str, *, at: int | None = None, signature: str | None = None, **headers: str):
        seconds = str(at or int(time.time()))
        signed = hmac.new(self.secret.encode(), f"v0:{seconds}:{body}".encode(), hashlib.sha256).hexdigest()
        given = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": seconds,
            "X-Slack-Signature": signature or f"v0={signed}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.http.post("/slack/events", content=body.encode(), headers=given)
