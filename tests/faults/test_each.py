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

from tests.e2e.responses import responses_of
from tests.faults.cases import LASTS, OPERATIONS, TO_CALENDLY, Operation, Scene
from tests.faults.claims import DOMAIN, names
from tests.faults.errands import AGAIN
from tests.faults.judge import Verdict, judge
from tests.faults.linking import link
from tests.faults.person import Person
from tests.faults.stack import CLIENT, KEY, Faulty
from tests.faults.ways import Fault, Way
from tests.faults.world import host

AT_ONCE, PATIENCE = 6, 300
# What is recorded before it is sent, and therefore survives a lost answer and a death on any way to it.
RECORDED = ("book", "move", "cancel", "cancel-several")
LINKS = {
    "client-to-gateway": ("client→gateway",),
    "gateway-to-rasa": ("gateway→rasa",),
    "rasa-to-actions": ("rasa→actions",),
    "bot-to-calendly": TO_CALENDLY,
}
MOODS = {
    "commits-and-answers-500": {"kind": "commit_then_500"},
    "commits-and-hangs": {"kind": "commit_then_hang", "ms": 6000},
    "answers-502": {"kind": "bad_gateway"},
    "asks-to-slow-down": {"kind": "rate_limited"},
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


# Other requests, sentence by sentence, and what the last one leads to, which is lost between Rasa and the actions.
OTHERS = {
    "list": (("what's on my calendar?",), "utter_no_events"),
    "time-zone": (("my time zone is Asia/Tokyo",), "utter_zone_set"),
    "clock": (("use the 24 hour clock please",), "utter_clock_set"),
    "reminder": (("remind me 10 minutes before every meeting",), "utter_reminder_every_set"),
    "unlink": (("unlink my calendly", "yes"), "utter_unlinked"),
    "forget": (("forget me", "yes"), "utter_line_forgotten"),
}
# What an answer that came too late may lead to instead: it was done already.
DONE_BEFORE = {"unlink": "utter_already_unlinked", "forget": "utter_line_being_forgotten"}
RESPONSES = responses_of(DOMAIN)


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


@pytest.mark.parametrize("way", [Way.RESET_BEFORE, Way.RESET_AFTER, Way.HALF_ANSWER])
@pytest.mark.parametrize("request_", OTHERS)
def test_what_else_is_asked_for_is_done_when_it_is_asked_for_again(request_: str, way: Way, faulty: Faulty, next_host):
    who = host(next_host())
    known = link(faulty.stack.values, {f"{CLIENT}:{who}": who})[who]
    person, (said, expected) = Person(faulty.url, KEY, who), OTHERS[request_]
    for each in said[:-1]:
        person.say(each)
    faulty.proxies.fail("rasa→actions", Fault(way, (known.encode(),)))
    (failed,) = person.say(said[-1])
    assert "utter_action_failed" in names(failed), person.transcript
    again = person.say(AGAIN)
    good = (expected, DONE_BEFORE.get(request_, expected))
    assert any(RESPONSES.is_one(name, text) for name in good for text in again), person.transcript


@pytest.fixture(scope="session")
def after_killing(faulty: Faulty, next_host) -> Callable[[str], dict[str, tuple[Scene, Verdict]]]:
    """Return what came of all operations when a process was killed while they were on their way to Calendly."""
    return cache(lambda process: _killed(faulty, next_host, process))


@pytest.mark.parametrize("operation", RECORDED)
@pytest.mark.parametrize("process", ["gateway", "actions", "rasa"])
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
