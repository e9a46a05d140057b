"""The gateway against its own description, with the same cases each time.

Whatever is sent: no undocumented status, no answer off its schema, no fault of its own.
"""

import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.gateway import ACME, ServedGateway, serving_gateway
from tests.support.rasa import serving_rasa
from tests.support.stores import copied

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# What programs send is taken when it is right and refused when it is off; browsers get a page that says so.
STRICT = [*CHECKS, positive_data_acceptance, negative_data_rejection, ignored_auth]
REST = "/webhooks/rest/"
EXAMPLES = 12
TELEGRAM = "telegram-secret-0123456789"
schemathesis.openapi.format("time-zone", st.sampled_from(sorted(zoneinfo.available_timezones())))
schemathesis.openapi.format("language-tag", st.sampled_from(["en", "en-GB", "de-DE", "zh-Hant-TW", "es-419"]))
schemathesis.openapi.format("person-name", st.sampled_from(["Ana Lee", "José Núñez", "李小龍", "O'Neill-Smith, Jr."]))
schemathesis.openapi.format("email", st.sampled_from(["ana@example.com", "a.b+c@mail.example.co.uk"]))


@pytest.fixture(scope="module")
def served(_served_sandbox, _migrated, tmp_path_factory, _world_clock) -> Iterator[ServedGateway]:
    folder = tmp_path_factory.mktemp("described")
    more = {
        "calendly_webhook_key": "webhook-key-0123456789",
        # Nobody listens there: what is to be sent waits.
        "telegram_url": "http://127.0.0.1:9",
        "telegram_token": "telegram-token-0123456789",
        "telegram_secret": TELEGRAM,
        "mattermost_url": "http://127.0.0.1:9",
        "mattermost_bot_token": "mattermost-bot-0123456789",
        "mattermost_tokens": "mattermost-token-0123456789",
    }
    with (
        serving_rasa() as rasa,
        serving_gateway(rasa, _served_sandbox, copied(_migrated, folder), folder, _world_clock, **more) as gateway,
    ):
        yield gateway


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_operation_is_as_it_is_described(mode: GenerationMode, served: ServedGateway) -> None:
    described = schemathesis.openapi.from_dict(served.http.get("/openapi.json").json())
    # Whatever else stands in an address is left alone, and the key is ours to send.
    described.config.generation.update(allow_extra_parameters=False, with_security_parameters=False)
    for operation in (found.ok() for found in described.get_all_operations()):
        # Pages take any text: nothing that could be sent to them is off.
        may_be_off = operation.path.startswith("/webhooks/") and (operation.body or operation.query)
        if mode is GenerationMode.POSITIVE or may_be_off:
            keep_to(operation, mode, served.url)


def keep_to(operation: APIOperation, mode: GenerationMode, url: str) -> None:
    """Send what fits the description, or what does not, and look at every answer."""
    of_rest = operation.path.startswith(REST)
    headers = {"Authorization": f"Bearer {ACME}"} if of_rest else {}
    if operation.path == "/webhooks/telegram":
        headers = {"X-Telegram-Bot-Api-Secret-Token": TELEGRAM}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    def kept_to(case: schemathesis.Case) -> None:
        checks = STRICT if of_rest else CHECKS
        if case.path == "/readyz":  # Here nobody is there who would do what is booked.
            checks = CHECKS[1:]
        case.call_and_validate(base_url=url, headers=headers, checks=checks, allow_redirects=False)

    kept_to()


def test_all_that_is_served_is_described(served: ServedGateway) -> None:
    assert set(served.http.get("/openapi.json").json()["paths"]) >= {
        "/webhooks/rest/webhook",
        "/webhooks/rest/messages",
        "/webhooks/rest/",
        "/webhooks/calendly/{hook_id}",
        "/webhooks/telegram",
        "/webhooks/mattermost",
        "/webhooks/mattermost/press",
        "/healthz",
        "/readyz",
        "/oauth/start",
        "/oauth/callback",
        "/calendar/{token}.ics",
        "/",
        "/embed",
        "/widget.js",
        "/docs",
    }


def test_only_what_takes_a_key_says_so(served: ServedGateway) -> None:
    made = served.http.get("/openapi.json").json()
    operations = [(path, one) for path, methods in made["paths"].items() for one in methods.values()]
    locked = {path for path, one in operations if one.get("security") == [{"key": []}]}
    assert locked == {"/webhooks/rest/webhook", "/webhooks/rest/messages"}
    assert made["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_the_page_for_people_names_every_path_and_asks_nobody_else(served: ServedGateway) -> None:
    answer = served.http.get("/docs")
    made = served.http.get("/openapi.json").json()
    assert all(path in answer.text for path in made["paths"])
    assert "<script" not in answer.text
    assert "://" not in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert served.http.get("/static/docs.css").status_code == 200


def test_no_secret_and_no_path_of_this_machine_stands_in_the_description(served: ServedGateway) -> None:
    text = served.http.get("/openapi.json").text + served.http.get("/docs").text
    assert not any(secret in text for secret in ("-0123456789", ACME, str(Path.cwd())))
