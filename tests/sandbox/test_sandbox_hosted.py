"""Booking by hand, on the pages behind the links."""

import re
from html import unescape

import pytest

from .visitor import ALL, LENA, Visitor, path_of


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
