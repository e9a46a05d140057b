"""`/users` and `/organizations`."""

import pytest


def test_me_is_whoever_allowed_it(oauth):
    session = oauth.signed_in("ana")
    me = session.get("/users/me").json()["resource"]
    assert me["uri"] == session.tokens["owner"]
    assert me["current_organization"] == session.tokens["organization"]
    assert (me["name"], me["slug"], me["email"]) == ("Ana Keller", "ana-keller", "ana.keller@example.com")


@pytest.mark.parametrize(
    ("slug", "email", "timezone", "notation"),
    [
        ("ana", "ana.keller@example.com", "Europe/Berlin", "24h"),
        ("ben", "ben.ortiz@example.com", "America/New_York", "12h"),
        ("priya", "priya.nair@example.com", "Asia/Kolkata", "12h"),
        ("noah", "noah.reed@example.com", "Pacific/Auckland", "12h"),
    ],
)
def test_the_sample_people_live_in_different_zones(oauth, slug, email, timezone, notation):
    me = oauth.signed_in(slug).get("/users/me").json()["resource"]
    assert (me["email"], me["timezone"], me["time_notation"]) == (email, timezone, notation)


def test_a_colleague_can_be_looked_up_and_a_stranger_cannot(oauth):
    noah, ben = oauth.link("noah")["owner"], oauth.link("ben")["owner"]
    ana = oauth.signed_in("ana")
    assert ana.get(noah).json()["resource"]["name"] == "Noah Reed"
    assert ana.get(ben).status_code == 403
    assert ana.get("/users/NOBODY").status_code == 404


def test_ones_own_organization_can_be_read_and_others_cannot(oauth):
    ana, ben = oauth.signed_in("ana"), oauth.signed_in("ben")
    own = ana.get(ana.tokens["organization"]).json()["resource"]
    assert (own["plan"], own["stage"]) == ("standard", "paid")
    assert ana.get(ben.tokens["organization"]).status_code == 403
    assert ana.get("/organizations/NOWHERE").status_code == 404


def test_the_organizations_stand_in_all_three_ways_with_calendly(oauth):
    sessions = [oauth.signed_in(slug) for slug in ("ana", "ben", "priya")]
    stages = [s.get(s.tokens["organization"]).json()["resource"]["stage"] for s in sessions]
    assert stages == ["paid", "free", "trial"]
