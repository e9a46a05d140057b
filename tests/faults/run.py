"""A whole run: everybody's conversation at once in a storm, then calm, then the verdict."""

import math
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.conversation import Conversation
from tests.faults.judge import Verdict, judge
from tests.faults.linking import link, wait_subscribed
from tests.faults.order import out_of_order
from tests.faults.pending import left_over
from tests.faults.scripts import prepare
from tests.faults.stack import CLIENT, Faulty
from tests.faults.storm import MORTAL, Storm
from tests.faults.world import host

# Calendly tells again after minutes, and what it could not be asked about waits for ten.
NEWS_PATIENCE = 700.0
SETTLE_AT_ONCE = 32  # most of them only wait
SUBSCRIBED_WITHIN = 300.0
SETTLING = 180.0  # seconds for what is under way to end once everything works again
type Tell = Callable[[str], None]


@dataclass
class Result:
    """What came of a run."""

    conversations: list[Conversation]
    verdicts: list[Verdict]
    faults: Counter[str]
    kills: dict[str, int]
    seconds: float
    left_over: dict[str, str] = field(default_factory=dict)
    disorder: list[str] = field(default_factory=list)

    def count(self, what: str) -> int:
        """Return how many conversations something of this sort was found in."""
        return sum(bool(getattr(verdict, what)) for verdict in self.verdicts)

    @property
    def stuck(self) -> int:
        """Return how much is stuck: conversations, and work that nobody finishes."""
        return self.count("stuck") + len(self.left_over)

    @property
    def clean(self) -> bool:
        """Return whether nothing was lost, doubled, lied, stuck or out of order."""
        return not (self.left_over or self.disorder) and all(verdict.clean for verdict in self.verdicts)


def run(
    faulty: Faulty,
    numbers: Sequence[int],
    seed: int,
    at_once: int,
    mortal: tuple[str, ...] = MORTAL,
    tell: Tell = lambda _: None,
    patience: float = NEWS_PATIENCE,
    minutes: float = math.inf,
) -> Result:
    """Play the conversations of these hosts, `at_once` of them at a time, and judge each that was begun in time.

    `patience` is how many seconds news may take once everything works again.
    """
    began = time.monotonic()
    known = link(faulty.stack.values, {f"{CLIENT}:{host(number)}": host(number) for number in numbers})
    wait_subscribed(faulty.stack.values, known.values(), SUBSCRIBED_WITHIN)
    conversations = [prepare(faulty, number, seed) for number in numbers]
    tell(f"{len(numbers)} accounts are linked after {_since(began):.0f} s")
    random.Random(seed).shuffle(conversations)
    storm = Storm(faulty, seed, mortal)
    storm.start()
    try:
        played = _played(conversations, at_once, minutes, tell)
    finally:
        storm.stop()
    faulty.hurry()
    owed = left_over(faulty.stack.values, SETTLING)
    tell("everything works again")
    with ThreadPoolExecutor(SETTLE_AT_ONCE) as threads:
        answers = list(threads.map(lambda one: one.settle(patience), played))
    verdicts = [judge(one, answered) for one, answered in zip(played, answers, strict=True)]
    disorder = out_of_order(faulty.stack.values, {known[host(one.number)]: one for one in played})
    return Result(played, verdicts, _met(faulty, storm), faulty.kills, _since(began), owed, disorder)


def _played(conversations: list[Conversation], at_once: int, minutes: float, tell: Tell) -> list[Conversation]:
    """Play them, and return those that were begun within so many minutes."""
    began, played = time.monotonic(), list[Conversation]()
    with ThreadPoolExecutor(at_once) as threads:
        for one in threads.map(lambda one: one.play() if _since(began) < minutes * 60 else None, conversations):
            played += [one] if one else []
            if one and len(played) % 20 == 0:
                tell(f"{len(played)} conversations after {_since(began):.0f} s")
    return played


def _since(moment: float) -> float:
    return time.monotonic() - moment


def _met(faulty: Faulty, storm: Storm) -> Counter[str]:
    links = faulty.proxies.links.items()
    faults = Counter({f"{name}: {way}": times for name, each in links for way, times in each.met.items()})
    return faults + Counter({f"Calendly: {mood}": times for mood, times in storm.moods.items()})
