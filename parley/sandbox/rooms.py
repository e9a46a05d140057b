"""What one running sandbox consists of, and how a request handler reaches it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment
from starlette.requests import Request

from parley.sandbox.grants import Grants
from parley.sandbox.headers import RateMeter
from parley.sandbox.oauth.clients import Clients, registered
from parley.sandbox.pages import environment
from parley.sandbox.requests_log import RequestLog
from parley.sandbox.samples import read_samples
from parley.sandbox.settings import SandboxSettings
from parley.sandbox.switches import Switchboard
from parley.sandbox.world import World


@dataclass(frozen=True)
class Sandbox:
    clock: Callable[[], datetime]
    world: World
    clients: Clients
    grants: Grants
    log: RequestLog
    meter: RateMeter
    switches: Switchboard
    pages: Environment


def furnish(settings: SandboxSettings, clock: Callable[[], datetime]) -> Sandbox:
    """A sandbox ready to answer; opens the file of its grants."""
    return Sandbox(
        clock=clock,
        world=World(read_samples(), clock),
        clients=registered(settings),
        grants=Grants(settings.state, clock),
        log=RequestLog(clock),
        meter=RateMeter(clock),
        switches=Switchboard(),
        pages=environment(),
    )


def sandbox_of(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox
