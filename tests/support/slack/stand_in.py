"""Slack's Web API, as far as an app like this one uses it: checked as Slack checks, over HTTP, from a thread."""

import asyncio
import base64
import itertools
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.serving import PATIENCE, listen
from tests.support.slack import block_kit
from tests.support.slack.socket_mode import APP_TOKEN, Line

CLIENT_ID, CLIENT_SECRET = "1.2", "slack-client-secret-0123"
Body = dict[str, Any]


@dataclass
class Call:
    """One call of the app's: the method, the token it came with, and what it said."""

    method: str
    token: str
    body: Body


@dataclass
class SlackStandIn:
    """A Slack of a few workspaces: `calls` is all that the app did that was accepted, `refused` what was not."""

    url: str = ""
    # Bot tokens with the workspace each belongs to.
    teams: dict[str, str] = field(default_factory=dict)
    users: dict[str, Body] = field(default_factory=dict)
    codes: dict[str, Body] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    # Answers that come before the ordinary one, by method: a status with headers, or an error's name.
    troubles: dict[str, list[tuple[int, dict[str, str]] | str]] = field(default_factory=dict)
    line: Line = field(default_factory=Line)

    def reset(self) -> None:
        """Start over with one workspace, T1, and two people in it."""
        self.teams, self.codes, self.calls, self.refused, self.troubles = {"xoxb-T1": "T1"}, {}, [], [], {}
        self.users = {
            "U1": user("U1", "Ana Ruiz", "ana@acme.example", "Europe/Berlin", "en-GB"),
            "U2": user("U2", "Grace Hopper", "grace@navy.example", "America/New_York", "en-US"),
        }

    def made(self, method: str) -> list[Body]:
        """Return what the app said in its accepted calls of a method."""
        return [one.body for one in self.calls if one.method == method]

    def posted(self, user_id: str) -> list[Body]:
        """Return the messages posted to somebody directly."""
        return [one for one in self.made("chat.postMessage") if one["channel"] == user_id]

    async def call(self, request: web.Request) -> web.Response:
        """Answer one call."""
        method, body = request.match_info["method"], await _body(request)
        if waiting := self.troubles.get(method):
            return self._trouble(method, waiting.pop(0))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        answer = self._oauth(request, body) if method == "oauth.v2.access" else self._answer(method, token, body)
        if not answer["ok"]:
            self.refused.append((method, json.dumps(answer)))
        else:
            self.calls.append(Call(method, token, body))
        return web.json_response(answer)

    def _trouble(self, method: str, trouble: tuple[int, dict[str, str]] | str) -> web.Response:
        self.refused.append((method, str(trouble)))
        if isinstance(trouble, str):
            return web.json_response({"ok": False, "error": trouble})
        status, headers = trouble
        return web.json_response({"ok": False, "error": "ratelimited"}, status=status, headers=headers)

    def _answer(self, method: str, token: str, body: Body) -> Body:
        if method == "apps.connections.open":
            address = f"{self.url.replace('http', 'ws', 1)}/link"
            return {"ok": True, "url": address} if token == APP_TOKEN else {"ok": False, "error": "invalid_auth"}
        if token not in self.teams:
            return {"ok": False, "error": "invalid_auth"}
        match method:
            case "auth.test":
                return {"ok": True, "team_id": self.teams[token], "user_id": "UBOT", "bot_id": "BBOT", "url": self.url}
            case "chat.postMessage" | "chat.postEphemeral":
                return self._post(method, body)
            case "users.info":
                found = self.users.get(body.get("user", ""))
                return {"ok": True, "user": found} if found else {"ok": False, "error": "user_not_found"}
            case "views.publish" | "views.open":
                return self._view(method, body)
        return {"ok": False, "error": "unknown_method"}

    def _post(self, method: str, body: Body) -> Body:
        if not body.get("channel") or (method == "chat.postEphemeral" and not body.get("user")):
            return {"ok": False, "error": "channel_not_found"}
        blocks = _json(body.get("blocks"))
        if not body.get("text") and not blocks:
            return {"ok": False, "error": "no_text"}
        if len(body.get("text") or "") > 40_000:
            return {"ok": False, "error": "msg_too_long"}
        if block_kit.characters(blocks) > 12_000:
            return {"ok": False, "error": "msg_blocks_too_long"}
        if blocks and (found := block_kit.faults(blocks)):
            return {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": found}}
        body["blocks"] = blocks
        return {"ok": True, "channel": body["channel"], "ts": next(_TIMES), "message": {"text": body.get("text")}}

    def _view(self, method: str, body: Body) -> Body:
        view = _json(body.get("view"))
        if method == "views.open" and not body.get("trigger_id"):
            return {"ok": False, "error": "invalid_trigger_id"}
        if found := block_kit.view_faults(view):
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": found}}
        body["view"] = view
        return {"ok": True, "view": {"id": "V1", **view}}

    def _oauth(self, request: web.Request, body: Body) -> Body:
        expected = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        given = request.headers.get("Authorization")
        if given != expected and (body.get("client_id"), body.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return {"ok": False, "error": "bad_client_secret"}
        installed = self.codes.pop(body.get("code", ""), None)
        if installed is None:
            return {"ok": False, "error": "invalid_code"}
        self.teams[installed["access_token"]] = (installed["team"] or installed["enterprise"])["id"]
        return {"ok": True, **installed}


_TIMES = (f"1700000000.{number:06}" for number in itertools.count(1))


def user(user_id: str, name: str, email: str, zone: str, locale: str, team: str = "T1") -> Body:
    """Return somebody as `users.info` tells of them."""
    profile = {"real_name": name, "display_name": name.split()[0].lower(), "email": email}
    return {
        "id": user_id, "team_id": team, "real_name": name, "tz": zone, "locale": locale, "profile": profile,
        "is_bot": False, "deleted": False,
    }  # fmt: skip


def installation(team: str | None, token: str, *, enterprise: str | None = None, org_wide: bool = False) -> Body:
    """Return what `oauth.v2.access` answers for a new installation."""
    return {
        "app_id": "A1",
        "access_token": token,
        "token_type": "bot",
        "scope": "chat:write",
        "bot_user_id": "UBOT",
        "team": {"id": team, "name": "Acme"} if team else None,
        "enterprise": {"id": enterprise, "name": "Acme Group"} if enterprise else None,
        "is_enterprise_install": org_wide,
        "authed_user": {"id": "U1"},
    }


async def _body(request: web.Request) -> Body:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value or []


@contextmanager
def serving_slack() -> Iterator[SlackStandIn]:
    """Serve while the context lasts, from a thread."""
    stand_in, up = SlackStandIn(), threading.Event()
    listener, stand_in.url = listen()
    stand_in.reset()
    stopping: list[Callable[[], object]] = []

    async def serve() -> None:
        app = web.Application()
        app.add_routes([web.route("*", "/api/{method}", stand_in.call), web.get("/link", stand_in.line.serve)])
        runner, stop, loop = web.AppRunner(app), asyncio.Event(), asyncio.get_running_loop()
        await runner.setup()
        await web.SockSite(runner, listener).start()
        stopping.append(lambda: loop.call_soon_threadsafe(stop.set))
        up.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert up.wait(PATIENCE), "the stand-in did not start"
    try:
        yield stand_in
    finally:
        stopping[0]()
        thread.join(PATIENCE)
