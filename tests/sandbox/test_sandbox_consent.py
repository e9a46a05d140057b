"""The consent page and the way back to the app."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from .oauth_client import CHALLENGE, REDIRECT


def answer_in(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def test_the_page_names_the_app_the_scopes_in_plain_words_and_every_sample_person(oauth):
    page = oauth.ask(scope="users:read scheduled_events:write").text
    assert "Parley would like to use your Calendly" in page
    assert "see, book and cancel your scheduled events" in page
    assert re.findall(r'name="person" value="(\w+)"', page) == ["ana", "ben", "priya", "noah"]
    assert re.findall(r'name="decision" value="(\w+)"', page) == ["deny", "allow"]


def test_the_form_repeats_the_request_so_that_posting_it_is_enough(oauth):
    page = oauth.ask(state='needs "escaping" & care').text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert hidden["state"] == "needs &#34;escaping&#34; &amp; care"
    assert hidden["code_challenge"] == CHALLENGE
    assert set(hidden) == set(oauth.request())


def test_the_form_may_lead_to_the_app_and_nothing_comes_from_elsewhere(oauth):
    answer = oauth.ask()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:8000" in policy
    assert "<script" not in answer.text
    assert re.findall(r'(?:src|href)="(https?://[^"]+)"', answer.text) == []


def test_its_style_sheet_and_icon_are_served_here(browser):
    for asset in ("style.css", "icon.svg"):
        assert browser.get(f"/_sandbox/assets/{asset}").status_code == 200


def test_allowing_leads_back_with_a_code_of_64_hex_digits_and_the_state(oauth):
    answer = oauth.decide("allow")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(REDIRECT + "?")
    back = answer_in(answer.headers["location"])
    assert re.fullmatch("[0-9a-f]{64}", back["code"])
    assert back["state"] == "opaque-state"


def test_denying_leads_back_with_the_reason_and_the_state(oauth):
    back = answer_in(oauth.decide("deny", person=None).headers["location"])
    assert back == {
        "error": "access_denied",
        "error_description": "The resource owner or authorization server denied the request.",
        "state": "opaque-state",
    }


def test_without_a_state_none_comes_back(oauth):
    assert set(answer_in(oauth.decide("allow", state=None).headers["location"])) == {"code"}


def test_a_query_that_the_redirect_already_has_is_kept(oauth):
    location = oauth.decide("allow", redirect_uri=REDIRECT + "?tenant=7").headers["location"]
    assert answer_in(location)["tenant"] == "7"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client_id": "somebody-else"}, "unknown client"),
        ({"client_id": None}, "unknown client"),
        ({"redirect_uri": "https://evil.example/callback"}, "redirect uri"),
        ({"redirect_uri": "http://127.0.0.1.evil.example/callback"}, "redirect uri"),
        ({"redirect_uri": "http://localhost@evil.example/callback"}, "redirect uri"),
        ({"redirect_uri": "http://localhost:port/callback"}, "redirect uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "redirect uri"),
        ({"redirect_uri": None}, "redirect uri"),
        ({"response_type": "token"}, "response type"),
        ({"scope": "users:read invitees:read"}, "The requested scope is invalid, unknown, or malformed."),
        ({"code_challenge_method": "plain"}, "code_challenge_method must be S256"),
        ({"code_challenge_method": None}, "code_challenge_method must be S256"),
        ({"client_id": "parley-sandbox-native", "code_challenge": None}, "code_challenge"),
    ],
)
def test_a_request_that_cannot_be_used_gets_a_page_and_is_never_redirected(oauth, changes, sentence):
    for answer in (oauth.ask(**changes), oauth.decide("allow", **changes), oauth.decide("deny", **changes)):
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert "This link does not work" in answer.text
        assert sentence in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
@pytest.mark.parametrize("port", ["", ":80", ":49152"])
def test_any_port_of_this_machine_is_a_fine_place_to_go_back_to(oauth, host, port):
    redirect = f"http://{host}{port}/back"
    assert oauth.decide("allow", redirect_uri=redirect).headers["location"].startswith(redirect + "?code=")


@pytest.mark.parametrize(("decision", "person"), [("allow", "zoe"), ("allow", None), ("perhaps", "ana"), ("", None)])
def test_an_answer_that_is_none_shows_the_page_again_and_gives_no_code(oauth, decision, person):
    answer = oauth.decide(decision, person)
    assert answer.status_code == 400
    assert "Choose a person" in answer.text
    assert 'name="person" value="ana"' in answer.text
    assert "location" not in answer.headers


def test_an_app_that_asks_for_no_scope_is_told_it_gets_none(oauth):
    assert "no scopes were asked for" in oauth.ask(scope=None).text
