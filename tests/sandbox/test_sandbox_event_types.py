"""What can be booked: listing, making and changing event types, and who may."""

import pytest

from .booking import ALL, times

SOON_EARLY = "2026-11-18T12:01:00Z"


def test_the_event_type_of_every_event_can_be_fetched_and_has_its_name(ana):
    for event in ana.events():
        kind = ana.get(event["event_type"]).json()["resource"]
        assert kind["name"] == event["name"]


def test_a_list_is_in_order_of_names_and_goes_page_by_page(ana):
    query = {"user": ana.tokens["owner"], "count": 5}
    first = ana.get("/event_types", **query).json()
    second = ana.get("/event_types", **query, page_token=first["pagination"]["next_page_token"]).json()
    names = [kind["name"] for page in (first, second) for kind in page["collection"]]
    assert len(names) == 10
    assert names == sorted(names)


def test_lists_can_be_sorted_and_kept_to_active_ones(ana):
    query = {"user": ana.tokens["owner"], "count": 100}
    places = [kind["position"] for kind in ana.collection("/event_types", **query, sort="position:desc")]
    assert places == sorted(places, reverse=True)
    assert [k["name"] for k in ana.collection("/event_types", **query, active="false")] == ["Night Class"]
    assert ana.collection("/event_types", **query, admin_managed="true") == []
    assert all(kind["active"] for kind in ana.collection("/event_types", **query, active="true"))


@pytest.mark.parametrize("bad", [{"sort": "color:asc"}, {"active": "maybe"}, {"count": 0}, {"user": "me"}])
def test_a_list_that_cannot_be_read_is_refused(ana, bad):
    assert ana.get("/event_types", **({"user": ana.tokens["owner"]} | bad)).status_code == 400


def test_one_has_to_say_whose_types(ana):
    assert ana.get("/event_types").json()["details"] == [{"parameter": "user", "message": "is missing"}]


def test_the_owner_lists_the_whole_organization_and_a_member_only_themselves(oauth, ana):
    noah = oauth.signed_in("noah", ALL)
    names = {kind["name"] for kind in ana.collection("/event_types", organization=ana.tokens["organization"], count=99)}
    assert {"Intro Call", "Site Visit"} <= names
    assert noah.get("/event_types", organization=noah.tokens["organization"]).status_code == 403
    assert noah.get("/event_types", user=ana.tokens["owner"]).status_code == 403
    own = {kind["name"] for kind in noah.collection("/event_types", user=noah.tokens["owner"])}
    assert own == {"Quick Chat", "Site Visit", "Meet the Studio", "Project Kickoff"}


def test_other_organizations_are_closed(oauth, ana):
    ben = oauth.signed_in("ben", ALL)
    kind = ana.event_type("Intro Call")
    assert ben.get(kind["uri"]).status_code == 403
    assert ben.get("/event_types", user=ana.tokens["owner"]).json()["message"] == (
        "This user is not in your organization"
    )
    assert ben.get("/event_types/NOSUCHTYPE").status_code == 404


def test_the_world_has_solo_group_round_robin_and_collective_types_every_question_and_every_place(oauth):
    kinds = [
        kind
        for person in ("ana", "ben", "priya", "noah")
        for session in [oauth.signed_in(person, ALL)]
        for kind in session.collection("/event_types", user=session.tokens["owner"], count=100)
    ]
    assert {kind["kind"] for kind in kinds} == {"solo", "group"}
    assert {kind["pooling_type"] for kind in kinds} == {None, "round_robin", "collective"}
    assert {q["type"] for kind in kinds for q in kind["custom_questions"]} == {
        "string",
        "text",
        "phone_number",
        "single_select",
        "multi_select",
    }
    assert {place["kind"] for kind in kinds for place in kind["locations"] or []} == {
        "ask_invitee",
        "custom",
        "google_conference",
        "gotomeeting_conference",
        "inbound_call",
        "microsoft_teams_conference",
        "outbound_call",
        "physical",
        "webex_conference",
        "zoom_conference",
    }
    assert any(kind["locations"] is None for kind in kinds)
    assert any(len(kind["locations"] or []) > 3 for kind in kinds)


def test_a_new_type_arrives_inactive_and_can_be_booked_once_it_is_active(ana):
    wanted = {
        "owner": ana.tokens["owner"],
        "name": "Desk Check",
        "active": True,
        "duration": 20,
        "color": "#0099ff",
        "locations": [{"kind": "inbound_call", "phone_number": "+49 30 1", "additional_info": "Ask for Ana"}],
        "start_time_increment": 20,
        "after_buffer": 10,
        "slug": "ignored",
    }
    made = ana.send("POST", "/event_types", wanted)
    assert made.status_code == 201
    kind = made.json()["resource"]
    assert (kind["active"], kind["duration"], kind["kind"], kind["after_buffer"]) == (False, 20, "solo", 10)
    assert kind["locations"] == wanted["locations"]
    assert times(ana, kind) == []
    changed = ana.send("PATCH", kind["uri"], {"active": True}).json()["resource"]
    assert changed == kind | {"active": True, "updated_at": changed["updated_at"]}
    assert times(ana, kind)[:3] == ["2026-11-19T08:20:00Z", "2026-11-19T08:40:00Z", "2026-11-19T09:00:00Z"]


def test_a_change_changes_what_it_names_and_nothing_else(ana, clock):
    kind = ana.event_type("Intro Call")
    clock.pass_(minutes=5)
    changed = ana.send("PATCH", kind["uri"], {"name": "First Call", "before_buffer": 30}).json()["resource"]
    assert changed["updated_at"] == "2026-11-18T12:05:00.000000Z"
    told = {"name": "First Call", "before_buffer": 30}
    ours = {name: changed[name] for name in ("slug", "scheduling_url", "updated_at")}
    assert changed == kind | told | ours
    assert ana.get(kind["uri"]).json()["resource"] == changed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", None),
        ("duration", 0),
        ("duration", 721),
        ("duration", "30"),
        ("before_buffer", 7),
        ("start_time_increment", 4),
        ("color", "red"),
        ("locale", "xx"),
        ("duration_options", [15, 30, 45, 60, 90]),
        ("locations", [{"kind": "moon"}]),
        ("active", "yes"),
    ],
)
def test_a_field_that_cannot_be_is_refused_by_its_name(ana, field, value):
    kind = ana.event_type("Intro Call")
    answer = ana.send("PATCH", kind["uri"], {field: value})
    assert answer.status_code == 400
    assert answer.json()["details"][0]["parameter"].startswith(field)
    assert ana.get(kind["uri"]).json()["resource"] == kind


def test_a_type_needs_an_owner_and_a_name(ana):
    answer = ana.send("POST", "/event_types", {})
    assert {(detail["parameter"], detail["message"]) for detail in answer.json()["details"]} == {
        ("owner", "is missing"),
        ("name", "is missing"),
    }


def test_a_member_may_not_change_somebody_elses_type_and_reading_does_not_allow_writing(oauth, ana):
    noah, reader = oauth.signed_in("noah", ALL), oauth.signed_in(scope="event_types:read")
    kind = ana.event_type("Intro Call")
    assert noah.send("PATCH", kind["uri"], {"name": "Mine"}).status_code == 403
    assert noah.send("POST", "/event_types", {"owner": ana.tokens["owner"], "name": "Mine"}).status_code == 403
    refused = reader.send("PATCH", kind["uri"], {"name": "Mine"})
    assert (refused.status_code, refused.json()["required_scopes"]) == (403, ["event_types:write"])


def test_there_is_no_deleting(ana):
    assert ana.send("DELETE", ana.event_type("Intro Call")["uri"]).status_code == 404


def one_off(ana, **changes):
    body = {
        "name": "Contract signing",
        "host": ana.tokens["owner"],
        "duration": 30,
        "timezone": "Europe/Berlin",
        "date_setting": {"type": "date_range", "start_date": "2026-11-19", "end_date": "2026-11-19"},
    }
    return ana.send("POST", "/one_off_event_types", body | changes)


def test_a_one_off_type_is_open_on_its_dates_in_the_hosts_hours_and_in_no_list(ana):
    kind = one_off(ana).json()["resource"]
    assert (kind["type"], kind["active"], kind["start_time_increment"]) == ("AdhocEventType", True, None)
    found = times(ana, kind, SOON_EARLY, "2026-11-25T00:00:00Z")
    assert found
    assert {moment[:10] for moment in found} == {"2026-11-19"}
    assert kind["uri"] not in [k["uri"] for k in ana.collection("/event_types", user=ana.tokens["owner"], count=100)]


def test_spots_are_open_whatever_the_hours_and_weekends_can_be_left_out(ana):
    spots = [{"start_time": "2026-11-21T05:00:00Z", "end_time": "2026-11-21T06:00:00Z"}]
    kind = one_off(ana, date_setting={"type": "spots", "spots": spots}).json()["resource"]
    assert times(ana, kind, SOON_EARLY, "2026-11-25T00:00:00Z") == ["2026-11-21T05:00:00Z", "2026-11-21T05:30:00Z"]
    setting = {"type": "days_in_future", "days": 1, "only_weekdays": True}
    days = times(ana, one_off(ana, date_setting=setting).json()["resource"], SOON_EARLY, "2026-11-25T00:00:00Z")
    assert {moment[:10] for moment in days} == {"2026-11-18", "2026-11-19"}


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "x" * 56},
        {"duration": 721},
        {"timezone": "Mars/Olympus"},
        {"host": "nobody"},
        {"date_setting": {"type": "date_range", "start_date": "2026-11-20", "end_date": "2026-11-19"}},
        {"date_setting": {"type": "date_range", "start_date": "2026-11-20", "end_date": "2027-11-20"}},
        {"date_setting": {"type": "spots", "spots": [{"start_time": "soon", "end_time": "later"}]}},
        {"date_setting": {"type": "whenever"}},
    ],
)
def test_a_one_off_type_that_cannot_be_is_refused(ana, bad):
    assert one_off(ana, **bad).status_code == 400


def test_the_owner_sees_who_belongs_and_a_member_only_themselves(oauth, ana):
    noah, organization = oauth.signed_in("noah", ALL), ana.tokens["organization"]
    members = ana.collection("/organization_memberships", organization=organization)
    assert [(m["user"]["name"], m["role"]) for m in members] == [("Ana Keller", "owner"), ("Noah Reed", "user")]
    assert ana.get(members[1]["uri"]).json()["resource"] == members[1]
    assert [m["user"]["name"] for m in ana.collection("/organization_memberships", role="user")] == ["Noah Reed"]
    address = ana.collection("/organization_memberships", organization=organization, email="ana.keller@example.com")
    assert [m["user"]["uri"] for m in address] == [ana.tokens["owner"]]
    assert [m["user"]["name"] for m in noah.collection("/organization_memberships")] == ["Noah Reed"]
    assert noah.get("/organization_memberships", organization=organization).status_code == 403
    assert noah.get(members[0]["uri"]).status_code == 403
    assert noah.get(members[1]["uri"]).status_code == 200
    assert ana.get("/organization_memberships/NOBODY").status_code == 404
