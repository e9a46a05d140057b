"""The action server's endpoint, called over connections that are kept and within a time that a person would wait."""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

DEFAULT_TIMEOUT_S = 15.0
# Shorter than any server keeps an idle connection (uvicorn: 5 s), so that none is used which the server just closes.
KEPT_S = 2.0


class KeptEndpoint(EndpointConfig):
    """An endpoint with one HTTP session for all calls; `timeout` in endpoints.yml limits a call, in seconds."""

    _session: aiohttp.ClientSession | None = None

    @classmethod
    def of(cls, endpoint: EndpointConfig) -> KeptEndpoint:
        """The same endpoint, kept."""
        kept = cls(endpoint.url)
        vars(kept).update(vars(endpoint))
        return kept

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the endpoint. Raises what `EndpointConfig.request` raises, and asyncio.TimeoutError."""
        seconds = float(self.kwargs.get("timeout", DEFAULT_TIMEOUT_S))
        return await super().request(*args, **{**kwargs, "timeout": aiohttp.ClientTimeout(total=seconds)})

    def session(self) -> _Borrowed:
        """The one session, not closed after use."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_S)
            self._session = aiohttp.ClientSession(connector=connector, auth=self._auth())
        return _Borrowed(self._session)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _auth(self) -> aiohttp.BasicAuth | None:
        given = self.basic_auth
        return aiohttp.BasicAuth(given["username"], given["password"]) if given else None


class _Borrowed:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        return None
