"""What the gateway may have done with conversations besides turns: told whole, forgotten, or shortened by age."""

from __future__ import annotations

import json as jsonlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from rasa_addons.tracker_store import ParleyTrackerStore
from rasa_addons.turn import BadTurn, read_conversation

# Conversations looked at in one go: the gateway asks again as long as there may be more.
BATCH = 100

logger = logging.getLogger(__name__)

Allowed = Callable[[Request], "Agent | HTTPResponse"]
Work = Callable[[Agent, "dict[str, Any]"], Awaitable["dict[str, Any]"]]


def add_routes(blueprint: Blueprint, allowed: Allowed) -> None:
    """Add `POST events`, `POST forget` and `POST sweep`. `allowed` returns the agent, or the refusal to answer with."""
    for name, work in (("events", _events), ("forget", _forget), ("sweep", _sweep)):
        blueprint.add_route(_handler(work, allowed), f"/{name}", methods=["POST"], name=name)


def _handler(work: Work, allowed: Allowed) -> Callable[[Request], Awaitable[HTTPResponse]]:
    async def handle(request: Request) -> HTTPResponse:
        agent = allowed(request)
        if isinstance(agent, HTTPResponse):
            return agent
        try:
            return json(await work(agent, _body(request)))
        except BadTurn as problem:
            return json({"error": str(problem)}, status=400)
        except Exception:
            logger.exception("Conversations could not be looked after.")
            return json({"error": "It failed; Rasa's log has the cause."}, status=500)

    return handle


async def _events(agent: Agent, body: dict[str, Any]) -> dict[str, Any]:
    return {"events": await _store(agent).told(read_conversation(body.get("conversation")))}


async def _forget(agent: Agent, body: dict[str, Any]) -> dict[str, Any]:
    conversation = read_conversation(body.get("conversation"))
    async with agent.lock_store.lock(conversation):  # A turn under way is finished first.
        await _store(agent).forget(conversation)
    return {}


async def _sweep(agent: Agent, body: dict[str, Any]) -> dict[str, Any]:
    before = body.get("before")
    if not isinstance(before, (int, float)) or isinstance(before, bool):
        raise BadTurn("before must be a number of seconds since 1970.")
    store = _store(agent)
    over, long_ones = await store.over(before, BATCH), await store.long_ones(before, BATCH)
    for conversation in over:
        async with agent.lock_store.lock(conversation):
            await store.forget_over(conversation, before)
    for conversation in set(long_ones) - set(over):
        async with agent.lock_store.lock(conversation):
            await store.forget_before(conversation, before)
    return {"more": len(over) == BATCH or len(long_ones) == BATCH}


def _store(agent: Agent) -> ParleyTrackerStore:
    store = agent.tracker_store
    if not isinstance(store, ParleyTrackerStore):  # patches.loud_store sees to it
        raise TypeError(type(store))
    return store


def _body(request: Request) -> dict[str, Any]:
    try:
        body = jsonlib.loads(request.body)
    except ValueError:
        raise BadTurn("The body is not JSON.") from None
    if not isinstance(body, dict):
        raise BadTurn("The body is not a JSON object.")
    return body
