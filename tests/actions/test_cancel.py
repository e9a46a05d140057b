"""Cancelling in the chat: shown first, done after a yes, and told as it is."""

import pytest

from actions.forms.which_event import LISTED
from parley.calendly.scopes import CHANGE, READ_EVENTS
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def talk_of(server, desk):
    """Give a function that returns somebody's conversation, who may cancel."""

    def talk_of(person):
        conversation = desk.meet(person)
        desk.connect(conversation, person, scopes=CHANGE)
        return Talk(server, conversation.id, "cancel_form", "cancellation", "cancel_event")

    return talk_of


@pytest.fixture
def talk(talk_of):
    """Somebody who may cancel in Ana's calendar."""
    return talk_of("ana")


@pytest.fixture
def confirmed(talk):
    """The next meeting, a reason, and a yes."""
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear("yes", "affirm", 0.99)
    assert said.followups == ["action_cancel"]
    return talk


def path_of(talk: Talk) -> str:
    return f"/scheduled_events/{talk.task['draft']['ids'][0]}/cancellation"


def _is_met_once(who: list[str], people: dict[str, list[str]]) -> bool:
    return len(who) == 1 and sum(who[0] in each for each in people.values()) == 1


def cancellations(calendly) -> int:
    return sum(count for call, count in calendly.counts().items() if call.startswith("POST /scheduled_events"))


def test_nothing_is_cancelled_before_the_yes(talk, calendly):
    talk.begin("cancel my next meeting")
    assert talk.asked == "reason"
    talk.hear("no")
    assert talk.asked == "confirm"
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling"]
    assert "Thu 19 Nov, 09:00–09:15 CET" in said.last["summary"]
    assert cancellations(calendly) == 0


def test_after_the_yes_it_is_cancelled_with_its_reason_and_forgotten(confirmed, desk):
    event_id = confirmed.task["draft"]["ids"][0]
    said = confirmed.do("action_cancel")
    assert said.names == ["utter_canceled"]
    assert said.slots["cancellation"] is None
    event = desk.access.account(confirmed.conversation, READ_EVENTS).calendly.events.get(event_id)
    assert (event.status, event.cancellation.reason) == ("canceled", "I am ill")


@pytest.mark.parametrize("text", ["no", "keep it", "don't cancel it", "no, leave it as it is"])
def test_a_no_keeps_it(talk, calendly, text):
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear(text)
    assert said.followups == ["action_cancel"]
    assert talk.do("action_cancel", "deny").names == ["utter_kept"]
    assert cancellations(calendly) == 0


@pytest.mark.parametrize("text", ["cancel", "great", "please"])
def test_what_may_be_a_yes_is_asked_back(talk, text):
    talk.begin("cancel my next meeting because I am ill")
    said = talk.hear(text, "cancel_event", 0.95)
    assert said.names == ["utter_cancel_which_way"]
    assert talk.asked == "confirm"


@pytest.mark.parametrize("text", ["cancel it", "yes, cancel it", "please cancel it", "go ahead and cancel it"])
def test_cancel_it_is_a_yes_at_the_last_look(talk, text):
    talk.begin("cancel my next meeting because I am ill")
    assert talk.hear(text, "cancel_event", 0.95).followups == ["action_cancel"]


def test_an_answer_that_was_lost_is_looked_up(confirmed, calendly):
    calendly.arm({"kind": "commit_then_500", "paths": [path_of(confirmed)]})
    assert confirmed.do("action_cancel").names == ["utter_canceled"]
    assert cancellations(calendly) == 1


def test_while_it_is_not_known_that_is_said_and_it_is_looked_at_again(confirmed, calendly):
    calendly.arm({"kind": "bad_gateway", "paths": [path_of(confirmed)]})
    assert confirmed.do("action_cancel").names == ["utter_checking_cancelling", "utter_canceled"]


def test_as_long_as_it_is_not_known_asking_stays_possible(confirmed, calendly):
    for _ in range(4):
        calendly.arm({"kind": "bad_gateway", "paths": [path_of(confirmed)]})
    said = confirmed.do("action_cancel")
    assert said.names == ["utter_checking_cancelling"]
    assert said.slots["waiting_request"]["asked"]["action"] == "action_cancel"
    assert confirmed.do("action_cancel", "try_again").names == ["utter_cancelling_not_known_yet"]
    assert confirmed.do("action_cancel", "try_again").names == ["utter_checking_cancelling", "utter_canceled"]


def test_an_event_that_somebody_cancelled_meanwhile_is_said(confirmed, desk):
    account = desk.access.account(confirmed.conversation, CHANGE)
    account.calendly.bookings.cancel(confirmed.task["draft"]["ids"][0])
    assert confirmed.do("action_cancel").names == ["utter_cannot_cancel_none_open"]


def test_what_has_begun_meanwhile_is_not_cancelled(confirmed, calendly, clock):
    clock.pass_(hours=24)
    assert confirmed.do("action_cancel").names == ["utter_cannot_cancel_none_open"]
    assert cancellations(calendly) == 0


def test_whoever_is_not_among_those_to_choose_from_is_found_by_name(talk, desk):
    talk.begin("cancel a meeting")
    assert talk.asked == "which"
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    coming = [one["id"] for one in talk.task["draft"]["among"]]
    people = {one: [who.name for who in events.invitees(one, status="active")] for one in coming}
    meant, (name,) = next((one, people[one]) for one in coming[LISTED:] if _is_met_once(people[one], people))
    talk.hear(name)
    assert talk.task["draft"]["ids"] == [meant]


@pytest.mark.parametrize("request_", ["please cancel {name}", "cancel {name} because I am ill", "cancel {name} please"])
def test_a_name_counts_for_more_than_what_was_talked_about(talk, desk, request_):
    talk.begin("cancel a meeting")
    coming = [one["id"] for one in talk.task["draft"]["among"]]
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    people = {one: [who.name for who in events.invitees(one, status="active")] for one in coming}
    meant, (name,) = next((one, people[one]) for one in coming[1:] if _is_met_once(people[one], people))
    talk.slots |= {"cancellation": None, "focus_event": coming[0]}
    talk.begin(request_.format(name=name))
    assert talk.task["draft"]["ids"] == [meant]


def test_everything_on_a_day_is_listed_line_by_line_and_told_line_by_line(talk):
    talk.begin("cancel everything on thursday because I am ill")
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling_several"]
    lines = said.last["events"].splitlines()
    assert [line[:2] for line in lines[:-1]] == [f"{place}." for place in range(1, len(lines))]
    assert len(lines) > 3
    assert all("Thu 19 Nov" in line for line in lines[:-1])
    talk.hear("yes", "affirm", 0.99)
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_all"]
    assert told.last["count"] == len(lines) - 1


@pytest.mark.parametrize(
    ("text", "left"),
    [("not the second one", [0, 2]), ("all but the first", [1, 2]), ("only the last one", [2]), ("keep 1 and 3", [1])],
)
def test_some_of_several_can_be_left_out(talk, text, left):
    talk.begin("cancel everything on thursday because I am ill")
    ids = talk.task["draft"]["ids"] = talk.task["draft"]["ids"][:3]
    talk.hear(text)
    assert talk.task["draft"]["ids"] == [ids[place] for place in left]
    assert talk.asked == "confirm"


def test_of_several_the_one_whose_answer_is_lost_is_looked_up_after_the_others(talk, calendly):
    talk.begin("cancel everything on thursday because I am ill")
    talk.hear("yes", "affirm", 0.99)
    for _ in range(2):
        calendly.arm({"kind": "bad_gateway", "paths": [path_of(talk)]})
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_so_far", "utter_checking_cancelling"]
    all_of_them = len(talk.task["draft"]["ids"])
    assert told.responses[0]["count"] == all_of_them - 1
    said = talk.do("action_cancel", "try_again")
    assert said.names == ["utter_checking_cancelling", "utter_canceled_all"]
    assert said.last["count"] == all_of_them


def test_of_several_those_that_calendly_does_not_do_have_their_own_lines(talk, calendly):
    talk.begin("cancel everything on thursday because I am ill")
    talk.hear("yes", "affirm", 0.99)
    calendly.arm({"kind": "rate_limited", "paths": [path_of(talk)]})
    told = talk.do("action_cancel")
    assert told.names == ["utter_canceled_none"]
    assert all(line.startswith("✗") for line in told.last["events"].splitlines())


def test_a_group_is_warned_about(talk):
    talk.begin("cancel the product demo because I am ill")
    said = talk.ask()
    assert said.names == ["utter_confirm_cancelling_group"]
    assert "people" in said.last["warning"]


def test_a_button_that_names_a_strangers_event_finds_nothing(talk, talk_of, server):
    other = talk_of("ben")
    other.begin("cancel my next meeting")
    foreign = other.task["draft"]["ids"][0]
    said = talk.press("cancel_event", event=foreign)
    assert "cancellation" not in talk.slots or not (talk.slots["cancellation"] or {}).get("asked")
    assert set(said.names) <= {"utter_not_allowed", "utter_event_gone"}


def test_an_empty_calendar_has_nothing_to_cancel(talk_of):
    noah = talk_of("noah")
    assert noah.begin("cancel my next meeting").followups == ["action_cancel"]
    assert noah.do("action_cancel").names == ["utter_nothing_to_cancel"]


def test_without_a_confirmed_cancelling_nothing_is_done(talk, calendly):
    talk.begin("cancel my next meeting")
    assert talk.do("action_cancel").names == ["utter_nothing_to_confirm"]
    assert cancellations(calendly) == 0


def test_no_more_than_fit_a_screen_are_cancelled_at_once_and_that_is_said(talk):
    talk.begin("cancel all my meetings because I am ill")
    assert len(talk.task["draft"]["ids"]) == 10
    assert "more" in talk.ask().last["events"].splitlines()[10]


def test_looking_through_several_asks_calendly_once_for_each_thing_in_a_turn(talk, calendly):
    before = sum(calendly.counts().values())
    talk.begin("cancel everything on thursday")
    events = len(talk.task["draft"]["ids"])
    # The list, and who is in each of them; what was read for finding them is not read again.
    assert sum(calendly.counts().values()) - before <= 2 + events


def test_leaving_one_out_is_no_reason(talk):
    talk.begin("cancel everything on thursday")
    ids = talk.task["draft"]["ids"]
    talk.hear("not the second one")
    assert talk.task["draft"]["ids"] == [ids[0], *ids[2:]]
    assert talk.asked == "reason"


def test_the_next_two_are_those_that_come_next(talk):
    talk.begin("cancel my next two meetings")
    assert len(talk.task["draft"]["ids"]) == 2
    said = talk.ask()
    assert "Thu 19 Nov, 09:00" in said.last["events"].splitlines()[0]


@pytest.mark.parametrize("text", ["tell me a joke please", "what's the weather like", "ok can you play some music"])
def test_what_has_nothing_to_do_with_it_is_no_reason(talk, text):
    talk.begin("cancel my next meeting")
    talk.hear(text, "out_of_scope", 0.95)
    assert talk.asked == "reason"
    assert "reason" not in talk.task["draft"]


@pytest.mark.parametrize(
    ("text", "confidence"), [("my dog is sick", 0.95), ("the weather is awful", 0.95), ("what a mess at work", 0.5)]
)
def test_a_reason_may_be_about_anything(talk, text, confidence):
    talk.begin("cancel my next meeting")
    talk.hear(text, "out_of_scope", confidence)
    assert talk.task["draft"]["reason"] == text
