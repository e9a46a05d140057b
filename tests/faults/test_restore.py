"""A backup that was taken in the middle of everything is put back: nothing happens twice, and nobody is lied to."""

import queue
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.backup import back_up, restore
from tests.faults.cases import OPERATIONS, TO_CALENDLY, Scene
from tests.faults.claims import Claim
from tests.faults.pending import left_over
from tests.faults.run import SETTLING
from tests.faults.stack import Faulty
from tests.faults.ways import Fault, Way

PATIENCE, ON_ITS_WAY = 300, 4.0


@pytest.fixture(params=["faulty", "scaled"], ids=["sqlite", "postgresql"])
def stack(request: pytest.FixtureRequest) -> Iterator[Faulty]:
    """Each kind of database, and everything running again for the next test."""
    stack: Faulty = request.getfixturevalue(request.param)
    yield stack
    if missing := [name for name in stack.stack.services if name not in stack.stack.pids]:
        stack.stack.start(*missing)
        stack.stack.wait_ready()


def test_what_was_on_its_way_when_the_backup_was_taken_is_not_done_again(
    stack: Faulty, next_host, tmp_path: Path
) -> None:
    scenes, sent = [Scene(stack, next_host(), operation) for operation in OPERATIONS], queue.Queue()
    all_said_yes = threading.Barrier(len(scenes))
    for scene in scenes:
        scene.conversation.at_yes = lambda scene=scene: sent.put(_delayed(scene, all_said_yes))
    with ThreadPoolExecutor(len(scenes)) as threads:
        played = [threads.submit(scene.conversation.play) for scene in scenes]
        assert sent.get(timeout=PATIENCE).met.wait(PATIENCE), "nothing was sent to Calendly"
        back_up(stack, tmp_path)
    for each in played:
        each.result()
    done = [scene.conversation.calendar.all() for scene in scenes]
    restore(stack, tmp_path)
    assert left_over(stack.stack.values, SETTLING) == {}
    for scene, before in zip(scenes, done, strict=True):
        conversation = scene.conversation
        assert conversation.settle(), conversation.person.transcript
        assert conversation.calendar.all() == before, conversation.person.transcript
        assert conversation.lies == [], conversation.person.transcript
        assert {part.last for part in conversation.errands[0].parts} == {Claim.DONE}, conversation.person.transcript


def _delayed(scene: Scene, together: threading.Barrier) -> Fault:
    """Let what the yes leads to take a while, once all are about to say it."""
    together.wait(PATIENCE)
    return scene.fault(Way.LATENCY, *TO_CALENDLY, seconds=ON_ITS_WAY)
