"""A TCP proxy for one link between processes, which can be made to fail in every way that links do."""

import asyncio
import contextlib
import socket
import struct
from collections import Counter
from itertools import count

from tests.faults.ways import Fault, Way

CHUNK = 64 * 1024
# Closing with this lingers for no time at all, which on the wire is a reset.
_RESET = struct.pack("ii", 1, 0)
type Address = tuple[str, int]


class Link:
    """Listens on a port of its own and passes everything on to the first of `targets` that takes it, in turn."""

    def __init__(self, name: str, targets: list[Address]) -> None:
        self.name = name
        self.met: Counter[Way] = Counter()
        self._targets = targets
        self._turn = count()
        self._faults: list[Fault] = []
        self._socket = _bound(0)
        self.port: int = self._socket.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._open: set[Connection] = set()

    @property
    def host(self) -> str:
        """Return the link's own host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Return the link's own address."""
        return f"http://{self.host}"

    async def listen(self) -> None:
        """Begin to pass on."""
        self._server = await asyncio.start_server(self._serve, sock=self._socket)

    async def fail(self, fault: Fault) -> None:
        """From now on, fail in this way, too."""
        if fault.way is Way.DOWN and not self._is_down:
            await self._close()
            self._socket = _bound(self.port)  # Bound and not listening: refused, and nobody else's.
        if fault.way is Way.DOWN:
            self.met[Way.DOWN] += 1
            fault.met.set()
        self._faults.append(fault)

    async def mend(self, *faults: Fault) -> None:
        """Fail in these ways, or in none, no more. What fell silent is reset, as what nobody remembers is."""
        was_down, gone = self._is_down, faults or tuple(self._faults)
        self._faults = [fault for fault in self._faults if fault not in gone]
        for each in [each for each in self._open if each.silenced_by in gone]:
            each.reset()
        if was_down and not self._is_down:
            await self.listen()

    async def close(self) -> None:
        """Stop, and cut every connection."""
        await self._close()
        self._socket.close()

    def fault_for(self, request: bytes) -> Fault | None:
        """Return the fault that this request meets."""
        fault = next((fault for fault in self._faults if fault.meets(request)), None)
        if fault:
            self.met[fault.way] += 1
        return fault

    @property
    def _is_down(self) -> bool:
        return any(fault.way is Way.DOWN for fault in self._faults)

    async def reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a connection to the other side. OSError when none of them is there."""
        first = next(self._turn)
        for step in range(len(self._targets)):
            with contextlib.suppress(OSError):
                return await asyncio.open_connection(*self._targets[(first + step) % len(self._targets)])
        raise ConnectionRefusedError(self.name)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(self, writer)
        self._open.add(connection)
        try:
            await connection.carry(reader)
        finally:
            self._open.discard(connection)

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        for each in list(self._open):
            each.reset()
        await asyncio.sleep(0)


class Connection:
    """One connection through a link."""

    def __init__(self, link: Link, client: asyncio.StreamWriter) -> None:
        self._link = link
        self._client = client
        self._other: asyncio.StreamWriter | None = None
        self._spoils: Way | None = None
        # The black hole that it fell into.
        self.silenced_by: Fault | None = None

    async def carry(self, requests: asyncio.StreamReader) -> None:
        """Pass on in both directions until one side closes or a fault cuts it."""
        try:
            answers, self._other = await self._link.reach()
        except OSError:
            self.reset()
            return
        async with asyncio.TaskGroup() as both:
            both.create_task(self._upward(requests))
            both.create_task(self._downward(answers))

    def reset(self) -> None:
        """Cut both ends, with a reset."""
        _reset(self._client)
        if self._other:
            _reset(self._other)

    async def _upward(self, requests: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await requests.read(CHUNK):
                if await self._passes(data) and self._other:
                    self._other.write(data)
                    await self._other.drain()
        if not self.silenced_by:
            self._end()

    async def _downward(self, answers: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await answers.read(CHUNK):
                if self._spoils is Way.RESET_AFTER:
                    self.reset()
                    return
                self._client.write(data[: len(data) // 2] if self._spoils else data)
                await self._client.drain()
                if self._spoils:
                    break
        if not self.silenced_by:
            self._end()

    async def _passes(self, data: bytes) -> bool:
        """Return whether what was just asked reaches the other side, and let its fault happen."""
        fault = None if self.silenced_by else self._link.fault_for(data)
        match fault and fault.way:
            case Way.LATENCY:
                await asyncio.sleep(fault.seconds if fault else 0)
            case Way.RESET_BEFORE:
                self.reset()
            case Way.BLACKHOLE:
                self.silenced_by = fault
            case Way.RESET_AFTER | Way.HALF_ANSWER as way:
                self._spoils = way
        return not (self.silenced_by or self._client.is_closing())

    def _end(self) -> None:
        self._client.close()
        if self._other:
            self._other.close()


def _bound(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made


def _reset(writer: asyncio.StreamWriter) -> None:
    end: socket.socket | None = writer.get_extra_info("socket")
    if end is not None and end.fileno() != -1:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
