"""Names as people type them."""

import pytest

from parley.scheduling.words import names_somebody


@pytest.mark.parametrize(
    "said", ["marie claire", "Marie-Claire", "ohara", "o'hara", "smith", "Marie-Claire's", "marieclaire"]
)
def test_a_name_is_found_without_its_hyphens_and_apostrophes(said):
    assert names_somebody(said, "Marie-Claire O'Hara-Smith", "mc@example.org")


@pytest.mark.parametrize("said", ["mary", "claire martin", "", "hara smythe", "'s"])
def test_another_name_is_another_s(said):
    assert not names_somebody(said, "Marie-Claire O'Hara-Smith", "mc@example.org")
