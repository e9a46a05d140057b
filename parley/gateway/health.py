"""Alive, and ready."""

import asyncio

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select

from parley.db.tables import principals
from parley.gateway.core import Gateway
from parley.gateway.rasa import is_up


def make_router(gateway: Gateway) -> APIRouter:
    """Return the routes for whoever watches the service."""
    router = APIRouter()

    @router.get("/healthz")
    async def alive() -> dict[str, str]:
        """Answer as long as the process serves."""
        return {"status": "ok"}

    @router.get("/readyz")
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
