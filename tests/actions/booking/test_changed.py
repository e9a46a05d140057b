"""What a message changes of the booking under way, whatever it was taken for."""

from datetime import datetime

import pytest

from tests.actions.booking.conftest import first_time


@pytest.fixture
def invited(asked):
    """All answered, with two guests."""
    asked.hear("add bob@example.org and eve@example.org")
    assert asked.task["draft"]["guests"] == ["bob@example.org", "eve@example.org"]
    return asked


@pytest.fixture
def portfolio(talk):
    """A portfolio talk with Grace, at the host's first question."""
    talk.begin("book Grace Hopper grace@navy.example.com for a portfolio talk")
    talk.press("inform", choice=first_time(talk))
    assert talk.asked == "question"
    talk.ask()
    return talk


def start_of(talk):
    return datetime.fromisoformat(talk.task["draft"]["start"])


def test_guests_come_and_go_at_the_summary_and_the_invitee_stays(invited):
    invited.hear("take eve out, and add carl@example.org", "inform", 0.9)
    draft = invited.task["draft"]
    assert draft["guests"] == ["bob@example.org", "carl@example.org"]
    assert (draft["email"], invited.asked) == ("grace@navy.example.com", "confirm")


def test_no_guests_at_the_summary_takes_them_all_out_and_a_yes_books(invited):
    invited.hear("no guests", "deny", 0.9)
    assert (invited.task["draft"]["guests"], invited.asked) == ([], "confirm")
    assert invited.hear("yea book it", "schedule_appointment", 0.9).followups == ["action_book"]


def test_of_a_guest_who_is_only_named_the_address_is_asked(invited):
    invited.hear("can Ben join as well", "get_invitees", 0.9)
    assert invited.asked == "guest_address"
    assert invited.ask().last["who"] == "Ben"
    invited.hear("ben at example dot org")
    assert invited.task["draft"]["guests"] == ["bob@example.org", "eve@example.org", "ben@example.org"]
    assert invited.asked == "confirm"


def test_who_is_no_guest_cannot_be_taken_out(invited):
    assert invited.hear("remove kim@example.org").names == ["utter_no_such_guest"]


def test_an_address_at_the_question_for_guests_is_no_new_invitees(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("actually bob@example.org, eve@example.org and carl at example.org")
    draft = talk.task["draft"]
    assert draft["guests"] == ["bob@example.org", "eve@example.org", "carl@example.org"]
    assert draft["email"] == "grace@navy.example.com"


def test_whoever_is_named_among_the_addresses_is_asked_for(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("bob@example.org and Carl")
    assert (talk.task["draft"]["guests"], talk.asked) == (["bob@example.org"], "guest_address")
    talk.hear("no")
    assert (talk.task["draft"]["guests"], talk.asked) == (["bob@example.org"], "confirm")


@pytest.mark.parametrize(
    "text",
    ["sounds good but can you make it 3:17 instead", "yes but at 3:17", "could we start at 3:17 instead of 2:30"],
)
def test_another_time_at_the_summary_is_this_bookings(asked, text):
    day = start_of(asked).date()
    said = asked.hear(text, "reschedule_event", 0.97)
    assert said.names[0] == "utter_noted"
    assert asked.task["other"] is None
    wished = datetime.fromisoformat(asked.task["draft"]["wish"]["start"])
    assert (wished.date(), wished.hour, wished.minute) == (day, 15, 17)


def test_pushing_it_back_goes_by_the_chosen_time(asked):
    before = start_of(asked)
    asked.hear("push it back half an hour", "reschedule_event", 0.97)
    draft = asked.task["draft"]
    wished = datetime.fromisoformat(draft.get("start") or draft["wish"]["start"])
    assert (wished - before).total_seconds() == 1800


def test_a_day_at_the_list_of_times_is_no_other_meeting(talk):
    talk.begin("book an intro call")
    talk.hear("the 18th, right after the other one", "reschedule_event", 0.97)
    assert talk.task["other"] is None
    assert talk.task["draft"]["wish"]


def test_moving_another_meeting_is_still_asked_about(asked):
    assert asked.hear("move the design review with lena to 3", "reschedule_event", 0.97).names == ["utter_drop_first"]


@pytest.mark.parametrize("text", ["hmm wait", "ok don't do it", "not yet", "change something"])
def test_holding_back_at_the_summary_asks_what_to_change(asked, text):
    asked.hear(text)
    assert asked.asked == "change"


@pytest.mark.parametrize(("text", "question"), [("topic", "question"), ("skip", "confirm"), ("the time", "start")])
def test_the_menu_of_what_to_change_takes_typed_words(asked, text, question):
    asked.hear("change something")
    asked.hear(text)
    assert asked.asked == question


def test_a_name_that_is_told_at_the_summary_is_taken(asked):
    asked.hear("name: Jo Brandt")
    assert asked.task["draft"]["name"] == "Jo Brandt"
    asked.hear("no the name is sam o'neil, not gmail")
    assert asked.task["draft"]["name"] == "sam o'neil"
    assert asked.asked == "confirm"


def test_a_wrong_name_is_replaced_by_the_right_one(asked):
    asked.hear("oh no the name is wrong, its sam o'neil")
    assert asked.task["draft"]["name"] == "sam o'neil"


def test_not_now_and_nobody_are_no_guests_and_no_time(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.hear("skip")
    talk.hear("skip")
    talk.hear("not now, nobody", "change_answer", 0.9)
    assert (talk.task["draft"]["guests"], talk.asked) == ([], "confirm")


def test_one_length_is_said_and_nothing_changes(asked):
    said = asked.hear("make it 25 minutes", "change_answer", 0.9)
    assert said.names == ["utter_one_length"]
    assert asked.asked == "confirm"


def test_another_type_is_said(asked):
    said = asked.hear("make it a product demo", "change_answer", 0.9)
    assert said.names[0] == "utter_type_now"
    assert said.responses[0]["name"] == "Product Demo"


def test_a_place_at_an_open_question_is_no_answer(portfolio):
    portfolio.hear("over zoom please")
    draft = portfolio.task["draft"]
    assert (draft["place"]["kind"], draft.get("answers"), portfolio.asked) == ("zoom_conference", None, "question")


def test_a_refusal_at_an_open_question_is_no_answer(portfolio):
    portfolio.hear("not noon! none of those work")
    assert (portfolio.task["draft"].get("answers"), portfolio.asked) == (None, "start")


def test_another_type_at_an_open_question_is_no_answer(portfolio):
    portfolio.hear("no! I didnt want portfolio talk, meet the studio please")
    assert portfolio.task["draft"].get("answers") is None
    now = portfolio.task["draft"]["event_type"]
    said = portfolio.hear("no! I didnt want the product demo, meet the studio please")
    assert (said.names, portfolio.task["draft"]["event_type"]) == (["utter_type_stays"], now)


@pytest.mark.parametrize(
    "text",
    [
        "at noon we show none of those works",
        "zoom",
        "Meet the Studio",
        "how to make it 3 times as fast",
        "moving a studio to Berlin",
        "no guests at the bar",
        "can Bob join as well?",
        "change management",
        "Who is coming to the launch?",
        "name: the rose",
        "add a note on color",
    ],
)
def test_real_answers_stay_answers(portfolio, text):
    portfolio.hear(text)
    assert list(portfolio.task["draft"]["answers"].values()) == [text]


def test_a_word_of_another_types_name_changes_no_type(portfolio):
    before = portfolio.task["draft"]["event_type"]
    for answer in ("Navy", "skip", "skip", "skip"):
        portfolio.hear(answer)
    portfolio.ask()
    portfolio.hear("at the studio", "inform", 0.9)
    assert portfolio.task["draft"]["event_type"] == before
    assert portfolio.task["draft"]["place"]["kind"] == "physical"


def test_the_place_is_changed_by_its_name_and_one_that_is_not_there_is_said(portfolio):
    portfolio.hear("change the place to the studio")
    assert portfolio.task["draft"]["place"]["kind"] == "physical"
    assert portfolio.hear("change the place to the moon").names == ["utter_no_such_place_offered"]


def test_the_titles_of_places_end_in_words(portfolio):
    for answer in ("Navy", "skip", "skip", "skip", "skip"):
        portfolio.hear(answer)
    titles = [one["title"] for one in portfolio.ask().last["buttons"]]
    assert titles == [one.strip() for one in titles]
    said = portfolio.hear("where does it take place?")
    assert (said.names, portfolio.asked) == (["utter_draft_not_yet"], "place")


def test_what_the_account_has_no_type_of_is_said(talk):
    talk.begin("book a pottery class")
    said = talk.ask()
    assert said.names == ["utter_no_such_type", "utter_ask_event_type"]
    assert said.responses[0]["called"] == "pottery class"
