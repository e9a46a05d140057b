"""A whole channel: notes left at an HTTP address, and picked up there, by whoever knows a shared word."""

import hmac
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Body, FastAPI, Header, HTTPException

from parley.accounts.people import Conversation
from parley.gateway.channels.interface import NotTaken, Way
from parley.gateway.core import Gateway
from parley.gateway.render import plain
from parley.gateway.said import Said

WORD = "open sesame"


class Notes:
    """Keeps a board of notes for each person; a full board takes none until it is read."""

    name = "notes"
    way: Way = "brought"

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.boards: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.most = 100

    async def show(self, conversation: Conversation, _message_ids: list[int]) -> bool:
        try:
            await self._gateway.turns.bring(conversation, lambda said: self._pin(conversation, said))
        except NotTaken:
            return False
        return True

    async def post(self, _key: str, conversation: Conversation, _message_ids: list[int]) -> None:
        await self._gateway.turns.bring(conversation, lambda said: self._pin(conversation, said))

    async def leave(self, who: str, text: str, note: str, title: str | None) -> None:
        conversation = await self._gateway.meet(self.name, who)
        await self._gateway.turns.say(conversation, text, title, note)
        await self.show(conversation, [])

    async def _pin(self, conversation: Conversation, said: Said) -> None:
        if len(self.boards[conversation.address]) >= self.most:
            raise NotTaken("the board is full")
        self.boards[conversation.address].append(await plain(self._gateway.renderer, conversation.id, said))


@asynccontextmanager
async def notes_channel(app: FastAPI, gateway: Gateway) -> AsyncIterator[Notes]:
    notes = Notes(gateway)

    @app.post("/notes/{who}")
    async def leave(who: str, note: Annotated[dict[str, str], Body()], word: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(word, WORD):
            raise HTTPException(401, "Say the word.")
        await notes.leave(who, note["text"], note["id"], note.get("title"))

    app.state.notes = notes
    yield notes
