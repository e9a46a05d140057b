"""Turns: what a person says goes to Rasa, one at a time and in order, and what comes back is kept."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

import structlog

from parley.accounts.codes import CodeCheck
from parley.accounts.connecting import Connecting
from parley.accounts.people import Conversation
from parley.db.engine import Database
from parley.gateway.rasa import Rasa, RasaUnavailable
from parley.gateway.transcript import Said, Transcript
from parley.visits.proofs import Proofs

MOST_WAITING = 20
# What news about a code to type begin their key with, and what they say.
CODE, CODE_NEEDED = "code:", "/EXTERNAL_code_needed"
# The six digits of a link code, alone or with a word around them: "482 193", "it's 482193".
_CODE = re.compile(r"\D{0,20}?(\d{3})[ \u00a0-]?(\d{3})\D{0,10}", re.ASCII)
log = structlog.get_logger(__name__)


class TooManyAtOnce(Exception):
    """A conversation has too many messages under way."""


def farewell_in(answers: list[dict[str, Any]]) -> dict[str, str] | None:
    """Return what to say to somebody who is to be erased now, or None."""
    found = (answer["custom"].get("farewell") for answer in answers if isinstance(answer.get("custom"), dict))
    return next((one for one in found if one), None)


class Queue:
    """One conversation's place in line."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()  # asyncio's locks are fair: first come, first served
        self.length = 0


class Turns:
    """Works turns. Order holds within one gateway process."""

    def __init__(
        self,
        rasa: Rasa,
        transcript: Transcript,
        connecting: Connecting,
        proofs: Proofs,
        database: Database,
        erase: Callable[[str], Awaitable[bool]],
    ) -> None:
        self._rasa = rasa
        self._transcript = transcript
        self._connecting = connecting
        self._proofs = proofs
        self._database = database
        self._erase = erase
        self._queues: WeakValueDictionary[str, Queue] = WeakValueDictionary()

    async def say(
        self, conversation: Conversation, text: str, title: str | None = None, message_id: str | None = None
    ) -> list[Said]:
        """Return the bot's answers to what a person typed or pressed, and before them those that still waited.

        `title` is a pressed button's, `message_id` the client's own. Raises RasaUnavailable or TooManyAtOnce; then
        nothing was said.
        """
        user = {"text": title or text, **({"id": message_id} if message_id else {})}
        async with self._in_order(conversation):
            try:
                answers = await self._answers(conversation, text)
            except RasaUnavailable as problem:
                log.error("turn failed", conversation=conversation.id, reason=str(problem))
                raise
            if farewell := farewell_in(answers):
                # Nothing of it is kept: when this is done, there is no such conversation any more.
                done = await self._erase(conversation.principal_id)
                return [self._transcript.last_words(farewell["done" if done else "later"])]
            return await self._transcript.add(conversation.id, user, answers, delivered=True)

    async def tell(self, conversation: Conversation, payload: str, key: str) -> list[int]:
        """Run an intent of the gateway's own, and return the ids of the messages it led to: the same for the same key.

        None are led to by a request for a code that was typed meanwhile.
        On the web they are with the history at once; elsewhere they wait to be handed over. Raises RasaUnavailable or
        TooManyAtOnce; then nothing was said.
        """
        async with self._in_order(conversation):
            if kept := await self._transcript.about(conversation.id, key):
                return kept
            if payload == CODE_NEEDED and not await self._waits_for_code(conversation):
                return []
            answers = await self._rasa.payload(conversation.id, payload)
            return await self._transcript.keep(conversation.id, answers, key, delivered=conversation.channel == "web")

    async def _answers(self, conversation: Conversation, text: str) -> list[dict[str, object]]:
        if code := _CODE.fullmatch(text.strip()):
            payload = await self._try_code(conversation, code[1] + code[2])
            if payload:
                # "Type the code" may still be waiting: typing it was the answer.
                await self._transcript.drop_waiting(conversation.id, CODE)
                return await self._rasa.payload(conversation.id, payload)
        if text.startswith("/") and await self._transcript.was_offered(conversation.id, text):
            return await self._rasa.payload(conversation.id, text)
        return await self._rasa.text(conversation.id, text)

    async def _try_code(self, conversation: Conversation, typed: str) -> str | None:
        # A code is used up by trying it: first make sure that somebody can say what came of it.
        if not await self._rasa.ready():
            raise RasaUnavailable("Rasa is not ready")
        outcome, tries_left = await self._database.run(self._connecting.confirm, conversation, typed)
        if outcome is CodeCheck.NOT_WAITING and await self._is_named(conversation):
            outcome = CodeCheck.RIGHT  # Typed once more, because the question that follows it was not heard.
        if outcome is CodeCheck.NOT_WAITING:
            return await self._try_mailed(conversation, typed)
        return {
            CodeCheck.RIGHT: "/EXTERNAL_code_right",
            CodeCheck.WRONG: f'/EXTERNAL_code_wrong{{"tries_left": "{tries_left}"}}',
            CodeCheck.EXPIRED: "/EXTERNAL_code_expired",
            CodeCheck.NO_TRIES_LEFT: "/EXTERNAL_code_no_tries_left",
        }[outcome]

    async def _try_mailed(self, conversation: Conversation, typed: str) -> str | None:
        """Return what to tell of a code that came by mail, None when none is waited for."""
        outcome, tries_left = await self._database.run(self._proofs.check, conversation.principal_id, typed)
        return {
            CodeCheck.RIGHT: "/EXTERNAL_visitor_known",
            CodeCheck.WRONG: f'/EXTERNAL_visitor_code_wrong{{"tries_left": "{tries_left}"}}',
            CodeCheck.EXPIRED: "/EXTERNAL_visitor_code_over",
            CodeCheck.NO_TRIES_LEFT: "/EXTERNAL_visitor_code_over",
            CodeCheck.NOT_WAITING: None,
        }[outcome]

    async def _is_named(self, conversation: Conversation) -> bool:
        return await self._database.run(lambda: self._connecting.named(conversation) is not None)

    async def _waits_for_code(self, conversation: Conversation) -> bool:
        return await self._database.run(self._connecting.waits_for_code, conversation)

    @asynccontextmanager
    async def _in_order(self, conversation: Conversation) -> AsyncIterator[None]:
        queue = self._queues.setdefault(conversation.id, Queue())
        if queue.length >= MOST_WAITING:
            raise TooManyAtOnce
        queue.length += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.length -= 1
