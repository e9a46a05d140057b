"""The real action server over real HTTP, called as Rasa calls it."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import requests
import yaml
from sanic import Sanic

from actions.sentences import Sentences
from actions.server import make_app
from actions.services import TURNS_AT_ONCE, Services
from parley.accounts.house import Mode
from parley.clock import Clock
from parley.helpdesk.parts import Helpdesk, make_helpdesk
from parley.mail import Mail
from parley.notices.parts import Ears, make_newsdesk
from parley.operations.desk import Desk as Front
from parley.operations.operation import Operation
from parley.operations.operator import Operator
from parley.operations.store import Operations
from parley.reading import read_yaml
from parley.reminders.parts import make_plans
from parley.rights.erasing import Erasures
from parley.visits.parts import make_visits
from parley.when import Words
from parley.when.engines.grammar import Grammar
from tests.support.desk import Desk
from tests.support.serving import PATIENCE, listen

EARS = Ears("https://bot.example/webhooks/calendly", timedelta(minutes=5))
SECRET = "actions-secret-0123456789"
PATIENT = 2.5  # seconds that an action waits for the outcome of what was said yes to
DOMAIN = Path(__file__).parent.parent.parent / "domain.yml"
_RESPONSES: dict[str, list[dict[str, Any]]] = read_yaml(DOMAIN)["responses"]
_SENTENCES = Sentences.of_domain(DOMAIN)
_PLACE = re.compile(r"(?<!{){(\w+)}(?!})")


@dataclass(frozen=True)
class Said:
    """What came of one action: its answers, the slots it set, and what it wants to follow."""

    responses: list[dict[str, Any]]
    events: list[dict[str, Any]]
    names: list[str] = field(init=False)
    slots: dict[str, Any] = field(init=False)
    followups: list[str] = field(init=False)

    def __post_init__(self) -> None:
        slots = {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}
        object.__setattr__(self, "slots", slots)
        object.__setattr__(self, "names", [answer["response"] for answer in self.responses])
        object.__setattr__(self, "followups", [one["name"] for one in self.events if one["event"] == "followup"])

    @property
    def last(self) -> dict[str, Any]:
        """Return the last answer with its values."""
        return self.responses[-1]


@dataclass
class ActionServer:
    """An action server that serves."""

    url: str
    services: Services
    operator: Operator

    def post(self, body: object, *, secret: str | None = SECRET, **more: Any) -> requests.Response:
        """Call the webhook with any body."""
        headers = {**({"Authorization": f"Bearer {secret}"} if secret else {}), **more.pop("headers", {})}
        return requests.post(f"{self.url}/webhook", json=body, headers=headers, timeout=30, **more)

    def run(self, action: str, conversation: str, intent: str = "list_events", text: str = "", **more: Any) -> Said:
        """Run an action as Rasa does, and check that its answers can be said: `entities`, `slots`."""
        answer = self.post(call(action, conversation, intent, text, **more))
        assert answer.status_code == 200, answer.text
        said = Said(answer.json()["responses"], answer.json()["events"])
        for response in said.responses:
            if response.get("response"):
                assert_fills(response)
        return said


def call(
    action: str,
    conversation: str,
    intent: str = "list_events",
    text: str = "",
    *,
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    form: str | None = None,
    before: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Return the body that Rasa sends for an action, in the middle of a form if one is named.

    `before` are the events of the turns before it: see `turn`.
    """
    latest = {
        "intent": {"name": intent, "confidence": 1.0},
        "text": text,
        "entities": [{"entity": kind, "value": value} for kind, value in (entities or {}).items()],
    }
    tracker = {
        "sender_id": conversation,
        "slots": slots or {},
        "latest_message": latest,
        "events": [*before, {"event": "user", "text": text}] if before else [],
        "paused": False,
        "followup_action": None,
        "active_loop": {"name": form} if form else {},
        "latest_action_name": "action_listen",
        "latest_event_time": 0.0,
    }
    return {"next_action": action, "sender_id": conversation, "tracker": tracker, "version": "3.6.21"}


def turn(text: str, *actions: str, said: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the events of a turn: what was said, the actions that answered, and the responses they said."""
    answers = [{"event": "bot", "text": one, "metadata": {"utter_action": one}} for one in said]
    return [{"event": "user", "text": text}, *({"event": "action", "name": one} for one in actions), *answers]


def assert_fills(answer: dict[str, Any]) -> None:
    """Check that the domain has this response and that its texts and buttons get every value they name."""
    wanted = _places(answer["response"])
    given = {name for name, value in answer.items() if value is not None}
    assert wanted <= given, f"{answer['response']} lacks {wanted - given}"


@cache
def _places(response: str) -> set[str]:
    """Return the values that a response names, its buttons' too."""
    variants = _RESPONSES[response]
    return {name for variant in variants for name in _PLACE.findall(yaml.safe_dump(variant, allow_unicode=True))}


@contextmanager
def serving_actions(
    desk: Desk,
    clock: Clock,
    words: Words | None = None,
    mode: Mode | None = None,
    mail: Mail | None = None,
    helpdesk: Helpdesk | None = None,
    ears: Ears = EARS,
) -> Iterator[ActionServer]:
    """Serve the actions on these services while the context lasts; without `words`, on the plainest reader of times."""
    words = words or Words(Grammar())
    with ThreadPoolExecutor(TURNS_AT_ONCE) as turns, ThreadPoolExecutor(TURNS_AT_ONCE) as calls:
        visits = make_visits(desk.database, desk.vault, desk.accounts, clock, mode)
        helpdesk = helpdesk or make_helpdesk(desk.database, clock)
        erasures, sentences = Erasures(desk.database, desk.accounts.grants, clock), _SENTENCES
        plans = make_plans(desk.database, desk.accounts, visits.calendars, clock)
        operations = Operations(desk.database, desk.vault, clock)
        operator = Operator(operations, visits.calendars, clock, calls)
        front = Front(operations, desk.accounts.people, lambda one: calls.submit(_carry_out, operator, one), PATIENT)
        newsdesk = make_newsdesk(desk.database, desk.vault, desk.accounts, clock, ears)
        pools, more = (turns, calls), (helpdesk, erasures, front, plans, newsdesk, mail)
        services = Services(desk.accounts, clock, sentences, words, *pools, visits, *more)
        # rasa-sdk gives every application the same name, and Sanic minds.
        Sanic.test_mode = True
        app = make_app(services, SECRET)
        listener, url = listen()
        listener.listen(128)
        with _running(app, listener):
            yield ActionServer(url, services, operator)


def _carry_out(operator: Operator, operation: Operation) -> None:
    """Do what a gateway's job does in the time that an action waits: carry it out, and look once more."""
    if not operator.carry_out(operation.id):
        operator.carry_out(operation.id)


@contextmanager
def _running(app: Any, listener: socket.socket) -> Iterator[None]:
    up, stopping = threading.Event(), []

    async def serve() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        stopping.append(lambda: loop.call_soon_threadsafe(stop.set))
        up.set()
        await stop.wait()
        # A test that fails may hold on to its connection: there is no waiting for that.
        with suppress(TimeoutError):
            await asyncio.wait_for(server.close(), 1)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert up.wait(PATIENCE), "the action server did not start"
    try:
        yield
    finally:
        stopping[0]()
        thread.join(PATIENCE)
