"""Questions about the booking in the making."""

import pytest

from parley.scheduling.draft_questions import About, asks_about, was_no_answer


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("what have you got so far?", About.ALL),
        ("what do you have so far", About.ALL),
        ("summary please", About.ALL),
        ("can you give me a quick recap?", About.ALL),
        ("what are you going to book", About.ALL),
        ("what are you booking?", About.ALL),
        ("what's still missing?", About.ALL),
        ("ok, what did you note down so far?", About.ALL),
        ("what you've got so far", About.ALL),
        ("what did you write down so far", About.ALL),
        ("what time did you take?", About.TIME),
        ("what day of the week is that?", About.TIME),
        ("when was it again?", About.TIME),
        ("which day did you pick", About.TIME),
        ("where was it again?", About.PLACE),
        ("where does it take place?", About.PLACE),
        ("is that online?", About.PLACE),
        ("will it be in person?", About.PLACE),
        ("who did you put down?", About.INVITEE),
        ("who is it with?", About.HOST),
        ("what name did you take", About.INVITEE),
        ("whos invited", About.GUESTS),
        ("who is coming?", About.GUESTS),
        ("who else is invited?", About.GUESTS),
        ("whats the invitee's mail?", About.EMAIL),
        ("which email did you use?", About.EMAIL),
        ("what's her email address again?", About.EMAIL),
        ("which time zone is that?", About.ZONE),
        ("in which time zone is it", About.ZONE),
        ("what kind of meeting is it?", About.TYPE),
    ],
)
def test_a_question_about_the_booking_is_known_by_its_words(text, about):
    assert asks_about(text) is about


@pytest.mark.parametrize(
    "text",
    [
        "what time is it?",
        "what have you got?",
        "Who is coming to the launch?",
        "what's on my calendar?",
        "where is my next meeting?",
        "when am i free",
        "what time is it in tokyo?",
        "what is your opinion on color",
        "how we summarize research",
        "a summary of our research findings",
        "the place",
        "who is coming on friday?",
        "what do you want to talk about",
        "send me a summary every morning",
    ],
)
def test_other_questions_are_not_about_it(text):
    assert asks_about(text) is None


def test_whoever_says_that_it_was_no_answer_goes_on_asking():
    assert was_no_answer("no that wasnt my answer, I asked what you've got so far") == "what you've got so far"
    assert was_no_answer("that's not an answer!") == ""
    assert was_no_answer("that is my answer") is None
    assert was_no_answer("this was the answer to all") is None
