"""Threads that look at the queues: DBOS's own, with attention in place of its clock."""

import threading
from collections.abc import Sequence

from dbos import DBOS, Queue
from dbos._queue import queue_worker_thread

from parley.jobs import attention

# Longer than a look takes.
END_WITHIN = 10.0


class Lookers:
    """A thread for each queue."""

    def __init__(self, dbos: DBOS, queues: Sequence[Queue]) -> None:
        self._attentions = [attention.renewed(queue.name) for queue in queues]
        self._threads = [
            threading.Thread(target=queue_worker_thread, args=(pauses, dbos, queue), daemon=True)
            for queue, pauses in zip(queues, self._attentions, strict=True)
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """End them; blocks for a moment."""
        for pauses in self._attentions:
            pauses.set()
        for thread in self._threads:
            thread.join(END_WITHIN)
