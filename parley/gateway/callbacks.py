"""Callbacks: messages brought to a REST client's own address, signed as Standard Webhooks describes.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from parley.clock import Clock
from parley.gateway.channels.interface import NotTaken

SECONDS = 10.0


class Callbacks:
    """Posts messages to REST clients."""

    def __init__(
        self, session: aiohttp.ClientSession, addresses: Mapping[str, str], keys: Mapping[str, str], clock: Clock
    ) -> None:
        self._session = session
        self._addresses = addresses
        self._keys = keys
        self._clock = clock

    def has(self, client: str) -> bool:
        """Return whether the client has an address to bring messages to."""
        return client in self._addresses

    async def post(self, client: str, message_id: str, messages: list[dict[str, Any]] | dict[str, Any]) -> None:
        """Bring the messages; the same `message_id` every time they are tried again. NotTaken unless it answers 2xx."""
        body = json.dumps(messages, ensure_ascii=False).encode()
        moment = int(self._clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(moment),
            "webhook-signature": signature(self._keys[client], message_id, moment, body),
        }
        try:
            async with self._session.post(
                self._addresses[client],
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
