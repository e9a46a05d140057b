"""A yes whose turn is lost, with news of the calendar before the news of what came of it."""

import pytest

from tests.faults.cases import OPERATIONS, Scene
from tests.faults.conversation import LONGEST_PAUSE
from tests.faults.judge import judge
from tests.faults.linking import wait_subscribed
from tests.faults.pushes import News, Push
from tests.faults.ways import Way
from tests.faults.world import GROUP, openings

# Milliseconds for which the operation takes longer than the news are gathered, and less than its action waits.
SLOW = 4500
SUBSCRIBED_WITHIN = 120.0


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_what_came_of_it_is_told_once(operation, faulty, next_host):
    scene = Scene(faulty, next_host(), operation)
    wait_subscribed(faulty.stack.values, [scene.known], SUBSCRIBED_WITHIN)
    conversation = scene.conversation
    conversation.pause = LONGEST_PAUSE  # The news come before anything else is said.
    given = [
        Push(News.BOOKED, one.name, "", 0, new=(one.email, one.start), done=True, certain=False)
        for one in conversation.calendar.all()
    ]
    place = ("lena.brandt@example.org", openings(hours=(12,))[-1])
    another = Push(News.BOOKED, "Lena Brandt", GROUP, 1000, new=place)
    conversation.pushes = (*given, another)

    def breaks() -> None:
        another.happen(conversation.calendar)
        faulty.arm({"kind": "slow", "ms": SLOW, "paths": [scene.writes_to]})
        scene.fault(Way.RESET_AFTER, "rasa→actions")

    conversation.at_yes = breaks
    conversation.play()
    verdict = judge(conversation, conversation.settle(30.0))
    assert verdict.clean, f"{verdict}\n{conversation.person.transcript}"
    assert not conversation.unheard()
