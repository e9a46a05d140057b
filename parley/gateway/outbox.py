"""The outbox: turns that nobody asked for, and their answers brought to where the person is."""

from datetime import datetime, timedelta

from parley.accounts.people import Conversation
from parley.gateway.core import Gateway

# What waits longer than this has been left, and nobody is at it any more.
LEFT = timedelta(seconds=20)


class Outbox:
    """Works one piece of news in steps, each of which may be done again."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

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
        board, database = self._gateway.newsdesk.board, self._gateway.database
        await database.run(board.touch, batch)
        said = await self.turn(key, conversation_id, payload)
        if said:
            await database.run(board.settle_batch, batch)
        return said

    async def show(self, conversation_id: str, message_ids: list[int]) -> bool:
        """Show messages at once; False when they are to be brought, with patience."""
        conversation = await self._conversation(conversation_id)
        channel = self._gateway.channels.of(conversation)
        return await channel.show(conversation, message_ids) if channel else True

    async def post(self, key: str, conversation_id: str, message_ids: list[int]) -> None:
        """Bring those messages that still wait. NotTaken when it cannot be done now."""
        conversation = await self._conversation(conversation_id)
        if channel := self._gateway.channels.of(conversation):
            await channel.post(key, conversation, message_ids)

    async def unbrought(self) -> list[tuple[str, list[int]]]:
        """Return the conversations whose messages were to be brought and were left, and which those are."""
        since, transcript = self._gateway.clock() - LEFT, self._gateway.transcript
        return [one for name in self._gateway.channels.bringing() for one in await transcript.left_waiting(name, since)]

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
