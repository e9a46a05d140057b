"""Booking, canceling and moving by hand, on the pages behind the links."""

import re
from html import unescape
from urllib.parse import urlsplit

import hypothesis
import hypothesis.strategies as st
import pytest
from hypothesis import given

SCOPE = "users:read event_types:read availability:read scheduled_events:write scheduling_links:write"
LENA = {"name": "Lena Brandt", "email": "lena.brandt@example.org"}
ALL = {"name": "Lena Brandt", "first_name": "Lena", "last_name": "Brandt", "email": "lena.brandt@example.org"}


class Told:
    """Notes what is announced, beside passing it on."""

    def __init__(self, announcements):
        self.events = []
        self._announce = announcements.announce

    def announce(self, event, invitee, at):
        self.events.append((event, invitee))
        self._announce(event, invitee, at)


class Visitor:
    """Somebody with a browser, and the host's own view through the API."""

    def __init__(self, browser, oauth, person="ana"):
        self.browser = browser
        self.host = oauth.signed_in(person, SCOPE)
        self.headers = {"authorization": f"Bearer {self.host.tokens['access_token']}"}

    def type(self, name="Intro Call"):
        types = self.host.get("/event_types", user=self.host.tokens["owner"], count=100).json()["collection"]
        return next(one for one in types if one["name"] == name)

    def see(self, path, **params):
        answer = self.browser.get(path, params=params or None)
        return unescape(answer.text)

    def times(self, path, **params):
        """The addresses of the times on a page."""
        return [found for found in re.findall(r'<li><a href="([^"]+)"', self.see(path, **params)) if "Z?" in found]

    def fill(self, address, **fields):
        return self.browser.post(address, data=LENA | fields)

    def book(self, address, **fields):
        """The path of the confirmation."""
        answer = self.fill(address, **fields)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def invitees(self):
        """Lena's bookings as the host sees them, the earliest first."""
        events = self.host.events(invitee_email=LENA["email"])
        return [self.host.invitees(event, email=LENA["email"])[0] for event in events]

    def post(self, path, **body):
        answer = self.browser.post(path, json=body, headers=self.headers)
        assert answer.status_code == 201, answer.text
        return answer.json()["resource"]


@pytest.fixture
def visitor(browser, oauth):
    return Visitor(browser, oauth)


@pytest.fixture
def told(app):
    """What was announced so far, by name."""
    told = Told(app.state.sandbox.announcements)
    app.state.sandbox.made._announcements = told
    return told.events


def path_of(url):
    return urlsplit(url).path


def test_the_page_of_a_person_leads_to_what_can_be_booked(visitor):
    person = visitor.host.get("/users/me").json()["resource"]
    page = visitor.see(path_of(person["scheduling_url"]))
    assert "Book with Ana Keller" in page
    assert f'href="{path_of(visitor.type()["scheduling_url"])}"' in page


def test_the_times_on_the_page_are_those_of_the_api(visitor):
    kind = visitor.type()
    span = {"start_time": "2026-11-18T12:00:01Z", "end_time": "2026-11-24T23:00:00Z"}
    answer = visitor.host.get("/event_type_available_times", event_type=kind["uri"], **span)
    listed = [one["start_time"][:19] for one in answer.json()["collection"]]
    shown = [re.search(r"/([0-9T:-]+)Z\?", address)[1] for address in visitor.times(path_of(kind["scheduling_url"]))]
    assert shown == listed
    assert len(shown) > 10


def test_every_scheduling_url_of_the_api_is_a_page(visitor):
    kind = visitor.type()
    span = {"start_time": "2026-11-19T00:00:00Z", "end_time": "2026-11-26T00:00:00Z"}
    first = visitor.host.get("/event_type_available_times", event_type=kind["uri"], **span).json()["collection"][0]
    for url in (kind["scheduling_url"], first["scheduling_url"]):
        assert visitor.browser.get(url).status_code == 200


def test_times_can_be_read_in_another_zone(visitor):
    path = path_of(visitor.type()["scheduling_url"])
    berlin, kolkata = visitor.see(path), visitor.see(path, tz="Asia/Kolkata")
    assert re.search(r"<option selected>Europe/Berlin</option>", berlin)
    assert re.search(r"<option selected>Asia/Kolkata</option>", kolkata)
    hours = re.findall(r"Z\?[^>]*>(\d\d:\d\d)", berlin), re.findall(r"Z\?[^>]*>(\d\d:\d\d)", kolkata)
    first = [int(each[0][:2]) * 60 + int(each[0][3:]) for each in hours]
    assert first[1] - first[0] == 270


def test_later_weeks_are_a_click_away_and_there_is_an_end(visitor):
    path, weeks = path_of(visitor.type()["scheduling_url"]), 0
    seen = set(visitor.times(path))
    page = visitor.see(path)
    while later := re.search(r'href="([^"]+)">Later', page):
        page, weeks = visitor.see(later[1]), weeks + 1
        new = set(re.findall(r'<li><a href="([^"]+Z\?[^"]+)"', page))
        assert not new & seen
        seen |= new
        assert weeks < 20
    assert weeks >= 8
    assert "Earlier" in page


def test_somebody_books_by_hand_and_the_host_sees_it(visitor, told):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]), tz="Asia/Kolkata")[0]
    answers = {"q-0": "Our booking flow"}
    confirmation = visitor.book(address, **answers)
    page = visitor.see(confirmation)
    assert "You are booked" in page
    assert "Asia/Kolkata" in page
    (invitee,) = visitor.invitees()
    assert (invitee["name"], invitee["timezone"], invitee["scheduling_method"]) == (
        "Lena Brandt",
        "Asia/Kolkata",
        "instant_book",
    )
    assert [one["answer"] for one in invitee["questions_and_answers"]] == ["Our booking flow"]
    assert [name for name, _ in told] == ["invitee.created"]
    assert address not in visitor.times(path_of(visitor.type()["scheduling_url"]), tz="Asia/Kolkata")


def test_a_time_that_was_taken_meanwhile_is_told_and_others_are_offered(visitor):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]))[0]
    visitor.book(address)
    answer = visitor.fill(address, email="tom.late@example.org")
    assert answer.status_code == 409
    assert "That time has just been taken" in answer.text
    assert re.search(r'<li><a href="[^"]+Z\?', answer.text)
    assert len(visitor.invitees()) == 1


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"name": " "}, "Please give your name."),
        ({"email": "lena"}, "Please give an e-mail address"),
        ({"guests": "tom"}, "each guest"),
        ({"guests": " ".join(f"g{n}@example.org" for n in range(11))}, "at most 10 guests"),
        ({"place": "7"}, "Please choose where to meet."),
    ],
)
def test_a_slip_is_said_and_what_was_filled_in_stays(visitor, slip, sentence):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]))[0]
    answer = visitor.fill(address, **{"q-0": "Stays here"} | slip)
    assert answer.status_code == 400
    assert sentence in unescape(answer.text)
    assert "Stays here" in answer.text
    assert visitor.invitees() == []


def test_a_link_can_bring_name_address_answers_and_tracking_along(visitor):
    path = path_of(visitor.type()["scheduling_url"])
    brought = {"name": "Lena Brandt", "email": LENA["email"], "a1": "From a link", "utm_source": "newsletter"}
    address = visitor.times(path, **brought)[0]
    page = visitor.see(unescape(address))
    for value in brought.values():
        assert f'value="{value}"' in page or f">{value}</textarea>" in page
    visitor.book(address, utm_source="newsletter")
    assert visitor.invitees()[0]["tracking"]["utm_source"] == "newsletter"


@pytest.mark.parametrize("person", ["ana", "ben", "priya", "noah"])
def test_every_type_of_everybody_can_be_booked_by_hand(browser, oauth, person):
    visitor = Visitor(browser, oauth, person)
    types = visitor.host.get("/event_types", user=visitor.host.tokens["owner"], count=100, active="true")
    booked = 0
    for kind in types.json()["collection"]:
        if kind["type"] == "AdhocEventType":
            continue
        path = path_of(kind["scheduling_url"])
        page = visitor.see(path)
        later = re.search(r'href="([^"]+)">Later', page)
        found = visitor.times(path) or visitor.times(later[1])
        form = visitor.see(found[-1])
        visitor.book(found[-1], **ALL, **every_answer(form))
        booked += 1
    assert booked


def every_answer(form):
    """An answer to each question on a form, as somebody thorough gives it."""
    fields = dict.fromkeys(re.findall(r'name="(q-\d+|where-\d+)"', form), "+49 30 1234567")
    for name, choice in re.findall(r'type="(?:radio|checkbox)" name="(q-\d+)" value="([^"]*)"', form):
        fields[name] = choice
    return fields


def test_a_single_use_link_books_once_and_is_dead_then(visitor):
    kind = visitor.type()
    link = visitor.post("/scheduling_links", max_event_count=1, owner=kind["uri"], owner_type="EventType")
    first, second = visitor.times(path_of(link["booking_url"]))[0], visitor.times(path_of(link["booking_url"]))[-1]
    visitor.book(first)
    assert visitor.browser.get(link["booking_url"]).status_code == 410
    answer = visitor.fill(second)
    assert answer.status_code == 410
    assert "it has been used" in answer.text
    assert len(visitor.invitees()) == 1


def test_canceling_by_hand_frees_the_time_and_tells(visitor, told):
    path = path_of(visitor.type()["scheduling_url"])
    address = visitor.times(path)[0]
    visitor.book(address)
    (invitee,) = visitor.invitees()
    cancel = path_of(invitee["cancel_url"])
    assert "Cancel this booking?" in visitor.see(cancel)
    assert visitor.browser.post(cancel, data={"reason": "Down with a cold"}).status_code == 303
    assert "This booking is canceled" in visitor.see(cancel)
    (invitee,) = visitor.invitees()
    assert invitee["status"] == "canceled"
    assert invitee["cancellation"]["canceler_type"] == "invitee"
    assert invitee["cancellation"]["reason"] == "Down with a cold"
    assert [name for name, _ in told] == ["invitee.created", "invitee.canceled"]
    assert address in visitor.times(path)


def test_canceling_twice_or_too_late_changes_nothing(visitor, clock, told):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]))[0]
    other = visitor.times(path_of(visitor.type()["scheduling_url"]))[-1]
    visitor.book(address)
    visitor.book(other)
    first, second = (path_of(one["cancel_url"]) for one in visitor.invitees())
    visitor.browser.post(first, data={})
    assert visitor.browser.post(first, data={}).status_code == 409
    clock.pass_(days=7)
    assert "too late" in visitor.see(second)
    assert visitor.browser.post(second, data={}).status_code == 409
    assert [name for name, _ in told].count("invitee.canceled") == 1


def test_moving_by_hand_links_both_bookings_and_tells_of_both(visitor, told):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0], **{"q-0": "Keeps this answer"})
    (old,) = visitor.invitees()
    moving = path_of(old["reschedule_url"])
    new_time = visitor.times(moving)[-1]
    form = visitor.see(new_time)
    assert "Lena Brandt" in form
    assert "Keeps this answer" in form
    visitor.book(new_time, **{"q-0": "Keeps this answer"})
    old, new = visitor.invitees()
    assert (old["status"], old["rescheduled"], old["new_invitee"]) == ("canceled", True, new["uri"])
    assert (new["status"], new["rescheduled"], new["old_invitee"]) == ("active", False, old["uri"])
    assert [name for name, _ in told][1:] == ["invitee.canceled", "invitee.created"]
    assert "This booking was moved" in visitor.see(path_of(old["cancel_url"]))


def test_what_was_moved_canceled_or_has_begun_cannot_be_moved(visitor, clock):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0])
    visitor.book(visitor.times(path)[-1])
    first, second = visitor.invitees()
    visitor.browser.post(path_of(first["cancel_url"]), data={})
    assert visitor.browser.get(path_of(first["reschedule_url"])).status_code == 410
    clock.pass_(days=8)
    assert visitor.browser.get(path_of(second["reschedule_url"])).status_code == 410


def test_a_new_time_that_was_taken_leaves_the_old_booking_alone(visitor):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0])
    (old,) = visitor.invitees()
    wanted = visitor.times(path_of(old["reschedule_url"]))[-1]
    start = re.search(r"/([0-9T:-]+Z)\?", wanted)[1]
    visitor.book(f"{path}/{start}", email="tom.quick@example.org")
    assert visitor.fill(wanted).status_code == 409
    assert [one["status"] for one in visitor.invitees()] == ["active"]


def test_a_booking_from_the_sample_world_can_be_moved_and_canceled_too(visitor):
    kind = visitor.type()
    events = visitor.host.events(status="active", min_start_time="2026-11-18T13:00:00Z")
    event = next(event for event in events if event["event_type"] == kind["uri"])
    (invitee,) = visitor.host.invitees(event, status="active")
    address = visitor.times(path_of(invitee["reschedule_url"]))[-1]
    form = visitor.see(address)
    assert invitee["email"] in form
    visitor.book(address, email=invitee["email"], name=invitee["name"])
    (moved,) = visitor.host.invitees(event)
    assert (moved["status"], moved["rescheduled"]) == ("canceled", True)


def test_one_of_a_group_cancels_and_the_others_still_come(visitor):
    kind = visitor.type("Product Demo")
    events = visitor.host.events(status="active", min_start_time="2026-11-18T13:00:00Z")
    event = next(one for one in events if one["event_type"] == kind["uri"] and one["invitees_counter"]["active"] > 1)
    first, *others = visitor.host.invitees(event, status="active")
    visitor.browser.post(path_of(first["cancel_url"]), data={})
    assert visitor.host.get(event["uri"]).json()["resource"]["status"] == "active"
    assert [one["uri"] for one in visitor.host.invitees(event, status="active")] == [one["uri"] for one in others]


@pytest.mark.parametrize(
    "path",
    [
        "/ana-keller/no-such-call",
        "/ana-keller/intro-call/tomorrow",
        "/ana-keller/intro-call/0001-01-01T00:00:00Z",
        "/ana-keller/intro-call/9999-12-31T23:59:59Z",
        "/d/NOBODY/intro-call",
        "/cancellations/NOBODY",
        "/reschedulings/NOBODY",
        "/confirmations/NOBODY",
    ],
)
def test_an_address_that_leads_nowhere_is_a_page_that_says_what_to_do(visitor, path):
    answer = visitor.browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "This link does not work" in answer.text


def test_pages_may_not_be_framed_and_load_nothing_from_elsewhere(visitor):
    answer = visitor.browser.get(path_of(visitor.type()["scheduling_url"]))
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert "<script" not in answer.text


def test_what_somebody_writes_is_shown_as_text(visitor):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]))[0]
    answer = visitor.fill(address, name="<b>Lena</b>")
    page = visitor.browser.get(answer.headers["location"]).text
    assert "<b>Lena" not in page
    assert "&lt;b&gt;Lena" in page


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/users/x/y", "/nowhere", "/nowhere/x", "/scheduled_events/x/y/z"])
def test_no_page_stands_where_the_api_might_have_a_path(visitor, method, path):
    answer = visitor.browser.request(method, path, headers=visitor.headers)
    assert answer.status_code == 404
    assert answer.json()["title"] == "Resource Not Found"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "soon", ""])
def test_a_week_that_is_none_shows_the_nearest_one(visitor, day):
    answer = visitor.browser.get(path_of(visitor.type()["scheduling_url"]), params={"from": day, "tz": "Not/AZone"})
    assert answer.status_code == 200
    assert "<option selected>Europe/Berlin</option>" in answer.text


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
FIELDS = ("name", "email", "guests", "place", "where-0", "q-0", "q-1", "q-77", "utm_source", "reason")


@hypothesis.settings(
    max_examples=100, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@given(fields=st.dictionaries(st.sampled_from(FIELDS), TEXT), query=st.dictionaries(TEXT, TEXT, max_size=3))
def test_whatever_is_filled_in_is_booked_or_explained(visitor, fields, query):
    address = visitor.times("/ana-keller/intro-call", **query)[0]
    assert visitor.browser.get(address, params=query).status_code == 200
    answer = visitor.fill(address.partition("?")[0], **fields)
    assert answer.status_code in (303, 400), answer.text
    assert ('role="alert"' in answer.text) == (answer.status_code == 400)
    if answer.status_code == 303:
        visitor.browser.post("/_sandbox/reset")
