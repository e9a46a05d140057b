"""What is said at a question that takes any text and is no answer to it: a question, another time, a correction."""

from datetime import datetime

import pytest

from tests.actions.booking.conftest import first_time


@pytest.fixture
def questioned(talk):
    """An intro call with Grace, at the host's first question."""
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "question"
    talk.ask()
    return talk


def answers(talk):
    return talk.task["draft"].get("answers")


@pytest.mark.parametrize("text", ["is there anything earlier", "anything sooner?", "that's too late"])
def test_the_wish_for_an_earlier_time_looks_for_one(questioned, text):
    before = questioned.task["draft"]["start"]
    questioned.hear(text)
    draft = questioned.task["draft"]
    assert draft.get("answers") is None
    assert draft["wish"].get("end", "") <= before or questioned.asked == "start"


@pytest.mark.parametrize("text", ["half one then", "3:30 pm then", "no that's wrong, I said 3:30 pm"])
def test_another_time_is_the_bookings(questioned, text):
    questioned.hear(text)
    draft = questioned.task["draft"]
    moment = datetime.fromisoformat(draft.get("start") or draft["wish"]["start"])
    assert (moment.hour, moment.minute) in ((13, 30), (15, 30))
    assert draft.get("answers") is None


def test_another_address_is_the_invitees(questioned):
    questioned.hear("sorry wrong, grace@fleet.example.org")
    assert questioned.task["draft"]["email"] == "grace@fleet.example.org"
    assert answers(questioned) is None


@pytest.mark.parametrize("text", ["what will she be asked", "what questions do you ask?", "what do I have to answer?"])
def test_what_is_asked_is_told(questioned, text):
    said = questioned.hear(text)
    assert said.names == ["utter_draft_questions"]
    assert "How did you hear about us?" in said.last["questions"]
    assert answers(questioned) is None


@pytest.mark.parametrize("text", ["can my boss come too", "can I bring a colleague?", "could my wife join as well"])
def test_somebody_more_is_a_guest(questioned, text):
    questioned.hear(text)
    assert questioned.asked == "guest_address"
    assert answers(questioned) is None


@pytest.mark.parametrize("text", ["can i leave that empty", "can we skip this?", "leave it blank"])
def test_what_may_be_left_empty_is(questioned, text):
    questioned.hear(text)
    assert list(answers(questioned).values()) == [""]


def test_a_yes_is_no_topic(questioned):
    questioned.hear("yes please")
    assert answers(questioned) is None


@pytest.mark.parametrize(
    "text",
    [
        "how we can get to market earlier",
        "can we redesign the landing page?",
        "what our customers will be asked in the survey",
        "then and now: our brand since 1990",
        "too late to rebrand?",
        "moving the shop to Leipzig next year",
        "how long our texts should be",
    ],
)
def test_a_topic_stays_one_whatever_words_it_holds(questioned, text):
    questioned.hear(text)
    assert list(answers(questioned).values()) == [text]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("how long is it", "utter_draft_type"),
        ("what is it called again?", "utter_draft_type"),
        ("which zoom is that", "utter_draft_place"),
        ("what's the link for her to cancel it", "utter_draft_invitation"),
        ("is he told about it?", "utter_draft_invitation"),
        ("is she free then", "utter_only_own_calendar"),
        ("which times has she got", "utter_only_own_calendar"),
        ("who am I meeting?", "utter_draft_invitee"),
    ],
)
def test_what_is_asked_of_the_booking_is_answered(questioned, text, response):
    assert questioned.hear(text, "event_details", 0.97).names == [response]
    assert answers(questioned) is None


@pytest.mark.parametrize("text", ["change the name to Grace O.", "the name should be Grace O.", "her name is Grace O."])
def test_the_name_is_changed_by_its_name(asked, text):
    asked.hear(text, "change_answer", 0.9)
    assert (asked.task["draft"]["name"], asked.asked) == ("Grace O", "confirm")


def test_a_guest_called_one_is_no_new_invitee(asked):
    asked.hear("the guest is carol@example.com")
    draft = asked.task["draft"]
    assert (draft["email"], draft["guests"]) == ("grace@navy.example.com", ["carol@example.com"])


@pytest.mark.parametrize("text", ["no her mail is carol@example.com", "her e-mail is carol@example.com"])
def test_the_address_of_a_guest_who_is_asked_for_is_the_guests(asked, text):
    asked.hear("can my wife come too")
    asked.hear(text)
    draft = asked.task["draft"]
    assert (draft["email"], draft["guests"]) == ("grace@navy.example.com", ["carol@example.com"])


def test_at_the_name_an_address_that_is_called_one_is_no_name(talk):
    talk.begin("book an intro call")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "name"
    talk.hear("her mail is lena.vogt@example.com")
    assert (talk.task["draft"].get("name"), talk.task["draft"]["email"]) == (None, "lena.vogt@example.com")
    talk.hear("tomorrow")
    assert talk.task["draft"].get("name") is None


def test_who_says_their_name_among_the_times_is_known_and_names_no_season(talk):
    talk.begin("book an intro call")
    talk.hear("I'm Paula Winter")
    assert (talk.task["draft"]["name"], talk.asked) == ("Paula Winter", "start")


def test_a_family_name_that_is_a_month_is_one_before_the_address(talk):
    talk.begin("intro call, Una May, una@example.com")
    assert (talk.task["draft"]["name"], talk.task["draft"]["email"]) == ("Una May", "una@example.com")


@pytest.mark.parametrize(
    "text",
    [
        "can it be on Teams? I can't use Zoom",
        "can it be by phone instead of zoom?",
        "make it a phone call",
        "change it to teams",
    ],
)
def test_another_means_than_the_only_one_is_refused_with_that(questioned, text):
    said = questioned.hear(text)
    assert said.names == ["utter_only_place"]
    assert answers(questioned) is None


def test_another_type_with_a_time_is_both(talk):
    talk.begin("book an intro call with Grace Hopper grace@navy.example.com")
    before = talk.task["draft"]["event_type"]
    talk.hear("quick check-in friday 27 november 12:00", "schedule_appointment", 0.9)
    draft = talk.task["draft"]
    assert draft["event_type"] != before
    moment = datetime.fromisoformat(draft.get("start") or draft["wish"]["start"])
    assert (moment.day, moment.hour) == (27, 12)


def test_my_name_is_told_with_what_it_is_not(asked):
    asked.hear("her name is Jo Lang not Grace")
    assert asked.task["draft"]["name"] == "Jo Lang"


def test_the_usual_address_is_the_one_in_the_calendar(talk):
    talk.begin("book Lena Fischer for an intro call")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "email"
    talk.hear("her usual email", "get_invitees", 0.9)
    assert talk.task["draft"]["email"].startswith("lena")


def test_an_address_that_is_in_no_calendar_is_asked_for(talk):
    talk.begin("book Zoltan Nowhere for an intro call")
    talk.press("inform", choice=first_time(talk))
    assert talk.hear("the usual one").names == ["utter_email_not_known"]


def test_at_the_number_words_without_one_are_no_number(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for a quick check-in")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "place_words"
    talk.ask()
    assert talk.hear("no").names == ["utter_not_an_answer"]
    talk.hear("make it 3:30 pm instead", "reschedule_event", 0.97)
    assert talk.task["other"] is None
    assert talk.hear("cancel my meeting with Bob", "cancel_event", 0.97).names == ["utter_drop_first"]


def test_a_second_booking_takes_nothing_from_the_first(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for a quick check-in")
    talk.press("inform", choice=first_time(talk))
    talk.ask()
    before = talk.task["draft"]
    assert talk.hear("book a coffee chat too", "schedule_appointment", 0.97).names == ["utter_one_booking_at_a_time"]
    assert talk.task["draft"] == before
