"""Gateways for tests of jobs: served here, or as processes that can be killed."""

import pytest

from tests.support.rasa import serving_rasa


@pytest.fixture(scope="session")
def _rasa():
    with serving_rasa() as rasa:
        yield rasa


@pytest.fixture
def rasa(_rasa):
    """Where Rasa would be, having heard nothing."""
    _rasa.reset()
    return _rasa
