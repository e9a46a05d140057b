"""The newsroom: whatever a conversation must hear is recorded here first, and told by jobs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from parley.accounts.people import HOUSE, Conversation
from parley.clock import Clock
from parley.gateway.meaning import CODE
from parley.gateway.turns import CODE_NEEDED
from parley.jobs import news

End = Literal["linked", "code", "denied", "failed"]
PAYLOADS: dict[End, str] = {
    "linked": news.LINKED,
    "code": CODE_NEEDED,
    "denied": news.DENIED,
    "failed": news.FAILED,
}


class Newsroom:
    """Records news for one gateway's conversations."""

    def __init__(self, home: str, clock: Clock, patience: float) -> None:
        self.home = home
        self.patience = patience
        self._clock = clock

    def sign_in(self, conversation: Conversation, state: str) -> "Outcome":
        """Return the news of the sign-in that came back with this state, not recorded yet."""
        return Outcome(self, conversation, state, self._clock())


@dataclass(frozen=True)
class Outcome:
    """How one sign-in ends, to be told once."""

    newsroom: Newsroom
    conversation: Conversation
    state: str = field(repr=False)
    since: datetime

    async def watch_over(self) -> None:
        """See to it that the chat hears how it ended, even when this process does not live to say it."""
        if self.conversation.channel == HOUSE:  # It has nobody to tell: the terminal looks for itself.
            return
        key, room = news.key_of("sign-in", self.state), self.newsroom
        await news.watch_over(room.home, key, self.conversation.id, self.since, room.patience)

    async def tell(self, end: End) -> None:
        """Record how it ended."""
        if self.conversation.channel == HOUSE:
            return
        key = news.key_of("sign-in", self.state)
        about = news.key_of(CODE.rstrip(":"), self.state) if end == "code" else key
        await news.record(self.newsroom.home, news.News(key, self.conversation.id, PAYLOADS[end], about))
