"""The sandbox's own doors, for tests: what it was asked, how it misbehaves, starting over."""

from typing import Any

from fastapi import APIRouter, Request

from parley.sandbox.rooms import sandbox_of
from parley.sandbox.switches import Switches

router = APIRouter()


@router.get("/healthz")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/_sandbox/requests")
async def requests(request: Request) -> dict[str, Any]:
    return sandbox_of(request).log.report()


@router.post("/_sandbox/reset")
def reset(request: Request) -> dict[str, str]:
    """Forgets grants, requests and switches."""
    sandbox = sandbox_of(request)
    sandbox.grants.forget()
    sandbox.log.forget()
    sandbox.switches.clear()
    return {"status": "ok"}


@router.post("/_sandbox/expire")
def expire(request: Request) -> dict[str, int]:
    """Expires all access tokens now; refresh tokens stay good."""
    return {"expired": sandbox_of(request).grants.expire()}


@router.get("/_sandbox/switches")
async def switches(request: Request) -> Switches:
    return sandbox_of(request).switches.current


@router.put("/_sandbox/switches")
async def set_switches(request: Request, wanted: Switches) -> Switches:
    """Replaces all switches; what is left out goes back to normal."""
    sandbox_of(request).switches.current = wanted
    return wanted


@router.delete("/_sandbox/switches")
async def clear_switches(request: Request) -> Switches:
    sandbox_of(request).switches.clear()
    return sandbox_of(request).switches.current
