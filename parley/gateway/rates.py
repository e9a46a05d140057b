"""How much one visitor, one address and one client may say."""

import time

import structlog
from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from parley.clients.addresses import LOOPBACK
from parley.settings import Settings

log = structlog.get_logger(__name__)


class Rates:
    """Counts messages in a moving window, in Redis when several gateways share one."""

    def __init__(self, settings: Settings) -> None:
        self._visitor, self._address = parse(settings.visitor_rate), parse(settings.address_rate)
        self._client = parse(settings.client_rate)
        url = settings.redis_url
        storage = (
            storage_from_string(f"async+{url}", implementation="redispy")
            if url
            else storage_from_string("async+memory://")
        )
        self._windows = MovingWindowRateLimiter(storage)

    async def wait(self, conversation_id: str, address: str) -> int:
        """Count one message, and return how many seconds it comes too early: 0 when it may be worked.

        This machine's own address is everybody's behind a proxy that does not say who is asking: it has no limit.
        """
        asked = [(self._visitor, conversation_id)]
        if address and address not in LOOPBACK:
            asked.append((self._address, address))
        return await self._longest(asked)

    async def wait_for_client(self, client: str, rate: str | None) -> int:
        """Count one request of a REST client, whose own rate may be another than the usual one, in the same way."""
        return await self._longest([(parse(rate) if rate else self._client, f"client:{client}")])

    async def _longest(self, asked: list[tuple[RateLimitItem, str]]) -> int:
        try:
            return max([await self._wait(*one) for one in asked])
        except Exception as problem:
            # Without a count nobody is kept from talking.
            log.warning("messages are not counted", reason=type(problem).__name__)
            return 0

    async def _wait(self, rate: RateLimitItem, who: str) -> int:
        if await self._windows.hit(rate, who):
            return 0
        return max(1, round((await self._windows.get_window_stats(rate, who)).reset_time - time.time()))


def address_of(environ: dict[str, object]) -> str:
    """Return the address that a socket's request came from; a trusted proxy's word for it is in there already."""
    scope = environ.get("asgi.scope")
    client = scope.get("client") if isinstance(scope, dict) else None
    return str(client[0]) if client else ""
