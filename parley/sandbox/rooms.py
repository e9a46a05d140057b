"""What one running sandbox consists of, and how a request handler reaches it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment
from starlette.requests import Request

from parley.sandbox.announcements import Announcements
from parley.sandbox.bookings_made import Made
from parley.sandbox.clock import MovableClock
from parley.sandbox.faults.board import FaultBoard
from parley.sandbox.grants import Grants
from parley.sandbox.limits import Limits
from parley.sandbox.oauth.clients import Clients, registered
from parley.sandbox.pages import environment
from parley.sandbox.plans import Plans
from parley.sandbox.requests_log import RequestLog
from parley.sandbox.samples import read_samples, read_world
from parley.sandbox.settings import SandboxSettings
from parley.sandbox.shelf import Shelf
from parley.sandbox.switches import Switchboard
from parley.sandbox.webhooks.deliveries import Deliveries
from parley.sandbox.webhooks.kept import KeptSubscriptions
from parley.sandbox.webhooks.subscriptions import Subscriptions
from parley.sandbox.world import World


@dataclass(frozen=True)
class Sandbox:
    clock: MovableClock
    world: World
    clients: Clients
    grants: Grants
    log: RequestLog
    plans: Plans
    limits: Limits
    signing_key: str
    subscriptions: Subscriptions
    deliveries: Deliveries
    announcements: Announcements
    made: Made
    switches: Switchboard
    faults: FaultBoard
    pages: Environment


def furnish(settings: SandboxSettings, clock: Callable[[], datetime]) -> Sandbox:
    """A sandbox ready to answer; opens the file of its grants and of what is made here."""
    clock = MovableClock(clock)
    plans, world = Plans(), _world(settings, clock)
    subscriptions = _subscriptions(settings, clock, world)
    deliveries = Deliveries(subscriptions, clock)
    announcements = Announcements(subscriptions, deliveries)
    world = _world(settings, clock)
    return Sandbox(
        clock=clock,
        world=world,
        clients=registered(settings),
        grants=Grants(settings.state, clock),
        log=RequestLog(clock),
        plans=plans,
        signing_key=settings.signing_key,
        subscriptions=subscriptions,
        deliveries=deliveries,
        announcements=announcements,
        made=Made(world, clock, announcements),
        limits=Limits(clock, plans, settings.limits, settings.token_calls),
        switches=Switchboard(),
        faults=FaultBoard(),
        pages=environment(),
    )


def _world(settings: SandboxSettings, clock: MovableClock) -> World:
    samples = read_world(settings.world) if settings.world else read_samples()
    return World(samples, clock, Shelf(settings.state) if settings.state else None)


def _subscriptions(settings: SandboxSettings, clock: MovableClock, world: World) -> Subscriptions:
    return KeptSubscriptions(clock, Shelf(settings.state), world) if settings.state else Subscriptions(clock)


def sandbox_of(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox
