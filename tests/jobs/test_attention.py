"""Queues are looked at seldom until somebody waits."""

import threading
import time

import pytest

from parley.jobs import attention as attention_module
from parley.jobs.attention import Attention
from tests.support.serving import PATIENCE

NEVER = 3600.0
OFTEN = 0.01


@pytest.fixture
def attention(monkeypatch):
    """Attention that lasts no longer than it is paid, and without which nobody looks any more."""
    monkeypatch.setattr(attention_module, "SELDOM", NEVER)
    monkeypatch.setattr(attention_module, "LASTING", 0.0)
    return Attention()


@pytest.fixture
def looker(attention):
    """Somebody who is about to look once more, and ends after that."""
    thread = threading.Thread(target=attention.wait, args=(OFTEN,), daemon=True)
    thread.start()
    yield thread
    attention.set()
    thread.join(PATIENCE)


def test_while_nobody_waits_the_pause_is_long(attention, monkeypatch):
    monkeypatch.setattr(attention_module, "SELDOM", 0.3)
    began = time.monotonic()
    assert not attention.wait(0.0)
    assert time.monotonic() - began >= 0.3


def test_while_somebody_waits_it_is_as_short_as_the_queue_says(attention):
    with attention.paid():
        assert [attention.wait(OFTEN) for _ in range(3)] == [False] * 3


def test_a_pause_that_has_begun_is_cut_short_when_somebody_begins_to_wait(attention, looker):
    with attention.paid():
        looker.join(PATIENCE)
        assert not looker.is_alive()


def test_what_is_put_into_the_queue_cuts_it_short_too(attention, looker, monkeypatch):
    monkeypatch.setattr(attention_module, "LASTING", NEVER)
    attention.rouse()
    looker.join(PATIENCE)
    assert not looker.is_alive()


def test_attention_lasts_a_little_longer_than_it_is_paid(attention, monkeypatch):
    monkeypatch.setattr(attention_module, "LASTING", NEVER)
    with attention.paid():
        pass
    assert not attention.wait(OFTEN)


def test_of_two_who_wait_the_first_to_go_does_not_end_it(attention):
    with attention.paid():
        with attention.paid():
            pass
        assert not attention.wait(OFTEN)


def test_once_it_is_over_nobody_looks_again(attention, looker):
    attention.set()
    looker.join(PATIENCE)
    assert not looker.is_alive()
    assert attention.wait(NEVER)
    assert attention.is_set()
