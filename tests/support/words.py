"""What reads times, with workers that a busy machine may keep waiting: nothing is left to the plainer reader."""

from collections.abc import Iterator
from contextlib import contextmanager

from parley.when import Words
from parley.when.engines.pool import Pool
from tests.support.serving import PATIENCE


@contextmanager
def patient_words() -> Iterator[Words]:
    """Give a reader of times whose workers end with the context."""
    words = Words(Pool(deadline=PATIENCE))
    yield words
    words.close()
