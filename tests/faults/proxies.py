"""All links of a run, worked by an event loop in a thread of their own, so that tests can be plain functions."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.proxy import Address, Link
from tests.faults.ways import Fault

PATIENCE = 30


class Proxies:
    """Makes links, and makes them fail."""

    def __init__(self) -> None:
        self.links: dict[str, Link] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxies", daemon=True)
        self._thread.start()

    def link(self, name: str, *ports: int) -> Link:
        """Return a new link to these ports of this machine."""
        return self.link_to(name, *(("127.0.0.1", port) for port in ports))

    def link_to(self, name: str, *targets: Address) -> Link:
        """Return a new link to these addresses."""
        link = self.links[name] = Link(name, list(targets))
        self._wait(link.listen())
        return link

    def fail(self, name: str, fault: Fault) -> Fault:
        """Make one link fail in this way, too."""
        self._wait(self.links[name].fail(fault))
        return fault

    def mend(self, name: str, *faults: Fault) -> None:
        """Take these faults, or all, from a link."""
        self._wait(self.links[name].mend(*faults))

    def mend_all(self) -> None:
        """Make every link work again."""
        for name in self.links:
            self.mend(name)

    @contextmanager
    def failing(self, name: str, fault: Fault) -> Iterator[Fault]:
        """Make a link fail while the context lasts."""
        try:
            yield self.fail(name, fault)
        finally:
            self.mend(name, fault)

    def close(self) -> None:
        """Close every link and end the thread."""
        for link in self.links.values():
            self._wait(link.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def _wait[T](self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)
