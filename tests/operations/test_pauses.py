"""When a job looks again for what came of an operation."""

from itertools import accumulate

from parley.jobs.operations import LONGEST_PAUSE, PATIENCE, pauses
from parley.operations.booking import SETTLED


def test_there_is_a_look_just_when_it_is_certain_what_was_not_booked():
    settled = SETTLED.total_seconds()
    assert min(moment for moment in accumulate(pauses()) if moment > settled) <= settled + 1


def test_looks_go_on_for_a_day_and_never_pause_for_longer_than_minutes():
    all_of_them = list(pauses())
    assert max(all_of_them) == LONGEST_PAUSE
    assert min(all_of_them) > 0
    assert 0 <= sum(all_of_them) - PATIENCE.total_seconds() <= LONGEST_PAUSE
