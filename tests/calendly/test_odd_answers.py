"""What Calendly does when something is wrong with it, and what must never leak or be kept then."""

import json
import traceback
from datetime import timedelta

import pytest

from parley.calendly.client import Calendly, PersonalToken
from parley.calendly.errors import AuthExpired, CalendlyDown, CalendlyError, InvalidRequest, NotFound
from parley.calendly.transport import Bearer, Transport, make_session
from tests.support.odd import Answer
from tests.support.serving import listen

CANARY = "canary-access-token"
HTML = {"Content-Type": "text/html"}
USER = {
    "uri": "https://api.example/users/A",
    "name": "Ana",
    "slug": "ana",
    "email": "ana@example.com",
    "scheduling_url": "https://calendly.example/ana",
    "timezone": "Europe/Berlin",
    "time_notation": "24h",
    "locale": "de",
    "created_at": "2026-05-12T12:34:08.231012Z",
    "updated_at": "2026-05-12T12:34:08Z",
    "current_organization": "https://api.example/organizations/O",
    "resource_type": "User",
}


def body(value: object) -> Answer:
    return Answer(body=json.dumps(value).encode())


def test_an_html_502_is_calendly_down(odd, odd_client):
    odd.says(Answer(502, b"<html><h1>502 Bad Gateway</h1></html>", HTML))
    with pytest.raises(CalendlyDown):
        odd_client.current_user()


@pytest.mark.parametrize("answer", [b"", b"<html>hello</html>", b'"text"', b"[]", b"null", b"{", b"\xff\xfe"])
def test_a_200_that_is_not_calendlys_is_calendly_down(odd, odd_client, answer):
    odd.says(Answer(200, answer))
    with pytest.raises(CalendlyDown):
        odd_client.current_user()


@pytest.mark.parametrize(("status", "cause"), [(401, AuthExpired), (404, NotFound), (400, InvalidRequest)])
def test_an_empty_body_leaves_the_cause_to_the_status(odd, odd_client, status, cause):
    odd.says(Answer(status, b""))
    with pytest.raises(cause):
        odd_client.current_user()


def test_missing_and_garbled_fields_are_reported_by_path_and_never_by_value(odd, odd_client):
    wrong = {"uri": 7, "name": "canary-name", "email": "canary@example.com", "time_notation": ["canary"]}
    odd.says(body({"resource": wrong}))
    with pytest.raises(CalendlyDown) as refused:
        odd_client.current_user()
    assert all(path in str(refused.value) for path in ("uri", "timezone", "time_notation"))
    assert "canary" not in everything(refused.value)


def test_a_field_missing_deep_in_a_list_is_reported_by_its_path(odd, odd_client, clock):
    event = {"uri": "https://x/E", "status": "active", "start_time": "2026-11-18T12:00:00Z", "end_time": "soon"}
    page = {"collection": [{**event, "invitees_counter": {"total": 1, "active": 1}}], "pagination": {}}
    odd.says(body(page))
    with pytest.raises(CalendlyDown) as refused:
        odd_client.scheduled_events(user="u", starting_after=clock(), limit=5)
    assert "end_time" in str(refused.value)
    assert "invitees_counter.limit" in str(refused.value)
    assert "soon" not in everything(refused.value)


def test_fields_that_nobody_reads_are_let_through(odd, odd_client):
    odd.says(body({"resource": {**USER, "brand_new": {"deep": [1]}}, "more": 1}))
    assert odd_client.current_user().name == "Ana"


def test_a_page_without_its_pagination_is_calendly_down(odd, odd_client):
    odd.says(body({"collection": []}))
    with pytest.raises(CalendlyDown):
        odd_client.invitees("E")


def test_a_list_that_never_ends_is_left_at_the_cap(odd, odd_client):
    odd.says(body({"collection": [], "pagination": {"next_page_token": "again"}}))
    assert odd_client.invitees("E") == []
    assert len(odd.seen) == 20


def test_a_401_is_answered_by_one_renewal_and_one_more_try(odd, odd_client, tokens):
    odd.says(Answer(401))
    with pytest.raises(AuthExpired):
        odd_client.current_user()
    assert (tokens.renewals, len(odd.seen)) == (1, 2)


def test_cookies_are_neither_kept_nor_sent(odd, odd_client):
    odd.says(Answer(200, json.dumps({"resource": USER}).encode(), {"Set-Cookie": "__cf_bm=theirs; Path=/"}))
    odd_client.current_user()
    odd_client.current_user()
    assert odd.header("Cookie") == [None, None]


def test_the_hosts_netrc_never_takes_the_tokens_place(odd, odd_client, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    odd.says(body({"resource": USER}))
    odd_client.current_user()
    assert odd.header("Authorization") == [f"Bearer {CANARY}"]


def test_a_redirect_is_not_followed_and_the_token_goes_nowhere_else(odd, odd_client):
    odd.says(Answer(302, b"", {"Location": f"{odd.url}/elsewhere"}), body({"resource": USER}))
    with pytest.raises(CalendlyDown):
        odd_client.current_user()
    assert [path for _, path, _, _ in odd.seen] == ["/users/me"]


def test_every_call_names_its_user_agent(odd, odd_client):
    odd.says(body({"resource": USER}))
    odd_client.current_user()
    assert odd.header("User-Agent") == ["Parley/0.1"]


def test_a_read_is_tried_again_while_calendly_is_down(odd, clock, tokens):
    client = Calendly(Transport(make_session(), odd.url, clock, budget=timedelta(seconds=3)), tokens)
    odd.says(Answer(503), Answer(502, b"", HTML), body({"resource": USER}))
    assert client.current_user().name == "Ana"
    assert len(odd.seen) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_a_refusal_is_never_tried_again(odd, clock, tokens, status):
    client = Calendly(Transport(make_session(), odd.url, clock, budget=timedelta(seconds=3)), tokens)
    odd.says(Answer(status))
    with pytest.raises(CalendlyError):
        client.current_user()
    assert len(odd.seen) == (2 if status == 401 else 1)


def causes(odd, odd_client, tokens):
    dead, address = listen()
    dead.close()
    yield Calendly(Transport(make_session(), address, lambda: None, budget=timedelta()), tokens)
    for answer in (Answer(401), Answer(403), Answer(404), Answer(429), Answer(500), Answer(400), Answer(200, b"x")):
        odd.says(answer)
        yield odd_client


def test_no_cause_tells_the_token_in_its_text_its_trace_or_its_repr(odd, odd_client, tokens):
    told = 0
    for client in causes(odd, odd_client, tokens):
        with pytest.raises(CalendlyError) as problem:
            client.current_user()
        assert CANARY not in everything(problem.value)
        told += 1
    assert told == 8
    assert all(
        CANARY not in repr(one)
        for one in (Bearer(CANARY), PersonalToken(CANARY), odd_client, odd_client._transport, odd_client.users)
    )


def everything(error: BaseException) -> str:
    """Return all that a log could show of an error."""
    return "".join(traceback.format_exception(error)) + repr(error) + str(error.args)
