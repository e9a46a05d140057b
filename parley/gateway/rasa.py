"""The way to Rasa: its internal channel, with the shared secret."""

from datetime import datetime
from typing import Any

import aiohttp

Message = dict[str, Any]
TURN_SECONDS = 20.0
READY_SECONDS = 2.0


class RasaUnavailable(Exception):
    """Rasa did not answer the turn; the message says how, without what was said."""


class _Answer(dict[str, Any]):
    """An answer of Rasa's; what is missing in it counts as no answer."""

    def listed(self, name: str) -> list[dict[str, Any]]:
        """Return the list of this name."""
        if not isinstance(self[name], list):
            raise RasaUnavailable(f"Rasa's {name} are no list")
        return self[name]  # type: ignore[no-any-return]

    def __missing__(self, name: str) -> Any:
        raise RasaUnavailable(f"Rasa's answer lacks {name}")


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

    async def events(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return all that Rasa keeps of a conversation, as its events."""
        return (await self._post("events", {"conversation": conversation_id})).listed("events")

    async def forget(self, conversation_id: str) -> None:
        """Have a conversation forgotten."""
        await self._post("forget", {"conversation": conversation_id})

    async def sweep(self, before: datetime) -> bool:
        """Have what was said before the moment forgotten, a batch of it; return whether there may be more."""
        return bool((await self._post("sweep", {"before": before.timestamp()}))["more"])

    async def ready(self) -> bool:
        """Return whether Rasa runs with a model."""
        return await is_up(self._session, f"{self._url}/webhooks/internal/health")

    async def _turn(self, body: dict[str, str]) -> list[Message]:
        return (await self._post("turn", body)).listed("messages")

    async def _post(self, name: str, body: dict[str, Any]) -> _Answer:
        url, timeout = f"{self._url}/webhooks/internal/{name}", aiohttp.ClientTimeout(total=TURN_SECONDS)
        try:
            async with self._session.post(url, json=body, headers=self._headers, timeout=timeout) as answer:
                if answer.status != 200:
                    raise RasaUnavailable(f"Rasa answered {answer.status}")
                return _Answer(await answer.json())
        except (aiohttp.ClientError, TimeoutError, TypeError, ValueError) as error:
            raise RasaUnavailable(f"Rasa cannot be reached ({type(error).__name__})") from None


async def is_up(session: aiohttp.ClientSession, url: str) -> bool:
    """Return whether `url` answers 200 soon."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=READY_SECONDS)) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
