"""Whatever happens to a link, in whatever order: its refresh token is spent once, and nobody is asked without need."""

import itertools
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.crash.link_machine import NAME, Link
from tests.support.stores import copied

EXAMPLES, STEPS, OFTEN = 30, 20, 3


def test_in_every_order_of_events_the_link_holds_until_calendly_ends_it(
    calendly, clock, migrated, tmp_path, monkeypatch
):
    # A lease of the dead is waited for in real time.
    monkeypatch.setattr("parley.accounts.access.WAIT_FOR_REFRESH", 0.3)
    numbers = itertools.count()

    def new_database() -> str:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return copied(migrated, folder)

    world = {"sandbox": calendly, "clock": clock, "new_database": staticmethod(new_database), "met": Counter()}
    bounded = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        # A failure says what was done as it is: making it shorter would take minutes.
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(type("BoundLink", (Link,), world), settings=bounded)
    for outcome in ((NAME, True, False), ("NeedsAccount", False, False), ("CalendlyDown", True, False)):
        assert world["met"][outcome] >= OFTEN
    assert world["met"]["ReconnectNeeded", True, True] >= OFTEN
