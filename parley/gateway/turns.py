"""Turns: what a person says goes to Rasa, one at a time and in order, and what comes back is kept."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from tenacity import AsyncRetrying, retry_if_exception_type, wait_exponential_jitter

from parley.accounts.people import Conversation
from parley.gateway.channels.interface import Channels
from parley.gateway.inbox import Inbox, Received, Waiting
from parley.gateway.meaning import Meaning
from parley.gateway.order import Order
from parley.gateway.rasa import Rasa, RasaUnavailable
from parley.gateway.said import Said
from parley.gateway.transcript import Transcript
from parley.operations.telling import other_key

CODE_NEEDED = "/EXTERNAL_code_needed"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the bot says to a message."""

    said: list[Said]
    # Whether it was said before: to the same message, sent again.
    is_repeat: bool = False


def farewell_in(answers: list[dict[str, Any]]) -> dict[str, str] | None:
    """Return what to say to somebody who is to be erased now, or None."""
    found = (answer["custom"].get("farewell") for answer in answers if isinstance(answer.get("custom"), dict))
    return next((one for one in found if one), None)


class Turns:
    """Works turns: each message once, and those of a conversation in the order in which they arrived."""

    def __init__(
        self,
        rasa: Rasa,
        transcript: Transcript,
        inbox: Inbox,
        order: Order,
        meaning: Meaning,
        erase: Callable[[str], Awaitable[bool]],
        channels: Channels,
    ) -> None:
        self._rasa = rasa
        self._transcript = transcript
        self._inbox = inbox
        self._order = order
        self._meaning = meaning
        self._erase = erase
        self._channels = channels
        self._withdrawing: set[asyncio.Task[None]] = set()

    async def say(
        self,
        conversation: Conversation,
        text: str,
        title: str | None = None,
        message_id: str | None = None,
        on_recorded: Callable[[bool], Awaitable[None]] | None = None,
    ) -> Answer:
        """Return the bot's answers to what a person typed or pressed, and before them those that still waited.

        `title` is a pressed button's. `message_id` is the client's own: with the same one it is the same message, and
        gets the same answers. `on_recorded` is awaited as soon as it is recorded, with whether it was not there before.
        Where messages are brought, the answers are left to `bring`. Raises RasaUnavailable or TooManyAtOnce; then
        nothing was said, nor will be unless it is sent again.
        """
        async with self._order.place(conversation.id) as place:
            async with place.arriving:
                message = await self._inbox.record(conversation.id, text, title, message_id)
                if on_recorded:
                    async with self._withdrawn_on_failure(message):
                        await on_recorded(message.is_new)
            if message.is_worked:
                return await self._again(conversation, message.id)
            async with place.turn:
                return await self._answer(conversation, message)

    async def tell(self, conversation: Conversation, payload: str, key: str) -> list[int]:
        """Run an intent of the gateway's own, and return the ids of the messages it led to: the same for the same key.

        None are led to by a request for a code that was typed meanwhile, nor by what an answer has told already.
        On the web they are with the history at once; elsewhere they wait to be handed over. Raises RasaUnavailable or
        TooManyAtOnce; then nothing was said.
        """
        async with self._order.place(conversation.id) as place, place.turn, self._order.alone(conversation.id):
            if kept := await self._transcript.about(conversation.id, key):
                return kept
            if (other := other_key(key)) and await self._transcript.about(conversation.id, other):
                return []
            if payload == CODE_NEEDED and not await self._meaning.waits_for_code(conversation):
                return []
            answers = await self._rasa.payload(conversation.id, payload, key)
            return await self._transcript.keep(
                conversation.id, answers, key, delivered=self._channels.way(conversation) == "history"
            )

    async def bring(self, conversation: Conversation, post: Callable[[Said], Awaitable[None]]) -> None:
        """Let `post` have what waits, in order, and note each as it has arrived; when it raises, the rest waits on."""
        async with self._order.place(conversation.id) as place, place.turn, self._order.alone(conversation.id):
            for said in await self._transcript.waiting(conversation.id):
                await post(said)
                await self._transcript.brought(conversation.id, said)

    async def begin_anew(self, conversation: Conversation) -> None:
        """Forget the dialogue, once what is under way in it is said; what was said so far is not shown again.

        Who somebody is, and what they have, is no part of it. RasaUnavailable or TooManyAtOnce: all is as it was.
        """
        async with self._order.place(conversation.id) as place, place.turn, self._order.alone(conversation.id):
            await self._rasa.forget(conversation.id)
            await self._transcript.begin_anew(conversation.id)

    async def take_up(self, conversation: Conversation, message_id: int) -> list[int]:
        """Work a message of the inbox that a gateway left when it died, and return the ids of the answers.

        Raises RasaUnavailable or TooManyAtOnce; then it is still to be worked.
        """
        async with (
            self._order.place(conversation.id) as place,
            place.turn,
            self._order.alone(conversation.id, message_id) as waiting,
        ):
            for one in waiting:
                await self._work_left(conversation, one, delivered=self._channels.way(conversation) == "history")
            return await self._transcript.answering(message_id)

    async def _answer(self, conversation: Conversation, message: Received) -> Answer:
        async with (
            self._withdrawn_on_failure(message),
            self._order.alone(conversation.id, message.id) as waiting,
        ):
            for one in waiting:
                if one.id == message.id:
                    message, way = await self._as_it_is(message), self._channels.way(conversation)
                    return Answer(await self._work(conversation, message, delivered=way != "brought"))
                # Its answers wait, and are handed over with this one's.
                await self._work_left(conversation, one, delivered=False)
            return await self._worked_meanwhile(conversation, message)

    @asynccontextmanager
    async def _withdrawn_on_failure(self, message: Received) -> AsyncIterator[None]:
        """Let the message rest when it fails, whose sender is told so. One that is cut short is left to be taken up."""
        try:
            yield
        except Exception as problem:
            if isinstance(problem, RasaUnavailable):
                log.error("turn failed", conversation=message.conversation_id, reason=str(problem))
            await self._withdraw(message.id)
            raise

    async def _as_it_is(self, message: Received) -> Received:
        """Return a message that somebody asks for now: for what was decided on, and however old it is."""
        if message.is_new:
            return message
        return replace(await self._inbox.find(message.id) or message, is_late=False)

    async def _work_left(self, conversation: Conversation, waiting: Waiting, *, delivered: bool) -> None:
        if waiting.holder == self._inbox.holder:  # Ours, and done with: only that could not be noted.
            await self._inbox.withdraw(waiting.id)
        elif message := await self._inbox.find(waiting.id):
            await self._work(conversation, message, delivered=delivered)

    async def _work(self, conversation: Conversation, message: Received, *, delivered: bool) -> list[Said]:
        payload = await self._meaning.of(conversation, message)
        if payload:
            answers = await self._rasa.payload(conversation.id, payload, message.turn)
        else:
            answers = await self._rasa.text(conversation.id, message.text, message.turn)
        if farewell := farewell_in(answers):
            # Nothing of it is kept: when this is done, there is no such conversation any more.
            done = await self._erase(conversation.principal_id)
            return [self._transcript.last_words(farewell["done" if done else "later"])]
        return await self._transcript.answer(message, answers, delivered=delivered)

    async def _again(self, conversation: Conversation, message_id: int) -> Answer:
        said = [] if self._channels.way(conversation) == "brought" else await self._transcript.answers(message_id)
        return Answer(said, is_repeat=True)

    async def _worked_meanwhile(self, conversation: Conversation, message: Received) -> Answer:
        now = await self._inbox.find(message.id)
        if now is None or now.is_withdrawn:
            raise RasaUnavailable("the same message failed a moment ago")
        return await self._again(conversation, message.id)

    async def _withdraw(self, message_id: int) -> None:
        try:
            await self._inbox.withdraw(message_id)
        except SQLAlchemyError:  # Until the database is there again, the message is as good as withdrawn.
            task = asyncio.create_task(self._withdraw_later(message_id))
            self._withdrawing.add(task)
            task.add_done_callback(self._withdrawing.discard)

    async def _withdraw_later(self, message_id: int) -> None:
        patiently = AsyncRetrying(
            retry=retry_if_exception_type(SQLAlchemyError), wait=wait_exponential_jitter(multiplier=0.5, max=10)
        )
        await patiently(self._inbox.withdraw, message_id)
