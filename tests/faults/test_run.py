"""A short run of `make faults`: everything breaks at random, and in the end everything is as it was told."""

from tests.faults.run import run
from tests.faults.stack import Faulty
from tests.faults.table import findings, table

CONVERSATIONS, SEED = 12, 7


def test_in_a_storm_nothing_is_lost_doubled_lied_or_stuck(faulty: Faulty, next_host) -> None:
    result = run(faulty, [next_host() for _ in range(CONVERSATIONS)], SEED, at_once=6, mortal=("gateway", "actions"))
    assert result.clean, f"{findings(result)}\n{table(result)}"
