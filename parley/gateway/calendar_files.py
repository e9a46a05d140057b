"""Calendar files for any browser: an event as Calendly has it now, for whoever has its address."""

import asyncio

import structlog
from fastapi import APIRouter, Response

from parley.accounts.access import NeedsAccount
from parley.accounts.people import UnknownConversation
from parley.calendly.errors import CalendlyDown, CalendlyError, RateLimited
from parley.calendly.scopes import READ_EVENTS
from parley.gateway.calendar_links import BadLink, CalendarLink
from parley.gateway.core import Gateway
from parley.gateway.html import NO_FORMS, page, safe_headers
from parley.gateway.openapi import Responses, pages
from parley.scheduling.agenda import attendance_of
from parley.scheduling.calendar_file import calendar_file
from parley.when.whose import zone_for
from parley.when.zones import zone_of

log = structlog.get_logger(__name__)


class CalendarFiles:
    """Hands out calendar files."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter(tags=["pages"])
        file = {"description": "The event as it is now", "content": {"text/calendar": {}}}
        answers: Responses = {200: file, **pages(404, 500, 503)}
        path, title = "/calendar/{token}.ics", "A calendar file, by a link from a chat"
        router.add_api_route(path, self.file, response_class=Response, responses=answers, summary=title)
        router.add_api_route(path, self.file, methods=["HEAD"], include_in_schema=False)
        return router

    async def file(self, token: str) -> Response:
        """Answer with the file; with one and the same page for all that is forged, over, or not there any more."""
        try:
            link = self._gateway.calendar_links.read(token)
            file = await asyncio.to_thread(self._file, link)
        except (CalendlyDown, RateLimited):
            return _later()
        except (BadLink, UnknownConversation, NeedsAccount, CalendlyError):
            return _gone()
        headers = {**safe_headers(NO_FORMS), "Content-Disposition": 'attachment; filename="meeting.ics"'}
        return Response(file, headers=headers, media_type="text/calendar; charset=utf-8; method=PUBLISH")

    def _file(self, link: CalendarLink) -> bytes:
        gateway = self._gateway
        account = gateway.calendars.account(link.conversation_id, READ_EVENTS, link.grant_id)
        calendly = account.calendly
        event = calendly.scheduled_event(link.event_id)
        attendance = attendance_of(event, calendly.invitees(link.event_id))
        person = gateway.people.conversation(link.conversation_id).principal_id
        known = zone_for(gateway.people.preferences(person), account.owner)
        zone = known.zone if known else zone_of("UTC")
        log.info("calendar file handed out", conversation=link.conversation_id)
        return calendar_file(attendance, zone, gateway.clock)


def _gone() -> Response:
    return page(
        "problem.html",
        status=404,
        title="There is no calendar file here",
        reason="A link to a calendar file works for a day, and only as long as the event can be seen.",
        advice="Ask for the event in the chat again; you will get a new link.",
    )


def _later() -> Response:
    return page(
        "problem.html",
        status=503,
        title="Calendly is not answering",
        reason="The event could not be read just now.",
        advice="Open the link once more in a minute.",
    )
