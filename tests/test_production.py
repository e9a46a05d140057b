"""A production start: refused with a line for each setting that is only good for trying things out."""

import base64
import os
import random
from pathlib import Path

import pytest

from parley.loading import BadSettings, load
from parley.production import SANDBOX, weakness
from parley.sandbox.settings import SandboxSettings
from parley.settings import Settings
from parley.supervisor.values import SANDBOX_CLIENT, SANDBOX_SECRET
from scripts.setup.dotenv import MAKERS


def random_bytes(seed: int, count: int = 32) -> bytes:
    return random.Random(seed).randbytes(count)


def key(seed: int) -> str:
    return base64.b64encode(random_bytes(seed)).decode()


GOOD = {
    "PARLEY_ENV": "production",
    "PARLEY_PUBLIC_URL": "https://chat.example.com",
    "PARLEY_RASA_SECRET": base64.urlsafe_b64encode(random_bytes(1)).decode().rstrip("="),
    "PARLEY_ACTIONS_SECRET": random_bytes(2).hex(),
    "PARLEY_REST_CLIENTS": f"acme:{random_bytes(3).hex()},beta:{random_bytes(4).hex()}",
    "PARLEY_KEYS": f"{key(5)},{key(6)}",
    "PARLEY_CALENDLY_CLIENT_ID": "an-app",
    "PARLEY_CALENDLY_CLIENT_SECRET": random_bytes(7).hex(),
}
REPEATED = "Ab3$" * 8
COUNTING = base64.b64encode(bytes(range(32))).decode()
TYPED = base64.b64encode(b"my own key, thirty-two bytes lng").decode()


@pytest.fixture
def told(clean_environment):
    """Give a function that returns what a start with some settings changed is told; None takes one away."""

    def told(**changes: str | None) -> list[str]:
        clean_environment({**GOOD, **changes})
        with pytest.raises(BadSettings) as bad:
            load(None)
        return str(bad.value).splitlines()

    return told


@pytest.fixture
def clean_environment(monkeypatch):
    """Give a function that sets these settings and no other."""

    def set_only(values: dict[str, str | None]) -> None:
        for name in [name for name in os.environ if name.startswith("PARLEY_")]:
            monkeypatch.delenv(name)
        for name, value in values.items():
            if value is not None:
                monkeypatch.setenv(name, value)

    return set_only


def test_good_secrets_and_https_will_do(clean_environment):
    clean_environment(GOOD)
    assert load(None).redirect_uri == "https://chat.example.com/oauth/callback"


def test_an_app_of_the_native_kind_has_no_secret(clean_environment):
    clean_environment({**GOOD, "PARLEY_CALENDLY_CLIENT_SECRET": None})
    assert load(None).env == "production"


def test_in_development_all_of_it_is_good_enough(clean_environment):
    weak = {"PARLEY_RASA_SECRET": "x" * 16, "PARLEY_ACTIONS_SECRET": "x" * 16, "PARLEY_KEYS": COUNTING}
    clean_environment({**GOOD, **weak, "PARLEY_ENV": "development", "PARLEY_PUBLIC_URL": "http://127.0.0.1:8000"})
    assert load(None).env == "development"


@pytest.mark.parametrize("name", ["PARLEY_KEYS", "PARLEY_RASA_SECRET", "PARLEY_ACTIONS_SECRET"])
def test_a_missing_secret_stops_the_start_by_name(told, name):
    assert told(**{name: None}) == [f"{name}: is not set; `make setup` writes it into .env"]


@pytest.mark.parametrize("name", ["PARLEY_PUBLIC_URL", "PARLEY_CALENDLY_API_URL", "PARLEY_CALENDLY_AUTH_URL"])
def test_an_address_in_the_clear_is_refused(told, name):
    (line,) = told(**{name: "http://chat.example.com"})
    assert line.startswith(f"{name} must be https:// in production")


def test_without_a_calendly_app_there_is_no_start(told):
    assert told(PARLEY_CALENDLY_CLIENT_ID=None) == [
        "PARLEY_CALENDLY_CLIENT_ID is not set: nobody could connect their Calendly"
    ]


def test_the_sandboxs_credentials_are_no_secret(told):
    lines = told(PARLEY_CALENDLY_CLIENT_ID=SANDBOX_CLIENT, PARLEY_CALENDLY_CLIENT_SECRET=SANDBOX_SECRET)
    assert lines == [
        "PARLEY_CALENDLY_CLIENT_ID is the sandbox's; take the one that Calendly shows for your app",
        "PARLEY_CALENDLY_CLIENT_SECRET is the sandbox's; take the one that Calendly shows for your app",
    ]


def test_the_sandboxs_credentials_are_known_here_as_they_are_there():
    sandbox = SandboxSettings(_env_file=None)
    theirs = {sandbox.client_id, sandbox.client_secret, sandbox.signing_key, SANDBOX_CLIENT, SANDBOX_SECRET}
    assert theirs == set(SANDBOX)


@pytest.mark.parametrize("name", ["PARLEY_RASA_SECRET", "PARLEY_ACTIONS_SECRET"])
@pytest.mark.parametrize(
    ("secret", "problem"),
    [
        ("fifteen chars and", "must have at least 22 characters"),
        ("rasa-secret-0123456789", "must not be a placeholder"),
        ("CHANGEME-CHANGEME-CHANGEME-1", "must not be a placeholder"),
        (REPEATED, "must be random"),
        ("a" * 40, "must be random"),
        ("qwertzuiopasdfgh01234567x", "must be random"),
        ("aabbaabbabababbaabbaabbabba", "must be random"),
    ],
)
def test_a_weak_secret_is_refused_by_name_and_with_a_way_on(told, name, secret, problem):
    assert told(**{name: secret}) == [f"{name} {problem} in production; `parley keys new` prints a random one"]


def test_a_weak_key_of_a_rest_client_names_the_client(told):
    (line,) = told(PARLEY_REST_CLIENTS=f"acme:{random_bytes(3).hex()},beta:{'b' * 30}")
    assert line.startswith("PARLEY_REST_CLIENTS (the key of beta) must be random")


@pytest.mark.parametrize(
    "weak", [base64.b64encode(b"k" * 32).decode(), COUNTING, TYPED], ids=["same", "counts", "text"]
)
def test_a_key_that_is_not_random_is_refused_by_its_place(told, weak):
    assert told(PARLEY_KEYS=f"{key(5)},{weak}") == [
        "PARLEY_KEYS: key 2 is not random; `parley keys new` prints a random one"
    ]


def test_one_secret_for_two_uses_is_refused_naming_both(told):
    shared = random_bytes(9).hex()
    (line,) = told(PARLEY_RASA_SECRET=shared, PARLEY_ACTIONS_SECRET=shared)
    assert line.startswith("PARLEY_ACTIONS_SECRET must not be the same as PARLEY_RASA_SECRET")
    (line,) = told(PARLEY_RASA_SECRET=shared, PARLEY_REST_CLIENTS=f"acme:{shared}")
    assert line.startswith("PARLEY_REST_CLIENTS (the key of acme) must not be the same as PARLEY_RASA_SECRET")
    (line,) = told(PARLEY_KEYS=f"{key(5)},{key(5)}")
    assert line.startswith("PARLEY_KEYS (key 2) must not be the same as PARLEY_KEYS (key 1)")
    (line,) = told(PARLEY_RASA_SECRET=key(5))
    assert line.startswith("PARLEY_RASA_SECRET must not be the same as PARLEY_KEYS (key 1)")


def test_every_fault_has_its_own_line_and_no_line_quotes_a_value(told):
    weak = {"PARLEY_RASA_SECRET": "w" * 20, "PARLEY_ACTIONS_SECRET": "w" * 20, "PARLEY_KEYS": COUNTING}
    lines = told(**weak, PARLEY_PUBLIC_URL="http://h", PARLEY_CALENDLY_CLIENT_SECRET=SANDBOX_SECRET)
    assert len(lines) == 6
    assert not any(value in "\n".join(lines) for value in ("wwww", COUNTING, SANDBOX_SECRET))


@pytest.mark.parametrize("make", ["hex", "urlsafe", "base64"])
def test_what_a_generator_makes_of_sixteen_bytes_or_more_is_never_called_weak(make):
    texts = {
        "hex": lambda raw: raw.hex(),
        "urlsafe": lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
        "base64": lambda raw: base64.b64encode(raw).decode(),
    }
    for seed in range(1000):
        assert weakness(texts[make](random_bytes(seed, 16 + seed % 17))) is None


def test_what_setup_writes_is_fit_for_production(clean_environment):
    written = {name: make() for name, make in MAKERS.items() if name.startswith("PARLEY_")}
    clean_environment({**GOOD, **written})
    assert isinstance(load(None), Settings)


def test_the_compose_file_starts_in_production():
    text = (Path(__file__).parents[1] / "docker-compose.yml").read_text(encoding="utf-8")
    assert "PARLEY_ENV: ${PARLEY_ENV:-production}" in text


def test_a_site_in_the_clear_may_not_carry_the_widget(told, clean_environment):
    assert any("PARLEY_WIDGET_ORIGINS" in fault for fault in told(PARLEY_WIDGET_ORIGINS="http://shop.example.com"))
    clean_environment({**GOOD, "PARLEY_WIDGET_ORIGINS": "https://shop.example.com"})
    assert load(None).framing_origins == ("'self'", "https://shop.example.com")


def test_a_weak_key_for_users_is_refused(told):
    assert any("PARLEY_USER_KEY" in fault for fault in told(PARLEY_USER_KEY="a" * 40))
