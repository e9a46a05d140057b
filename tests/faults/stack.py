"""The real processes with a proxy on every way between them."""

import base64
import os
import secrets
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from parley.supervisor.services import Service
from parley.supervisor.stack import Stack
from parley.supervisor.values import Ports
from tests.faults.calendar import Calendar
from tests.faults.person import Person
from tests.faults.proxies import Proxies
from tests.faults.twins import SECOND, add_twins, ports_of
from tests.faults.world import host, write_world
from tests.support import plain

ROOT = Path(__file__).resolve().parents[2]
CLIENT, KEY = "tests", "key-of-the-test-client"
# Who reaches what through a link, and the setting that holds its address.
HTTP_LINKS = {
    "gateway→rasa": ("gateway", "PARLEY_RASA_URL", "rasa"),
    "rasa→actions": ("rasa", "PARLEY_ACTIONS_URL", "actions"),
    "actions→Calendly": ("actions", "PARLEY_CALENDLY_API_URL", "sandbox"),
    "gateway→Calendly": ("gateway", "PARLEY_CALENDLY_API_URL", "sandbox"),
}
SERVER_LINKS = {
    "gateway→PostgreSQL": ("gateway", "PARLEY_DATABASE_URL"),
    "actions→PostgreSQL": ("actions", "PARLEY_DATABASE_URL"),
    "rasa→PostgreSQL": ("rasa", "PARLEY_TRACKER_URL"),
    "gateway→Redis": ("gateway", "PARLEY_REDIS_URL"),
}
ENTRANCE, NEWS = "client→gateway", "Calendly→gateway"
# By how much Calendly's clock may be ahead of ours, for what it signs to be believed; seconds.
HURRY, POSTED_WITHIN = 150, 10.0


class Faulty:
    """A stack whose every way can be made to fail, and whose every process can be killed."""

    def __init__(self, stack: Stack, proxies: Proxies) -> None:
        self.stack, self.proxies = stack, proxies
        self.kills: dict[str, int] = {}

    @property
    def url(self) -> str:
        """Return where clients come in, through their link."""
        return self.proxies.links[ENTRANCE].url

    @property
    def sandbox(self) -> str:
        """Return the sandbox's own address."""
        return self.stack.values["PARLEY_CALENDLY_API_URL"]

    def person(self, number: int) -> Person:
        """Return the person whose host has this number."""
        return Person(self.url, KEY, host(number))

    def calendar(self, number: int) -> Calendar:
        """Return the calendar of that host."""
        return Calendar(self.sandbox, host(number))

    def kill(self, name: str) -> None:
        """End a process as `kill -9` does, and everything it started."""
        self.kills[name] = self.kills.get(name, 0) + 1
        os.killpg(self.stack.pids[name], signal.SIGKILL)

    def revive(self, name: str) -> None:
        """Start it again, and wait until it is ready."""
        self.stack.start(name)
        self.stack.wait_ready(name)

    def arm(self, mood: Mapping[str, object]) -> None:
        """Make one call to Calendly go wrong there, as the sandbox names it."""
        plain.post(f"{self.sandbox}/_sandbox/faults", json=mood, timeout=60).raise_for_status()

    def wait_met(self, seconds: float) -> bool:
        """Return whether every mood that was armed is met within so many seconds."""
        return self._waits_no_more("faults", "faults", seconds)

    def well(self) -> None:
        """Take back what no call has met."""
        plain.delete(f"{self.sandbox}/_sandbox/faults", timeout=60).raise_for_status()

    def hurry(self) -> None:
        """Let Calendly post now what was to be posted again within the next minutes."""
        plain.post(f"{self.sandbox}/_sandbox/clock", json={"advance_seconds": HURRY}, timeout=60).raise_for_status()
        self._waits_no_more("webhooks", "deliveries", POSTED_WITHIN)

    def _waits_no_more(self, what: str, listed: str, seconds: float) -> bool:
        """Return whether within so many seconds nothing waits at the sandbox any more."""
        deadline = time.monotonic() + seconds
        while any(one.get("state", "waiting") == "waiting" for one in self._at_sandbox(what)[listed]):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        return True

    def _at_sandbox(self, what: str) -> dict[str, list[dict[str, object]]]:
        found: dict[str, list[dict[str, object]]] = plain.get(f"{self.sandbox}/_sandbox/{what}", timeout=60).json()
        return found

    def mend(self) -> None:
        """Make every link work again."""
        self.proxies.mend_all()


@contextmanager
def start(var: Path, hosts: int, *, twice: bool = False, **settings: str) -> Iterator[Faulty]:
    """Give a running stack that keeps its data in `var`, with so many hosts in its Calendly.

    `twice`: with two of each process, as only PostgreSQL and Redis allow.
    """
    chosen = {
        "PARLEY_RASA_SECRET": secrets.token_hex(16),
        "PARLEY_ACTIONS_SECRET": secrets.token_hex(16),
        "PARLEY_KEYS": base64.b64encode(os.urandom(32)).decode(),
        "PARLEY_SANDBOX_LIMITS": "false",
        "PARLEY_SANDBOX_TOKEN_CALLS": "0",
        "PARLEY_SANDBOX_WORLD": str(write_world(var / "world.yml", hosts)),
        "PARLEY_REST_CLIENTS": f"{CLIENT}:{KEY}",
        "PARLEY_GATHER_SECONDS": "1",
        **settings,
    }
    stack, proxies = Stack(ROOT, var, Ports.free(), chosen), Proxies()
    try:
        if twice:
            add_twins(stack)
        put_links(stack, proxies)
        with stack:
            yield Faulty(stack, proxies)
    finally:
        proxies.close()


def put_links(stack: Stack, proxies: Proxies) -> None:
    """Put a link on every way of the stack that leads to another process."""
    for name in (ENTRANCE, NEWS):
        proxies.link(name, *ports_of(stack.services, "gateway"))
    _tell(stack.services, "gateway", {"PARLEY_PUBLIC_URL": proxies.links[NEWS].url})
    for name, (process, setting, target) in HTTP_LINKS.items():
        link = proxies.link(name, *ports_of(stack.services, target))
        _tell(stack.services, process, {setting: f"{link.url}{urlsplit(stack.values[setting]).path}"})
    api = stack.services["gateway"].environment["PARLEY_CALENDLY_API_URL"]
    _tell(stack.services, "gateway", {"PARLEY_CALENDLY_AUTH_URL": api})
    for name, (process, setting) in SERVER_LINKS.items():
        address = urlsplit(stack.values[setting])
        if address.scheme in ("", "sqlite"):
            continue
        link = proxies.link_to(name, (address.hostname or "127.0.0.1", address.port or 0))
        user, at, _ = address.netloc.rpartition("@")
        _tell(stack.services, process, {setting: address._replace(netloc=f"{user}{at}{link.host}").geturl()})


def _tell(services: dict[str, Service], process: str, changed: Mapping[str, str]) -> None:
    for name in {process, f"{process}{SECOND}"} & services.keys():
        services[name] = replace(services[name], environment={**services[name].environment, **changed})
