"""Bringing messages to people: in order, each noted as soon as Slack has it, at the pace that Slack allows."""

from collections.abc import Callable
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from parley.accounts.people import Conversation
from parley.gateway.channels.interface import NotTaken
from parley.gateway.channels.slack.address import Address
from parley.gateway.channels.slack.blocks import messages_of
from parley.gateway.channels.slack.workspaces import Workspaces
from parley.gateway.render import Renderer
from parley.gateway.said import Said

# Slack will not take these however often they are tried: the app or the person is gone, or the message is not right.
FOR_GOOD = frozenset(
    {
        "account_inactive", "token_revoked", "invalid_auth", "not_authed", "channel_not_found", "user_not_found",
        "user_disabled", "is_archived", "team_access_not_granted", "cannot_dm_bot", "messages_tab_disabled",
        "missing_scope", "invalid_blocks", "invalid_arguments", "msg_too_long", "msg_blocks_too_long", "no_text",
    }
)  # fmt: skip
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError)
log = structlog.get_logger(__name__)


class Delivery:
    """Posts the bot's messages as direct messages."""

    def __init__(self, workspaces: Workspaces, renderer: Renderer, client: Callable[[str], AsyncWebClient]) -> None:
        self._workspaces = workspaces
        self._renderer = renderer
        self._client = client

    async def client_of(self, address: Address) -> AsyncWebClient | None:
        """Return a client for a workspace, None where the app is not installed."""
        workspace = await self._workspaces.of(address.enterprise, address.team)
        return self._client(workspace.bot_token) if workspace else None

    async def bring(self, conversation: Conversation, said: Said) -> None:
        """Post one message. NotTaken when it can be tried again; one that Slack never takes counts as brought."""
        address = Address.of(conversation)
        client = await self.client_of(address)
        if client is None:
            log.warning("the app is not installed there any more", conversation=conversation.id)
            return
        body = await self._renderer.render(conversation.id, said)
        for message in messages_of(body, said.id or 0):
            await self._post(client, address, conversation, message)

    async def say(self, conversation: Conversation, text: str) -> None:
        """Post a text of the channel's own, if Slack takes it."""
        client = await self.client_of(Address.of(conversation))
        try:
            if client is not None:
                await client.chat_postMessage(channel=Address.of(conversation).user, text=text)
        except (SlackClientError, *UNREACHABLE) as problem:
            log.warning("not posted", conversation=conversation.id, reason=type(problem).__name__)

    async def _post(
        self, client: AsyncWebClient, address: Address, conversation: Conversation, message: dict[str, Any]
    ) -> None:
        try:
            await client.chat_postMessage(channel=address.user, unfurl_links=False, unfurl_media=False, **message)
        except SlackApiError as problem:
            error = str(problem.response.get("error"))
            if error not in FOR_GOOD:
                raise NotTaken(error) from None
            log.error("Slack refuses a message", conversation=conversation.id, reason=error)
        except (SlackClientError, *UNREACHABLE) as problem:
            raise NotTaken(type(problem).__name__) from None


def make_client(api_url: str, session: aiohttp.ClientSession) -> Callable[[str], AsyncWebClient]:
    """Return what makes clients for a token. Slack is asked again after the pause that it names."""

    def client(token: str) -> AsyncWebClient:
        made = AsyncWebClient(token=token, base_url=api_url, timeout=10, session=session)
        made.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
        return made

    return client
