"""The action server: rasa-sdk's own, on loopback, behind a shared secret."""

import hmac
import warnings
from pathlib import Path
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import json

from actions.account import AccountLinked, ConnectAccount, DropRequest, LinkNotMade, TryAgain
from actions.agenda import ListEvents
from actions.base import ThreadedAction
from actions.event import EventDetails, EventInvitees
from actions.sentences import Sentences
from actions.services import Services, make_services
from actions.talk import NotUnderstood
from parley.clock import system_clock
from parley.settings import Settings

ACTIONS: tuple[type[ThreadedAction], ...] = (
    ListEvents,
    EventDetails,
    EventInvitees,
    ConnectAccount,
    AccountLinked,
    TryAgain,
    DropRequest,
    LinkNotMade,
    NotUnderstood,
)
MOST_BYTES = 1_000_000


class DomainlessExecutor(ActionExecutor):
    """Runs actions that never look at the domain, which Rasa therefore does not send (`enable_selective_domain`)."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """Return an empty domain where rasa-sdk would ask Rasa to send it."""
        return {}


def make_app(services: Services, secret: str) -> Sanic[Any, Any]:
    """Return the server. It answers 401, and runs nothing, unless the request carries the secret."""
    executor = DomainlessExecutor()
    for action in ACTIONS:
        executor.register_action(action(services))
    app = create_app(executor, cors_origins=[])
    app.config.REQUEST_MAX_SIZE = MOST_BYTES
    wanted = f"Bearer {secret}".encode()

    @app.on_request
    async def check_secret(request: Request) -> HTTPResponse | None:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if request.path == "/health" or hmac.compare_digest(given, wanted):
            return None
        return json({"error": "The shared secret is missing or wrong; see PARLEY_ACTIONS_SECRET."}, status=401)

    @app.on_request
    async def refuse_packed_bodies(request: Request) -> HTTPResponse | None:
        # rasa-sdk unpacks them without a limit; Rasa sends them only when it is told to.
        if request.headers.get("Content-Encoding"):
            return json({"error": "Send the body unpacked."}, status=415)
        return None

    @app.exception(SanicException)
    async def refuse(request: Request, problem: SanicException) -> HTTPResponse:
        # rasa-sdk answers whatever goes wrong with 500 and the request's body.
        return json({"error": str(problem)}, status=problem.status_code)

    return app


def serve(settings: Settings, root: Path = Path()) -> None:
    """Serve the actions until told to stop."""
    # rasa-sdk compares its version with Rasa's at every call; that this pair works together is tested.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk", category=UserWarning)
    services = make_services(settings, system_clock, Sentences.of_domain(root / "domain.yml"))
    app = make_app(services, settings.actions_secret.get_secret_value())
    app.run(host=settings.host, port=settings.actions_port, single_process=True, access_log=False, motd=False)
