"""Faults and kills, one after another in an order that follows from a seed, while conversations go on."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator

from tests.faults.stack import ENTRANCE, Faulty
from tests.faults.ways import Fault, Way

# Seconds for which a link is broken, or waits for somebody to meet its fault, and between one fault and the next.
BROKEN, UNMET, CALM = (0.2, 2.5), 3.0, (0.0, 0.5)
KILL_EVERY = 15  # rounds
# Rasa takes longest to start again, and everybody waits for it meanwhile.
MORTAL = ("gateway", "actions", "gateway", "actions", "rasa")
# What only Calendly itself can do wrong. Not a refresh whose answer is lost: the account is to be linked anew then.
MOODS = (
    {"kind": "commit_then_500"},
    {"kind": "commit_then_hang", "ms": 7000},
    {"kind": "bad_gateway", "paths": ["/invitees", "/scheduled_events"]},
    {"kind": "rate_limited"},
    {"kind": "slow", "ms": 3000},
    {"kind": "drop"},
    {"kind": "unauthenticated"},
)


class Storm(threading.Thread):
    """Breaks one thing at a time until it is told to stop; then everything works again."""

    def __init__(self, faulty: Faulty, seed: int, mortal: tuple[str, ...] = MORTAL) -> None:
        super().__init__(name="storm", daemon=True)
        self.moods: Counter[str] = Counter()
        self.trouble: Exception | None = None
        self._faulty, self._dice = faulty, random.Random(f"storm:{seed}")
        self._rounds, self._deaths = self._shuffled(), self._in_turn(mortal)
        self._over = threading.Event()

    def run(self) -> None:
        """Break and mend."""
        try:
            for number in range(1, 1_000_000):
                if self._over.is_set():
                    break
                if number % KILL_EVERY == 0:
                    self._kill(next(self._deaths))
                else:
                    self._break(next(self._rounds))
                self._over.wait(self._dice.uniform(*CALM))
        except Exception as trouble:  # Told by `stop`.
            self.trouble = trouble
        finally:
            self._faulty.mend()

    def stop(self) -> None:
        """End it and mend everything; raises what kept it from going on."""
        self._over.set()
        self.join()
        self._faulty.well()
        if self.trouble:
            raise self.trouble

    def _break(self, what: tuple[str, Way] | dict[str, object]) -> None:
        if isinstance(what, dict):
            self.moods[str(what["kind"])] += 1
            self._faulty.arm(what)
            return
        name, way = what
        lasting = way in (Way.DOWN, Way.BLACKHOLE, Way.LATENCY)
        fault = Fault(way, self._about(name, way), None if lasting else 1, seconds=self._dice.uniform(0.2, 2.0))
        with self._faulty.proxies.failing(name, fault):
            if lasting:
                time.sleep(self._dice.uniform(*BROKEN))
            else:
                fault.met.wait(UNMET)

    def _about(self, name: str, way: Way) -> tuple[bytes, ...]:
        """Return what the fault is about: half of the time, that which changes something."""
        writes = b"COMMIT" if name.endswith("PostgreSQL") else b"POST "
        return (writes,) if name != ENTRANCE and self._dice.random() < 0.5 else ()

    def _kill(self, name: str) -> None:
        self._faulty.kill(name)
        self._faulty.revive(name)

    def _shuffled(self) -> Iterator[tuple[str, Way] | dict[str, object]]:
        """Return every pair of link and way, and every mood, before any comes again."""
        all_of_it: list[tuple[str, Way] | dict[str, object]] = [
            (name, way) for name in self._faulty.proxies.links for way in Way
        ]
        while True:
            yield from self._dice.sample([*all_of_it, *MOODS], len(all_of_it) + len(MOODS))

    def _in_turn(self, mortal: tuple[str, ...]) -> Iterator[str]:
        while True:
            yield from mortal
