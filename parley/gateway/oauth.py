"""The pages around Calendly's sign-in: start, callback, and a page for each way it can go wrong."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from parley.accounts.connecting import Connected
from parley.accounts.linking import Attempt, ExpiredLink, LinkProblem, OtherBrowser, UnknownLink, UsedLink
from parley.accounts.people import HOUSE, Conversation
from parley.calendly.errors import CalendlyDown, CalendlyError, ReconnectNeeded
from parley.calendly.scopes import WHY
from parley.gateway.core import Gateway
from parley.gateway.html import POLICY, page, safe_headers, set_cookie
from parley.gateway.newsroom import Newsroom, Outcome
from parley.gateway.openapi import pages
from parley.gateway.visitors import COOKIE as VISITOR_COOKIE
from parley.gateway.visitors import Visitors

BROWSER_COOKIE = "parley_link"
TEN_MINUTES = 600
CODE_MINUTES = 10
ASK_AGAIN = "Go back to the chat and ask again; you will get a new link."
PROBLEMS: dict[type[LinkProblem], tuple[int, str, str]] = {
    UnknownLink: (404, "This link is not known here", "It may have been cut off, or it belongs to another bot."),
    UsedLink: (410, "This link was used before", "Each link works once."),
    ExpiredLink: (410, "This link has run out", "For safety a link works for a short while only."),
    OtherBrowser: (403, "This sign-in began in another browser", "It has to be finished where it was started."),
}
log = structlog.get_logger(__name__)


class SignIn:
    """Takes a browser to Calendly and back."""

    def __init__(self, gateway: Gateway, visitors: Visitors, newsroom: Newsroom) -> None:
        self._gateway = gateway
        self._visitors = visitors
        self._newsroom = newsroom
        self._secure = gateway.settings.public_url.startswith("https://")

    def router(self) -> APIRouter:
        """Return the pages' routes."""
        router = APIRouter(prefix="/oauth", tags=["pages"], default_response_class=Response)
        begin, end = pages(200, 303, 404, 410, 500), pages(200, 400, 403, 404, 410, 500, 502)
        title = "Connecting Calendly, by a link from a chat"
        router.add_api_route("/start", self.start, methods=["GET"], responses=begin, summary=title)
        router.add_api_route("/start", self.go_on, methods=["POST"], responses=begin, summary=f"{title}: go on")
        router.add_api_route("/callback", self.callback, methods=["GET"], responses=end, summary=f"{title}: back")
        return router

    async def start(self, request: Request, t: str = "") -> Response:
        """Go straight on in the chat's own browser; in any other, first say what this is about."""
        try:
            ticket = await self._run(self._gateway.connecting.linking.look_at_ticket, t)
        except LinkProblem as problem:
            return self._problem(problem)
        conversation = await self._run(self._gateway.people.conversation, ticket.conversation_id)
        if self._chats_here(request, conversation):
            return await self.go_on(request, t)
        return page(
            "start.html",
            policy=POLICY,
            app_name="Parley",
            channel_label=channel_label(conversation),
            scopes=explained(ticket.scopes),
            action="/oauth/start",
            t=t,
        )

    async def go_on(self, request: Request, t: Annotated[str, Form()] = "") -> Response:
        """Use the ticket up and send the browser to Calendly, marked so that only it can come back."""
        browser = request.cookies.get(BROWSER_COOKIE) or secrets.token_urlsafe(32)
        try:
            url = await self._run(self._gateway.connecting.begin, t, browser)
        except LinkProblem as problem:
            return self._problem(problem)
        response = RedirectResponse(url, status_code=303, headers=safe_headers(POLICY))
        set_cookie(response, BROWSER_COOKIE, browser, secure=self._secure, path="/oauth", seconds=TEN_MINUTES)
        return response

    async def callback(self, request: Request, state: str = "", code: str = "", error: str = "") -> Response:
        """Finish what the state began: store the grant, or say why there is none."""
        try:
            attempt = await self._run(
                self._gateway.connecting.linking.finish, state, request.cookies.get(BROWSER_COOKIE, "")
            )
        except LinkProblem as problem:
            return self._problem(problem)
        conversation = await self._run(self._gateway.people.conversation, attempt.conversation_id)
        sign_in = self._newsroom.sign_in(conversation, state)
        if error == "access_denied":  # RFC 6749 §4.1.2.1; every other error is no decision of the person's
            return await self._denied(sign_in, attempt)
        if error or not code:
            return await self._failed(sign_in, attempt, CalendlyDown(f"Calendly sent {error or 'no code'}"))
        live = self._chats_here(request, conversation)
        # First: whatever becomes of this process, the chat will hear how it ended.
        await sign_in.watch_over()
        try:
            connected = await self._run(lambda: self._gateway.connecting.complete(attempt, code, live=live))
        except CalendlyError as problem:
            return await self._failed(sign_in, attempt, problem)
        await sign_in.tell("linked" if connected.grant.state == "live" else "code")
        return self._linked(connected, conversation)

    def _linked(self, connected: Connected, conversation: Conversation) -> Response:
        owner, live = connected.grant.owner, connected.grant.state == "live"
        return page(
            "linked.html",
            account_name=owner.name,
            account_email=owner.email,
            live=live,
            code=connected.code,
            minutes=CODE_MINUTES,
            handed_over=conversation.channel == "web",
            channel_label=channel_label(conversation),
            scopes=explained(connected.grant.tokens.scopes),
            chat_url="/" if live else None,
        )

    async def _denied(self, sign_in: Outcome, attempt: Attempt) -> Response:
        await sign_in.tell("denied")
        return page(
            "problem.html",
            title="Nothing was connected",
            reason="You chose not to share your Calendly, so nothing was connected.",
            advice="If that was not what you wanted, start again here.",
            restart_url=await self._restart_url(attempt),
            restart_label="Start again",
        )

    async def _failed(self, sign_in: Outcome, attempt: Attempt, problem: CalendlyError) -> Response:
        log.warning("link failed", conversation=attempt.conversation_id, cause=type(problem).__name__)
        await sign_in.tell("failed")
        refused = isinstance(problem, ReconnectNeeded)
        return page(
            "problem.html",
            status=400 if refused else 502,
            title="That did not work" if refused else "Calendly is not answering",
            reason="Calendly did not accept the sign-in, so nothing was connected."
            if refused
            else "Calendly could not be reached to finish the sign-in, so nothing was connected.",
            advice="Your question in the chat is kept. Start again here, in a minute if it fails once more.",
            restart_url=await self._restart_url(attempt),
            restart_label="Start again",
        )

    def _problem(self, problem: LinkProblem) -> Response:
        status, title, reason = PROBLEMS[type(problem)]
        return page(
            "problem.html",
            status=status,
            title=title,
            reason=reason,
            advice=ASK_AGAIN,
            restart_url="/",
            restart_label="Go to the web chat",
        )

    async def _restart_url(self, attempt: Attempt) -> str:
        issue = self._gateway.connecting.linking.issue_ticket
        return self._gateway.renderer.start_url(await self._run(issue, attempt.conversation_id, attempt.scopes))

    def _chats_here(self, request: Request, conversation: Conversation) -> bool:
        visitor = self._visitors.of_cookie(request.cookies.get(VISITOR_COOKIE))
        return visitor is not None and (conversation.channel, conversation.address) == ("web", visitor)

    async def _run[**P, T](self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(work, *args, **kwargs)


def explained(scopes: frozenset[str]) -> list[dict[str, str]]:
    """Return what scopes open, and what for."""
    return [{"title": WHY[scope][0], "why": WHY[scope][1]} for scope in sorted(scopes) if scope in WHY]


def channel_label(conversation: Conversation) -> str:
    """Return what a person calls the chat they came from."""
    match conversation.channel:
        case "web":
            return "web chat"
        case "slack":
            return "Slack"
        case "telegram":
            return "Telegram"
        case "mattermost":
            return "Mattermost"
        case channel if channel == HOUSE:
            return "operator's terminal"
        case _:
            return f"chat “{conversation.address.partition(':')[0]}”"
