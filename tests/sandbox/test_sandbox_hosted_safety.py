"""Whatever is asked of the pages behind the links."""

import re

import hypothesis
import hypothesis.strategies as st
import pytest
from hypothesis import given

from .visitor import path_of


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
