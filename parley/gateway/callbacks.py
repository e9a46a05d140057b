"""Callbacks: messages brought to an address of somebody's own, signed as Standard Webhooks describes.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import json
from typing import Any

import aiohttp

from parley.clients.clients import Callback
from parley.clock import Clock
from parley.gateway.channels.interface import NotTaken

SECONDS = 10.0


class Callbacks:
    """Posts messages, over a session that decides which addresses it goes to."""

    def __init__(self, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    async def post(self, to: Callback, message_id: str, messages: list[dict[str, Any]] | dict[str, Any]) -> None:
        """Bring the messages; the same `message_id` every time they are tried again. NotTaken unless it answers 2xx."""
        body = json.dumps(messages, ensure_ascii=False).encode()
        moment = int(self._clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(moment),
            "webhook-signature": signature(to.secret, message_id, moment, body),
        }
        try:
            async with self._session.post(
                to.url,
                data=body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=SECONDS),
                allow_redirects=False,
            ) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotTaken(f"the callback cannot be reached ({type(error).__name__})") from None
        if not 200 <= status < 300:
            raise NotTaken(f"the callback answered {status}")


def signature(key: str, message_id: str, moment: int, body: bytes) -> str:
    """Return the value of `webhook-signature`: HMAC-SHA256 of id, seconds and body under the client's key."""
    signed = f"{message_id}.{moment}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key.encode(), signed, hashlib.sha256)).decode()
