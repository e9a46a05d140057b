"""The way to Rasa: its internal channel, with the shared secret."""

from typing import Any

import aiohttp

Message = dict[str, Any]
TURN_SECONDS = 20.0
READY_SECONDS = 2.0


class RasaUnavailable(Exception):
    """Rasa did not answer the turn; the message says how, without what was said."""


class Rasa:
    """Rasa's internal channel."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": f"Bearer {secret}"}

    async def text(self, conversation_id: str, text: str) -> list[Message]:
        """Return the answers to typed text."""
        return await self._turn({"conversation": conversation_id, "text": text})

    async def payload(self, conversation_id: str, payload: str) -> list[Message]:
        """Return the answers to an intent such as `/list_events`: a button's, or the gateway's own."""
        return await self._turn({"conversation": conversation_id, "payload": payload})

    async def ready(self) -> bool:
        """Return whether Rasa runs with a model."""
        return await is_up(self._session, f"{self._url}/webhooks/internal/health")

    async def _turn(self, body: dict[str, str]) -> list[Message]:
        url, timeout = f"{self._url}/webhooks/internal/turn", aiohttp.ClientTimeout(total=TURN_SECONDS)
        try:
            async with self._session.post(url, json=body, headers=self._headers, timeout=timeout) as answer:
                if answer.status != 200:
                    raise RasaUnavailable(f"Rasa answered {answer.status}")
                return list((await answer.json())["messages"])
        except (aiohttp.ClientError, TimeoutError, KeyError, TypeError, ValueError) as error:
            raise RasaUnavailable(f"Rasa cannot be reached ({type(error).__name__})") from None


async def is_up(session: aiohttp.ClientSession, url: str) -> bool:
    """Return whether `url` answers 200 soon."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=READY_SECONDS)) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
