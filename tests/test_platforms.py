"""Chat platforms: set as a whole or not at all."""

from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from parley.platforms import WHOLE, faults

NAMES = [name for names in WHOLE for name in names]


def settings(*names: str):
    return SimpleNamespace(**{name: SecretStr("set" if name in names else "") for name in NAMES})


def test_none_at_all_is_whole():
    assert faults(settings()) == []


@pytest.mark.parametrize("names", WHOLE)
def test_each_as_a_whole_is_fine(names):
    assert faults(settings(*names)) == []


@pytest.mark.parametrize("names", WHOLE)
def test_what_is_missing_is_named(names):
    (fault,) = faults(settings(*names[1:]))
    assert fault == f"PARLEY_{names[0].upper()} must be set, too, for {WHOLE[names]}; or none of its settings"


def test_slack_is_reached_in_one_way():
    (fault,) = faults(settings(*NAMES))
    assert "leave one group of PARLEY_SLACK_… unset" in fault
