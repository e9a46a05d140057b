"""REST outward: messages brought to a client's own address, or kept until it asks, or for the next answer."""

from parley.accounts.people import Conversation
from parley.gateway.callbacks import Callbacks
from parley.gateway.channels.interface import NotTaken, Way
from parley.gateway.clients import Doorkeeper
from parley.gateway.core import Gateway
from parley.gateway.render import plain


class RestOutward:
    """The REST clients' people."""

    name = "rest"
    way: Way = "answers"

    def __init__(self, gateway: Gateway, doorkeeper: Doorkeeper, callbacks: Callbacks) -> None:
        self._gateway = gateway
        self._doorkeeper = doorkeeper
        self._callbacks = callbacks

    async def show(self, conversation: Conversation, message_ids: list[int]) -> bool:
        """Return whether the messages wait for the next answer, because the client has no address of its own."""
        return await self._doorkeeper.callback(_client(conversation)) is None

    async def post(self, key: str, conversation: Conversation, message_ids: list[int]) -> None:
        """Bring those messages that still wait to the client's address.

        While they are on their way no answer takes them along; NotTaken lets them wait again.
        """
        transcript, callback = self._gateway.transcript, await self._doorkeeper.callback(_client(conversation))
        if callback is None:  # No longer: an answer takes them along.
            await transcript.let_wait(conversation.id, message_ids)
            return
        claimed = await transcript.claim(conversation.id, message_ids)
        if not claimed:
            return
        sender = conversation.address.partition(":")[2]
        messages = [await plain(self._gateway.renderer, conversation.id, one) for one in claimed]
        try:
            await self._callbacks.post(callback, key, [{"recipient_id": sender, **one} for one in messages])
        except NotTaken:
            await transcript.let_wait(conversation.id, message_ids)
            raise
        await transcript.handed_over(conversation.id, message_ids)


def _client(conversation: Conversation) -> str:
    return conversation.address.partition(":")[0]
