"""Mattermost: outgoing webhooks and slash commands in, direct messages by a bot account out.

https://developers.mattermost.com/integrate/webhooks/outgoing/ and …/slash-commands/ and …/plugins/interactive-messages/
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from parley.accounts.people import Conversation
from parley.gateway import bodies
from parley.gateway.channels import texts
from parley.gateway.channels.buttons import Press, links, pieces, presses
from parley.gateway.channels.interface import NotTaken
from parley.gateway.channels.taking import Taking
from parley.gateway.core import Gateway
from parley.gateway.openapi import body, faults
from parley.gateway.said import Said

CHANNEL, PATH = "mattermost", "/webhooks/mattermost"
LONGEST_TEXT, PATIENCE = 16_000, aiohttp.ClientTimeout(total=10)
# Not taken however often it is tried: the message is not right, or the person is gone.
FOR_GOOD = (400, 403, 404)
UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError, ValueError)
_USER = re.compile(r"[a-z0-9]{1,64}", re.ASCII)
# What marks text up, and can be written with a backslash; addresses are left alone.
_MARKS = re.compile(r"(https?://\S+)|([\\`*_\[\]~|>#!])")
log = structlog.get_logger(__name__)
Body = dict[str, Any]


class Mattermost(Taking):
    """Talks with people of one Mattermost in direct messages, wherever they wrote."""

    name = CHANNEL

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        settings = gateway.settings
        self._api = f"{settings.mattermost_url}/api/v4"
        self._headers = {"Authorization": f"Bearer {settings.mattermost_bot_token.get_secret_value()}"}
        self._tokens = [one.strip() for one in settings.mattermost_tokens.get_secret_value().split(",") if one.strip()]
        self._presses = f"{settings.public_url}{PATH}/press"
        self._me = ""
        self._direct: dict[str, str] = {}

    async def said(self, request: Request) -> JSONResponse:
        """Take what an outgoing webhook or a slash command carries; the answer itself is for one person alone."""
        said = bodies.fields_in(request, await bodies.read(request))
        token = str(said.get("token", "")).encode()
        if not any(hmac.compare_digest(token, one.encode()) for one in self._tokens):
            raise HTTPException(401, "That is no token of PARLEY_MATTERMOST_TOKENS.")
        conversation, text = await self._meet(said), str(said.get("text") or "").strip()
        by_command = bool(said.get("command"))
        if not by_command:
            text = text.removeprefix(str(said.get("trigger_word") or "")).strip()
        once = str(said.get("trigger_id" if by_command else "post_id") or secrets.token_hex())
        await self.take(conversation, text or "help", hashlib.sha256(once.encode()).hexdigest())
        kind = "ephemeral" if by_command else "comment"
        return JSONResponse({"response_type": kind, "text": texts.MOVED_TO_DIRECT})

    async def pressed(self, request: Request) -> JSONResponse:
        """Take the press of a button that this very person was shown: only Mattermost knows what it carries."""
        said = bodies.fields_in(request, await bodies.read(request))
        context = said["context"] if isinstance(said.get("context"), dict) else {}
        proof = self._gateway.vault.unsign("mattermost press", str(context.get("press")))
        user, _, which = (proof or "").partition(":")
        if proof is None or user != said.get("user_id"):
            raise HTTPException(401, "That is no button of this person's.")
        message, place = map(int, which.split(":"))
        once = hashlib.sha256(f"{which}:{said.get('trigger_id')}".encode()).hexdigest()
        await self.press(await self._meet(said), message, place, once, _title_of(context))
        return JSONResponse({})

    async def deliver(self, conversation: Conversation, said: Said) -> None:
        """Post one message, its buttons below the last piece."""
        shown = await self._gateway.renderer.render(conversation.id, said)
        led = [f"[{escaped(title)}](<{url}>)" for title, url in links(shown)]
        text = escaped(shown.get("text") or "")
        *before, last = pieces("\n".join(filter(None, [text, shown.get("image"), *led])) or "…", LONGEST_TEXT)
        actions = [self._action(conversation, said, one) for one in presses(shown, said.body)]
        for piece in before:
            await self._post(conversation, {"message": piece})
        props = {"props": {"attachments": [{"actions": actions}]}} if actions else {}
        await self._post(conversation, {"message": last, **props})

    async def tell(self, conversation: Conversation, text: str) -> None:
        """Post a text of the channel's own, if Mattermost takes it."""
        try:
            await self._post(conversation, {"message": text})
        except NotTaken as problem:
            log.warning("not taken by Mattermost", conversation=conversation.id, reason=str(problem))

    def _action(self, conversation: Conversation, said: Said, press: Press) -> Body:
        signed = f"{conversation.address}:{said.id}:{press.place}"
        context = {"press": self._gateway.vault.sign("mattermost press", signed), "title": press.title}
        integration = {"url": self._presses, "context": context}
        return {"id": f"press{press.place}", "name": press.title, "type": "button", "integration": integration}

    async def _meet(self, said: Body) -> Conversation:
        user = said.get("user_id")
        if not isinstance(user, str) or not _USER.fullmatch(user):
            raise HTTPException(400, "`user_id` is missing.")
        return await self._gateway.meet(CHANNEL, user)

    async def _post(self, conversation: Conversation, message: Body) -> None:
        try:
            channel = await self._channel(conversation.address)
            if channel:
                await self._call("/posts", {"channel_id": channel, **message})
        except UNREACHABLE as problem:
            raise NotTaken(type(problem).__name__) from None

    async def _channel(self, user: str) -> str:
        """Return the id of the direct messages with somebody, "" where there can be none."""
        if user not in self._direct:
            self._me = self._me or str((await self._call("/users/me")).get("id") or "")
            made = await self._call("/channels/direct", [self._me, user])
            if not made.get("id"):
                return ""
            self._direct[user] = str(made["id"])
        return self._direct[user]

    async def _call(self, path: str, said: Body | list[str] | None = None) -> Body:
        method = "GET" if said is None else "POST"
        request = self._gateway.session.request(
            method, self._api + path, json=said, headers=self._headers, timeout=PATIENCE, allow_redirects=False
        )
        async with request as answer:
            if answer.status in FOR_GOOD and said is not None:
                log.error("Mattermost refuses something", path=path, status=answer.status)
                return {}
            if not 200 <= answer.status < 300:
                raise NotTaken(f"Mattermost answered {answer.status}")
            found = await answer.json(content_type=None)
        return found if isinstance(found, dict) else {}


def escaped(text: str) -> str:
    """Return a text as Markdown that reads as it is; addresses in it stay what they are."""
    return _MARKS.sub(lambda found: found[1] or f"\\{found[2]}", text)


def _title_of(context: Body) -> str | None:
    title = context.get("title")
    return title[:200] if isinstance(title, str) else None


@asynccontextmanager
async def mattermost_channel(app: FastAPI, gateway: Gateway) -> AsyncIterator[Mattermost | None]:
    """Serve Mattermost on `app` while the context lasts; None where the settings name none."""
    if not gateway.settings.mattermost_url:
        yield None
        return
    mattermost = Mattermost(gateway)
    for path, endpoint, summary in (
        (PATH, mattermost.said, "What Mattermost's outgoing webhooks and slash commands carry"),
        (f"{PATH}/press", mattermost.pressed, "A button that was pressed in Mattermost"),
    ):
        app.add_api_route(
            path,
            endpoint,
            methods=["POST"],
            tags=["platforms"],
            summary=summary,
            response_class=JSONResponse,
            responses=faults(400, 401, 413, 500),
            openapi_extra=body({"type": "object"}),
        )
    yield mattermost
