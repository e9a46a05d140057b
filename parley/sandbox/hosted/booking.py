"""Choosing a time and booking it: `/ana-keller/intro-call`, `/d/…`."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from parley.sandbox.api.links import slug, type_slug
from parley.sandbox.changes import MadeInvitee
from parley.sandbox.hosted import calendar, filled
from parley.sandbox.hosted.filled import Filled, Slip
from parley.sandbox.hosted.subjects import Offer, Unavailable, linked_offer, offer_of, public_types
from parley.sandbox.ids import mint
from parley.sandbox.pages import page
from parley.sandbox.places import GIVEN_BY_INVITEE
from parley.sandbox.refusals import Refused
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.things import EventType, Person
from parley.sandbox.times import parse

router = APIRouter()
TAKEN = "That time has just been taken. Please choose another."


@router.get("/d/{identifier}/{name}")
def linked_times(request: Request, identifier: str, name: str) -> Response:
    return show_times(request, linked_offer(sandbox_of(request), identifier, name))


@router.get("/d/{identifier}/{name}/{start}")
def linked_details(request: Request, identifier: str, name: str, start: str) -> Response:
    return show_details(request, linked_offer(sandbox_of(request), identifier, name), start)


@router.post("/d/{identifier}/{name}/{start}")
async def book_linked(request: Request, identifier: str, name: str, start: str) -> Response:
    return await book(request, lambda: linked_offer(sandbox_of(request), identifier, name), start)


def add_pages(pages: APIRouter, person: Person) -> None:
    """Add the pages of one person, under that person's own name, so that nobody else's path leads to them."""
    own = f"/{slug(person)}"

    @pages.get(own)
    def types(request: Request) -> Response:
        sandbox = sandbox_of(request)
        offers = [(one, type_slug(one)) for one in public_types(sandbox, person)]
        return page(sandbox.pages, "types.html", person=person, offers=offers, home=slug(person))

    @pages.get(own + "/{name}")
    def times(request: Request, name: str) -> Response:
        return show_times(request, offer_of(sandbox_of(request), person, name))

    @pages.get(own + "/{name}/{start}")
    def details(request: Request, name: str, start: str) -> Response:
        return show_details(request, offer_of(sandbox_of(request), person, name), start)

    @pages.post(own + "/{name}/{start}")
    async def book_own(request: Request, name: str, start: str) -> Response:
        return await book(request, lambda: offer_of(sandbox_of(request), person, name), start)


def show_times(request: Request, offer: Offer, problem: str = "", status: int = 200, moving: str = "") -> HTMLResponse:
    """The week of openings that the query asks for; `moving` says what is moved, when something is."""
    sandbox, query = sandbox_of(request), request.query_params
    zone = calendar.zone_of(query.get("tz", ""), offer.event_type.owner.zone)
    return page(
        sandbox.pages,
        "times.html",
        status,
        sends_to="'self'",
        offer=offer,
        zone=zone.key,
        zones=calendar.zones(),
        week=calendar.week(sandbox, offer.event_type, zone, query.get("from", "")),
        brought=[(name, value) for name, value in query.multi_items() if name not in ("tz", "from")],
        problem=problem,
        moving=moving,
    )


def show_details(
    request: Request,
    offer: Offer,
    start: str,
    fields: Filled | None = None,
    problem: str = "",
    moving: str = "",
) -> HTMLResponse:
    """The form for one time, filled in as far as it is known."""
    query = request.query_params
    zone = calendar.zone_of(query.get("tz", ""), offer.event_type.owner.zone)
    return page(
        sandbox_of(request).pages,
        "details.html",
        400 if problem else 200,
        sends_to="'self'",
        offer=offer,
        fields=fields or filled.prefilled(query),
        start=start,
        zone=zone.key,
        when=calendar.in_words(moment_of(start), zone),
        chosen_by_invitee=GIVEN_BY_INVITEE,
        asks_place=offer.event_type.sample.pooling != "round_robin" and bool(offer.event_type.sample.places),
        problem=problem,
        moving=moving,
    )


async def book(
    request: Request,
    find: Callable[[], Offer],
    start: str,
    rescheduled_from: str | None = None,
    moving: str = "",
) -> Response:
    """Books what the form says; a slip shows the form again, a time that is gone shows the others."""
    fields = filled.sent(await request.form())

    def settle() -> Response:
        offer = find()
        try:
            made = _made(request, offer, moment_of(start), fields, rescheduled_from)
        except Slip as slip:
            return show_details(request, offer, start, fields, str(slip), moving)
        except Refused as refused:
            if any(detail.get("code") == "already_filled" for detail in refused.details):
                return show_times(request, offer, TAKEN, 409, moving)
            return show_details(request, offer, start, fields, _said(refused), moving)
        return RedirectResponse(f"/confirmations/{mint('confirm', made.invitee.id)}", 303)

    return await run_in_threadpool(settle)


def moment_of(start: str) -> datetime:
    """Raises Unavailable when the address has no time where one belongs."""
    moment = parse(start)
    if moment is None or not 2000 <= moment.year < 3000:  # beyond, some zones have no such day
        raise Unavailable(404, "There is no such time.", "Go back and choose one of the times on the page.")
    return moment


def _made(request: Request, offer: Offer, start: datetime, fields: Filled, rescheduled_from: str | None) -> MadeInvitee:
    """Raises Slip or Refused."""
    sandbox, sample = sandbox_of(request), offer.event_type.sample
    zone = _visitors_zone(request, offer.event_type)
    return sandbox.made.book(
        offer.event_type,
        start,
        filled.draft(fields, sample, zone.key),
        filled.location(fields, sample),
        filled.answers(fields, sample),
        filled.guests(fields),
        filled.tracking(fields),
        by="instant_book",
        rescheduled_from=rescheduled_from,
        link=offer.link,
    )


def _visitors_zone(request: Request, event_type: EventType) -> ZoneInfo:
    return calendar.zone_of(request.query_params.get("tz", ""), event_type.owner.zone)


def _said(refused: Refused) -> str:
    """A refusal of Calendly's in words for the person at the form."""
    for detail in refused.details:
        if detail["message"].startswith("Required"):
            return "Please answer every question that is marked as required."
        if detail.get("parameter", "").startswith("questions_and_answers"):
            return "One of the answers does not fit its question. Please look at them again."
        if detail.get("parameter") == "rescheduled_from":
            return "This booking can no longer be moved."
    return refused.message


def routers(sandbox: Sandbox) -> list[APIRouter]:
    """The pages behind links, and those of everybody in this world."""
    # One router for all: FastAPI nests the lifespans of those that it includes, and a world may be large.
    pages = APIRouter()
    for person in sandbox.world.people:
        add_pages(pages, person)
    return [router, pages]
