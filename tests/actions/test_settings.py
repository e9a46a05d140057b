"""How the bot speaks to a person."""

import pytest

from actions.settings import clock_in, locale_in

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
ZONE, CLOCK = "action_set_time_zone", "action_set_clock"


@pytest.fixture
def say(server, ana):
    """Give a function that says something about a setting."""

    def say(text, conversation=ana, action=ZONE, **more):
        intent = "set_time_zone" if action == ZONE else "set_clock"
        return server.run(action, conversation, intent, text, **more)

    return say


@pytest.fixture
def kept(desk):
    """Give a function that returns a person's preferences."""
    return lambda conversation: desk.people.preferences(desk.people.conversation(conversation).principal_id)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("my time zone is berlin", "Europe/Berlin"),
        ("use tokyo time", "Asia/Tokyo"),
        ("set timezone america/denver", "America/Denver"),
        ("i moved from paris to sydney, update my time zone", "Australia/Sydney"),
        ("switch my timezone to utc", "UTC"),
        ("use cet please", "Europe/Paris"),
        ("my zone is gmt+2", "Etc/GMT-2"),
        ("set it to utc-5", "Etc/GMT+5"),
    ],
)
def test_a_zone_in_words_is_kept_and_said_back_with_the_time_there(say, kept, ana, text, zone):
    said = say(text)
    assert said.names == ["utter_zone_set"]
    assert kept(ana).chosen_zone == zone
    assert said.slots["told_zone"] == zone
    assert "Nov" in said.last["now"]


def test_the_time_there_is_right(say):
    assert say("my time zone is tokyo").last["now"] == "Today, Wed 18 Nov, 21:00 JST"


def test_an_offset_that_no_zone_is_named_after_is_not_kept(say, kept, ana):
    assert say("my time zone is utc+05:30").names == ["utter_zone_not_whole"]
    assert kept(ana).chosen_zone is None


def test_letters_of_several_zones_are_asked_about_and_the_choice_is_kept(say, kept, ana, clock):
    draft = say("my time zone is CST").slots["which"]["draft"]
    assert [way["title"] for way in draft["ways"]][:2] == ["Chicago", "Shanghai"]
    settled = {"asked": {**draft["asked"], "chosen": draft["ways"][1]["chosen"]}, "at": clock().isoformat()}
    assert say("shanghai", slots={"settled": settled}).names == ["utter_zone_set"]
    assert kept(ana).chosen_zone == "Asia/Shanghai"


def test_the_device_s_zone_is_taken_when_one_asks_for_it(say, kept, ana, desk):
    desk.people.prefer(desk.people.conversation(ana).principal_id, channel_zone="America/New_York")
    assert say("use my local time").last["place"] == "New York"
    assert kept(ana).chosen_zone == "America/New_York"


def test_calendly_s_zone_comes_back(say, kept, ana):
    say("my time zone is tokyo")
    assert say("use my calendly time zone").names == ["utter_zone_as_calendly"]
    assert kept(ana).chosen_zone is None


def test_asking_says_where_the_zone_is_known_from(say, stranger, desk):
    assert say("which time zone are you using?").names == ["utter_zone_is_calendly"]
    assert say("what is my time zone?", stranger).slots["which"]["draft"]["response"] == "utter_ask_own_zone"
    desk.people.prefer(desk.people.conversation(stranger).principal_id, channel_zone="Asia/Tokyo")
    assert say("what is my time zone?", stranger).names == ["utter_zone_is_channel"]
    say("my time zone is lisbon", stranger)
    assert say("what is my time zone?", stranger).names == ["utter_zone_is_chosen"]


def test_a_zone_that_nobody_knows_is_asked_for_again_and_changes_nothing(say, kept, ana):
    said = say("set my time zone to gibberishland")
    assert said.slots["which"]["draft"]["response"] == "utter_zone_not_known"
    assert kept(ana).chosen_zone is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("use 24 hour time", "24h"),
        ("12 hour clock please", "12h"),
        ("use am and pm", "12h"),
        ("show times as 14:00", "24h"),
        ("no am pm, use 24 hours", "24h"),
        ("stop using military time", "12h"),
        ("i don't like 24 hour time", "12h"),
        ("can you show 3pm instead of 15:00", "12h"),
        ("i prefer military time", "24h"),
        ("european time format please", "24h"),
        ("change the time format", None),
        ("british dates please", None),
    ],
)
def test_the_clock_is_read_from_words_also_from_a_refused_one(text, clock):
    assert clock_in(text) == clock


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("dates the british way", "en-GB"),
        ("use american dates", "en-US"),
        ("put day before month", "en-GB"),
        ("dates like dd/mm please", "en-GB"),
        ("month first please", "en-US"),
        ("australian dates", "en-AU"),
        ("24 hour clock and american dates", "en-US"),
        ("european time format please", None),
        ("date format", None),
    ],
)
def test_the_order_of_dates_is_read_from_words(text, locale):
    assert locale_in(text) == locale


def test_clock_and_dates_are_kept_and_shown_at_once(say, kept, ana):
    assert say("use the 12 hour clock", action=CLOCK).last["example"] == "Today, Wed 18 Nov, 1:00–2:00 pm CET"
    assert say("american dates please", action=CLOCK).last["example"] == "Today, Wed, Nov 18, 1:00–2:00 PM CET"
    assert (kept(ana).clock, kept(ana).locale) == ("12h", "en-US")


def test_what_there_is_can_be_pressed(say, kept, ana):
    said = say("time format", action=CLOCK)
    assert said.names == ["utter_ask_clock"]
    assert len(said.last["buttons"]) == 4
    assert kept(ana).clock is None
