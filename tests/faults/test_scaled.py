"""Two of each process on one PostgreSQL and one Redis: one of each is killed while people book, move and cancel."""

from tests.faults.run import run
from tests.faults.servers import TWICE_MORTAL
from tests.faults.stack import Faulty
from tests.faults.table import findings, table

CONVERSATIONS, SEED = 6, 5


def test_with_two_of_each_nothing_is_lost_doubled_lied_stuck_or_out_of_order(scaled: Faulty, next_host) -> None:
    result = run(scaled, [next_host() for _ in range(CONVERSATIONS)], SEED, at_once=3, mortal=TWICE_MORTAL)
    assert result.clean, f"{findings(result)}\n{table(result)}"
