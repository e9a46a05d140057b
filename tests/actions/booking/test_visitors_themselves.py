"""Who a visitor is, and where, at any question of a booking."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.actions.booking.conftest import first_time

FOUR = "on Thursday 26 November at 16:00"


def draft_of(talk):
    return talk.task["draft"]


@pytest.fixture
def listed(visitor):
    """Times on offer, and nobody named yet."""
    visitor.begin("book an intro call")
    assert visitor.asked == "start"
    return visitor


@pytest.fixture
def told(visitor):
    """A name and an address, at the host's first question."""
    visitor.begin("book an intro call, Bob Ray bob@exmaple.com")
    visitor.press("inform", choice=first_time(visitor))
    visitor.ask()
    assert (visitor.asked, draft_of(visitor)["name"]) == ("question", "Bob Ray")
    return visitor


@pytest.fixture
def whole(told):
    """Everything answered but whether to book it."""
    told.hear("skip")
    told.hear("skip")
    told.hear("no")
    assert told.asked == "confirm"
    told.ask()
    return told


def local_start(talk):
    start = datetime.fromisoformat(draft_of(talk).get("start") or draft_of(talk)["wish"]["start"])
    return start.astimezone(ZoneInfo("America/New_York"))


def test_where_a_visitor_is_gives_the_zone_of_the_time_they_ask_for(visitor):
    said = visitor.begin("I'm in New York, can I get an intro call at 9am my time on Thursday 26 November?")
    assert said.names[0] == "utter_zone_set"
    assert (local_start(visitor).day, local_start(visitor).hour) == (26, 9)
    assert draft_of(visitor)["zone"] == "America/New_York"


def test_where_a_visitor_is_counts_beside_a_time_at_the_list_too(listed):
    listed.hear("I'm based in New York, Thursday 26 November at 9am would be good")
    assert (local_start(listed).day, local_start(listed).hour) == (26, 9)


@pytest.mark.parametrize("text", ["my time zone is Lisbon", "by the way my timezone is Lisbon", "I'm in Lisbon"])
def test_a_zone_that_is_a_visitors_own_is_that_of_the_times_on_offer(listed, text):
    said = listed.hear(text, "set_time_zone", 0.9)
    assert said.names == ["utter_zone_set"]
    assert listed.ask().last["zone"] == "Europe/Lisbon"
    assert draft_of(listed)["zone"] == "Europe/Lisbon"


def test_a_journey_and_somebody_elses_zone_are_not_the_visitors(listed):
    for text in ("I'm in Lisbon next week", "her time zone is Lisbon", "I'm in sales"):
        assert "utter_zone_set" not in listed.hear(text).names


def test_the_chosen_time_stays_when_a_zone_is_told(whole):
    before = draft_of(whole)["start"]
    whole.hear("my time zone is Lisbon", "set_time_zone", 0.9)
    assert (draft_of(whole)["start"], draft_of(whole)["zone"], whole.asked) == (before, "Europe/Lisbon", "confirm")


def test_an_address_is_corrected_where_any_text_is_an_answer(told):
    told.hear("sorry wrong, bob@example.com")
    assert (draft_of(told)["email"], told.asked) == ("bob@example.com", "question")
    assert not draft_of(told).get("answers")


@pytest.mark.parametrize(
    "text",
    [
        "the guest is carol@example.com",
        "guest: carol@example.com",
        "please invite carol@example.com",
        "can you cc carol@example.com",
    ],
)
def test_a_guests_address_never_replaces_the_visitors(whole, text):
    whole.hear(text)
    assert (draft_of(whole)["email"], draft_of(whole)["guests"]) == ("bob@exmaple.com", ["carol@example.com"])


@pytest.mark.parametrize(
    "text", ["no her mail is carol@example.com", "their address is carol@example.com", "carol@example.com"]
)
def test_an_address_for_somebody_who_comes_along_is_theirs(told, text):
    told.hear("skip")
    told.hear("skip")
    told.hear("can I bring someone?")
    assert told.asked == "guest_address"
    told.hear(text)
    assert (draft_of(told)["email"], draft_of(told)["guests"]) == ("bob@exmaple.com", ["carol@example.com"])


def test_whoever_is_met_is_not_the_visitor(visitor):
    visitor.begin(f"I'd like an intro call with Ana {FOUR}, jan@example.com")
    assert "name" not in draft_of(visitor)
    assert visitor.asked == "name"
    visitor.hear("with Ana")
    assert visitor.asked == "name"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is Jan Roth", "Jan Roth"),
        ("sorry, my name is Jan Roth not Bob", "Jan Roth"),
        ("name should be Karin Holm", "Karin Holm"),
        ("it's Jan Roth, not Bob Ray", "Jan Roth"),
        ("I'm Paula Winter", "Paula Winter"),
        ("no, the name is Una May", "Una May"),
        ("it's for Lena Vogt, not me", "Lena Vogt"),
    ],
)
def test_a_name_is_corrected_at_the_summary(whole, text, name):
    whole.hear(text)
    assert (draft_of(whole)["name"], whole.asked) == (name, "confirm")


def test_a_name_told_among_the_times_is_kept_and_is_no_season(listed):
    before = draft_of(listed).get("offered")
    listed.hear("I'm Paula Winter")
    assert (draft_of(listed)["name"], draft_of(listed).get("offered")) == ("Paula Winter", before)
    listed.hear("Una May una@example.com")
    assert (draft_of(listed)["name"], draft_of(listed)["email"]) == ("Paula Winter", "una@example.com")


def test_name_and_address_told_among_the_times_are_both_kept(listed):
    listed.hear("Una May, una@example.com")
    assert (draft_of(listed)["name"], draft_of(listed)["email"], listed.asked) == (
        "Una May",
        "una@example.com",
        "start",
    )


def test_a_full_name_alone_among_the_times_is_the_visitors(listed):
    listed.hear("Design Review")
    assert "name" not in draft_of(listed)
    listed.hear("Sam Ortiz")
    assert (draft_of(listed)["name"], listed.asked) == ("Sam Ortiz", "start")


def test_a_part_of_the_name_does_not_replace_it(whole):
    whole.hear("I'm Bob from Acme")
    assert draft_of(whole)["name"] == "Bob Ray"


def test_a_name_is_told_where_any_text_is_an_answer(told):
    told.hear("my name is Jan Roth")
    assert (draft_of(told)["name"], told.asked) == ("Jan Roth", "question")
    told.hear("I'm Building a website")
    assert draft_of(told)["name"] == "Jan Roth"


def test_a_name_that_is_wrong_is_asked_again(whole):
    whole.hear("that's not my name!")
    assert whole.asked == "name"


@pytest.mark.parametrize("text", ["tomorrow", "next week", "her mail is lena@example.com", "my phone is dead"])
def test_what_is_no_name_is_not_taken_for_one(visitor, text):
    visitor.begin(f"book an intro call {FOUR}")
    assert visitor.asked == "name"
    visitor.hear(text)
    assert "name" not in draft_of(visitor)


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        (f"book an intro call {FOUR}, my name's Leo", "Leo", None),
        (f"Good morning, my name is Margaret Holloway and I'd like an intro call {FOUR}", "Margaret Holloway", None),
        (f"intro call {FOUR} for my wife, her name is Lena Vogt", "Lena Vogt", None),
        (f"my name is Sven but the intro call is for my boss, Karin Holm, {FOUR}", "Karin Holm", None),
        (f"intro call {FOUR}, Una May, una@example.com", "Una May", "una@example.com"),
        (f"intro call {FOUR}, April Jones april@example.com", "April Jones", "april@example.com"),
        (f"intro call {FOUR} Tom Beck, tom@example.com", "Tom Beck", "tom@example.com"),
        (f"intro call for Tom Beck {FOUR}", "Tom Beck", None),
        (f"intro call for Ana {FOUR}", None, None),
        (f"intro call with Ana, jo@example.com {FOUR}", None, "jo@example.com"),
        (f"I'm Ana Lopez, an intro call {FOUR} please", "Ana Lopez", None),
    ],
)
def test_a_request_tells_who_it_is_for(visitor, text, name, email):
    visitor.begin(text)
    assert (draft_of(visitor).get("name"), draft_of(visitor).get("email")) == (name, email)
    start = datetime.fromisoformat(draft_of(visitor).get("start") or draft_of(visitor)["wish"]["start"])
    assert (start.month, start.day) == (11, 26)


def test_a_request_in_the_words_of_a_form_is_taken_whole(visitor):
    visitor.begin("Book intro call, name: Olga Petrova, email: olga@example.com, guests: nina@x.org and max@x.org")
    draft = draft_of(visitor)
    assert (draft["name"], draft["email"], draft["guests"]) == (
        "Olga Petrova",
        "olga@example.com",
        ["nina@x.org", "max@x.org"],
    )


def test_a_number_of_the_first_message_is_not_asked_for_again(visitor):
    visitor.begin("quick check-in, Ed Stone, ed@example.com, 0171 5556677")
    visitor.press("inform", choice=first_time(visitor))
    assert visitor.asked == "guests"
    assert draft_of(visitor)["place"]["words"] == "0171 5556677"
    visitor.hear("my number is +49 171 999 8887")
    assert draft_of(visitor)["place"]["words"] == "+49 171 999 8887"


def test_at_the_question_for_a_number_other_words_are_heard(visitor):
    visitor.begin("quick check-in, Ed Stone, ed@example.com")
    visitor.press("inform", choice=first_time(visitor))
    visitor.ask()
    assert visitor.asked == "place_words"
    before = draft_of(visitor)["start"]
    assert visitor.hear("no").names == ["utter_not_an_answer"]
    visitor.hear("make it Thursday 26 November at 14:00")
    assert draft_of(visitor).get("start") != before


def test_another_type_with_a_time_is_taken_with_it(visitor):
    visitor.begin("design review, Ed Stone, ed@example.com")
    visitor.hear(f"quick check-in {FOUR}")
    assert draft_of(visitor)["event_type"].endswith(type_of(visitor, "quick check-in"))


def test_what_shall_be_booked_too_changes_nothing_of_this_booking(visitor):
    visitor.begin("design review, Ed Stone, ed@example.com")
    before = draft_of(visitor)
    assert visitor.hear(f"and the quick check-in {FOUR}").names == ["utter_first_this_one"]
    assert draft_of(visitor) == before


def type_of(visitor, name):
    other = dict(visitor.slots)
    visitor.slots.clear()
    visitor.begin(f"book a {name}")
    found = draft_of(visitor)["event_type"].rsplit("/", 1)[-1]
    visitor.slots.clear()
    visitor.slots |= other
    return found
