"""Settings: read once, refused with a sentence, never quoting a secret."""

import base64
import os

import pytest
from joserfc.jwk import RSAKey
from pydantic import ValidationError

from parley.decoding import decode_clients, decode_keys
from parley.loading import BadSettings, load
from parley.settings import Settings

KEY = base64.b64encode(b"k" * 32).decode()
CANARY = "canary-secret-value"
GOOD = {
    "PARLEY_RASA_SECRET": "rasa-secret-0123456789",
    "PARLEY_ACTIONS_SECRET": "actions-secret-0123456789",
    "PARLEY_KEYS": KEY,
}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in [name for name in os.environ if name.startswith("PARLEY_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def load_with(monkeypatch):
    """Give a function that loads good settings with some changed; None takes one away."""

    def load_with(**changes: str | None) -> Settings:
        for name, value in {**GOOD, **changes}.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        return load(None)

    return load_with


def faults(load_with, **changes: str | None) -> str:
    with pytest.raises(BadSettings) as bad:
        load_with(**changes)
    return str(bad.value)


def test_three_secrets_are_enough(load_with):
    settings = load_with()
    assert settings.gateway_port == 8000
    assert settings.redirect_uri == "http://127.0.0.1:8000/oauth/callback"
    assert settings.key_ring == (b"k" * 32,)
    assert settings.rest_keys == {}


def test_settings_refuse_to_change(load_with):
    with pytest.raises(ValidationError):
        load_with().gateway_port = 1


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_secret_says_how_to_get_one(load_with, name):
    assert faults(load_with, **{name: ""}) == f"{name}: is not set; `make setup` writes it into .env"


@pytest.mark.parametrize("name", ["PARLEY_RASA_SECRET", "PARLEY_ACTIONS_SECRET"])
def test_a_short_secret_says_how_long_it_must_be(load_with, name):
    assert faults(load_with, **{name: "canary"}) == (
        f"{name}: must have at least 16 characters; `make setup` writes a random one"
    )


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("not base64!", "must be base64; `make setup` writes a random key"),
        ("clé", "must be base64; `make setup` writes a random key"),
        (base64.b64encode(b"short").decode(), "must be one or more base64 keys of 32 bytes"),
        (f"{KEY},{base64.b64encode(b'x' * 31).decode()}", "must be one or more base64 keys of 32 bytes"),
        (",", "must be one or more base64 keys of 32 bytes"),
    ],
)
def test_keys_that_are_no_keys_say_what_keys_are(load_with, keys, sentence):
    assert faults(load_with, PARLEY_KEYS=keys).startswith(f"PARLEY_KEYS: {sentence}")


def test_several_keys_keep_their_order():
    other = base64.b64encode(b"o" * 32).decode()
    assert decode_keys(f" {KEY} , {other},") == (b"k" * 32, b"o" * 32)


@pytest.mark.parametrize(
    "clients", ["acme", "acme:short", f":{CANARY}", f"{CANARY}", f"acme:{CANARY},beta", f"acme={CANARY}"]
)
def test_malformed_clients_say_their_form(load_with, clients):
    assert faults(load_with, PARLEY_REST_CLIENTS=clients) == (
        "PARLEY_REST_CLIENTS: must be name:key,name:key with keys of at least 16 characters"
    )


@pytest.mark.parametrize("clients", [f"acme:{CANARY},acme:{CANARY}2", f"beta:{CANARY},acme:{CANARY}"])
def test_a_client_or_a_key_named_twice_is_refused(load_with, clients):
    assert faults(load_with, PARLEY_REST_CLIENTS=clients) == (
        "PARLEY_REST_CLIENTS: names the client acme or its key twice"
    )


def test_clients_come_by_name_and_a_key_may_hold_a_colon():
    assert decode_clients(f"acme:{CANARY}, beta:a:{CANARY} ,") == {"acme": CANARY, "beta": f"a:{CANARY}"}


@pytest.mark.parametrize(
    "name",
    [
        "PARLEY_PUBLIC_URL",
        "PARLEY_RASA_URL",
        "PARLEY_ACTIONS_URL",
        "PARLEY_CALENDLY_API_URL",
        "PARLEY_CALENDLY_AUTH_URL",
    ],
)
@pytest.mark.parametrize("value", ["127.0.0.1:8000", "ftp://host", "http://", "/path"])
def test_an_address_that_is_none_says_what_one_looks_like(load_with, name, value):
    assert faults(load_with, **{name: value}) == f"{name}: must be a whole address such as http://127.0.0.1:8000"


def test_a_slash_at_the_end_of_an_address_does_not_matter(load_with):
    assert load_with(PARLEY_PUBLIC_URL="http://chat.example/").redirect_uri == "http://chat.example/oauth/callback"


@pytest.mark.parametrize("value", ["eight thousand", "8000.5", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused_by_name(load_with, value):
    assert faults(load_with, PARLEY_GATEWAY_PORT=value).startswith("PARLEY_GATEWAY_PORT: ")


def test_an_unknown_setting_is_refused_with_the_nearest_one(load_with):
    assert faults(load_with, PARLEY_PUBLICURL="x") == (
        "PARLEY_PUBLICURL is not a setting; did you mean PARLEY_PUBLIC_URL?"
    )
    assert "PARLEY_QQQQQQQQQQ is not a setting." in faults(load_with, PARLEY_QQQQQQQQQQ="x")


def test_settings_of_the_sandbox_and_of_tests_are_not_strangers(load_with):
    assert load_with(PARLEY_SANDBOX_PORT="8010", PARLEY_TEST_POSTGRES_URL="x", PARLEY_MODEL="x")


def test_every_fault_has_its_own_line(load_with):
    lines = faults(load_with, PARLEY_KEYS="", PARLEY_RASA_SECRET="short", PARLEY_LOG_LEVEL="loud", PARLEY_OOPS="1")
    named = [line.split(":")[0].split(" ")[0] for line in lines.splitlines()]
    assert sorted(named) == ["PARLEY_KEYS", "PARLEY_LOG_LEVEL", "PARLEY_OOPS", "PARLEY_RASA_SECRET"]


def test_no_fault_quotes_a_value(load_with):
    bad = dict.fromkeys(("PARLEY_KEYS", "PARLEY_REST_CLIENTS", "PARLEY_ENV", "PARLEY_LOG_LEVEL"), f"{CANARY}!")
    told = faults(load_with, **bad, PARLEY_RASA_SECRET="canary", PARLEY_GATEWAY_PORT="canary", PARLEY_CANARIES=CANARY)
    assert len(told.splitlines()) == 7
    assert "canary" not in told


def test_printed_settings_tell_no_secret(load_with):
    settings = load_with(
        PARLEY_REST_CLIENTS=f"acme:{CANARY}",
        PARLEY_CALENDLY_CLIENT_SECRET=CANARY,
        PARLEY_DATABASE_URL=f"postgresql://parley:{CANARY}@db/parley",
        PARLEY_TRACKER_URL=f"postgresql://parley:{CANARY}@db/rasa",
        PARLEY_REDIS_URL=f"redis://:{CANARY}@redis/0",
    )
    assert settings.key_ring
    assert settings.rest_keys  # both computed, and so kept in the object
    told = repr(settings) + str(settings)
    assert CANARY not in told
    assert KEY not in told
    assert "k" * 32 not in told


def test_a_dotenv_file_is_read_and_the_environment_comes_first(tmp_path, monkeypatch):
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in GOOD.items()) + "PARLEY_LOG_LEVEL=DEBUG\n")
    monkeypatch.setenv("PARLEY_RASA_SECRET", "from-the-environment")
    settings = load(file)
    assert settings.log_level == "DEBUG"
    assert settings.rasa_secret.get_secret_value() == "from-the-environment"


def test_an_unknown_name_in_a_dotenv_file_is_refused_too(tmp_path):
    file = tmp_path / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in GOOD.items()) + f"PARLEY_KEY={CANARY}\nOTHER=1\n")
    with pytest.raises(BadSettings, match=r"^PARLEY_KEY is not a setting; did you mean PARLEY_KEYS\?$"):
        load(file)


@pytest.mark.parametrize(
    "odd", ["shop.example", "https://shop.example/", "https://*.example", "https://shop.example; script-src *", "null"]
)
def test_what_is_no_origin_may_not_frame_the_chat(load_with, odd):
    assert "PARLEY_WIDGET_ORIGINS" in faults(load_with, PARLEY_WIDGET_ORIGINS=f"https://www.example.com,{odd}")


def test_the_chat_itself_may_always_frame_it(load_with):
    assert load_with().framing_origins == ("'self'",)
    both = load_with(PARLEY_WIDGET_ORIGINS="https://a.example, http://localhost:3000").framing_origins
    assert both == ("'self'", "https://a.example", "http://localhost:3000")


def test_a_key_for_users_must_fit_the_way_they_are_signed(load_with):
    private = RSAKey.generate_key(2048)
    assert "32 characters" in faults(load_with, PARLEY_USER_KEY="short")
    assert "public key" in faults(load_with, PARLEY_USER_SIGNATURE="RS256", PARLEY_USER_KEY="x" * 40)
    with_private = private.as_pem(private=True).decode()
    assert "the private one stays" in faults(load_with, PARLEY_USER_SIGNATURE="RS256", PARLEY_USER_KEY=with_private)
    assert load_with(PARLEY_USER_SIGNATURE="RS256", PARLEY_USER_KEY=private.as_pem(private=False).decode())


@pytest.mark.parametrize("name", ["PARLEY_VISITOR_RATE", "PARLEY_ADDRESS_RATE"])
def test_a_rate_says_how_many_in_which_time(load_with, name):
    assert name in faults(load_with, **{name: "many"})
    assert load_with(**{name: "5/second"})


def test_a_platform_that_is_set_by_half_stops_the_start(load_with):
    assert "PARLEY_TELEGRAM_SECRET" in faults(load_with, PARLEY_TELEGRAM_TOKEN=CANARY)
