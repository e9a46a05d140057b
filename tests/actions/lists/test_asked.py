"""What is only asked starts no task and asks for no more access; a yes or no comes first."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
DETAILS, INVITEES = "action_event_details", "action_get_invitees"
CANCELLING, MARKING, BOOKING = "validate_cancel_form", "validate_no_show_form", "validate_booking_form"


@pytest.mark.parametrize(
    "said", ["what did I cancel today?", "did I cancel anything today?", "which meetings got cancelled today?"]
)
def test_what_was_cancelled_is_looked_up(chat, said):
    told = chat.say(said, CANCELLING, "cancel_event")
    assert told.names[0] in ("utter_none_found", "utter_none_found_nearest")
    assert "cancelled" in told.last["found"]


def test_whether_somebody_cancelled_is_yes_or_no(chat):
    said = chat.say("did Sofia cancel?", "action_not_understood", "nlu_fallback")
    assert said.last["when"].startswith("Yes. ")
    assert "Sofia Rossi" in said.last["events"]
    assert chat.say("did Tim cancel?", "action_not_understood").last["when"].startswith("No. ")


@pytest.mark.parametrize("said", ["is anyone marked as no show last week?", "who didn't show up last week?"])
def test_who_did_not_come_is_looked_up(chat, said):
    assert chat.say(said, MARKING, "mark_no_show").names == ["utter_no_no_shows"]


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("do I have anything with tim on thursday?", True),
        ("do I have anything with rosa on saturday?", False),
        ("do I have more than 3 meetings tomorrow?", True),
        ("do I have more than 4 meetings tomorrow?", False),
        ("is there anything on saturday?", False),
    ],
)
def test_a_list_begins_with_yes_or_no(chat, said, yes):
    assert chat.say(said).last["when"].startswith("Yes. " if yes else "No. ")


def test_what_is_told_of_an_event_begins_with_yes_or_no(chat):
    chat.say("tell me about my next meeting", DETAILS, "event_details")
    assert chat.say("is it online?", DETAILS, "event_details").names == ["utter_yes", "utter_event_details"]
    assert chat.say("is it on friday?", DETAILS, "event_details").names == ["utter_no", "utter_event_details"]
    assert chat.say("is it longer than an hour?", DETAILS, "event_details").names[0] == "utter_no"
    assert chat.say("tell me more about it", DETAILS, "event_details").names == ["utter_event_details"]


def test_no_yes_is_said_of_somebody_elses(chat):
    said = chat.say("is Yusuf's onboarding on friday?", BOOKING, "schedule_appointment")
    assert "utter_yes" not in said.names
    assert not str(said.last.get("when")).startswith("Yes")


def test_an_hour_alone_is_in_the_list(chat):
    chat.say("what's on tomorrow?")
    said = chat.say("who's in the one at 2?", INVITEES, "get_invitees")
    assert said.last["when"] == "Tomorrow, Thu 19 Nov, 14:00–14:30 CET"


def test_who_is_up_next_is_the_next_of_all(chat):
    chat.say("what's on next week?")
    said = chat.say("ok cool, so who's up next?", INVITEES, "get_invitees")
    assert said.last["when"] == "Today, Wed 18 Nov, 13:00–13:30 CET"


@pytest.mark.parametrize("said", ["who am I meeting this week", "who did I meet last week"])
def test_who_is_met_has_names(chat, said):
    assert all(" with " in line for line in chat.say(said, INVITEES, "get_invitees").last["events"].splitlines())
    assert all(" with " in line for line in chat.say(said).last["events"].splitlines())


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("what's on next monday and tuesday", "Mon 23 – Tue 24 Nov (CET)"),
        ("how many meetings on thursday and friday?", "Thu 19 – Fri 20 Nov (CET)"),
        ("what's on tomorrow and on sunday", "Thu 19 – Sun 22 Nov (CET), leaving out Fri 20 – Sat 21 Nov"),
        ("rest of the week", "Wed 18 – Sun 22 Nov (CET)"),
    ],
)
def test_days_said_together_are_all_looked_at(chat, said, when):
    assert chat.say(said).last["when"] == when


def test_what_was_had_this_month_ends_now(chat):
    had, all_of_it = chat.say("how many calls did I have this month?"), chat.say("how many calls this month?")
    assert int(had.last["found"].split()[0]) < int(all_of_it.last["found"].split()[0])


@pytest.mark.parametrize(
    ("said", "name", "values"),
    [
        ("what's my longest meeting this week?", "utter_sum_longest", {"length": "1 hour 30 minutes"}),
        ("when does my day end tomorrow?", "utter_sum_last", {"hour": "17:00"}),
        ("when is my last meeting on friday?", "utter_sum_last", {"hour": "15:15"}),
        ("how many hours of meetings tomorrow", "utter_sum_hours", {"length": "2 hours"}),
        ("which day is the busiest next week?", "utter_sum_busiest", {}),
        ("am I busier this week or next?", "utter_sum_busier", {"found": "15 events", "less": "12 events"}),
        ("any back to back meetings tomorrow?", "utter_sum_no_back_to_back", {}),
        ("what's my average meeting length?", "utter_sum_not", {}),
    ],
)
def test_what_is_asked_of_many_is_worked_out(chat, said, name, values):
    told = chat.say(said, BOOKING, "schedule_appointment")
    assert told.names == [name]
    assert {key: told.last[key] for key in values} == values


def test_a_sum_is_one_at_another_time_too(chat):
    chat.say("how many hours of meetings tomorrow")
    said = chat.say("and on friday?")
    assert (said.names, said.last["when"]) == (["utter_sum_hours"], "Fri 20 Nov (CET)")
    assert chat.say("which one is the longest?").last["when"] == "Fri 20 Nov (CET)"


@pytest.mark.parametrize(
    ("first", "then", "name"),
    [
        ("which day is the busiest next week?", "and the quietest", "utter_sum_quietest"),
        ("what's my longest meeting this week?", "and the shortest?", "utter_sum_shortest"),
        ("what time does my day start on thursday", "and end", "utter_sum_last"),
        ("when does my day end tomorrow?", "and the start?", "utter_sum_first"),
        ("what's on next week?", "which one is the longest", "utter_sum_longest"),
        ("how many hours of meetings tomorrow", "and the emptiest day next week?", "utter_sum_quietest"),
    ],
)
def test_another_sum_is_of_the_same_time(chat, first, then, name):
    chat.say(first)
    assert chat.say(then, "action_not_understood", "nlu_fallback").names == [name]


@pytest.mark.parametrize(
    ("said", "names", "more", "less"),
    [
        ("is thursday busier than saturday", ["utter_yes", "utter_sum_busier"], "Thu 19 Nov", "Sat 21 Nov"),
        ("is saturday busier than thursday", ["utter_no", "utter_sum_busier"], "Thu 19 Nov", "Sat 21 Nov"),
        ("is saturday quieter than thursday", ["utter_yes", "utter_sum_busier"], "Thu 19 Nov", "Sat 21 Nov"),
        ("which is fuller, saturday or thursday", ["utter_sum_busier"], "Thu 19 Nov", "Sat 21 Nov"),
        ("do I have more on thursday or on sunday", ["utter_sum_busier"], "Thu 19 Nov", "Sun 22 Nov"),
    ],
)
def test_two_days_that_are_named_are_compared(chat, said, names, more, less):
    told = chat.say(said, "action_check_availability", "check_availability")
    assert told.names == names
    assert (more in told.last["when"], less in told.last["other"]) == (True, True)


def test_what_was_told_is_compared_with_another_time(chat):
    chat.say("how many hours of meetings next week")
    said = chat.say("how does that compare with this week?")
    assert said.names == ["utter_sum_busier"]
    assert {said.last["when"], said.last["other"]} == {"Mon 16 – Sun 22 Nov (CET)", "Mon 23 – Sun 29 Nov (CET)"}


@pytest.mark.parametrize(
    "said",
    [
        "is anyone new coming tomorrow",
        "any first timers this week",
        "who have i met most",
        "who has the most questions unanswered",
    ],
)
def test_what_cannot_be_worked_out_is_neither_confirmed_nor_a_name(chat, said):
    assert chat.say(said, INVITEES, "get_invitees").names == ["utter_sum_not"]


def test_what_tells_none_of_them_apart_is_no_name(chat):
    chat.say("what's on tomorrow?")
    assert chat.say("which of them is in london", INVITEES, "get_invitees").names == ["utter_sum_not"]


def test_whoever_comes_twice_is_told(chat):
    said = chat.say("am i meeting anyone twice this week")
    assert said.names == ["utter_sum_nobody_twice"]
    assert "(2 times)" in chat.say("who am i seeing more than once this month?").last["people"]


@pytest.mark.parametrize("said", ["what's next", "next meeting?", "what's my next one", "what's on next?"])
def test_what_is_next_is_one_event(chat, said):
    told = chat.say(said)
    assert told.names == ["utter_event_details"]
    assert told.last["when"] == "Today, Wed 18 Nov, 13:00–13:30 CET"
    after = chat.say("and the one after", DETAILS, "event_details")
    assert after.last["when"] == "Tomorrow, Thu 19 Nov, 09:00–09:15 CET"


def test_after_that_is_after_the_one_talked_about(chat):
    chat.say("what's next")
    said = chat.say("and after that?", "action_show_further", "show_more")
    assert said.last["when"] == "Tomorrow, Thu 19 Nov, 09:00–09:15 CET"
    assert chat.say("who do i see after that", INVITEES, "get_invitees").last["name"] == "Design Review"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("how many is that", "utter_event_count"),
        ("how many hours is that in total", "utter_sum_hours"),
        ("how many different people is that", "utter_sum_people"),
    ],
)
def test_what_was_listed_is_counted(chat, said, name):
    chat.say("what's on next week?")
    told = chat.say(said, INVITEES, "get_invitees")
    assert (told.names, told.last["when"]) == ([name], "Mon 23 – Sun 29 Nov (CET)")


def test_one_thing_about_an_event_is_a_short_answer(chat):
    chat.say("what's next")
    said = chat.say("how long is it", DETAILS, "event_details")
    assert (said.names, said.last["length"]) == (["utter_event_length"], "30 minutes")
    assert chat.say("and where?", DETAILS, "event_details").names == ["utter_event_place"]


def test_people_are_counted_once(chat):
    said = chat.say("how many people am I meeting this week?")
    assert said.names == ["utter_sum_people"]
    assert said.last["people"] > 10


def test_being_late_is_told_whom_to_write(chat):
    said = chat.say("I'm running 10 min late for my next meeting", "validate_reschedule_form", "reschedule_event")
    assert said.names == ["utter_late"]
    assert "@" in said.last["people"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("which meetings next week are not with Mei?", "11 events not with Mei"),
        ("which of my meetings next week are on zoom?", "4 events on Zoom"),
        ("do i have anything w/ tim on thurs?", "1 event with tim"),
    ],
)
def test_what_is_left_out_or_kept_to(chat, said, found):
    assert chat.say(said, "action_check_availability", "check_availability").last["found"] == found


def test_a_type_of_common_words_can_be_left_out(chat):
    said = chat.say("show me everything but the check-ins next week")
    assert said.last["found"].endswith("other than “Quick Check-in”")


def test_whom_one_met_before(chat):
    said = chat.say("have I met Mei before?")
    assert said.last.get("when", "").startswith(("Yes", "No")) or said.names[0] == "utter_yes"
    assert chat.say("whats Mei's email", INVITEES, "get_invitees").names == ["utter_invitees"]
