"""Alive, and ready."""

import asyncio
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import select

from parley.db.tables import principals
from parley.gateway.core import Gateway
from parley.gateway.rasa import is_up


class Alive(BaseModel):
    """The process serves."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """Whether turns can be worked, and the names of what is not ready."""

    status: Literal["ready", "not ready"]
    not_ready: list[str] | None = None


_READY: dict[str, Any] = {"model": Readiness, "description": "Turns can be worked"}
_NOT_READY: dict[str, Any] = {"model": Readiness, "description": "Something is not ready"}


def make_router(gateway: Gateway) -> APIRouter:
    """Return the routes for whoever watches the service."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="Alive")
    async def alive() -> Alive:
        """Answer as long as the process serves."""
        return Alive(status="ok")

    @router.get("/readyz", summary="Ready", response_class=JSONResponse, responses={200: _READY, 503: _NOT_READY})
    async def ready() -> Response:
        """Answer 200 when turns can be worked, else 503 with the names of what is not ready."""
        actions_health = gateway.settings.actions_url.removesuffix("/webhook") + "/health"
        names = ("database", "rasa", "actions")
        checks = await asyncio.gather(
            _has_tables(gateway), gateway.rasa.ready(), is_up(gateway.session, actions_health)
        )
        missing = [name for name, is_ready in zip(names, checks, strict=True) if not is_ready]
        body = {"status": "not ready", "not_ready": missing} if missing else {"status": "ready"}
        return JSONResponse(body, 503 if missing else 200)

    return router


async def _has_tables(gateway: Gateway) -> bool:
    def look() -> bool:
        with gateway.database.read() as connection:
            connection.execute(select(principals.c.id).limit(1))
        return True

    try:
        return await gateway.database.run(look)
    except Exception:  # Whatever the driver raises, the database is not ready.
        return False
