"""What is wanted, as people put it."""

import pytest

from parley.reminders.rules import Lead
from parley.reminders.words import Wish, is_for_a_while, lead_in, wish_in


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("remind me 10 minutes before my next meeting", Wish.SET),
        ("don't let me forget my 4pm", Wish.SET),
        ("i don't want to miss the call with tariq, remind me", Wish.SET),
        ("remind me before the product update", Wish.SET),
        ("add a reminder to that meeting", Wish.SET),
        ("remind me to join the zoom at 3", Wish.SET),
        ("remind me to leave for my appointment with dr kim", Wish.SET),
        ("remind me to cancel my call with ben", Wish.SET),
        ("remind me to buy milk", Wish.ERRAND),
        ("please remind me tomorrow to call mum", Wish.ERRAND),
        ("can you remind me at 5 to take the bins out", Wish.ERRAND),
        ("remind my guests an hour before", Wish.OTHERS),
        ("send a reminder to ana about our call", Wish.OTHERS),
        ("could you send everyone in the workshop a reminder", Wish.OTHERS),
        ("which reminders do i have?", Wish.LIST),
        ("show my reminders", Wish.LIST),
        ("when do you send the daily summary", Wish.LIST),
        ("stop reminding me", Wish.STOP),
        ("don't remind me about meetings", Wish.STOP),
        ("i don't want to be reminded of meetings", Wish.STOP),
        ("cancel the reminder for the demo", Wish.STOP),
        ("no more reminders please", Wish.STOP),
        ("turn off meeting reminders", Wish.STOP),
        ("change my reminder to 20 minutes", Wish.CHANGE),
        ("remind me an hour before instead", Wish.CHANGE),
        ("meeting reminders should be 10 minutes before", Wish.CHANGE),
        ("i'd love a preview of tomorrow at the end of each day", Wish.SET),
    ],
)
def test_what_is_wanted(text, wish):
    assert wish_in(text) is wish


@pytest.mark.parametrize("text", ["skip the digest while i'm on vacation", "don't send the summary today"])
def test_a_while_is_not_for_ever(text):
    assert is_for_a_while(text)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("the day before at 6pm", 18 * 60), ("the evening before at 7", 19 * 60), ("the day before at 9:30", 9 * 60 + 30)],
)
def test_the_hour_of_the_day_before_may_be_read_with_it(text, minute):
    assert lead_in(text, []) == Lead(days=1, wall=minute)
