"""A way out for callbacks: to public addresses, and to private ones only where the operator said so."""

import socket
from collections.abc import Collection

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from parley.clients.addresses import may_lead_to


class PrivateAddress(OSError):
    """A host leads to an address that is not everybody's."""


class _Resolver(AbstractResolver):
    def __init__(self, private: Collection[str]) -> None:
        self._private = private
        self._names = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._names.resolve(host, port, family)
        # What was looked at is what is connected to: a name that leads elsewhere the next time gains nothing.
        if not all(may_lead_to(host, one["host"], self._private) for one in found):
            raise PrivateAddress(f"{host} is private")
        return found

    async def close(self) -> None:
        await self._names.close()


def public_only(private: Collection[str]) -> aiohttp.ClientSession:
    """Return a session that connects to names only where they lead to public addresses; `private` names may be others.

    Addresses in numbers are none of its business: they were looked at where they were set.
    """
    connector = aiohttp.TCPConnector(resolver=_Resolver(private), use_dns_cache=False)
    return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
