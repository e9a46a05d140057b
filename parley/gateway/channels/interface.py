"""What a channel is: a way to people. What differs between channels is here; order, identity, history and retries are
shared.

Inward, a channel turns a request into a conversation (`Gateway.meet`, by whatever proves who somebody is) and words
(`Turns.say`). Outward, it shows messages, each of them a `Said` in the form of `docs/channels.md`, in its own best way.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Literal, Protocol

from parley.accounts.people import Conversation

if TYPE_CHECKING:
    from fastapi import FastAPI

    from parley.gateway.core import Gateway

# How messages reach a person: with the history that is shown anew each time, as the answer to what they say, or each
# brought to them and noted when it has arrived.
Way = Literal["history", "answers", "brought"]


class NotTaken(Exception):
    """Messages could not be brought now, and may be later; the text says how, without what was said."""


class Channel(Protocol):
    """A way to people; `name` is what its principals are of."""

    name: str
    way: Way

    async def show(self, conversation: Conversation, message_ids: list[int]) -> bool:
        """Show messages that nobody asked for, at once; False when they are to be brought by `post`, with patience."""

    async def post(self, key: str, conversation: Conversation, message_ids: list[int]) -> None:
        """Bring those messages that still wait; the same `key` every time it is tried again. NotTaken when not now."""


MakeChannel = Callable[["FastAPI", "Gateway"], AbstractAsyncContextManager[Channel | None]]


class Channels:
    """The channels of one gateway."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def add(self, channel: Channel) -> None:
        """Let a channel's people be reached."""
        self._channels[channel.name] = channel

    def of(self, conversation: Conversation) -> Channel | None:
        """Return the channel of a conversation, None when it is not served (any more)."""
        return self._channels.get(conversation.channel)

    def way(self, conversation: Conversation) -> Way:
        """Return how messages reach the person of a conversation."""
        channel = self.of(conversation)
        return channel.way if channel else "answers"

    def bringing(self) -> list[str]:
        """Return the names of the channels that bring each message."""
        return [name for name, channel in self._channels.items() if channel.way == "brought"]
