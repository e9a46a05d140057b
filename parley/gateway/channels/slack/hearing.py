"""What Slack sends, as something that somebody said: recorded before Slack is told that it was taken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from parley.accounts.people import Conversation
from parley.gateway.channels import texts
from parley.gateway.channels.slack.address import CHANNEL, Address
from parley.gateway.channels.slack.delivery import UNREACHABLE, Delivery
from parley.gateway.channels.slack.markup import mentioned, read
from parley.gateway.channels.slack.members import Members
from parley.gateway.channels.taking import Taking
from parley.gateway.core import Gateway
from parley.gateway.said import Said

log = structlog.get_logger(__name__)


class Hearing(Taking):
    """Takes what people say in Slack."""

    name = CHANNEL

    def __init__(self, gateway: Gateway, delivery: Delivery, members: Members) -> None:
        super().__init__(gateway)
        self._delivery = delivery
        self._members = members
        self._lines: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def deliver(self, conversation: Conversation, said: Said) -> None:
        """Post one message as a direct message."""
        await self._delivery.bring(conversation, said)

    async def tell(self, conversation: Conversation, text: str) -> None:
        """Post a text of the channel's own."""
        await self._delivery.say(conversation, text)

    async def hear(
        self, client: AsyncWebClient, address: Address, text: str, message_id: str, *, alone: str = ""
    ) -> None:
        """Take what somebody wrote, in the order in which it came; `alone` is what no words at all mean."""
        async with self.line(client, address) as conversation:
            await self.take(conversation, await self._plain(client, address, text) or alone, message_id)

    @asynccontextmanager
    async def line(self, client: AsyncWebClient, address: Address) -> AsyncIterator[Conversation]:
        """Give somebody's conversation to one at a time, first come, first served.

        Who is mentioned may take a while to be looked up: what is said next waits for that.
        """
        async with self._lines.setdefault(address.text, asyncio.Lock()):
            yield await self.meet(client, address)

    async def _plain(self, client: AsyncWebClient, address: Address, text: str) -> str:
        """Return a text as it is meant, with whoever is mentioned by name and address."""
        users = mentioned(text)
        found = [await self._members.of(client, address.team, user) for user in users]
        return read(text, {user: one.written for user, one in zip(users, found, strict=True)})

    async def meet(self, client: AsyncWebClient, address: Address) -> Conversation:
        """Return somebody's conversation, with their zone and language as their profile has them."""
        conversation = await self._gateway.meet(CHANNEL, address.text)
        member = await self._members.of(client, address.team, address.user)
        await self._gateway.note(conversation, member.whereabouts)
        return conversation

    async def point_to_direct(self, client: AsyncWebClient, address: Address, channel: str, thread: str | None) -> None:
        """Tell somebody in a channel, and nobody else there, where the answer is."""
        try:
            await client.chat_postEphemeral(
                channel=channel, user=address.user, text=texts.MOVED_TO_DIRECT, thread_ts=thread
            )
        except (SlackClientError, *UNREACHABLE) as problem:  # The bot may not be in that channel.
            log.info("no word in the channel", reason=type(problem).__name__)
