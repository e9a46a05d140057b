"""A plural that stands for all of them."""

import pytest

from parley.scheduling.plurals import as_all


@pytest.mark.parametrize(
    ("text", "narrowed", "said"),
    [
        ("cancel the intro calls", False, "cancel all the intro calls"),
        ("cancel wednesday's meetings", False, "cancel all wednesday's meetings"),
        ("cancel my meetings on friday", True, "cancel all my meetings on friday"),
        ("cancel the meetings with Hana", False, "cancel all the meetings with Hana"),
        ("cancel the rest of today", True, "cancel all the rest of today"),
        ("cancel my meetings", False, None),
        ("cancel one of my meetings on friday", True, None),
        ("cancel the first two meetings on friday", True, None),
        ("cancel some of the intro calls", True, None),
        ("cancel all the intro calls", False, None),
        ("cancel the intro call", True, None),
    ],
)
def test_only_a_plural_by_itself_is_all(text, narrowed, said):
    assert as_all(text, narrowed=narrowed) == said
