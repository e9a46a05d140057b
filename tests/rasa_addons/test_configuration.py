"""The three files in the repository's root say what Rasa makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.run import create_http_input_channels
from rasa.core.utils import AvailableEndpoints
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.io import read_config_file

from rasa_addons.channel import InternalChannel

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "PARLEY_RASA_SECRET": "a-secret-of-the-tests",
    "PARLEY_ACTIONS_SECRET": "0123456789012345",
    "PARLEY_ACTIONS_URL": "http://127.0.0.1:5055/webhook",
    "PARLEY_TRACKER_URL": "sqlite:///var/rasa.db",
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("settings")
def test_the_internal_channel_is_the_only_one() -> None:
    (channel,) = create_http_input_channels(None, str(ROOT / "credentials.yml"))
    assert isinstance(channel, InternalChannel)
    assert (channel.name(), channel.url_prefix()) == ("internal", "internal")


@pytest.mark.usefixtures("settings")
def test_the_action_server_is_called_where_and_as_the_settings_say() -> None:
    action = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")).action
    assert action.url == SETTINGS["PARLEY_ACTIONS_URL"]
    assert action.headers == {"Authorization": "Bearer 0123456789012345"}
    assert action.kwargs == {"timeout": 15, "enable_selective_domain": True}


@pytest.mark.usefixtures("settings")
def test_conversations_are_kept_where_the_settings_say() -> None:
    store = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")).tracker_store
    assert (store.type, store.url) == ("rasa_addons.tracker_store.ParleyTrackerStore", SETTINGS["PARLEY_TRACKER_URL"])


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("credentials.yml", "PARLEY_RASA_SECRET"),
        ("endpoints.yml", "PARLEY_ACTIONS_SECRET"),
        ("endpoints.yml", "PARLEY_ACTIONS_URL"),
        ("endpoints.yml", "PARLEY_TRACKER_URL"),
    ],
)
def test_a_setting_that_is_missing_is_named(file: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(RasaException, match=name):
        read_config_file(ROOT / file)
