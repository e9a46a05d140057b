"""The sandbox's own doors, for tests: what it was asked, how it misbehaves, starting over."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from parley.sandbox.errors import invalid
from parley.sandbox.grants import Consent
from parley.sandbox.oauth.scopes import WORDS
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.switches import Switches
from parley.sandbox.times import stamp

router = APIRouter()
PERSONAL = "personal"


@router.get("/healthz")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/_sandbox/requests")
async def requests(request: Request) -> dict[str, Any]:
    return sandbox_of(request).log.report()


@router.post("/_sandbox/reset")
def reset(request: Request) -> dict[str, str]:
    """Forgets whatever was done here: grants, requests, switches, faults, plans, limits and webhooks; time is real."""
    start_over(sandbox_of(request))
    return {"status": "ok"}


def start_over(sandbox: Sandbox) -> None:
    """As if nobody had been here."""
    sandbox.clock.back()
    sandbox.grants.forget()
    sandbox.made.forget()
    sandbox.log.forget()
    sandbox.switches.clear()
    sandbox.faults.clear()
    sandbox.limits.forget()
    sandbox.plans.forget()
    sandbox.subscriptions.forget()
    sandbox.deliveries.forget()


class ClockMove(BaseModel):
    """On by so many seconds, or to a moment; neither: back to the real time."""

    model_config = ConfigDict(extra="forbid")

    advance_seconds: float | None = Field(None, allow_inf_nan=False)
    now: AwareDatetime | None = None


@router.post("/_sandbox/clock")
async def clock(request: Request, wanted: ClockMove | None = None) -> dict[str, str]:
    """Moves the sandbox's time, which then goes on at its usual pace: `{"now"}`. Everything follows it."""
    clock = sandbox_of(request).clock
    try:
        match wanted:
            case ClockMove(now=datetime() as moment):
                clock.put(moment)
            case ClockMove(advance_seconds=float(seconds)):
                clock.advance(seconds)
            case _:
                clock.back()
    except OverflowError as error:
        raise invalid("now", str(error)) from error
    return {"now": stamp(clock())}


@router.post("/_sandbox/expire")
def expire(request: Request) -> dict[str, int]:
    """Expires all access tokens now; refresh tokens stay good."""
    return {"expired": sandbox_of(request).grants.expire()}


class TokenWish(BaseModel):
    """Whose token is wanted."""

    model_config = ConfigDict(extra="forbid")

    person: str


@router.post("/_sandbox/tokens")
def tokens(request: Request, wanted: TokenWish) -> dict[str, str]:
    """Hands out an access token with every scope, as a personal one would have: for the command line and `curl`."""
    sandbox = sandbox_of(request)
    if sandbox.world.named(wanted.person) is None:
        raise invalid("person", "is nobody who lives here")
    consent = Consent(PERSONAL, wanted.person, " ".join(WORDS))
    pair = sandbox.grants.redeem(sandbox.grants.issue_code(consent, PERSONAL, None), PERSONAL, PERSONAL, None)
    if pair is None:
        raise invalid("person", "could not be given a token")
    return {"access_token": pair.access}


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
