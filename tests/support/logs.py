"""What an operator would read: the real log configuration, written to memory."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from parley import log


@contextmanager
def captured(level: str = "DEBUG", *, json: bool = True) -> Iterator[io.StringIO]:
    """Give the text that is logged while the context lasts."""
    # The tests' own client says what it sends, and is not the operator's.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    root, written, stderr = logging.getLogger(), io.StringIO(), sys.stderr
    handlers, before = root.handlers[:], root.level
    for handler in handlers:
        root.removeHandler(handler)
    sys.stderr = written
    try:
        log.configure(level, json=json)
    finally:
        sys.stderr = stderr
    try:
        yield written
    finally:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(before)
