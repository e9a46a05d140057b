"""What a booking's own links lead to: seeing, canceling and moving it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from parley.sandbox.api.links import Links
from parley.sandbox.hosted import calendar, filled
from parley.sandbox.hosted.booking import book, show_details, show_times
from parley.sandbox.hosted.subjects import Attendance, Offer, Unavailable, attendance
from parley.sandbox.ids import mint
from parley.sandbox.pages import page
from parley.sandbox.refusals import Refused
from parley.sandbox.rooms import Sandbox, sandbox_of

router = APIRouter()
LONGEST_REASON = 10_000
TOO_LATE = {
    "Event is already canceled": "This booking is canceled already.",
    "Event in the past": "This meeting has begun, so it can no longer be canceled.",
}


@router.get("/confirmations/{identifier}")
def confirmation(request: Request, identifier: str) -> HTMLResponse:
    """How a booking stands, and what can be done with it."""
    return _booking(request, attendance(sandbox_of(request), "confirm", identifier), "confirmed.html")


@router.get("/cancellations/{identifier}")
def ask_to_cancel(request: Request, identifier: str) -> HTMLResponse:
    return _booking(request, attendance(sandbox_of(request), "cancel", identifier), "cancel.html")


@router.post("/cancellations/{identifier}")
async def cancel(request: Request, identifier: str) -> Response:
    """That invitee's place is given up; a meeting that nobody is left for is canceled."""
    reason = (await request.form()).get("reason", "")
    said = reason.strip()[:LONGEST_REASON] if isinstance(reason, str) else ""

    def leave() -> Response:
        sandbox = sandbox_of(request)
        found = attendance(sandbox, "cancel", identifier)
        try:
            sandbox.made.leave(found.event.id, found.invitee.id, said or None)
        except Refused as refused:
            return _booking(request, found, "cancel.html", TOO_LATE.get(refused.message, refused.message), 409)
        return RedirectResponse(f"/cancellations/{identifier}", 303)

    return await run_in_threadpool(leave)


@router.get("/reschedulings/{identifier}")
def other_times(request: Request, identifier: str) -> Response:
    found, offer = _movable(sandbox_of(request), identifier)
    return show_times(request, offer, moving=_moving(found))


@router.get("/reschedulings/{identifier}/{start}")
def new_details(request: Request, identifier: str, start: str) -> Response:
    found, offer = _movable(sandbox_of(request), identifier)
    fields = filled.as_before(found, offer.event_type.sample)
    return show_details(request, offer, start, fields, moving=_moving(found))


@router.post("/reschedulings/{identifier}/{start}")
async def move(request: Request, identifier: str, start: str) -> Response:
    """A new booking takes the place of the old one: `old_invitee` and `new_invitee` lead from one to the other."""
    sandbox = sandbox_of(request)
    found, _ = await run_in_threadpool(_movable, sandbox, identifier)
    uri = Links.of(request).invitee(found.event, found.invitee)
    return await book(request, lambda: _movable(sandbox, identifier)[1], start, uri, _moving(found))


def _movable(sandbox: Sandbox, identifier: str) -> tuple[Attendance, Offer]:
    """Raises Unavailable."""
    found = attendance(sandbox, "reschedule", identifier)
    if found.invitee.cancellation is not None:
        raise Unavailable(410, "This booking has been canceled or moved already.", "Book again, or ask your host.")
    if found.event.start <= sandbox.clock():
        raise Unavailable(410, "This meeting has begun, so it can no longer be moved.", "Ask your host for a new time.")
    event_type = sandbox.world.event_type(found.event.type_id)
    if event_type is None or not event_type.sample.active:
        raise Unavailable(410, "This event type cannot be booked any more.", "Ask your host for a new time.")
    return found, Offer(event_type, f"/reschedulings/{identifier}")


def _moving(found: Attendance) -> str:
    """What is moved, in the invitee's own time."""
    return calendar.in_words(found.event.start, calendar.zone_of(found.invitee.contact.timezone, found.event.host.zone))


def _booking(request: Request, found: Attendance, name: str, problem: str = "", status: int = 200) -> HTMLResponse:
    sandbox = sandbox_of(request)
    return page(
        sandbox.pages,
        name,
        status,
        sends_to="'self'",
        event=found.event,
        invitee=found.invitee,
        when=_moving(found),
        begun=found.event.start <= sandbox.clock(),
        cancel=f"/cancellations/{mint('cancel', found.invitee.id)}",
        reschedule=f"/reschedulings/{mint('reschedule', found.invitee.id)}",
        problem=problem,
    )
