"""Each way that each link can fail, each mood of Calendly, and each process's death, at the yes to each operation.

The conversations go on side by side and are only judged here: some of them wait half a minute for Calendly to settle.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import pytest

from tests.faults.cases import LASTS, OPERATIONS, TO_CALENDLY, Operation, Scene
from tests.faults.judge import Verdict, judge
from tests.faults.stack import Faulty
from tests.faults.ways import Fault, Way

AT_ONCE, PATIENCE = 6, 300
# What is recorded before it is sent, and therefore survives a lost answer and a death on any way to it.
RECORDED = ("book", "move", "cancel", "cancel-several")
# Not yet between Rasa and the actions, where a yes can still get lost: docs/faults.md.
LINKS = {
    "client-to-gateway": ("client→gateway",),
    "gateway-to-rasa": ("gateway→rasa",),
    "bot-to-calendly": TO_CALENDLY,
}
MOODS = {
    "commits-and-answers-500": {"kind": "commit_then_500"},
    "commits-and-hangs": {"kind": "commit_then_hang", "ms": 6000},
    "answers-502": {"kind": "bad_gateway"},
    "drops-the-call": {"kind": "drop"},
    "is-slow": {"kind": "slow", "ms": 2000},
}


@dataclass(frozen=True)
class Case:
    """A link with the way it fails, or a mood of Calendly, and an operation."""

    fault: str
    operation: Operation
    way: Way | None = None

    def __str__(self) -> str:
        way = f"-{self.way.value.replace(' ', '-')}" if self.way else ""
        return f"{self.fault}{way}-{self.operation.name}"


def cases(faults: dict[str, object], ways: tuple[Way | None, ...] = (None,)) -> pytest.MarkDecorator:
    """Parametrise with every fault, way and operation."""
    every = [
        Case(fault, operation, way)
        for fault in faults
        for way in ways
        for operation in OPERATIONS
        if operation.name in RECORDED or fault not in LINKS or LINKS[fault] == TO_CALENDLY
    ]
    return pytest.mark.parametrize("case", every, ids=str)


class Stage:
    """Plays all chosen cases of one sort side by side."""

    def __init__(self, chosen: list[Case], play: Callable[[Case], Scene]) -> None:
        self._play = play
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._played: dict[Case, Future[tuple[Scene, Verdict]]] = {
            case: self._threads.submit(self._judged, case) for case in chosen
        }

    def assert_true(self, case: Case) -> None:
        """Nothing is lost, doubled, lied or stuck."""
        scene, verdict = self._played[case].result(PATIENCE)
        assert verdict.clean, f"{verdict}\n{scene.conversation.person.transcript}"

    def close(self) -> None:
        """Wait for all of them."""
        self._threads.shutdown()

    def _judged(self, case: Case) -> tuple[Scene, Verdict]:
        scene = self._play(case)
        return scene, judge(scene.conversation, scene.conversation.settle())


@pytest.fixture(scope="session")
def on_stage(request: pytest.FixtureRequest) -> Iterator[Callable[..., Stage]]:
    """Give the stage of a test's cases, which begin with the first of them and end before those of another test."""
    stages: dict[str, Stage] = {}

    def stage(test: str, play: Callable[[Case], Scene]) -> Stage:
        if test not in stages:
            for other in stages.values():
                other.close()
            items = [item for item in request.session.items if getattr(item, "originalname", "") == test]
            stages[test] = Stage([item.callspec.params["case"] for item in items], play)
        return stages[test]

    yield stage
    for each in stages.values():
        each.close()


@cases(LINKS, tuple(Way))
def test_link(case: Case, faulty: Faulty, next_host, on_stage) -> None:
    def play(case: Case) -> Scene:
        scene, links = Scene(faulty, next_host(), case.operation), LINKS[case.fault]
        broken = []

        def breaks() -> None:
            fault = scene.fault(case.way, *links)
            broken.append(fault)
            if case.way in (Way.DOWN, Way.BLACKHOLE):
                threading.Thread(target=_mend, args=(faulty, fault, links)).start()

        scene.conversation.at_yes = breaks
        scene.conversation.play()
        assert broken[0].met.is_set(), f"nobody met the fault\n{scene.conversation.person.transcript}"
        return scene

    on_stage("test_link", play).assert_true(case)


@cases(MOODS)
def test_calendly(case: Case, faulty: Faulty, next_host, on_stage) -> None:
    one_at_a_time = threading.Lock()

    def play(case: Case) -> Scene:
        with one_at_a_time:  # What is booked before it begins meets nobody's mood.
            scene = Scene(faulty, next_host(), case.operation)
        mood = {**MOODS[case.fault], "paths": [scene.writes_to]}

        def breaks() -> None:
            one_at_a_time.acquire()
            faulty.arm(mood)
            threading.Thread(target=met).start()

        def met() -> None:
            assert faulty.wait_met(PATIENCE), "no call met the mood"
            one_at_a_time.release()

        scene.conversation.at_yes = breaks
        scene.conversation.play()
        return scene

    on_stage("test_calendly", play).assert_true(case)


@pytest.fixture(scope="session")
def after_killing(faulty: Faulty, next_host) -> Callable[[str], dict[str, tuple[Scene, Verdict]]]:
    """Return what came of all operations when a process was killed while they were on their way to Calendly."""
    return cache(lambda process: _killed(faulty, next_host, process))


@pytest.mark.parametrize("operation", RECORDED)
@pytest.mark.parametrize("process", ["gateway"])
def test_killed(process: str, operation: str, after_killing) -> None:
    scene, verdict = after_killing(process)[operation]
    assert verdict.clean, f"{verdict}\n{scene.conversation.person.transcript}"


def _killed(faulty: Faulty, next_host: Callable[[], int], process: str) -> dict[str, tuple[Scene, Verdict]]:
    scenes = {one.name: Scene(faulty, next_host(), one) for one in OPERATIONS if one.name in RECORDED}
    sent: queue.Queue[Fault] = queue.Queue()
    for scene in scenes.values():
        scene.conversation.at_yes = lambda scene=scene: sent.put(scene.fault(Way.LATENCY, *TO_CALENDLY, seconds=3.0))
    with ThreadPoolExecutor(len(scenes) + 1) as threads:
        death = threads.submit(_kill, faulty, process, sent)
        for scene in scenes.values():
            threads.submit(scene.conversation.play)
    death.result()
    return {name: (scene, judge(scene.conversation, scene.conversation.settle())) for name, scene in scenes.items()}


def _kill(faulty: Faulty, process: str, sent: "queue.Queue[Fault]") -> None:
    """Kill it once the first of them has been sent, and start it again."""
    assert sent.get(timeout=PATIENCE).met.wait(PATIENCE), "nothing was sent to Calendly"
    faulty.kill(process)
    faulty.revive(process)


def _mend(faulty: Faulty, fault: Fault, links: tuple[str, ...]) -> None:
    fault.met.wait(PATIENCE)
    time.sleep(LASTS)
    for name in links:
        faulty.proxies.mend(name, fault)
