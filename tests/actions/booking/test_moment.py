"""When it shall be: what words, places in the list and buttons wish for, and what is said of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.actions import Said, call

BERLIN = ZoneInfo("Europe/Berlin")


def test_words_that_mean_two_mornings_are_asked_about_by_day_and_stay_a_morning(talk):
    talk.begin("book an intro call next friday morning")
    assert talk.task["draft"]["offered"]["kind"] == "which"
    titles = [one["title"] for response in talk.ask().responses for one in response["buttons"]]
    assert titles == ["Fri 27 Nov", "Fri 20 Nov"]
    talk.hear("the second one")
    offered = talk.task["draft"]["offered"]
    assert {datetime.fromisoformat(start).astimezone(BERLIN).day for start, _ in offered["choices"]} == {20}
    assert all(datetime.fromisoformat(start).astimezone(BERLIN).hour < 12 for start, _ in offered["choices"])


@pytest.mark.parametrize(
    ("said", "day"),
    [("the later one", 27), ("later", 27), ("The earlier one, please", 20), ("the former", 20), ("the 20th", 20)],
)
def test_of_two_days_the_earlier_and_the_later_one_can_be_said_and_the_day_itself(talk, said, day):
    talk.begin("book an intro call next friday")
    talk.hear(said)
    assert datetime.fromisoformat(talk.task["draft"]["wish"]["start"]).day == day


def test_later_that_day_is_behind_the_time_talked_about_and_on_no_other_day(talk):
    talk.begin("book an intro call with Zoe zoe@example.com tomorrow at 9")
    talk.hear("can we do a bit later that day?")
    wish = talk.task["draft"]["wish"]
    begins, ends = (datetime.fromisoformat(wish[edge]).astimezone(BERLIN) for edge in ("start", "end"))
    assert (begins.isoformat(), ends.isoformat()) == ("2026-11-19T09:30:00+01:00", "2026-11-20T00:00:00+01:00")


def begun_after_free_time(talk, said, slots):
    """Return the draft of a booking that is begun right after free time was told."""
    body = call("validate_booking_form", talk.conversation, talk.intent, said, slots=slots)
    body["tracker"]["events"] = [
        {"event": "user", "text": "when am I free?"},
        {"event": "action", "name": "action_check_availability"},
        {"event": "user", "text": said},
    ]
    body["tracker"]["active_loop"] = {"name": talk.form}
    return Said([], talk.server.post(body).json()["events"]).slots["booking"]["draft"]


@pytest.mark.parametrize(
    ("told", "wished"), [("2026-11-20", "2026-11-20T14:00:00+01:00"), ("2026-11-18", "2026-11-18T14:00:00+01:00")]
)
def test_an_hour_alone_is_one_of_the_day_that_was_told_of_right_before(talk, told, wished):
    day = datetime.fromisoformat(told).replace(tzinfo=BERLIN)
    stretch = {"start": day.isoformat(), "end": (day + timedelta(days=1)).isoformat()}
    slots = {"listing": {"what": "availability", **stretch}}
    begun = begun_after_free_time(talk, "ok book an intro call at 2 then", slots)
    assert datetime.fromisoformat(begun.get("start") or begun["wish"]["start"]) == datetime.fromisoformat(wished)


@pytest.mark.parametrize(("ends", "is_exact"), [("15:00", False), ("14:00", True)])
def test_the_one_free_time_that_was_told_right_before_is_what_book_that_wishes_for(talk, ends, is_exact):
    told = ["2026-11-20T14:00:00+01:00", f"2026-11-20T{ends}:00+01:00"]
    wish = begun_after_free_time(talk, "book that please", {"told_times": [told]})["wish"]
    assert (wish["start"], wish["exact"]) == (told[0], is_exact)
    assert "wish" not in begun_after_free_time(talk, "book that please", {"told_times": [told, told]})


@pytest.mark.parametrize(
    ("said", "is_wish"), [("anything on friday afternoon?", True), ("what do i have on friday afternoon?", False)]
)
def test_a_time_asked_for_at_the_question_when_is_a_wish_and_no_look_at_the_calendar(talk, said, is_wish):
    talk.begin("book an intro call")
    before = talk.task["draft"].get("wish")
    talk.hear(said, "list_events_in_range", 0.9)
    assert (talk.task["draft"].get("wish") != before) is is_wish


def test_the_last_of_several_times_is_taken_as_the_latest_one(talk):
    talk.begin("book an intro call tomorrow morning")
    latest = talk.task["draft"]["offered"]["choices"][-1][0]
    talk.hear("the latest one")
    assert talk.task["draft"]["start"] == latest


def test_a_place_that_is_not_there_is_no_day(talk):
    talk.begin("book an intro call next friday")
    assert talk.hear("the seventh one").names == ["utter_no_such_choice"]


def test_words_that_mean_two_moments_are_asked_about_with_the_hour(talk):
    talk.begin("book an intro call next friday at 4")
    assert [title for _, title in talk.task["draft"]["offered"]["choices"]] == [
        "Fri 27 Nov, 16:00 CET",
        "Fri 20 Nov, 16:00 CET",
    ]
    talk.hear("1")
    assert talk.task["draft"]["start"] == "2026-11-27T16:00:00+01:00"


@pytest.mark.parametrize(
    "chosen", ["https://api.example.com/event_types/somebody-elses", "day 2026-99-99", "week x", "span 1 2"]
)
def test_a_button_with_a_forged_value_chooses_nothing(talk, chosen):
    talk.begin("book an intro call")
    talk.press("inform", choice=chosen)
    assert "start" not in talk.task["draft"]


def test_a_time_that_is_not_offered_is_not_taken_from_a_button_either(talk):
    talk.begin("book an intro call")
    talk.press("inform", choice="2026-11-29T03:00:00+00:00")
    assert "start" not in talk.task["draft"]
    assert talk.task["draft"]["offered"]["kind"] == "near"


def test_a_time_in_the_past_is_not_taken(talk):
    talk.begin("book an intro call")
    talk.hear("yesterday at 11")
    assert "start" not in talk.task["draft"]
    assert talk.ask().names == ["utter_none_past", "utter_offer_near"]


def test_the_reason_is_said_once(talk):
    talk.begin("book an intro call")
    talk.hear("yesterday at 11")
    talk.ask()
    assert talk.ask().names == ["utter_offer_near"]


def test_another_week_is_no_later_time_of_the_same_day(talk):
    talk.begin("book an intro call")
    talk.ask()
    talk.hear("another week", "show_more", 0.97)
    wish = talk.task["draft"]["wish"]
    assert datetime.fromisoformat(wish["end"]) - datetime.fromisoformat(wish["start"]) == timedelta(days=7)
    assert datetime.fromisoformat(wish["start"]).weekday() == 0


@pytest.mark.parametrize(("said", "name"), [("with tom", "tom"), ("with zoom", None), ("with my boss", None)])
def test_with_whom_can_be_said_at_the_question_when(talk, said, name):
    talk.begin("book an intro call")
    talk.hear(said)
    assert talk.task["draft"].get("name") == name
