"""What outlives the sandbox's process, and that it is a process."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from parley.sandbox.app import create_app
from parley.sandbox.settings import SandboxSettings
from tests.support import plain

from .conftest import Browser, settings
from .oauth_client import OAuthClient

ROOT = Path(__file__).parents[2]


class House:
    """A sandbox that can be torn down and put up again over the same file."""

    def __init__(self, state: Path, clock) -> None:
        self.app = create_app(settings(state), clock)
        self.browser = Browser(self.app)
        self.oauth = OAuthClient(self.browser)

    def close(self) -> None:
        self.browser.close()
        self.app.state.sandbox.grants.close()


@pytest.fixture
def houses(tmp_path, clock):
    """Each call tears the last house down and builds the next."""
    built: list[House] = []

    def build() -> House:
        if built:
            built[-1].close()
        built.append(House(tmp_path / "var" / "sandbox.db", clock))
        return built[-1]

    yield build
    built[-1].close()


def test_tokens_and_codes_outlive_a_restart_and_what_was_spent_stays_spent(houses):
    before = houses()
    session, code, used = before.oauth.signed_in(), before.oauth.code(), before.oauth.code()
    assert before.oauth.exchange(used).status_code == 200
    events = session.events()
    after = houses()
    session.browser = after.browser
    assert session.events() == events
    assert after.oauth.exchange(code).status_code == 200
    assert after.oauth.exchange(used).status_code == 400
    assert after.oauth.refresh(session.tokens["refresh_token"]).status_code == 200
    last = houses()
    assert last.oauth.refresh(session.tokens["refresh_token"]).status_code == 400


def test_a_revocation_outlives_a_restart(houses):
    before = houses()
    session = before.oauth.signed_in()
    before.oauth.end("revoke", session.tokens["access_token"])
    session.browser = houses().browser
    assert session.get("/users/me").status_code == 401


def test_the_file_holds_neither_tokens_nor_codes(houses, tmp_path):
    house = houses()
    code, tokens = house.oauth.code(), house.oauth.link()
    house.app.state.sandbox.grants.close()
    written = b"".join(path.read_bytes() for path in (tmp_path / "var").iterdir())
    assert b"parley-sandbox" in written
    for secret in (code, tokens["access_token"], tokens["refresh_token"]):
        assert secret.encode() not in written


def test_settings_come_from_the_environment_and_empty_ones_are_absent(monkeypatch):
    monkeypatch.setenv("PARLEY_SANDBOX_STATE", "")
    monkeypatch.setenv("PARLEY_SANDBOX_PORT", "8123")
    monkeypatch.setenv("PARLEY_SANDBOX_REDIRECT_URI", "https://bot.example/oauth/callback")
    monkeypatch.setenv("PARLEY_HOST", "127.0.0.2")
    read = SandboxSettings(_env_file=None)
    assert (read.state, read.port, read.host) == (None, 8123, "127.0.0.2")
    assert read.redirect_uri == "https://bot.example/oauth/callback"


@retry(
    retry=retry_if_exception_type(httpx.TransportError), stop=stop_after_delay(30), wait=wait_fixed(0.1), reraise=True
)
def healthy(address: str) -> httpx.Response:
    return plain.get(address + "/healthz")


def test_it_runs_as_a_process_of_its_own_without_any_of_the_bots_settings(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PARLEY_SANDBOX_PORT": str(port)}
    with subprocess.Popen([sys.executable, "-m", "parley.sandbox"], cwd=tmp_path, env=environment) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            assert healthy(address).json() == {"status": "ok"}
            assert "server" not in plain.get(address + "/").headers
            assert (tmp_path / "var" / "sandbox.db").exists()
        finally:
            process.terminate()
    assert process.returncode in (0, -15)


def test_it_imports_nothing_of_the_bot():
    code = (
        "import json, sys, parley.sandbox.serve; print(json.dumps([m for m in sys.modules if m.startswith('parley.')]))"
    )
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    modules = json.loads(output)
    assert "parley.sandbox.app" in modules
    assert [name for name in modules if not f"{name}.".startswith("parley.sandbox.")] == []
