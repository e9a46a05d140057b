"""Words that are read by real workers, started once."""

from collections.abc import Iterator

import pytest

from parley.when import Words
from tests.support.words import patient_words


@pytest.fixture(scope="session")
def words() -> Iterator[Words]:
    with patient_words() as reader:
        yield reader
