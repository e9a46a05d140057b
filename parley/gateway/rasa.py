"""The way to Rasa: its internal channel, with the shared secret."""

import asyncio
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import aiohttp

Message = dict[str, Any]
TURN_SECONDS = 20.0
READY_SECONDS = 2.0
CONNECT_SECONDS = 2.0
# How long an address that did not answer comes last.
AVOID_SECONDS = 5.0
NOT_READY = 503
_TIMES = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS)


class RasaUnavailable(Exception):
    """Rasa did not answer the turn; the message says how, without what was said."""


class _Elsewhere(Exception):
    """Nothing was worked at this address: another one may."""


class _Lost(Exception):
    """The turn was sent and its answer did not come: it may have been worked, or be worked yet."""


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
    """Rasa's internal channel, at one address or several that share their conversations.

    A conversation keeps to its address, so that its tracker is in memory there, as long as that one answers. Every
    turn has an id: sent again, it gets the answers that it got, so a lost answer is asked for once more. A turn is
    worked inside of the context `meanwhile`.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        urls: Sequence[str],
        secret: str,
        meanwhile: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._session = session
        self._meanwhile = meanwhile
        self._urls = tuple(urls)
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._avoided: dict[str, float] = {}

    async def text(self, conversation_id: str, text: str, turn: str) -> list[Message]:
        """Return the answers to typed text."""
        return await self._turn({"conversation": conversation_id, "text": text, "id": turn})

    async def payload(self, conversation_id: str, payload: str, turn: str) -> list[Message]:
        """Return the answers to an intent such as `/list_events`: a button's, or the gateway's own."""
        return await self._turn({"conversation": conversation_id, "payload": payload, "id": turn})

    async def events(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return all that Rasa keeps of a conversation, as its events."""
        return (await self._anywhere("events", {"conversation": conversation_id})).listed("events")

    async def forget(self, conversation_id: str) -> None:
        """Have a conversation forgotten by every Rasa that is up. RasaUnavailable where none is."""
        asked = (self._post(url, "forget", {"conversation": conversation_id}) for url in self._urls)
        came = await asyncio.gather(*asked, return_exceptions=True)
        if not any(isinstance(one, _Answer) for one in came):
            raise RasaUnavailable(str(came[0]))

    async def sweep(self, before: datetime) -> bool:
        """Have what was said before the moment forgotten, a batch of it; return whether there may be more."""
        return bool((await self._anywhere("sweep", {"before": before.timestamp()}))["more"])

    async def ready(self) -> bool:
        """Return whether a Rasa runs with a model."""
        checks = (is_up(self._session, f"{url}/webhooks/internal/health") for url in self._urls)
        return any(await asyncio.gather(*checks))

    async def _anywhere(self, name: str, body: dict[str, Any]) -> _Answer:
        for url in self._urls[:-1]:
            try:
                return await self._post(url, name, body)
            except RasaUnavailable:
                continue
        return await self._post(self._urls[-1], name, body)

    async def _post(self, url: str, name: str, body: dict[str, Any]) -> _Answer:
        address, timeout = f"{url}/webhooks/internal/{name}", aiohttp.ClientTimeout(total=TURN_SECONDS)
        try:
            async with self._session.post(address, json=body, headers=self._headers, timeout=timeout) as answer:
                if answer.status != 200:
                    raise RasaUnavailable(f"Rasa answered {answer.status}")
                return _Answer(await answer.json())
        except (aiohttp.ClientError, TimeoutError, TypeError, ValueError) as error:
            raise RasaUnavailable(f"Rasa cannot be reached ({type(error).__name__})") from None

    async def _turn(self, body: dict[str, str]) -> list[Message]:
        try:
            with self._meanwhile():
                async with asyncio.timeout(TURN_SECONDS):
                    return await self._somewhere(body)
        except TimeoutError:
            raise RasaUnavailable("Rasa cannot be reached (TimeoutError)") from None

    async def _somewhere(self, body: dict[str, str]) -> list[Message]:
        reason, is_lost = "", False
        for number, url in enumerate(2 * self._in_turn(body["conversation"])):
            if number >= len(self._urls) and not is_lost:
                break
            try:
                return await self._at(url, body)
            except _Elsewhere as problem:
                reason = str(problem)
            except _Lost as problem:
                reason, is_lost = str(problem), True
            except RasaUnavailable as problem:
                # While it is still worked elsewhere, a second try ends so.
                if not is_lost:
                    raise
                reason = str(problem)
        raise RasaUnavailable(reason)

    def _in_turn(self, conversation_id: str) -> list[str]:
        first = zlib.crc32(conversation_id.encode()) % len(self._urls)
        now = time.monotonic()
        return sorted((*self._urls[first:], *self._urls[:first]), key=lambda url: self._avoided.get(url, now) > now)

    async def _at(self, url: str, body: dict[str, str]) -> list[Message]:
        try:
            async with self._session.post(
                f"{url}/webhooks/internal/turn", json=body, headers=self._headers, timeout=_TIMES
            ) as answer:
                if answer.status == NOT_READY:
                    raise _Elsewhere(f"Rasa answered {answer.status}")
                if answer.status != 200:
                    raise RasaUnavailable(f"Rasa answered {answer.status}")
                return list((await answer.json())["messages"])
        except (aiohttp.ClientResponseError, KeyError, TypeError, ValueError) as error:
            raise RasaUnavailable(f"Rasa's answer is none ({type(error).__name__})") from None
        except aiohttp.ClientError as error:
            self._avoid(url)
            is_sent = not isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
            reason = f"Rasa cannot be reached ({type(error).__name__})"
            raise (_Lost if is_sent else _Elsewhere)(reason) from None
        except asyncio.CancelledError:  # By the time that a turn has, too.
            self._avoid(url)
            raise

    def _avoid(self, url: str) -> None:
        self._avoided[url] = time.monotonic() + AVOID_SECONDS


async def is_up(session: aiohttp.ClientSession, url: str) -> bool:
    """Return whether `url` answers 200 soon."""
    try:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=READY_SECONDS)) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
