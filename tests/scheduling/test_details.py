"""Questions for one thing about an event."""

import pytest

from parley.scheduling.details import Detail, detail_in


@pytest.mark.parametrize(
    "said", ["how long is it", "and how long is that?", "how long", "how long will the meeting last"]
)
def test_how_long_it_takes(said):
    assert detail_in(said) is Detail.LENGTH


@pytest.mark.parametrize("said", ["where", "where is it?", "what's the place", "and where is the second one?"])
def test_where_it_is(said):
    assert detail_in(said) is Detail.PLACE


@pytest.mark.parametrize("said", ["tell me about it", "how long since I saw Max", "where and when is it", "when is it"])
def test_what_asks_for_more_or_else(said):
    assert detail_in(said) is None
