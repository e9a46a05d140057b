"""`/_sandbox/`: every switch on one page, for people."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from parley.sandbox.account_doors import switch, told
from parley.sandbox.control import start_over
from parley.sandbox.faults.board import WORDS, Fault, Kind
from parley.sandbox.oauth.forms import posted
from parley.sandbox.pages import page
from parley.sandbox.plans import TIERS
from parley.sandbox.rooms import Sandbox, sandbox_of

router = APIRouter()
SHOWN = 30
FARTHEST = timedelta(days=3660)


class Slip(Exception):
    """A form that cannot be followed; the message is for the person who filled it in."""


@router.get("/_sandbox/")
async def panel(request: Request) -> HTMLResponse:
    return _shown(sandbox_of(request))


@router.post("/_sandbox/panel")
async def do(request: Request) -> Response:
    """Does what a button of the page says, then shows the page again."""
    sandbox, form = sandbox_of(request), await posted(request)
    try:
        DEEDS.get(form.get("do", ""), _unknown)(sandbox, form)
    except Slip as slip:
        return _shown(sandbox, str(slip), 400)
    return RedirectResponse("/_sandbox/", 303)


def _shown(sandbox: Sandbox, problem: str = "", status: int = 200) -> HTMLResponse:
    report = sandbox.log.report()
    return page(
        sandbox.pages,
        "panel.html",
        status,
        sends_to="'self'",
        problem=problem,
        words=WORDS,
        armed=sandbox.faults.armed(),
        switches=sandbox.switches.current,
        organizations=list(sandbox.world.organizations.values()),
        plans=told(sandbox),
        tiers=TIERS,
        now=sandbox.clock(),
        counts=sorted(report["counts"].items()),
        requests=report["requests"][: -SHOWN - 1 : -1],
        subscriptions=sandbox.subscriptions.all(),
        deliveries=sandbox.deliveries.report()[: -SHOWN - 1 : -1],
    )


def _arm(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    if form.get("kind") not in get_args(Kind):
        raise Slip("Choose what is to go wrong.")
    paths = form.get("paths", "").replace(",", " ").split()
    wish = {"kind": form["kind"], "times": form.get("times", "once"), "paths": paths, "ms": form.get("ms") or None}
    try:
        sandbox.faults.arm(Fault.model_validate(wish))
    except ValidationError as error:
        raise Slip("Milliseconds are a whole number from 0 to 600000; leave it empty for the usual wait.") from error


def _disarm(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    if form.get("id", "").isdecimal():
        sandbox.faults.disarm(int(form["id"]))


def _well(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    sandbox.faults.clear()
    sandbox.switches.clear()


def _plan(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    tier = next((tier for tier in TIERS if tier == form.get("plan")), None)
    if tier is None or not switch(sandbox, form.get("organization", ""), tier):
        raise Slip("Choose an organization and a plan that exist.")


def _move(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    try:
        distance = timedelta(hours=float(form.get("hours", "")))
    except (ValueError, OverflowError) as error:
        raise Slip("Say in hours how far the clock shall go, for example 2.5 or -1.") from error
    if abs(distance) > FARTHEST:
        raise Slip("The clock goes at most ten years at a time.")
    sandbox.clock.advance(distance.total_seconds())


def _expire(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    sandbox.grants.expire()


def _start_over(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    start_over(sandbox)


def _unknown(sandbox: Sandbox, form: Mapping[str, str]) -> None:
    raise Slip("Nothing was done: press one of the buttons on this page.")


DEEDS: Mapping[str, Callable[[Sandbox, Mapping[str, str]], None]] = {
    "arm": _arm,
    "disarm": _disarm,
    "well": _well,
    "plan": _plan,
    "move": _move,
    "expire": _expire,
    "reset": _start_over,
}
