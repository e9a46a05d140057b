"""`/scheduled_events`."""

import re
from datetime import datetime, timedelta

import pytest

TIMES = ("start_time", "end_time", "created_at", "updated_at")


@pytest.fixture
def ana(oauth):
    return oauth.signed_in("ana")


def refused_parameter(answer) -> str:
    body = answer.json()
    assert (answer.status_code, body["title"]) == (400, "Invalid Argument")
    assert body["message"] == "The supplied parameters are invalid."
    return body["details"][0]["parameter"]


def test_events_come_earliest_first_and_the_other_way_round_on_demand(ana):
    ascending = [event["start_time"] for event in ana.events()]
    descending = [event["start_time"] for event in ana.events(sort="start_time:desc")]
    assert ascending == sorted(ascending)
    assert descending == ascending[::-1]
    assert len(ascending) > 30


def test_all_times_are_utc_with_microseconds(ana):
    for event in ana.events():
        for name in TIMES:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", event[name])


def test_from_and_until_keep_the_first_and_leave_out_the_last(ana):
    everything = ana.events()
    lower, upper = everything[5]["start_time"], everything[12]["start_time"]
    assert ana.events(min_start_time=lower, max_start_time=upper) == everything[5:12]


def test_a_time_may_be_written_in_any_zone(ana):
    start = datetime.fromisoformat(ana.events()[5]["start_time"])
    local = start.astimezone(tz=None).astimezone().isoformat()
    assert ana.events(min_start_time=local)[0]["start_time"] == ana.events()[5]["start_time"]


@pytest.mark.parametrize("status", ["active", "canceled"])
def test_a_status_can_be_asked_for(ana, status):
    chosen = ana.events(status=status)
    assert chosen == [event for event in ana.events() if event["status"] == status]
    assert chosen


def test_only_a_canceled_event_says_who_canceled_it_and_why(ana):
    for event in ana.events():
        assert ("cancellation" in event) == (event["status"] == "canceled")
    told = ana.events(status="canceled")[0]["cancellation"]
    assert told["reason"] == "Something came up, I will book again."
    assert told["canceler_type"] == "invitee"


def test_the_events_of_one_invitee_can_be_asked_for_whatever_the_case_of_the_address(ana):
    address = "bruno.costa@example.org"
    chosen = ana.events(invitee_email=address.upper())
    everybody = {e["uri"]: [i["email"] for i in ana.invitees(e)] for e in ana.events()}
    assert [e["uri"] for e in chosen] == [uri for uri, emails in everybody.items() if address in emails]
    assert chosen
    assert ana.events(invitee_email="bruno.costa@example.or") == []


def test_somebody_with_nothing_booked_gets_an_empty_page_with_all_five_keys(oauth):
    noah = oauth.signed_in("noah")
    answer = noah.get("/scheduled_events", user=noah.tokens["owner"]).json()
    assert answer == {
        "collection": [],
        "pagination": {
            "count": 0,
            "next_page": None,
            "previous_page": None,
            "next_page_token": None,
            "previous_page_token": None,
        },
    }


@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("count", [1, 7, 20])
def test_paging_through_by_address_and_back_shows_everything_once(ana, direction, count):
    params = {"sort": f"start_time:{direction}", "status": "active"}
    everything = ana.events(**params)
    answer = ana.get("/scheduled_events", user=ana.tokens["owner"], count=count, **params).json()
    assert answer["pagination"]["previous_page"] is None
    pages = [answer]
    while following := pages[-1]["pagination"]["next_page"]:
        pages.append(ana.get(following).json())
    assert [event for page in pages for event in page["collection"]] == everything
    assert all(page["pagination"]["count"] == len(page["collection"]) for page in pages)
    if len(pages) > 1:
        assert (
            ana.get(pages[-1]["pagination"]["previous_page"]).json()["collection"][-1]
            == everything[len(everything) - len(pages[-1]["collection"]) - 1]
        )
        assert ana.get(pages[1]["pagination"]["previous_page"]).json()["collection"] == pages[0]["collection"]


def test_a_page_token_alone_goes_on_too_and_says_nothing_to_the_reader(ana):
    first = ana.get("/scheduled_events", user=ana.tokens["owner"]).json()
    token = first["pagination"]["next_page_token"]
    assert len(first["collection"]) == 20
    assert re.fullmatch(r"[\w-]+", token)
    assert ana.events(page_token=token, count=20)[0] == ana.events()[20]


def test_an_event_ended_between_two_pages_shifts_nothing(ana):
    everything = ana.events()
    token = ana.get("/scheduled_events", user=ana.tokens["owner"], count=10).json()["pagination"]["next_page_token"]
    later = everything[3]["start_time"]
    assert ana.events(page_token=token, min_start_time=later, count=1)[0] == everything[10]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user", "ana"),
        ("user", "http://sandbox.test/organizations/X"),
        ("user", ""),
        ("organization", "http://sandbox.test/users/X"),
        ("status", "done"),
        ("sort", "start_time"),
        ("sort", "name:asc"),
        ("min_start_time", "tomorrow"),
        ("min_start_time", "2026-11-20"),
        ("max_start_time", "2026-11-20T10:00:00"),
        ("invitee_email", "nobody"),
        ("count", "0"),
        ("count", "101"),
        ("count", "ten"),
        ("count", "²"),
        ("page_token", "nonsense"),
        ("page_token", "!"),
        ("page_token", "WzEsMl0"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(ana, name, value):
    params = {"user": ana.tokens["owner"], name: value}
    assert refused_parameter(ana.get("/scheduled_events", **params)) == name


def test_asking_about_nobody_is_400(ana):
    assert refused_parameter(ana.get("/scheduled_events", status="active")) == "user"


def test_somebody_else_needs_the_organization_named_as_well(oauth, ana):
    ben = oauth.link("ben")["owner"]
    for stranger in (ben, oauth.link("noah")["owner"], "http://sandbox.test/users/NOBODY"):
        answer = ana.get("/scheduled_events", user=stranger)
        assert answer.status_code == 403
        assert answer.json()["message"].startswith("Please also specify organization")


def test_an_owner_sees_the_whole_organization_or_one_member_and_a_member_only_themselves(oauth, ana):
    noah = oauth.signed_in("noah")
    organization = ana.tokens["organization"]
    own = ana.events()
    assert ana.get("/scheduled_events", organization=organization, count=100).json()["collection"] == own
    of_noah = ana.get("/scheduled_events", organization=organization, user=noah.tokens["owner"])
    assert of_noah.json()["collection"] == []
    assert noah.get("/scheduled_events", organization=organization).status_code == 403
    assert noah.get("/scheduled_events", organization=organization, user=ana.tokens["owner"]).status_code == 403
    assert noah.get("/scheduled_events", organization=organization, user=noah.tokens["owner"]).status_code == 200


def test_other_organizations_strangers_in_ones_own_and_groups_are_403(oauth, ana):
    ben = oauth.link("ben")
    assert ana.get("/scheduled_events", organization=ben["organization"]).status_code == 403
    stranger = ana.get("/scheduled_events", organization=ana.tokens["organization"], user=ben["owner"])
    assert (stranger.status_code, stranger.json()["message"]) == (403, "This user is not in your organization")
    assert ana.get("/scheduled_events", group="http://sandbox.test/groups/X").status_code == 403


def test_one_event_is_the_same_as_in_the_list(ana):
    for event in ana.events()[:5]:
        assert ana.get(event["uri"]).json()["resource"] == event


def test_a_stranger_may_not_view_an_event_and_an_unknown_one_is_404(oauth, ana):
    answer = oauth.signed_in("ben").get(ana.events()[0]["uri"])
    assert (answer.status_code, answer.json()["message"]) == (403, "You are not allowed to view this event")
    assert oauth.signed_in("noah").get(ana.events()[0]["uri"]).status_code == 403
    assert ana.get("/scheduled_events/NOTHING").status_code == 404


def test_a_reference_from_another_address_of_the_same_sandbox_still_counts(ana):
    moved = ana.tokens["owner"].replace("http://sandbox.test", "http://localhost:50123")
    assert ana.get("/scheduled_events", user=moved).status_code == 200


def test_everything_an_event_refers_to_is_at_the_address_it_was_asked_at(ana):
    event = ana.events()[0]
    references = [event["uri"], event["event_type"], event["event_memberships"][0]["user"]]
    assert all(reference.startswith("http://sandbox.test/") for reference in references)
    assert event["event_memberships"][0]["user"] == ana.tokens["owner"]


def test_buffers_lie_around_the_event(ana):
    strategy = next(event for event in ana.events() if event["name"] == "Strategy Session")
    host = strategy["event_memberships"][0]
    before = datetime.fromisoformat(strategy["start_time"]) - datetime.fromisoformat(host["buffered_start_time"])
    after = datetime.fromisoformat(host["buffered_end_time"]) - datetime.fromisoformat(strategy["end_time"])
    assert before == after == timedelta(minutes=15)
