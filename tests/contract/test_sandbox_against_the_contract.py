"""The sandbox against the whole of `docs/calendly/openapi.yaml`.

Whatever is sent: no undocumented status, no answer off its schema, no failure of its own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from parley.calendly.oauth import OAuth, OAuthApp, new_verifier
from parley.calendly.scopes import EVERYTHING
from parley.clock import system_clock
from parley.sandbox.app import create_app
from parley.sandbox.settings import SandboxSettings
from tests.support.sandbox import CLIENT_ID, CLIENT_SECRET, Sandbox, query_of
from tests.support.serving import listen, serving

CONTRACT = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs/calendly/openapi.yaml")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 25
REDIRECT = "http://127.0.0.1:8000/oauth/callback"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox without rate limits: the number of calls is the point here."""
    without_limits = SandboxSettings(_env_file=None, state=None, limits=False, token_calls=0)
    listener, url = listen()
    with serving(create_app(without_limits, system_clock), listener):
        yield Sandbox(url)


@pytest.fixture(scope="module")
def token(sandbox: Sandbox) -> str:
    """The access token of somebody who allowed everything."""
    oauth, verifier = OAuth(OAuthApp(sandbox.url, CLIENT_ID, CLIENT_SECRET, REDIRECT), system_clock), new_verifier()
    back = query_of(sandbox.consent(oauth.authorization_url("state", verifier, EVERYTHING)))
    return oauth.exchange(back["code"], verifier).access_token


@CONTRACT.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_operation_keeps_the_contract(case: schemathesis.Case, sandbox: Sandbox, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "User-Agent": "contract"}
    # A person's page says what is wrong with a link that was never right; the contract lists only its good answers.
    checks = [not_a_server_error] if case.path == "/oauth/authorize" else CHECKS
    case.call_and_validate(base_url=sandbox.url, headers=headers, checks=checks, allow_redirects=False)
