"""Words that are read by real workers, started once."""

from collections.abc import Iterator

import pytest

from parley.when import Words, open_words


@pytest.fixture(scope="session")
def words() -> Iterator[Words]:
    reader = open_words()
    yield reader
    reader.close()
