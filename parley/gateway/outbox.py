"""The outbox: turns that nobody asked for, and their answers brought to where the person is."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from parley.accounts.people import Conversation
from parley.gateway.callbacks import Callbacks, NotTaken
from parley.gateway.core import Gateway
from parley.gateway.render import plain
from parley.gateway.transcript import Said

Push = Callable[[Conversation, list[Said]], Awaitable[None]]


class Outbox:
    """Works one piece of news in steps, each of which may be done again."""

    def __init__(self, gateway: Gateway, push: Push, callbacks: Callbacks) -> None:
        self._gateway = gateway
        self._push = push
        self._callbacks = callbacks

    async def turn(self, key: str, conversation_id: str, payload: str) -> list[int]:
        """Run an intent of the gateway's own, once for each `key`, and return the ids of the messages it led to.

        Raises RasaUnavailable or TooManyAtOnce; then nothing was said.
        """
        conversation = await self._conversation(conversation_id)
        return await self._gateway.turns.tell(conversation, payload, key)

    async def ended(self, key: str, conversation_id: str) -> list[int]:
        """Say that Calendly ended an account, unless it was linked again or somebody said it meanwhile."""
        grants, database = self._gateway.accounts.grants, self._gateway.database
        conversation = await self._conversation(conversation_id)
        mine = [one for one in await database.run(grants.ended_untold) if one.principal_id == conversation.principal_id]
        if not mine:
            return await self._gateway.transcript.about(conversation_id, key)
        said = await self.turn(key, conversation_id, "/EXTERNAL_reconnect")
        for one in mine:
            await database.run(grants.told, one.grant_id)
        return said

    async def left(self) -> list[tuple[int, str]]:
        """Return the messages that gateways which are gone have not worked, each with its conversation, in order."""
        inbox, locks = self._gateway.inbox, self._gateway.locks
        gone = [holder for holder in await inbox.holders() if not await locks.is_alive(holder)]
        messages = [one for holder in gone for one in await inbox.held_by(holder)]
        return [(one.id, one.conversation_id) for one in sorted(messages, key=lambda one: one.id)]

    async def take_up(self, message_id: int, conversation_id: str) -> list[int]:
        """Work such a message, and return the ids of its answers. RasaUnavailable or TooManyAtOnce: not worked yet."""
        return await self._gateway.turns.take_up(await self._conversation(conversation_id), message_id)

    async def give_up(self, message_id: int) -> None:
        """Let such a message rest."""
        await self._gateway.inbox.withdraw(message_id)

    def forget(self) -> int:
        """Forget at most 500 messages of the inbox that are long worked, and return how many; blocks."""
        return self._gateway.inbox.sweep()

    async def changes(self, key: str, conversation_id: str, batch: str, payload: str) -> list[int]:
        """Tell what changed in a calendar; what was said is settled, what could not be said now waits for later."""
        said = await self.turn(key, conversation_id, payload)
        if said:
            await self._gateway.database.run(self._gateway.newsdesk.board.settle_batch, batch)
        return said

    async def show(self, conversation_id: str, message_ids: list[int]) -> bool:
        """Show messages in the open tabs of a web chat; closed ones get them with the history.

        True when that is all; False when the client has an address for callbacks, and they must be brought there.
        """
        conversation = await self._conversation(conversation_id)
        if conversation.channel == "web":
            await self._push(conversation, await self._gateway.transcript.messages(conversation_id, message_ids))
            return True
        return not self._callbacks.has(_client(conversation))

    async def post(self, key: str, conversation_id: str, message_ids: list[int]) -> None:
        """Bring those messages that still wait to the client's address.

        While they are on their way no answer takes them along; NotTaken lets them wait again.
        """
        transcript, conversation = self._gateway.transcript, await self._conversation(conversation_id)
        if not self._callbacks.has(_client(conversation)):  # No longer: an answer takes them along.
            await transcript.let_wait(conversation_id, message_ids)
            return
        claimed = await transcript.claim(conversation_id, message_ids)
        if not claimed:
            return
        client, _, sender = conversation.address.partition(":")
        messages = [await plain(self._gateway.renderer, conversation.id, one) for one in claimed]
        try:
            await self._callbacks.post(client, key, [{"recipient_id": sender, **one} for one in messages])
        except NotTaken:
            await transcript.let_wait(conversation_id, message_ids)
            raise
        await transcript.handed_over(conversation_id, message_ids)

    async def forget_person(self, principal_id: str) -> None:
        """Let nothing in this process know a person any more who was erased."""
        self._gateway.forget(principal_id)

    async def forget_dialogue(self, conversation_id: str) -> None:
        """Have Rasa forget a conversation. RasaUnavailable when it cannot be asked."""
        await self._gateway.rasa.forget(conversation_id)

    async def sweep_dialogue(self, oldest: datetime) -> bool:
        """Have Rasa forget what was said before; return whether there may be more. RasaUnavailable as above."""
        return await self._gateway.rasa.sweep(oldest)

    async def _conversation(self, conversation_id: str) -> Conversation:
        return await self._gateway.database.run(self._gateway.people.conversation, conversation_id)


def _client(conversation: Conversation) -> str:
    return conversation.address.partition(":")[0] if conversation.channel == "rest" else ""
