"""What one may do with what was granted."""

import pytest

from parley.calendly.scopes import READ_EVENTS, WHY, covers


@pytest.mark.parametrize(
    ("granted", "needed", "enough"),
    [
        ({"users:read"}, {"users:read"}, True),
        ({"users:read"}, {"users:read", "scheduled_events:read"}, False),
        ({"scheduled_events:write"}, {"scheduled_events:read"}, True),
        ({"scheduled_events:read"}, {"scheduled_events:write"}, False),
        ({"default"}, {"scheduled_events:write"}, True),
        (set(), {"users:read"}, False),
        (set(), set(), True),
    ],
)
def test_write_includes_read_and_older_applications_have_everything(granted, needed, enough):
    assert covers(frozenset(granted), frozenset(needed)) is enough


def test_every_scope_asked_for_says_what_it_is_for():
    assert set(WHY) >= READ_EVENTS
