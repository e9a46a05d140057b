"""Ctrl-C and its relatives, noticed at once but never in the middle of starting or stopping a process."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked for the end."""


class Stopping:
    """Whether the end was asked for, by a signal of this process."""

    def __init__(self) -> None:
        self.asked = False
        self._breakable = False

    @classmethod
    @contextmanager
    def on_signals(cls) -> Iterator[Self]:
        """Note the signals while the block runs. A signal that was ignored before (`nohup`) stays ignored."""
        stopping = cls()
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        noted = [number for number in _SIGNALS if before[number] is not signal.SIG_IGN]
        for number in noted:
            signal.signal(number, stopping._note)
        try:
            yield stopping
        finally:
            for number in noted:
                signal.signal(number, before[number])

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """Let a signal, also one that has already come, break off the block by raising Stopped."""
        self._breakable = True
        try:
            if self.asked:
                raise Stopped
            yield
        finally:
            self._breakable = False

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._breakable:
            # Once only: a second Ctrl-C must not break off what is done about the first.
            self._breakable = False
            raise Stopped
