"""REST, as Rasa's own REST channel speaks it, with a key for each client."""

import json
import re
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response, Security
from fastapi.responses import JSONResponse, StreamingResponse

from parley.accounts.people import Conversation
from parley.gateway import bodies
from parley.gateway.channels.limits import MOST_ID, MOST_MESSAGE, can_be_kept
from parley.gateway.channels.rest_schema import (
    MESSAGE,
    MOST_PICKED,
    MOST_SENDER,
    PICKUP,
    STREAM,
    USUALLY_PICKED,
    BotMessage,
    Health,
    Waiting,
)
from parley.gateway.clients import Doorkeeper
from parley.gateway.core import Gateway
from parley.gateway.openapi import KEY, body, faults
from parley.gateway.order import TooManyAtOnce
from parley.gateway.pickup import Picked, Pickup
from parley.gateway.rasa import RasaUnavailable
from parley.gateway.render import plain
from parley.gateway.whereabouts import Nonsense, Whereabouts, read_metadata

_ANSWERS = {
    "model": list[BotMessage],
    "description": "What the bot says",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}
# What every database takes for an id.
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


def make_router(gateway: Gateway, doorkeeper: Doorkeeper) -> APIRouter:
    """Return the channel's routes."""
    router, pickup = APIRouter(prefix="/webhooks/rest", tags=["rest"]), Pickup(gateway.database, gateway.clock)

    @router.get("/", summary="Whether the channel is there")
    async def health() -> Health:
        return Health(status="ok")

    @router.post(
        "/webhook",
        summary="Say something for somebody",
        response_class=JSONResponse,
        responses={200: _ANSWERS, **faults(400, 401, 403, 413, 429, 500, 503)},
        dependencies=[Security(KEY)],
        openapi_extra={**body(MESSAGE), "parameters": [STREAM]},
    )
    async def webhook(request: Request) -> Response:
        """Answers with what the bot says, those messages first that waited for this person."""
        client = await doorkeeper.let_in(request.headers.get("Authorization", ""))
        said = bodies.json_in(await bodies.read(request))
        sender, message = read_message(said)
        message_id = read_message_id(said)
        whereabouts = metadata_in(said)
        conversation = await gateway.meet("rest", f"{client}:{sender}")
        await gateway.note(conversation, whereabouts)
        parts = await _answer(gateway, conversation, message, message_id)
        answers = [{"recipient_id": sender, **part} for part in parts]
        if request.query_params.get("stream", "").lower() == "true":
            lines = [json.dumps(answer) + "\n" for answer in answers]
            return StreamingResponse(iter(lines), media_type="text/event-stream")
        return JSONResponse(answers)

    @router.get(
        "/messages",
        summary="Ask for what waits",
        response_class=JSONResponse,
        responses={200: {"model": Waiting}, **faults(400, 401, 403, 429, 500)},
        dependencies=[Security(KEY)],
        openapi_extra={"parameters": PICKUP},
    )
    async def messages(request: Request) -> Response:
        """Gives the messages that the bot had to say unasked. They come again until `after` says that they arrived."""
        client, asked = await doorkeeper.let_in(request.headers.get("Authorization", "")), request.query_params
        wanted, after = read_sender(asked["sender"]) if "sender" in asked else None, asked.get("after", "")
        batch = await pickup.take(client, wanted, read_after(after), read_limit(asked.get("limit", "")))
        shown = [await _picked(gateway, one) for one in batch.messages]
        return JSONResponse(
            {"messages": shown, "next": shown[-1]["id"] if shown else after or None, "more": batch.more}
        )

    return router


async def _picked(gateway: Gateway, picked: Picked) -> dict[str, Any]:
    sender, said = picked.conversation.address.partition(":")[2], picked.said
    message = await plain(gateway.renderer, picked.conversation.id, said)
    return {"id": str(picked.id), "at": said.at.isoformat(), "recipient_id": sender, **message}


def read_message(body: object) -> tuple[str, str]:
    """Return sender and message of a request's body; HTTPException 400 with a sentence when something is off."""
    if not isinstance(body, dict):
        raise HTTPException(400, 'Send a JSON object such as {"sender": "ana", "message": "hello"}.')
    sender, message = read_sender(body.get("sender")), body.get("message")
    if not isinstance(message, str) or not message.strip():
        raise HTTPException(400, "`message` is missing: send what the person wrote as text.")
    if len(message) > MOST_MESSAGE:
        raise HTTPException(400, f"`message` is longer than {MOST_MESSAGE} characters; ask for a shorter one.")
    if not can_be_kept(message):
        raise HTTPException(400, "`message` holds characters that are no text; send what the person wrote.")
    return sender, message


def read_sender(sender: object) -> str:
    """Return the client's id of a person; HTTPException 400 with a sentence when it is none."""
    if isinstance(sender, int) and not isinstance(sender, bool):
        sender = str(sender)  # Rasa's channel takes numbers, too.
    elif isinstance(sender, float) and sender.is_integer():
        sender = str(int(sender))  # To JSON, 7.0 is 7.
    if not isinstance(sender, str) or not sender.strip():
        raise HTTPException(400, "`sender` is missing: name who is speaking, always the same for the same person.")
    if len(sender) > MOST_SENDER:
        raise HTTPException(400, f"`sender` is longer than {MOST_SENDER} characters; send a shorter id.")
    if not can_be_kept(sender):
        raise HTTPException(400, "`sender` holds characters that are no text; send a plain id.")
    return sender


def read_after(after: str) -> int | None:
    """Return the message after which a client asks, None for the first time; HTTPException 400 with a sentence."""
    if after and not _ID.fullmatch(after):
        raise HTTPException(400, "`after` is no place to go on from; send the last answer's `next` as it is.")
    return int(after) if after else None


def read_limit(limit: str) -> int:
    """Return how many messages a client takes at once; HTTPException 400 with a sentence when that is no number."""
    if limit and not (limit.isascii() and limit.isdecimal() and len(limit) <= 3 and 1 <= int(limit) <= MOST_PICKED):
        raise HTTPException(400, f"`limit` must be a number from 1 to {MOST_PICKED}.")
    return int(limit) if limit else USUALLY_PICKED


def read_message_id(body: object) -> str | None:
    """Return the client's own id of the message, if it sent one; HTTPException 400 with a sentence when it is none."""
    message_id = body.get("message_id") if isinstance(body, dict) else None
    if message_id is None:
        return None
    if not isinstance(message_id, str) or not message_id or not can_be_kept(message_id):
        raise HTTPException(400, "`message_id` must be text: another one for each message, the same for a repeat.")
    if len(message_id) > MOST_ID:
        raise HTTPException(400, f"`message_id` is longer than {MOST_ID} characters; send a shorter one.")
    return message_id


def metadata_in(body: object) -> Whereabouts:
    """Return what a request's body says about the person; HTTPException 400 with a sentence."""
    metadata = body.get("metadata") if isinstance(body, dict) else None
    if not isinstance(metadata, dict | None):
        raise HTTPException(400, "`metadata` must be a JSON object.")
    try:
        return read_metadata(metadata or {})
    except Nonsense as fault:
        raise HTTPException(400, str(fault)) from None


async def _answer(
    gateway: Gateway, conversation: Conversation, message: str, message_id: str | None
) -> list[dict[str, Any]]:
    try:
        answer = await gateway.turns.say(conversation, message, message_id=message_id)
    except RasaUnavailable:
        raise HTTPException(
            503, "The bot is not answering right now. Send the message again in a moment.", headers={"Retry-After": "5"}
        ) from None
    except TooManyAtOnce:
        raise HTTPException(
            429, "Too many messages at once for this sender. Wait for the answers.", headers={"Retry-After": "2"}
        ) from None
    return [await plain(gateway.renderer, conversation.id, said) for said in answer.said]
