"""Saying of somebody that they did not come is no request to cancel, and no question."""

import pytest

from parley.scheduling.did_not_come import missed_in, says_did_not_come


@pytest.mark.parametrize(
    "said",
    [
        "karim didnt come on thursday",
        "Karim didn’t come",
        "paula was a no show last thurs",
        "nobody came on friday at 3",
        "no one showed up for the strategy session last friday",
        "lena didnt turn up",
        "sorry, judith and paula never showed up",
        "viktor no-showed",
        "the client hasnt shown up",
        "stefan stood me up on friday",
    ],
)
def test_who_did_not_come_is_said(said):
    assert says_did_not_come(said)


@pytest.mark.parametrize(
    "said",
    [
        "who didn't come on thursday?",
        "i didnt come on thursday",
        "the link didn't come",
        "the reminder never came",
        "karim didn't come, move him to friday",
        "do you know who didnt show up",
        "is karim a no show",
        "karim can't come on thursday",
        "tell me when somebody doesn't come",
        "she never came up with a plan",
    ],
)
def test_anything_else_is_not(said):
    assert not says_did_not_come(said)


def test_what_nobody_came_to_is_left():
    assert missed_in("nobody showed up for the strategy session last friday") == "the strategy session last friday"
    assert missed_in("nobody came on friday at 3") == "on friday at 3"
    assert missed_in("karim didnt come on thursday") is None
