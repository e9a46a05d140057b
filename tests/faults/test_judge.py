"""The judge finds what it is there to find, in what the bot really says."""

from datetime import UTC, datetime

import pytest

from tests.faults import errands
from tests.faults.calendar import Kept
from tests.faults.conversation import Conversation
from tests.faults.judge import judge
from tests.faults.pushes import News, Push

START, LATER = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 2, 9, tzinfo=UTC)
EMAIL, NAME = "grace@example.org", "Grace Hopper"
SUMMARY = "Shall I book this?\n• Product Demo, 30 minutes"
BOOKED = (
    "Booked: Product Demo\nTue 1 Dec, 10:00–10:30 CET\nWith Grace Hopper (grace@example.org)\nOnline\n"
    "Reschedule: http://there/r\nCancel: http://there/c\nCalendly has sent the invitation."
)
ALAN = Kept("event", "Intro Call", "alan@example.org", LATER, True, "http://there/c", "http://there/r")
NOT_BOOKED = "It did not go through: Calendly has no such booking. Everything is kept, so we can try once more."
MOVED = (
    "Moved: Product Demo with Grace Hopper. New time: Wed 2 Dec. The old time (Tue 1 Dec) is cancelled, and Calendly "
    "sends Grace Hopper both mails.\nOnline"
)
SOME = (
    "1 of 2 are cancelled, and Calendly tells everybody in those:\n✓ Tue · Grace Hopper: cancelled\n"
    "✗ Wed · Alan Kay: Calendly didn't answer"
)
TOLD = "Alan Kay has just booked Intro Call with you: Wed 2 Dec, 10:00–10:30 CET."
TOLD_WRONG = "Alan Kay has just booked Intro Call with you: Thu 3 Dec, 10:00–10:30 CET."
TOLD_OF_ANOTHER = "Grace Hopper has cancelled Product Demo (Tue 1 Dec, 10:00–10:30 CET)."
GREETING = "Hi! I look after your Calendly. Ask me what's on, who is coming, or to book a meeting."


class Scripted:
    """A person to whom the bot says one thing after another, and in the end hello."""

    sender, exchanges, told_to_wait = "somebody", (), 0.0

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)

    def say(self, _text: str) -> list[str]:
        return self._answers.pop(0) if self._answers else [GREETING]


class Held:
    """A calendar that holds this."""

    def __init__(self, *kept: Kept) -> None:
        self._kept = list(kept)

    def all(self) -> list[Kept]:
        return self._kept


def kept(start: datetime = START, *, stands: bool = True) -> Kept:
    return Kept("event", "Product Demo", EMAIL, start, stands, "http://there/c", "http://there/r")


def verdict(errand: errands.Errand, calendar: Held, *answers: list[str], given=(), pushes=()):
    conversation = Conversation(0, "any", Scripted(*answers), calendar, [errand], given, pushes, pause=0.0)
    conversation.play()
    return judge(conversation, conversation.settle())


@pytest.fixture
def booking() -> errands.Errand:
    return errands.book("Product Demo", EMAIL, NAME, START)


def test_a_booking_that_was_told_and_stands_is_right(booking):
    assert verdict(booking, Held(kept()), [SUMMARY], [BOOKED]).clean


def test_a_booking_that_was_told_and_does_not_stand_is_a_lie(booking):
    found = verdict(booking, Held(), [SUMMARY], [BOOKED])
    assert found.lied
    assert found.lost


def test_a_booking_of_which_nobody_said_anything_is_lost(booking):
    found = verdict(booking, Held(kept()), [SUMMARY])
    assert found.lost
    assert not found.lied


def test_a_booking_that_is_there_twice_is_doubled_though_one_was_cancelled(booking):
    assert verdict(booking, Held(kept(), kept(stands=False)), [SUMMARY], [BOOKED]).doubled


def test_an_end_that_is_told_twice_is_doubled(booking):
    assert verdict(booking, Held(kept()), [SUMMARY], [BOOKED, BOOKED]).doubled


def test_what_is_said_not_to_be_booked_and_is_there_is_a_lie(booking):
    assert verdict(booking, Held(kept()), [SUMMARY], [NOT_BOOKED, SUMMARY], [BOOKED]).lied


def test_half_a_move_is_a_lie_whatever_is_said():
    moving = errands.move(EMAIL, NAME, START, LATER)
    moving.confirmed = True
    assert verdict(moving, Held(kept(), kept(LATER)), [MOVED], given=((EMAIL, START),)).lied


def test_of_several_each_is_judged_by_its_own_line():
    people = {NAME: (EMAIL, START), "Alan Kay": ("alan@example.org", LATER)}
    several = errands.cancel_all(people, START)
    several.confirmed = True
    found = verdict(several, Held(kept(stands=False), ALAN), [SOME], given=tuple(people.values()))
    assert found.clean


@pytest.fixture
def pushed() -> Push:
    return Push(News.BOOKED, "Alan Kay", "Intro Call", 0, new=(ALAN.email, ALAN.start), done=True)


def test_news_told_once_are_right(booking, pushed):
    assert verdict(booking, Held(kept(), ALAN), [SUMMARY, TOLD], [BOOKED], pushes=(pushed,)).clean


def test_news_that_nobody_told_are_lost(booking, pushed):
    found = verdict(booking, Held(kept(), ALAN), [SUMMARY], [BOOKED], pushes=(pushed,))
    assert found.lost
    assert not found.lied


def test_news_of_a_booking_that_was_moved_meanwhile_need_not_be_told():
    moving, before = (
        errands.move(EMAIL, NAME, START, LATER),
        Push(News.BOOKED, NAME, "", 0, new=(EMAIL, START), done=True),
    )
    moved = Held(kept(stands=False), kept(LATER))
    assert verdict(moving, moved, [SUMMARY], [MOVED], given=((EMAIL, START),), pushes=(before,)).clean


def test_news_that_are_told_twice_are_doubled(booking, pushed):
    assert verdict(booking, Held(kept(), ALAN), [SUMMARY, TOLD], [BOOKED, TOLD], pushes=(pushed,)).doubled


@pytest.mark.parametrize("text", [TOLD_WRONG, TOLD_OF_ANOTHER], ids=["another-time", "nobody-did-it"])
def test_news_of_what_nobody_did_are_a_lie(text, booking, pushed):
    assert verdict(booking, Held(kept(), ALAN), [SUMMARY, TOLD, text], [BOOKED], pushes=(pushed,)).lied


def test_a_conversation_that_no_longer_greets_is_stuck(booking):
    conversation = Conversation(0, "any", Scripted([SUMMARY], [BOOKED]), Held(kept()), [booking])
    conversation.play()
    assert judge(conversation, answers=False).stuck
