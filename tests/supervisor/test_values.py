"""Which value each setting has."""

from pathlib import Path

import pytest

from parley.settings import PREFIX, Settings
from parley.supervisor.values import Ports, given, resolve

PORTS = Ports(gateway=1001, rasa=1002, actions=1003, sandbox=1004)


def test_every_setting_of_the_app_gets_a_value_so_that_env_files_fill_no_gap(secrets: dict[str, str]) -> None:
    names = {PREFIX + field.upper() for field in Settings.model_fields}
    assert names <= set(resolve(secrets, Path("/data"), PORTS))


def test_the_values_are_settings_that_the_app_accepts(monkeypatch: pytest.MonkeyPatch, secrets: dict[str, str]) -> None:
    for name, value in resolve(secrets, Path("/data"), PORTS).items():
        monkeypatch.setenv(name, value)
    settings = Settings(_env_file=None)
    assert settings.gateway_port == 1001
    assert settings.rasa_url == "http://127.0.0.1:1002"
    assert settings.actions_url == "http://127.0.0.1:1003/webhook"
    assert settings.calendly_api_url == settings.calendly_auth_url == "http://127.0.0.1:1004"
    assert settings.database_url == "sqlite:////data/parley.db"


def test_what_was_chosen_wins_over_what_follows_from_ports(secrets: dict[str, str]) -> None:
    chosen = {**secrets, "PARLEY_PUBLIC_URL": "https://chat.example.com", "PARLEY_DATABASE_URL": "postgresql://db/p"}
    values = resolve(chosen, Path("/data"), PORTS)
    assert values["PARLEY_PUBLIC_URL"] == "https://chat.example.com"
    assert values["PARLEY_DATABASE_URL"] == "postgresql://db/p"


def test_a_sandbox_with_a_client_of_ones_own_is_asked_as_that_client(secrets: dict[str, str]) -> None:
    chosen = {**secrets, "PARLEY_SANDBOX_CLIENT_ID": "mine", "PARLEY_SANDBOX_CLIENT_SECRET": "my own secret"}
    values = resolve(chosen, Path("/data"), PORTS)
    for whose in ("SANDBOX", "CALENDLY"):
        assert values[f"PARLEY_{whose}_CLIENT_ID"] == "mine"
        assert values[f"PARLEY_{whose}_CLIENT_SECRET"] == "my own secret"


def test_what_was_chosen_for_the_sandbox_wins_over_its_defaults(secrets: dict[str, str]) -> None:
    chosen = {**secrets, "PARLEY_SANDBOX_REDIRECT_URI": "https://chat.example.com/oauth/callback"}
    assert resolve(chosen, Path("/data"), PORTS)["PARLEY_SANDBOX_REDIRECT_URI"].startswith("https://chat.")


def test_the_environment_wins_over_the_file_and_an_empty_value_is_no_choice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PARLEY_RASA_PORT=1\nPARLEY_HOST=0.0.0.0\nPARLEY_REDIS_URL=\nPOSTGRES_PASSWORD=x\n")
    monkeypatch.setenv("PARLEY_RASA_PORT", "2")
    assert given(tmp_path) == {"PARLEY_RASA_PORT": "2", "PARLEY_HOST": "0.0.0.0"}


@pytest.mark.parametrize("value", ["eighty", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="PARLEY_GATEWAY_PORT must be a port between 1 and 65535"):
        Ports.chosen({"PARLEY_GATEWAY_PORT": value})
