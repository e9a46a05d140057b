"""`/_sandbox/faults`: arming faults and taking them back, for tests."""

from typing import Any

from fastapi import APIRouter, Request

from parley.sandbox.errors import CalendlyError
from parley.sandbox.faults.board import Armed, Fault
from parley.sandbox.rooms import sandbox_of

router = APIRouter()


@router.get("/_sandbox/faults")
async def armed(request: Request) -> dict[str, list[Armed]]:
    """The armed ones, the oldest first."""
    return {"faults": sandbox_of(request).faults.armed()}


@router.post("/_sandbox/faults", status_code=201)
async def arm(request: Request, fault: Fault) -> Armed:
    """Adds one to those that are armed."""
    return sandbox_of(request).faults.arm(fault)


@router.delete("/_sandbox/faults")
async def disarm_all(request: Request) -> dict[str, list[Any]]:
    sandbox_of(request).faults.clear()
    return {"faults": []}


@router.delete("/_sandbox/faults/{identifier}")
async def disarm(request: Request, identifier: int) -> dict[str, list[Armed]]:
    """Takes one back. Raises CalendlyError 404 when it is not there (any more)."""
    board = sandbox_of(request).faults
    if not board.disarm(identifier):
        raise CalendlyError(404)
    return {"faults": board.armed()}
