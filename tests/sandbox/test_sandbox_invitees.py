"""Who comes to an event."""

import pytest


@pytest.fixture
def ana(oauth):
    return oauth.signed_in("ana")


def named(session, name):
    return next(event for event in session.events() if event["name"] == name)


def test_a_group_event_has_several_invitees_one_of_whom_canceled(ana):
    demo = named(ana, "Product Demo")
    invitees = ana.invitees(demo)
    assert demo["invitees_counter"] == {"total": 4, "active": 3, "limit": 8}
    assert sorted(invitee["status"] for invitee in invitees) == ["active"] * 3 + ["canceled"]
    gone = next(invitee for invitee in invitees if invitee["status"] == "canceled")
    assert gone["cancellation"]["canceled_by"] == gone["name"]
    assert all("cancellation" not in invitee for invitee in invitees if invitee["status"] == "active")


@pytest.mark.parametrize("status", ["active", "canceled"])
def test_invitees_can_be_asked_for_by_status(ana, status):
    demo = named(ana, "Product Demo")
    everybody = ana.invitees(demo)
    assert ana.invitees(demo, status=status) == [i for i in everybody if i["status"] == status]


def test_an_invitee_can_be_asked_for_by_address(ana):
    demo = named(ana, "Product Demo")
    one = ana.invitees(demo)[2]
    assert ana.invitees(demo, email=one["email"].upper()) == [one]
    assert ana.invitees(demo, email="nobody@example.org") == []


def test_invitees_come_in_the_order_they_booked_and_in_pages(ana):
    demo = named(ana, "Product Demo")
    everybody = ana.invitees(demo)
    created = [invitee["created_at"] for invitee in everybody]
    assert created == sorted(created)
    assert ana.invitees(demo, sort="created_at:desc") == everybody[::-1]
    first = ana.get(demo["uri"] + "/invitees", count=3).json()
    assert first["collection"] + ana.get(first["pagination"]["next_page"]).json()["collection"] == everybody


def test_one_invitee_is_the_same_as_in_the_list(ana):
    invitee = ana.invitees(named(ana, "Product Demo"))[0]
    assert ana.get(invitee["uri"]).json()["resource"] == invitee


def test_an_invitee_of_another_event_an_unknown_one_and_a_strangers_are_refused(oauth, ana):
    demo, intro = named(ana, "Product Demo"), named(ana, "Intro Call")
    elsewhere = ana.invitees(intro)[0]["uri"].rsplit("/", 1)[1]
    assert ana.get(f"{demo['uri']}/invitees/{elsewhere}").status_code == 404
    assert ana.get(f"{demo['uri']}/invitees/NOBODY").status_code == 404
    assert ana.get("/scheduled_events/NOTHING/invitees").status_code == 404
    stranger = oauth.signed_in("priya")
    assert stranger.get(demo["uri"] + "/invitees").status_code == 403
    assert stranger.get(ana.invitees(demo)[0]["uri"]).status_code == 403


@pytest.mark.parametrize(("name", "value"), [("status", "gone"), ("email", "x"), ("sort", "name:asc"), ("count", "-1")])
def test_a_parameter_that_cannot_be_read_is_named(ana, name, value):
    answer = ana.get(named(ana, "Product Demo")["uri"] + "/invitees", **{name: value})
    assert (answer.status_code, answer.json()["details"][0]["parameter"]) == (400, name)


def test_answers_to_the_hosts_questions_are_there_for_some_and_not_for_others(ana):
    answers = [i["questions_and_answers"] for e in ana.events() if e["name"] == "Intro Call" for i in ana.invitees(e)]
    assert {len(given) for given in answers} == {0, 1, 2}
    full = next(given for given in answers if len(given) == 2)
    assert [given["question"] for given in full] == ["What would you like to talk about?", "How did you hear about us?"]
    assert [given["position"] for given in full] == [0, 1]


def test_first_and_last_name_are_there_only_when_the_event_type_asks_for_both(ana):
    split, whole = ana.invitees(named(ana, "Onboarding Session"))[0], ana.invitees(named(ana, "Intro Call"))[0]
    assert f"{split['first_name']} {split['last_name']}" == split["name"]
    assert (whole["first_name"], whole["last_name"]) == (None, None)


def test_when_an_event_is_canceled_so_are_its_invitees(ana):
    for event in ana.events(status="canceled"):
        assert event["invitees_counter"]["active"] == 0
        assert all(i["cancellation"] == event["cancellation"] for i in ana.invitees(event))


def test_a_call_to_the_invitee_goes_to_that_invitees_phone(ana):
    call = named(ana, "Quick Check-in")
    assert call["location"]["location"] == ana.invitees(call)[0]["text_reminder_number"]
