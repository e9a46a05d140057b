"""The channel: Bolt checks and sorts what Slack sends, and every listener is one thing that a person can do."""

import re
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from slack_bolt import BoltResponse
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from parley.accounts.people import Conversation
from parley.gateway.channels import texts as common
from parley.gateway.channels.interface import Way
from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.address import CHANNEL, Address
from parley.gateway.channels.slack.blocks import CHOOSE, DATE, FILL, PRESS, TIME, message_of, pressed
from parley.gateway.channels.slack.delivery import UNREACHABLE
from parley.gateway.channels.slack.forms import FILLED, form_of, modal_of, said_with
from parley.gateway.channels.slack.forms import message_of as message_of_view
from parley.gateway.channels.slack.hearing import Hearing
from parley.gateway.channels.slack.home import HOME, Home
from parley.gateway.channels.slack.workspaces import Workspaces
from parley.gateway.transcript import Transcript

# Messages of other kinds are Slack's own: somebody joined, something was edited.
SAID = (None, "file_share", "thread_broadcast")
log = structlog.get_logger(__name__)
Body = dict[str, Any]


class Slack:
    """Serves Slack."""

    name = CHANNEL
    way: Way = "brought"

    def __init__(
        self,
        app: AsyncApp,
        workspaces: Workspaces,
        hearing: Hearing,
        home: Home,
        transcript: Transcript,
    ) -> None:
        self.app = app
        self.hearing = hearing
        self._workspaces = workspaces
        self._home = home
        self._transcript = transcript
        self._listen()

    async def show(self, conversation: Conversation, _message_ids: list[int]) -> bool:
        """Bring what waits, those messages included; False when Slack does not take it now."""
        return await self.hearing.show(conversation, _message_ids)

    async def post(self, _key: str, conversation: Conversation, _message_ids: list[int]) -> None:
        """Bring what waits. NotTaken when Slack does not take it now."""
        await self.hearing.bring(conversation)

    def router(self) -> APIRouter:
        """Return the route that Slack sends everything to."""
        router, handler = APIRouter(prefix="/slack", include_in_schema=False), AsyncSlackRequestHandler(self.app)

        @router.post("/events")
        async def events(request: Request) -> Response:
            return await handler.handle(request)

        return router

    def _listen(self) -> None:
        app = self.app
        app.event("message")(self._message)
        app.event("app_mention")(self._mention)
        app.event("app_home_opened")(self._home_opened)
        app.event("app_uninstalled")(self._uninstalled)
        app.event("tokens_revoked")(self._tokens_revoked)
        app.command("/parley")(self._command)
        app.action(re.compile(f"{PRESS}:.*|{CHOOSE}"))(self._pressed)
        app.action(re.compile(f"{DATE}|{TIME}"))(self._picked)
        app.action(FILL)(self._fill)
        app.action(re.compile(f"{HOME}:.*"))(self._home_pressed)
        app.action(re.compile(".*"))(self._nothing)  # A link was opened.
        app.view(FILLED)(self._filled)
        app.error(self._failed)

    async def _message(self, event: Body, client: AsyncWebClient, context: Body) -> None:
        """Take a direct message; what is said in channels is nobody's word to the bot."""
        address = Address.of_context(context)
        if event.get("channel_type") != "im" or event.get("bot_id") or event.get("subtype") not in SAID or not address:
            return
        await self.hearing.hear(client, address, str(event.get("text") or ""), f"{event['channel']}:{event['ts']}")

    async def _mention(self, event: Body, client: AsyncWebClient, context: Body) -> None:
        """Take what is said to the bot in a channel, and answer where nobody else reads along."""
        address = Address.of_context(context)
        if event.get("bot_id") or event.get("edited") or not address:
            return
        moment = f"{event['channel']}:{event['ts']}"
        await self.hearing.hear(client, address, str(event.get("text") or ""), moment, alone="help")
        thread = event.get("thread_ts")
        await self.hearing.point_to_direct(client, address, event["channel"], str(thread) if thread else None)

    async def _command(self, command: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Take what is said with the slash command."""
        address = Address.of_context(context)
        if address:
            moment = f"/{command['trigger_id']}"[:64]
            await self.hearing.hear(client, address, command.get("text") or "", moment, alone="help")
        await ack(common.MOVED_TO_DIRECT)

    async def _pressed(self, action: Body, body: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Take the press of a button, or a choice from a menu, for what the bot offered there."""
        address, found = Address.of_context(context), pressed(action)
        if address and found:
            title = (action.get("selected_option") or action).get("text", {}).get("text")
            async with self.hearing.line(client, address) as conversation:
                await self.hearing.press(conversation, *found, _moment(action, found[0]), title)
        await ack()

    async def _picked(self, action: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Take a day or an hour that was picked for the word that it is."""
        address, message = Address.of_context(context), message_of(action)
        chosen = action.get("selected_date") or action.get("selected_time")
        if address and message and chosen:
            async with self.hearing.line(client, address) as conversation:
                await self.hearing.take(conversation, str(chosen), _moment(action, message))
        await ack()

    async def _fill(self, action: Body, body: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Open the modal in which several answers are given at once."""
        await ack()
        address, message = Address.of_context(context), message_of(action)
        if address and message and (form := await self._form(client, address, message)):
            try:
                await client.views_open(trigger_id=body["trigger_id"], view=modal_of(form, message))
            except (SlackClientError, *UNREACHABLE) as problem:
                log.warning("no modal", reason=type(problem).__name__)

    async def _filled(self, view: Body, body: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Take what was filled in."""
        address, message = Address.of_context(context), message_of_view(view)
        if address and message and (form := await self._form(client, address, message)):
            async with self.hearing.line(client, address) as conversation:
                await self.hearing.take(conversation, said_with(form, view), f"view:{view.get('id')}"[:64])
        await ack()

    async def _form(self, client: AsyncWebClient, address: Address, message: int) -> Body | None:
        conversation = await self.hearing.meet(client, address)
        said = await self._transcript.messages(conversation.id, [message])
        return form_of(said[0].body) if said else None

    async def _home_opened(self, event: Body, client: AsyncWebClient, context: Body) -> None:
        """Show what is coming up."""
        address = Address.of_context(context)
        if event.get("tab") == HOME and address:
            conversation = await self.hearing.meet(client, address)
            self.hearing.go_on(self._home.publish(client, conversation, address.user))

    async def _home_pressed(self, action: Body, client: AsyncWebClient, context: Body, ack: AsyncAck) -> None:
        """Say what a button of the Home tab stands for."""
        address, says = Address.of_context(context), texts.SAYS.get(str(action.get("value")))
        if address and says:
            async with self.hearing.line(client, address) as conversation:
                await self.hearing.take(conversation, says, f"home:{action.get('action_ts')}"[:64])
        await ack()

    async def _uninstalled(self, context: Body) -> None:
        """Forget a workspace that removed the app."""
        await self._workspaces.remove(context.get("enterprise_id"), context.get("team_id"))

    async def _tokens_revoked(self, event: Body, context: Body) -> None:
        """Forget a workspace whose bot token was revoked; other tokens are none of ours."""
        if (event.get("tokens") or {}).get("bot"):
            await self._workspaces.remove(context.get("enterprise_id"), context.get("team_id"))

    async def _nothing(self, ack: AsyncAck) -> None:
        await ack()

    async def _failed(self, error: Exception) -> BoltResponse:
        """Answer 500, so that Slack sends it again; what was said is in no log."""
        log.error("not taken from Slack", reason=type(error).__name__, exc_info=error)
        return BoltResponse(status=500, body="")


def _moment(action: Body, message: int) -> str:
    return f"press:{message}:{action.get('action_ts')}"[:64]
