"""Telegram: a bot in private chats, by its webhook. https://core.telegram.org/bots/api"""

import hmac
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from fastapi import FastAPI, HTTPException, Request, Response

from parley.accounts.people import Conversation
from parley.gateway import bodies
from parley.gateway.channels import texts
from parley.gateway.channels.buttons import links, pieces, presses
from parley.gateway.channels.interface import NotTaken
from parley.gateway.channels.taking import Taking
from parley.gateway.core import Gateway
from parley.gateway.openapi import body, faults
from parley.gateway.said import Said
from parley.gateway.whereabouts import guess_whereabouts

CHANNEL, PATH = "telegram", "/webhooks/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram counts in UTF-16, where a smile is two: with some to spare below its 4,096.
LONGEST_TEXT, LONGEST_TITLE, PATIENCE = 3_800, 64, aiohttp.ClientTimeout(total=10)
# Not taken however often it is tried: the message is not right, or the person does not want to hear from the bot.
FOR_GOOD = (400, 403)
# What a button carries: a message, and a place in it.
_PRESS = re.compile(r"(\d{1,18}):(\d{1,5})", re.ASCII)
COMMANDS = {"/start": "hello", "/help": "help"}
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError, ValueError)
SECRET = {"name": HEADER, "in": "header", "required": True, "schema": {"type": "string"}}
log = structlog.get_logger(__name__)
Body = dict[str, Any]


class Telegram(Taking):
    """Talks with people who wrote to the bot themselves."""

    name = CHANNEL

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        settings = gateway.settings
        self._api = f"{settings.telegram_url}/bot{settings.telegram_token.get_secret_value()}"
        self._secret = settings.telegram_secret.get_secret_value()

    async def update(self, request: Request) -> Response:
        """Take what Telegram sends; anything but 200 has it send that again."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self._secret.encode()):
            raise HTTPException(401, "That is not Telegram's secret.")
        update = bodies.json_in(await bodies.read(request))
        try:
            work = self._work_of(update)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise HTTPException(400, "That is no update.") from None
        if work:
            await work
        return Response(status_code=200)

    async def deliver(self, conversation: Conversation, said: Said) -> None:
        """Send one message, its buttons below the last piece."""
        shown = await self._gateway.renderer.render(conversation.id, said)
        # Telegram takes no other addresses for buttons.
        led = [one for one in links(shown) if one[1].startswith("https://")]
        rest = [f"{title}: {url}" for title, url in links(shown) if (title, url) not in led]
        keys = [[{"text": title[:LONGEST_TITLE], "url": url}] for title, url in led]
        keys += [
            [{"text": one.title[:LONGEST_TITLE], "callback_data": f"{said.id}:{one.place}"}]
            for one in presses(shown, said.body)
        ]
        *before, last = pieces("\n".join([shown.get("text") or shown.get("image") or "…", *rest]), LONGEST_TEXT)
        for piece in before:
            await self._send(conversation, {"text": piece})
        await self._send(conversation, {"text": last, **({"reply_markup": {"inline_keyboard": keys}} if keys else {})})

    async def tell(self, conversation: Conversation, text: str) -> None:
        """Send a text of the channel's own, if Telegram takes it."""
        await self._try("sendMessage", {"chat_id": conversation.address, "text": text})

    def _work_of(self, update: Body) -> Coroutine[Any, Any, None] | None:
        """Return what there is to do about an update; None for those that are nobody's word to the bot."""
        if query := update.get("callback_query"):
            which = _PRESS.fullmatch(str(query.get("data")))
            places = (int(which[1]), int(which[2])) if which else None
            return self._pressed(_Sender.of(query["from"]), str(query["id"]), places, _title_of(query))
        message = update.get("message")
        if not message or message.get("from", {}).get("is_bot", True):
            return None
        text, chat = str(message.get("text") or ""), message["chat"]
        if chat["type"] == "private":
            return self._said(_Sender.of(message["from"]), text, f"update:{int(update['update_id'])}")
        reply = {"chat_id": chat["id"], "text": texts.ONLY_DIRECT}
        # A command in a group is meant for a bot; all else is not.
        return self._try("sendMessage", reply) if text.startswith("/") else None

    async def _said(self, sender: "_Sender", text: str, update_id: str) -> None:
        await self.take(await self._meet(sender), COMMANDS.get(text.partition(" ")[0], text), update_id)

    async def _pressed(
        self, sender: "_Sender", query_id: str, places: tuple[int, int] | None, title: str | None
    ) -> None:
        if places:
            await self.press(await self._meet(sender), *places, f"press:{query_id}"[:64], title)
        self.go_on(self._try("answerCallbackQuery", {"callback_query_id": query_id}))

    async def _meet(self, sender: "_Sender") -> Conversation:
        conversation = await self._gateway.meet(CHANNEL, sender.id)
        await self._gateway.note(conversation, guess_whereabouts({"locale": sender.language}))
        return conversation

    async def _send(self, conversation: Conversation, message: Body) -> None:
        said = {"chat_id": conversation.address, "link_preview_options": {"is_disabled": True}, **message}
        try:
            status = await self._call("sendMessage", said)
        except UNREACHABLE as problem:
            raise NotTaken(type(problem).__name__) from None
        if status in FOR_GOOD:
            log.error("Telegram refuses a message", conversation=conversation.id, status=status)
        elif status != 200:
            raise NotTaken(f"Telegram answered {status}")

    async def _try(self, method: str, said: Body) -> None:
        try:
            status = await self._call(method, said)
        except UNREACHABLE as problem:
            status = type(problem).__name__
        if status != 200:
            log.warning("not taken by Telegram", method=method, reason=status)

    async def _call(self, method: str, said: Body) -> int | str:
        # The bot's token stands in the address: no error with an address in it may be raised from here.
        async with self._gateway.session.post(f"{self._api}/{method}", json=said, timeout=PATIENCE) as answer:
            return answer.status


@dataclass(frozen=True)
class _Sender:
    """Who wrote or pressed: Telegram's id for them, and their language where it says."""

    id: str
    language: object

    @classmethod
    def of(cls, user: Body) -> "_Sender":
        return cls(str(int(user["id"])), user.get("language_code"))


def _title_of(query: Body) -> str | None:
    keyboard = ((query.get("message") or {}).get("reply_markup") or {}).get("inline_keyboard") or []
    found = (one.get("text") for row in keyboard for one in row if one.get("callback_data") == query.get("data"))
    return next((str(one) for one in found if one), None)


@asynccontextmanager
async def telegram_channel(app: FastAPI, gateway: Gateway) -> AsyncIterator[Telegram | None]:
    """Serve Telegram on `app` while the context lasts; None where the settings name no bot."""
    if not gateway.settings.telegram_token.get_secret_value():
        yield None
        return
    telegram = Telegram(gateway)
    app.add_api_route(
        PATH,
        telegram.update,
        methods=["POST"],
        tags=["platforms"],
        summary="What Telegram sends",
        response_class=Response,
        responses=faults(400, 401, 413, 500),
        openapi_extra={**body({"type": "object"}), "parameters": [SECRET]},
    )
    yield telegram
