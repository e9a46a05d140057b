"""Taking what people say on a platform that brings its answers: recorded before the platform hears of it."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from parley.accounts.people import Conversation
from parley.gateway.channels import texts
from parley.gateway.channels.interface import NotTaken, Way
from parley.gateway.channels.limits import MOST_MESSAGE, can_be_kept
from parley.gateway.core import Gateway
from parley.gateway.order import TooManyAtOnce
from parley.gateway.rasa import RasaUnavailable
from parley.gateway.said import Said
from parley.parts import payloads_of

log = structlog.get_logger(__name__)


class Taking:
    """Takes what is said, works it, and brings the answers, by what a channel has of its own: `deliver` and `tell`."""

    way: Way = "brought"

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._working: set[asyncio.Task[None]] = set()

    async def deliver(self, conversation: Conversation, said: Said) -> None:
        """Bring one message. NotTaken when it can be tried again; one that is never taken counts as brought."""
        raise NotImplementedError

    async def tell(self, conversation: Conversation, text: str) -> None:
        """Tell somebody something of the channel's own, if the platform takes it."""
        raise NotImplementedError

    async def take(self, conversation: Conversation, text: str, message_id: str, title: str | None = None) -> None:
        """Return once a message is recorded: it is worked, and answered, whatever becomes of this process."""
        if fault := _fault(text):
            self.go_on(self.tell(conversation, fault))
            return
        recorded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.go_on(self._work(conversation, text, message_id, title, recorded))
        await recorded

    async def press(self, conversation: Conversation, said: int, place: int, press_id: str, title: str | None) -> None:
        """Take a press for what the bot offered at that place of a message to this very person."""
        found = await self._gateway.transcript.messages(conversation.id, [said])
        payloads = offered(found[0].body) if found else []
        if 0 <= place < len(payloads) and payloads[place]:
            await self.take(conversation, payloads[place], press_id, title)
        else:
            await self.tell(conversation, texts.OUT_OF_DATE)

    async def show(self, conversation: Conversation, _message_ids: list[int]) -> bool:
        """Bring what waits, those messages included; False when it is not taken now."""
        try:
            await self.bring(conversation)
        except NotTaken:
            return False
        return True

    async def post(self, _key: str, conversation: Conversation, _message_ids: list[int]) -> None:
        """Bring what waits. NotTaken when it is not taken now."""
        await self.bring(conversation)

    async def bring(self, conversation: Conversation) -> None:
        """Bring what waits, in order. NotTaken when it is not taken now; then the rest waits on."""
        try:
            await self._gateway.turns.bring(conversation, lambda said: self.deliver(conversation, said))
        except TooManyAtOnce:
            raise NotTaken("too much is under way") from None

    def go_on(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something be done beside the request that asked for it."""
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

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
            await self.tell(conversation, texts.NOT_ANSWERING)
        except TooManyAtOnce:
            await self.tell(conversation, texts.TOO_MANY)
        except Exception as problem:
            if not recorded.done():  # The platform is to send it again.
                recorded.set_exception(problem)
                return
            log.exception("message not worked", conversation=conversation.id)
            await self.tell(conversation, texts.NOT_ANSWERING)
        finally:
            if not recorded.done():
                recorded.set_result(None)


def offered(body: dict[str, Any]) -> list[str]:
    """Return the payloads of all that can be pressed in a message, in the order of their places; "" for a link."""
    buttons = ["" if "type" in one else one.get("payload", "") for one in body.get("buttons") or []]
    return [*buttons, *payloads_of(body.get("custom"))]


def _fault(text: str) -> str | None:
    if not text.strip():
        return texts.ONLY_TEXT
    if len(text) > MOST_MESSAGE:
        return texts.TOO_LONG.format(most=MOST_MESSAGE)
    return None if can_be_kept(text) else texts.ONLY_TEXT
