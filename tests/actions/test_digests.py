"""Digests: days and time as they were said, changed, stopped."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
WORKDAYS, ALL_DAYS = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)


@pytest.fixture
def ask(server, ana):
    """Give a function that asks for something about digests."""

    def ask(text: str, **more):
        return server.run("action_digest", ana, "digest", text, **more)

    return ask


@pytest.fixture
def kept(server, desk, ana):
    """Give a function that returns the rules of the person's digests."""
    who = desk.people.conversation(ana).principal_id
    return lambda: [
        (one.rule.weekdays, divmod(one.rule.wall, 60), one.covers) for one in server.services.plans.digests.of(who)
    ]


@pytest.mark.parametrize(
    ("text", "days", "time", "covers"),
    [
        ("send me my agenda every weekday at 8", WORKDAYS, (8, 0), "day"),
        ("a summary every Monday morning", (0,), (8, 0), "week"),
        ("daily digest at 7:30 for tomorrow", ALL_DAYS, (7, 30), "tomorrow"),
        ("every evening at six show me what's tomorrow", ALL_DAYS, (18, 0), "tomorrow"),
        ("can you send my schedule every evening", ALL_DAYS, (18, 0), "tomorrow"),
        ("weekly overview on sundays would be nice", (6,), (8, 0), "week"),
        ("mon-fri at 7am please, my agenda", WORKDAYS, (7, 0), "day"),
        ("digest every tuesday and thursday at quarter past 9", (1, 3), (9, 15), "day"),
        ("my meetings every day except sunday at 21:00", (0, 1, 2, 3, 4, 5), (21, 0), "tomorrow"),
        ("text me my day at seven every day", ALL_DAYS, (7, 0), "day"),
    ],
)
def test_what_is_said_is_kept(ask, kept, text, days, time, covers):
    said = ask(text)
    assert said.names == ["utter_digest_set"], said.responses
    assert kept() == [(days, time, covers)]


def test_it_is_said_when_it_comes_in_which_zone_and_when_first(ask):
    said = ask("send me my agenda every weekday at 8").last
    assert said["when"] == "every weekday at 08:00 CET"
    assert said["covers"] == "your agenda of that day"
    assert said["due"] == "Tomorrow, Thu 19 Nov, 08:00 CET"
    assert [one["title"] for one in said["buttons"]] == ["Change it", "Stop it"]


def test_a_zone_that_is_named_is_kept(ask):
    said = ask("send me my agenda on weekdays at 7am new york time").last
    assert said["when"] == "every weekday at 07:00 EST"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("move the digest to 7", (WORKDAYS, (7, 0), "day")),
        ("digest at nine instead", (WORKDAYS, (9, 0), "day")),
        ("change my daily summary to 6:30", (WORKDAYS, (6, 30), "day")),
        ("make it every day instead", (ALL_DAYS, (8, 0), "day")),
    ],
)
def test_it_is_changed(ask, kept, text, after):
    ask("send me my agenda every weekday at 8")
    assert ask(text).names == ["utter_digest_changed"]
    assert kept() == [after]


def test_not_on_weekends_leaves_the_weekdays(ask, kept):
    ask("send me my agenda every day at 8")
    assert ask("i don't need the daily agenda on weekends").names == ["utter_digest_changed"]
    assert kept() == [(WORKDAYS, (8, 0), "day")]


def test_an_evening_stays_an_evening(ask, kept):
    ask("send me tomorrow's meetings every evening at 6")
    ask("move the digest to 7")
    assert kept() == [(ALL_DAYS, (19, 0), "tomorrow")]


def test_it_is_stopped(ask, kept):
    ask("send me my agenda every weekday at 8")
    assert ask("stop the daily agenda").names == ["utter_plans_stopped"]
    assert kept() == []


def test_a_day_off_is_not_taken_for_the_end(ask, kept):
    ask("send me my agenda every weekday at 8")
    assert ask("please don't send the summary today").followups == ["which_form"]
    assert len(kept()) == 1


def test_rarer_than_every_week_is_refused_with_what_there_is(ask, kept):
    assert ask("a summary on the first monday of the month").names == ["utter_digest_every_week_at_most"]
    assert kept() == []


def test_five_and_no_more(ask, kept):
    for hour in range(5, 10):
        ask(f"send me my agenda every weekday at {hour}")
    assert ask("send me my agenda every weekday at 11").names == ["utter_too_many_digests"]
    assert len(kept()) == 5
