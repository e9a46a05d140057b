"""Logs: one event a line, and nothing in it that is nobody's business."""

import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from parley.log import scrub
from tests.support.logs import captured

TICKET = "canary-ticket_0123456789"
URL = f"http://127.0.0.1:8000/oauth/start?t={TICKET}"


def scrubbed(value: object) -> object:
    return scrub(None, "info", {"event": value})["event"]


def lines(written) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.parametrize(
    "address", ["ana.keller@example.com", "a+b@x.co.uk", "ANA@EXAMPLE.COM", "x_y-z@sub-domain.example.org"]
)
def test_an_email_address_is_taken_out(address):
    assert scrubbed(f"sent to <{address}>, then stopped") == "sent to <<e-mail>>, then stopped"


@pytest.mark.parametrize(
    "text",
    [
        f"GET {URL} failed",
        f"GET /oauth/callback?code={TICKET}&state={TICKET} failed",
        f"url='{URL}#part'",
        f"HTTPConnectionPool(host='x', port=1): Max retries exceeded with url: /oauth/callback?state={TICKET}",
        f"query ?state={TICKET}",
        f"Authorization: Bearer {TICKET}",
        f"headers={{'Authorization': 'Basic {TICKET}='}}",
    ],
)
def test_one_time_values_and_tokens_are_taken_out(text):
    assert "canary" not in str(scrubbed(text))


@pytest.mark.parametrize("text", ["what is this?", "ready in 3 s", "grant 12ab", "1 + 1 = 2?", "why? because x=1"])
def test_ordinary_text_stays_as_it_is(text):
    assert scrubbed(text) == text


@pytest.mark.parametrize("value", [[URL], {"url": URL}, (URL, 1), {"a": [{"b": "ana@example.com"}]}, ValueError(URL)])
def test_texts_inside_other_values_are_scrubbed_too(value):
    told = str(scrubbed(value))
    assert "canary" not in told
    assert "@" not in told


@pytest.mark.parametrize("value", [1, 1.5, True, None])
def test_values_that_are_no_text_stay_what_they_are(value):
    assert scrubbed(value) is value


@given(st.text(max_size=60), st.from_regex(r"[a-z][a-z.+-]{0,8}@[a-z]{1,8}\.[a-z]{2,3}", fullmatch=True))
def test_no_address_survives_whatever_is_around_it(around, address):
    assert address not in str(scrubbed(f"{around} {address} {around}"))


def test_an_event_is_one_line_of_json_with_its_level_its_logger_and_utc(logs):
    structlog.get_logger("parley.test").warning("could not tell", conversation="c1", reason="line\nbreak")
    (line,) = lines(logs)
    assert (line["event"], line["level"], line["logger"]) == ("could not tell", "warning", "parley.test")
    assert str(line["timestamp"]).endswith("Z")


def test_the_standard_librarys_events_are_scrubbed_as_well(logs):
    logging.getLogger("library").warning("calling %s for %s", URL, "ana@example.com")
    (line,) = lines(logs)
    assert line["event"] == "calling http://127.0.0.1:8000/oauth/start?… for <e-mail>"


@pytest.mark.parametrize("library", [True, False])
def test_a_traceback_is_scrubbed(logs, library):
    logger = logging.getLogger("library") if library else structlog.get_logger("parley.test")
    try:
        raise ValueError(f"{URL} of ana@example.com")
    except ValueError:
        logger.exception("failed")
    assert "ValueError" in logs.getvalue()
    assert "canary" not in logs.getvalue()
    assert "example.com" not in logs.getvalue()


def test_a_traceback_shows_no_local_values():
    with captured(json=False) as written:
        try:
            secret = "canary-local"
            raise ValueError(len(secret))
        except ValueError:
            structlog.get_logger("parley.test").exception("failed")
            logging.getLogger("library").exception("failed")
    assert written.getvalue().count("Traceback") == 2
    assert "canary-local" not in written.getvalue().replace('secret = "canary-local"', "")


@pytest.mark.parametrize("name", ["uvicorn.access", "urllib3.connectionpool", "engineio.server", "socketio.server"])
def test_libraries_that_log_each_request_keep_quiet(logs, name):
    logging.getLogger(name).info("GET %s", URL)
    assert logs.getvalue() == ""


def test_the_level_is_kept():
    with captured("WARNING") as written:
        structlog.get_logger("parley.test").info("quiet")
        structlog.get_logger("parley.test").warning("loud")
    assert [line["event"] for line in lines(written)] == ["loud"]
