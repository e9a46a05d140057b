"""Duckling's workers: a phrase that hangs costs its own request, and nobody waits for it."""

import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from parley.when import Words
from parley.when.engines.child import Child, Missed, duckling_command
from parley.when.engines.hits import Asked, EngineError
from parley.when.engines.pool import Pool

NOW = datetime(2026, 11, 19, 10)
POISON = "monday to tuesday 3-4 5-6 wednesday to thursday 7-8 friday to sunday 9-10 1-2 monday 3-5 tue 1-2 wed 3-4"


def asked(text: str) -> Asked:
    return Asked((text,), NOW, "EN_US")


@pytest.fixture
def pool():
    pool = Pool(workers=2)
    yield pool
    pool.close()


def test_a_phrase_is_read_by_a_worker(pool):
    ((hit,),) = pool.read(asked("tomorrow at 3pm"))
    assert hit.values[0].start == datetime(2026, 11, 20, 15)


def test_a_phrase_that_hangs_misses_the_deadline_and_the_next_one_is_read(pool):
    with pytest.raises(Missed):
        pool.read(asked(POISON))
    assert pool.read(asked("tomorrow"))[0]


def test_the_worker_that_hung_is_replaced_by_another_process(pool):
    before = {child.pid for child in list(pool._free.queue)}
    with pytest.raises(Missed):
        pool.read(asked(POISON))
    taken = [pool._free.get(timeout=30), pool._free.get(timeout=30)]
    assert len({child.pid for child in taken} - before) == 1
    for child in taken:
        pool._free.put(child)


def test_what_missed_the_deadline_once_is_not_tried_again(pool):
    with pytest.raises(Missed):
        pool.read(asked(POISON))
    with pytest.raises(Missed, match="before"):
        pool.read(asked(POISON))


def test_others_are_answered_while_a_phrase_hangs():
    order: list[str] = []
    pool = Pool(workers=3, deadline=5.0)
    hangs = threading.Thread(target=lambda: (_hang(pool), order.append("the phrase that hangs")))
    hangs.start()
    for number in range(20):
        pool.read(asked(f"tomorrow at {number % 12 + 1}pm"))
    order.append("twenty others")
    hangs.join()
    pool.close()
    assert order == ["twenty others", "the phrase that hangs"]


def _hang(pool: Pool) -> None:
    with pytest.raises(EngineError):
        pool.read(asked(POISON + " thursday to friday 4-5 6-7 monday to sunday 2-3"))


def test_many_threads_share_the_workers(pool):
    answers: list[datetime | None] = [None] * 64
    threads = [threading.Thread(target=_answer, args=(pool, answers, number)) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = {number: answer for number, answer in enumerate(answers) if answer}
    assert len(read) > 32, "most of them came in time"
    assert all(answer.day == number % 28 + 1 for number, answer in read.items()), "and nobody got another's answer"


def _answer(pool: Pool, answers: list[datetime | None], number: int) -> None:
    try:
        answers[number] = pool.read(asked(f"January {number % 28 + 1}"))[0][0].values[0].start
    except EngineError:
        return


def test_a_worker_is_replaced_after_so_many_calls():
    pool = Pool(workers=1, calls=3, deadline=30.0)
    first = pool._free.queue[0].pid
    for _ in range(4):
        assert pool.read(asked("tomorrow"))[0]
    assert pool._free.queue[0].pid != first
    pool.close()


def test_workers_that_were_killed_are_replaced_and_nobody_notices():
    pool = Pool(workers=2, deadline=30.0)
    for child in list(pool._free.queue):
        os.kill(child.pid, signal.SIGKILL)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert pool.read(asked("tomorrow"))[0]
    pool.close()


def test_a_worker_ends_when_nobody_is_left_to_ask():
    child = Child(duckling_command())
    child.wait_until_ready()
    child._out.close()
    assert child._process.wait(timeout=30) == 0


def test_where_duckling_cannot_start_the_pool_says_so():
    with pytest.raises(EngineError):
        Pool(workers=1, command=lambda: [sys.executable, "-c", "raise SystemExit(1)"])


def test_this_process_keeps_its_own_answer_to_an_interrupt(words: Words):
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert "duckling" not in sys.modules


def test_a_worker_does_not_end_by_an_interrupt():
    child = Child(duckling_command())
    child.wait_until_ready()
    os.kill(child.pid, signal.SIGINT)
    assert child.ask(asked("tomorrow"), 30.0)
    child.end()


def test_importing_starts_nothing():
    code = "import parley.when, psutil; print(len(psutil.Process().children()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path.cwd(), check=True)
    assert done.stdout.strip() == "0"
