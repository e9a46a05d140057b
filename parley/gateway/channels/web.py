"""The web chat: Rasa's socket.io events, history after a reload, the same conversation in every tab."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
import structlog

from parley.accounts.people import Conversation
from parley.gateway.channels.interface import Way
from parley.gateway.channels.limits import MOST_ID, MOST_MESSAGE, can_be_kept
from parley.gateway.core import Gateway
from parley.gateway.order import TooManyAtOnce
from parley.gateway.rasa import RasaUnavailable
from parley.gateway.rates import Rates, address_of
from parley.gateway.said import Said
from parley.gateway.user_tokens import BadUserToken, UserTokens
from parley.gateway.visitors import Visitors
from parley.gateway.whereabouts import guess_whereabouts

MOST_TITLE = 200
log = structlog.get_logger(__name__)
Ack = dict[str, Any]


class WebChat:
    """Serves browsers over socket.io; one room for each conversation."""

    name = "web"
    way: Way = "history"

    def __init__(self, server: socketio.AsyncServer, gateway: Gateway, visitors: Visitors) -> None:
        self._server = server
        self._gateway = gateway
        self._visitors = visitors
        self._users = UserTokens(gateway.settings, gateway.clock)
        self._rates = Rates(gateway.settings)
        server.on("connect", self._connect)
        server.on("session_request", self._session_request)
        server.on("user_uttered", self._user_uttered)
        server.on("new_conversation", self._new_conversation)

    async def show(self, conversation: Conversation, message_ids: list[int]) -> bool:
        """Show messages that nobody asked for in every open tab; they are with the history already."""
        await self.push(conversation, await self._gateway.transcript.messages(conversation.id, message_ids))
        return True

    async def post(self, _key: str, _conversation: Conversation, _message_ids: list[int]) -> None:
        """Do nothing: no message has to be brought."""

    async def push(self, conversation: Conversation, said: list[Said]) -> None:
        """Show messages in every open tab of the conversation; closed ones get them with the history."""
        for one in said:
            message = await self._gateway.renderer.render(conversation.id, one)
            await self._server.emit("bot_uttered", _uttered(message, one), room=conversation.id)

    async def _connect(self, sid: str, environ: dict[str, Any], _auth: object = None) -> None:
        visitor = self._visitors.of_cookie_header(environ.get("HTTP_COOKIE", ""))
        session = {
            "visitor": visitor,
            "is_proven": visitor is not None,
            "address": address_of(environ),
            "identifying": asyncio.Lock(),
        }
        await self._server.save_session(sid, session)

    async def _session_request(self, sid: str, data: object = None) -> None:
        try:
            conversation = await self._identify(sid, data)
        except BadUserToken:
            await self._server.emit("session_refused", {"reason": "user_token"}, to=sid)
            return
        await self._gateway.note(conversation, guess_whereabouts(data))
        session = await self._server.get_session(sid)
        # Whoever comes without a cookie needs the signed token to come back; with one, the page needs no secret.
        confirmed = sid if session["is_proven"] else self._visitors.token(session["visitor"])
        await self._server.emit("session_confirm", confirmed, to=sid)
        await self._server.emit("history", {"messages": await self._history(conversation)}, to=sid)

    async def _user_uttered(self, sid: str, data: object = None) -> Ack:
        data = data if isinstance(data, dict) else {}
        if fault := _fault(data):
            return {"ok": False, "error": fault}
        return await self._admitted(sid, data, lambda conversation: self._say(sid, conversation, data))

    async def _new_conversation(self, sid: str, data: object = None) -> Ack:
        return await self._admitted(sid, data, self._begin_anew)

    async def _admitted(self, sid: str, data: object, work: Callable[[Conversation], Awaitable[None]]) -> Ack:
        """Do what somebody asks for, if they may ask for it now, and acknowledge it."""
        try:
            conversation = await self._identify(sid, data)
        except BadUserToken:
            return {"ok": False, "error": "I don't know who you are any more. Please load the page again."}
        if seconds := await self._rates.wait(conversation.id, (await self._server.get_session(sid))["address"]):
            return {"ok": False, "error": f"That was a lot at once. Please send this again in {seconds} seconds."}
        failure = await _failure_of(work(conversation), conversation)
        return {"ok": False, "error": failure} if failure else {"ok": True}

    async def _begin_anew(self, conversation: Conversation) -> None:
        await self._gateway.turns.begin_anew(conversation)
        await self._server.emit("begun_anew", {}, room=conversation.id)

    async def _say(self, sid: str, conversation: Conversation, data: dict[str, Any]) -> None:
        message, title, identifier = data["message"], data.get("title"), data.get("id")

        async def begin(is_new: bool) -> None:
            if not is_new:
                return
            said = {"text": title or message, "id": identifier}
            await self._server.emit("user_echo", said, room=conversation.id, skip_sid=sid)
            await self._server.emit("typing", {"on": True}, room=conversation.id)

        try:
            answer = await self._gateway.turns.say(conversation, message, title, identifier or None, begin)
            if not answer.is_repeat:  # What was pushed already is seen, or is with the history.
                await self.push(conversation, answer.said)
            if any(one.ends for one in answer.said):
                await self._server.emit("forgotten", {}, room=conversation.id)
        finally:
            await self._server.emit("typing", {"on": False}, room=conversation.id)

    async def _identify(self, sid: str, data: object) -> Conversation:
        session = await self._server.get_session(sid)
        async with session["identifying"]:  # A message may come before the session is confirmed.
            session = await self._server.get_session(sid)
            visitor, is_proven = session["visitor"], session["is_proven"]
            if "conversation" not in session:
                visitor, is_proven = self._who(session, data if isinstance(data, dict) else {})
            conversation = await self._gateway.meet("web", visitor)
            # Another one than before when the person was erased meanwhile.
            if session.get("conversation") != conversation:
                session = {**session, "visitor": visitor, "is_proven": is_proven, "conversation": conversation}
                await self._server.save_session(sid, session)
                await self._server.enter_room(sid, conversation.id)
        return session["conversation"]  # type: ignore[no-any-return]

    def _who(self, session: dict[str, Any], said: dict[str, Any]) -> tuple[str, bool]:
        """Return who is there, and whether they come back without being given a secret. BadUserToken."""
        if said.get("user_token") is not None:  # The site knows better than the browser.
            return self._users.address(said["user_token"]), True
        known = session["visitor"] or self._visitors.of_token(said.get("session_id"))
        return known or self._visitors.mint(), session["is_proven"]

    async def _history(self, conversation: Conversation) -> list[dict[str, Any]]:
        said = await self._gateway.transcript.history(conversation.id)
        renderer = self._gateway.renderer
        bodies = [await renderer.render_old(conversation.id, one) for one in said[:-1]]
        bodies += [await renderer.render(conversation.id, one) for one in said[-1:]]  # Its moment has not passed.
        return [{"from": one.author, **_uttered(body, one)} for one, body in zip(said, bodies, strict=True)]


async def _failure_of(work: Awaitable[None], conversation: Conversation) -> str | None:
    """Return a sentence about what went wrong, None when nothing did."""
    try:
        await work
    except RasaUnavailable:
        return "I can't answer right now. Please send it again in a moment."
    except TooManyAtOnce:
        return "One moment, I'm still busy with your last messages. Please send this again shortly."
    except Exception:
        log.exception("message not worked", conversation=conversation.id)
        return "Something went wrong on my side. Please send it again in a moment."
    return None


def _uttered(message: dict[str, Any], said: Said) -> dict[str, Any]:
    pressable = [button for button in message.get("buttons") or [] if "payload" in button]
    # Rasa's own socket.io channel calls buttons quick replies; clients made for it read those.
    quick = {"quick_replies": [{"content_type": "text", **button} for button in pressable]} if pressable else {}
    known = {"id": f"news-{said.id}"} if said.id else {}
    return {**message, **quick, **known, "at": said.at.isoformat()}


def _fault(data: dict[str, Any]) -> str | None:
    message, title = data.get("message"), data.get("title")
    if not isinstance(message, str) or not message.strip():
        return "There was nothing in that message. Please type something."
    if not all(can_be_kept(text) for text in (message, title, data.get("id")) if isinstance(text, str)):
        return "That message holds characters that are no text. Please type it again."
    if len(message) > MOST_MESSAGE:
        return f"That is longer than {MOST_MESSAGE} characters. Please send a shorter message."
    if not isinstance(title, str | None) or len(title or "") > MOST_TITLE:
        return "That button's title is not one of mine. Please type what you want instead."
    identifier = data.get("id")
    if not isinstance(identifier, str | None) or len(identifier or "") > MOST_ID:
        return "That message's id is not text. Please send the message again."
    return None
