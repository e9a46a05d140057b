"""What Slack sends, as something that somebody said: recorded before Slack is told that it was taken."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from parley.accounts.people import Conversation
from parley.gateway.channels.interface import NotTaken
from parley.gateway.channels.limits import MOST_MESSAGE, can_be_kept
from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.address import CHANNEL, Address
from parley.gateway.channels.slack.delivery import UNREACHABLE, Delivery
from parley.gateway.channels.slack.markup import mentioned, read
from parley.gateway.channels.slack.members import Members
from parley.gateway.core import Gateway
from parley.gateway.order import TooManyAtOnce
from parley.gateway.rasa import RasaUnavailable

log = structlog.get_logger(__name__)


class Hearing:
    """Takes what people say, works it, and brings the answers."""

    def __init__(self, gateway: Gateway, delivery: Delivery, members: Members) -> None:
        self._gateway = gateway
        self._delivery = delivery
        self._members = members
        self._working: set[asyncio.Task[None]] = set()

    async def plain(self, client: AsyncWebClient, address: Address, text: str) -> str:
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

    async def take(self, conversation: Conversation, text: str, message_id: str, title: str | None = None) -> None:
        """Return once a message is recorded: it is worked, and answered, whatever becomes of this process."""
        if fault := _fault(text):
            self.go_on(self._delivery.say(conversation, fault))
            return
        recorded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.go_on(self._work(conversation, text, message_id, title, recorded))
        await recorded

    async def bring(self, conversation: Conversation) -> None:
        """Bring what waits, in order. NotTaken when Slack does not take it now; then the rest waits on."""
        try:
            await self._gateway.turns.bring(conversation, lambda said: self._delivery.bring(conversation, said))
        except TooManyAtOnce:
            raise NotTaken("too much is under way") from None

    async def _work(
        self,
        conversation: Conversation,
        text: str,
        message_id: str,
        title: str | None,
        recorded: "asyncio.Future[None]",
    ) -> None:
        async def on_recorded(_is_new: bool) -> None:
            recorded.set_result(None)

        try:
            await self._gateway.turns.say(conversation, text, title, message_id, on_recorded)
            await self.bring(conversation)
        except NotTaken as problem:
            log.warning("to be brought later", conversation=conversation.id, reason=str(problem))
        except RasaUnavailable:
            await self._delivery.say(conversation, texts.NOT_ANSWERING)
        except TooManyAtOnce:
            await self._delivery.say(conversation, texts.TOO_MANY)
        except Exception as problem:
            if not recorded.done():  # Slack is to send it again.
                recorded.set_exception(problem)
                return
            log.exception("message not worked", conversation=conversation.id)
            await self._delivery.say(conversation, texts.NOT_ANSWERING)
        finally:
            if not recorded.done():
                recorded.set_result(None)

    def go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something be done beside the request that asked for it."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def point_to_direct(self, client: AsyncWebClient, address: Address, channel: str, thread: str | None) -> None:
        """Tell somebody in a channel, and nobody else there, where the answer is."""
        try:
            await client.chat_postEphemeral(
                channel=channel, user=address.user, text=texts.MOVED_TO_DIRECT, thread_ts=thread
            )
        except (SlackClientError, *UNREACHABLE) as problem:  # The bot may not be in that channel.
            log.info("no word in the channel", reason=type(problem).__name__)


def _fault(text: str) -> str | None:
    if not text.strip():
        return texts.ONLY_TEXT
    if len(text) > MOST_MESSAGE:
        return texts.TOO_LONG.format(most=MOST_MESSAGE)
    return None if can_be_kept(text) else texts.ONLY_TEXT
