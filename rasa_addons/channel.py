"""The one way into Rasa: an HTTP channel for the gateway, which shows a shared secret with every turn."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from rasa_addons import patches
from rasa_addons.keeping import add_routes
from rasa_addons.turn import BadTurn, Turn, read_turn
from rasa_addons.understanding import understand

NAME = "internal"
SHORTEST_SECRET = 16
LARGEST_BODY = 64 * 1024

logger = logging.getLogger(__name__)


class TurnOutput(CollectingOutputChannel):
    """Collects what the bot says in one turn."""

    @classmethod
    def name(cls) -> str:
        return NAME

    @staticmethod
    def _message(recipient_id: str, **parts: Any) -> dict[str, Any]:
        return {name: value for name, value in parts.items() if value is not None}

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one answer; what is `custom` in it stays beside the words that say the same.

        What the action says that it is `about` is for the gateway.
        """
        custom, about, before = message.pop("custom", None), message.get("about"), len(self.messages)
        await super().send_response(recipient_id, message)
        if custom and len(self.messages) > before:
            self.messages[-1]["custom"] = custom
        elif custom:
            await self.send_custom_json(recipient_id, custom)
        for one in self.messages[before:] if about else ():
            one["about"] = about


class InternalChannel(InputChannel):
    """`POST turn`, `GET health`, and what `keeping` adds, under `/webhooks/internal/`."""

    def __init__(self, secret: str, allowed_builtins: frozenset[str] = frozenset()) -> None:
        """Raises RasaException when `secret` is missing, too short, or an unexpanded variable."""
        self._expected = f"Bearer {_checked(secret)}".encode()
        self._allowed_builtins = allowed_builtins

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InternalChannel:
        """The channel as credentials.yml describes it: `secret`, and `allowed_builtins`, Rasa's own intents that a
        payload may name (none unless listed). Patches Rasa, since this is the first of our code that Rasa runs.
        """
        patches.apply()
        given = credentials or {}
        return cls(given.get("secret", ""), frozenset(given.get("allowed_builtins") or ()))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, for Rasa's web server."""
        blueprint = Blueprint("internal_channel")
        blueprint.listener("before_server_start")(_limit_bodies)
        blueprint.listener("after_server_stop")(_close)

        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            agent = _ready_agent(request.app)
            return json({"status": "ok", "model": agent.processor.model_filename}) if agent else _not_ready()

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            agent = self._agent_for(request)
            return agent if isinstance(agent, HTTPResponse) else await self._turn(request, agent, on_new_message)

        add_routes(blueprint, self._agent_for)
        return blueprint

    def _agent_for(self, request: Request) -> Agent | HTTPResponse:
        """The agent, if the request may use it and there is one; else what to answer."""
        if not self._is_gateway(request):
            return _refused("The secret is missing or wrong.", 401)
        return _ready_agent(request.app) or _not_ready()

    def _is_gateway(self, request: Request) -> bool:
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self._expected)

    async def _turn(
        self, request: Request, agent: Agent, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        try:
            turn = read_turn(request.body, agent.domain, self._allowed_builtins)
        except BadTurn as problem:
            return _refused(str(problem), 400)
        try:
            output = TurnOutput()
            # Sanic ends what a caller who is gone asked for; a turn goes on, and is found done when it is asked again.
            await asyncio.shield(_worked(turn, agent, output, on_new_message))
        except Exception:
            logger.exception("A turn failed in conversation %s.", turn.conversation)
            return _refused("The turn failed; Rasa's log has the cause.", 500)
        return json({"messages": output.messages})


async def _worked(
    turn: Turn, agent: Agent, output: TurnOutput, on_new_message: Callable[[UserMessage], Awaitable[Any]]
) -> None:
    await on_new_message(await understand(turn, agent, output))


def _checked(secret: str) -> str:
    if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET or "${" in secret:
        raise RasaException(
            f"The internal channel needs a secret of {SHORTEST_SECRET} characters or more: set PARLEY_RASA_SECRET."
        )
    return secret


def _ready_agent(app: Sanic) -> Agent | None:
    agent: Agent | None = getattr(app.ctx, "agent", None)
    return agent if agent and agent.is_ready() else None


def _refused(sentence: str, status: int) -> HTTPResponse:
    return json({"error": sentence}, status=status)


def _not_ready() -> HTTPResponse:
    return _refused("No model is loaded: train one, then start Rasa again.", 503)


async def _limit_bodies(app: Sanic, _: Any) -> None:
    # Sanic reads a whole body before anything can look at the secret.
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY


async def _close(app: Sanic, _: Any) -> None:
    agent = _ready_agent(app)
    if agent:
        agent.tracker_store.close()
