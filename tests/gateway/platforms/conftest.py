"""One gateway that serves Telegram and Mattermost, and a server where both of them would be."""

import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests.support.gateway import ServedGateway, serving_gateway
from tests.support.jobs import calm
from tests.support.stores import copied
from tests.support.waiting import until

BOT, SECRET = "123456:bot-token-0123456789", "telegram-secret-0123456789"
BOT_TOKEN, TOKEN, COMMAND_TOKEN = (
    "mattermost-bot-0123456789",
    "zmigewsanbbsdf59xnmduzypjc",
    "nezum4kpu3faiec7r7c5zt6tfy",
)
Body = dict[str, Any]


@dataclass
class Platform:
    """Answers as both platforms do, and keeps what it was asked; `statuses` are the next ones for a chat, else 200."""

    calls: list[tuple[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    url: str = ""

    def reset(self) -> None:
        """Have heard nothing."""
        self.calls.clear()
        self.keys.clear()
        self.statuses.clear()

    def of(self, path: str, chat: str = "") -> list[Any]:
        """Return what was sent to a path that ends like this, to one chat or to all."""
        bodies = [body for called, body in list(self.calls) if called.endswith(path)]
        return [body for body in bodies if not chat or chat_of(body) == chat]

    def told(self, chat: str, count: int = 1) -> list[Any]:
        """Wait until so many messages came for a chat, and return them: a test before may still be told something."""
        until(lambda: len(self.of("sendMessage", chat) + self.of("/posts", chat)) >= count)
        return self.of("sendMessage", chat) + self.of("/posts", chat)

    def answer(self, path: str, body: Any) -> Body:
        """Return what the platform answers."""
        if path == "/api/v4/users/me":
            return {"id": "botbotbot"}
        if path == "/api/v4/channels/direct":
            return {"id": f"dm{body[1]}"}
        return {"ok": True, "result": {}}


def chat_of(body: Any) -> str:
    """Return the chat that a message is for, as either platform says it."""
    return str(body.get("chat_id") or body.get("channel_id") or "") if isinstance(body, dict) else ""


@pytest.fixture(scope="session")
def _platform():
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            read = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(read) if read else None
            platform.calls.append((self.path, body))
            platform.keys.append(self.headers.get("Authorization"))
            statuses = platform.statuses.get(chat_of(body))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(platform.answer(self.path, body)).encode())

        do_GET = do_POST = _answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platform.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield platform
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def _with_platforms(_rasa, _platform, _served_sandbox, _migrated, tmp_path_factory, _world_clock):
    folder = tmp_path_factory.mktemp("platforms")
    more = {
        "telegram_url": _platform.url,
        "telegram_token": BOT,
        "telegram_secret": SECRET,
        "mattermost_url": _platform.url,
        "mattermost_bot_token": BOT_TOKEN,
        "mattermost_tokens": f"{TOKEN},{COMMAND_TOKEN}",
    }
    with serving_gateway(_rasa, _served_sandbox, copied(_migrated, folder), folder, _world_clock, **more) as gateway:
        yield gateway


@pytest.fixture
def platform(_platform):
    """The server where the platforms would be, having heard nothing."""
    _platform.reset()
    return _platform


@pytest.fixture
def gateway(_with_platforms, rasa, calendly, platform):
    """The gateway. What it still has to tell afterwards is told before the next test."""
    yield _with_platforms
    rasa.reset()
    calm()


@pytest.fixture
def number():
    """Somebody whom the platform calls by a number that nobody else has."""
    return uuid.uuid4().int % 10**12


@pytest.fixture
def heard(gateway) -> Callable[..., list[str]]:
    """Give a function that waits until so many turns have reached Rasa, and returns what they said."""

    def heard(count: int = 1) -> list[str]:
        until(lambda: len(gateway.rasa.turns) >= count)
        return gateway.rasa.heard()

    return heard


def send(gateway: ServedGateway, path: str, body: object, **headers: str) -> httpx.Response:
    """Post JSON as a platform does."""
    return gateway.http.post(path, json=body, headers=headers)
