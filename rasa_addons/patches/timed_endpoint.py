"""The action server's endpoint, called within a time that a person would wait."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientTimeout
from rasa.utils.endpoints import EndpointConfig

DEFAULT_TIMEOUT_S = 15.0


class TimedEndpoint(EndpointConfig):
    """An endpoint whose `timeout` in endpoints.yml limits a call, in seconds; Rasa itself waits five minutes."""

    @classmethod
    def of(cls, endpoint: EndpointConfig) -> TimedEndpoint:
        """The same endpoint, timed."""
        timed = cls(endpoint.url)
        vars(timed).update(vars(endpoint))
        return timed

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the endpoint. Raises what `EndpointConfig.request` raises, and asyncio.TimeoutError."""
        seconds = float(self.kwargs.get("timeout", DEFAULT_TIMEOUT_S))
        return await super().request(*args, **{**kwargs, "timeout": ClientTimeout(total=seconds)})
