"""What is remarked while something is to be cancelled: told from reasons, which the invitees read."""

import pytest

from actions.cancelling.remarks import hides, hides_why, refuses, unheard, waits
from actions.cancelling.why import reason_of, told_reason, wish_and_reason

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.mark.parametrize(
    "said",
    [
        "no, don't cancel anything!",
        "NO! I didn't ask to cancel anything",
        "I never said cancel",
        "ok don't do it",
        "no, don't",
        "stop cancelling things",
        "keep them all please",
        "I don't want to cancel the demo",
        "dont cancel",
        "I can come after all",
    ],
)
def test_a_refusal_cancels_nothing(talk, said):
    assert refuses(said)
    talk.begin("cancel my next meeting")
    talk.hear(said)
    assert talk.do("action_cancel", "deny").names == ["utter_kept"]


@pytest.mark.parametrize(
    "said", ["don't cancel on me again, she said", "leave it out", "my dog is ill", "nobody came", "no"]
)
def test_what_only_sounds_like_a_refusal_is_none(said):
    assert not refuses(said)


@pytest.mark.parametrize("said", ["hmm wait", "wait", "hold on a sec", "not yet", "let me think"])
def test_a_pause_is_no_reason_and_no_yes(talk, said):
    assert waits(said)
    talk.begin("cancel my next meeting")
    assert talk.hear(said).names == ["utter_no_hurry_cancelling"]
    assert talk.asked == "reason"


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("don't notify her please", ""),
        ("cancel it pls without telling her", "cancel it pls"),
        ("cancel it but don't tell him", "cancel it"),
        ("cancel it, she shouldn't know", "cancel it"),
        ("cancel it without an email", "cancel it"),
        ("cancel my call with Ana without telling Ana", "cancel my call with Ana"),
    ],
)
def test_that_nobody_hears_of_it_is_no_part_of_the_wish(said, rest):
    assert unheard(said) == (rest, True)


@pytest.mark.parametrize(
    "said", ["I left without telling her and I feel bad", "I have no messages from him", "cancel it"]
)
def test_what_only_speaks_of_telling_stays_whole(said):
    assert unheard(said) == (said, False)


@pytest.mark.parametrize("said", ["don't notify her please", "don't tell them I'm ill", "no need to tell her"])
def test_who_shall_not_know_is_no_reason_and_it_is_said_that_they_are_told(talk, said):
    talk.begin("cancel my next meeting")
    assert talk.hear(said).names == ["utter_always_told"]
    assert talk.asked == "reason"


def test_it_is_the_one_talked_about_though_nobody_shall_be_told(talk):
    talk.begin("cancel a meeting")
    focus = talk.task["draft"]["among"][1]
    talk.slots |= {"cancellation": None, "focus_event": focus["id"]}
    assert talk.begin("cancel it pls without telling her").names == ["utter_always_told"]
    assert talk.task["draft"]["ids"] == [focus["id"]]


def test_to_tell_no_reason_is_none(talk):
    assert hides("don't tell them why")
    assert hides_why("don't tell them why")
    talk.begin("cancel my next meeting")
    talk.hear("don't tell them why")
    assert (talk.asked, talk.task["draft"]["reason"]) == ("confirm", "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("yes but tell them I'm ill", "I'm ill"),
        ("i just told you, he's sick", "he's sick"),
        ("let her know that I'm out", "I'm out"),
        ("it's because I moved house", "I moved house"),
        ("I already said: flu", "flu"),
        ("say I'm on holiday", "I'm on holiday"),
        ("tell her", ""),
        ("I told Ana already", "I told Ana already"),
        ("say no more", "say no more"),
        ("my dog is ill", "my dog is ill"),
    ],
)
def test_a_reason_is_only_the_reason(said, reason):
    assert reason_of(said) == reason


@pytest.mark.parametrize(
    "said", ["tell me who is coming", "yes", "not the second one", "what about friday", "tell her"]
)
def test_at_the_last_look_a_reason_has_to_be_said_to_be_one(said):
    assert told_reason(said) is None


def test_a_reason_may_be_added_at_the_last_look_which_is_shown_again(talk):
    talk.begin("cancel my next meeting")
    talk.hear("no")
    talk.hear("yes but tell them I'm ill")
    assert talk.asked == "confirm"
    assert "I'm ill" in talk.ask().last["summary"]


@pytest.mark.parametrize(
    ("said", "wish", "reason"),
    [
        ("cancel my meeting with Daniel, he's sick", "cancel my meeting with Daniel", "he's sick"),
        ("cancel it, I have the flu", "cancel it", "I have the flu"),
        ("cancel the intro call and tell Emily I'm ill", "cancel the intro call", "I'm ill"),
        ("cancel the intro call and tell me when it was", "cancel the intro call and tell me when it was", None),
        ("cancel today because of snow", "cancel today", "snow"),
        ("cancel the demo, the one with Ana", "cancel the demo, the one with Ana", None),
        ("cancel the intro, it's on friday", "cancel the intro, it's on friday", None),
        ("cancel it, I'd like to move it", "cancel it, I'd like to move it", None),
        ("cancel it as soon as possible", "cancel it as soon as possible", None),
    ],
)
def test_the_reason_behind_a_wish_is_no_part_of_it(said, wish, reason):
    assert wish_and_reason(said) == (wish, reason)


def test_what_they_are_told_as_well_is_beside_what_they_are_told(talk):
    talk.begin("cancel my next meeting because I am ill")
    talk.hear("yes and tell her I'm sorry")
    assert talk.task["draft"]["reason"] == "I am ill. I'm sorry"
    talk.hear("no, tell her I'm away")
    assert talk.task["draft"]["reason"] == "I'm away"


def test_another_wish_is_no_reason(talk):
    talk.begin("cancel my next meeting")
    assert talk.hear("I want to book something", "schedule_appointment", 0.95).names == ["utter_drop_first"]


def test_a_correction_of_the_selection_is_no_reason(talk):
    talk.begin("cancel everything on thursday")
    ids = talk.task["draft"]["ids"]
    talk.hear("no, the first two")
    assert (talk.asked, talk.task["draft"]["ids"]) == ("reason", ids[:2])


def test_the_answer_belongs_to_what_was_shown_last(talk):
    talk.begin("cancel my next meeting because I am ill")
    talk.hear("move the one on friday", "reschedule_event", 0.95)
    assert talk.task["other"]
    talk.slots["cancellation"]["told"] = False
    assert talk.ask().names == ["utter_confirm_cancelling"]
    talk.hear("no", "deny", 0.99)
    assert talk.do("action_cancel", "deny").names == ["utter_kept"]


def test_while_only_the_drop_question_is_shown_the_answer_is_its_own(talk):
    talk.begin("cancel my next meeting because I am ill")
    talk.hear("move the one on friday", "reschedule_event", 0.95)
    talk.ask()
    talk.hear("no", "deny", 0.99)
    assert talk.asked == "confirm"
