"""The real gateway over real HTTP, with the sandbox as Calendly and a stand-in where Rasa would be."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from parley.clock import Clock
from parley.db.engine import Database, connect
from parley.db.tables import metadata
from parley.gateway.app import make_app
from parley.settings import Settings
from tests.support import plain
from tests.support import rasa as stand_in
from tests.support.rasa import RasaStandIn
from tests.support.sandbox import CLIENT_ID, CLIENT_SECRET, Sandbox
from tests.support.serving import listen, serving

ACME, BETA = "acme-key-0123456789", "beta-key-0123456789"
KEY = b"g" * 32
WEBHOOK = "/webhooks/rest/webhook"
# How long a busy machine may take to answer.
SLOW = 30.0


@dataclass(frozen=True)
class ServedGateway:
    """A gateway that serves, and what it stands on."""

    url: str
    database: Database
    rasa: RasaStandIn
    calendly: Sandbox
    http: httpx.Client

    def say(self, sender: str, message: str, *, key: str = ACME, **more: Any) -> httpx.Response:
        """Send one REST message."""
        return self.post({"sender": sender, "message": message}, key=key, **more)

    def post(self, body: object, *, key: str = ACME, **more: Any) -> httpx.Response:
        """Send any REST body."""
        return self.http.post(WEBHOOK, json=body, headers={"Authorization": f"Bearer {key}"}, **more)

    def browser(self) -> httpx.Client:
        """Return a browser of its own, with cookies, that follows no redirect by itself."""
        return plain.Client(base_url=self.url, timeout=SLOW)

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has, messages aside: a chat may still be told something from before."""
        with self.database.read() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in metadata.tables.items()
                if name != "messages"
            }


def make_settings(
    rasa: RasaStandIn, calendly: Sandbox, *, public_url: str, database_url: str, web: Path, **more: Any
) -> Settings:
    """Return settings that neither the environment nor a `.env` can colour."""
    fixed = {
        "env": "development",
        "log_level": "DEBUG",
        "public_url": public_url,
        "web_dir": web,
        "rest_clients": f"acme:{ACME},beta:{BETA}",
        "rasa_url": rasa.url,
        "rasa_secret": stand_in.SECRET,
        "actions_url": f"{rasa.url}/webhook",
        "actions_secret": "actions-secret-0123456789",
        "database_url": database_url,
        "redis_url": None,
        "keys": base64.b64encode(KEY).decode(),
        "calendly_api_url": calendly.url,
        "calendly_auth_url": calendly.url,
        "calendly_client_id": CLIENT_ID,
        "calendly_client_secret": CLIENT_SECRET,
    }
    return Settings(_env_file=None, **{**fixed, **more})


def make_page(folder: Path) -> Path:
    """Return a folder with a built chat page in it."""
    web = folder / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Parley</title>")
    (web / "assets" / "index.js").write_text("1")
    (web / "widget.js").write_text("1")
    return web


@contextmanager
def serving_gateway(
    rasa: RasaStandIn, calendly: Sandbox, database_url: str, folder: Path, clock: Clock, **more: Any
) -> Iterator[ServedGateway]:
    """Serve a gateway while the context lasts."""
    listener, url = listen()
    database = connect(database_url)
    fixed = {"public_url": url, "database_url": database_url, "web": make_page(folder)}
    # Tests say more in a minute than people type.
    fast = {"visitor_rate": "10000/minute", "client_rate": "10000/minute"}
    settings = make_settings(rasa, calendly, **{**fast, **fixed, **more})
    with serving(make_app(settings, clock), listener), plain.Client(base_url=url, timeout=SLOW) as http:
        yield ServedGateway(url, database, rasa, calendly, http)
    database.close()
