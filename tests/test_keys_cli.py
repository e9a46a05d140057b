"""`parley keys`: a new key, and what the operator is told of a rotation."""

import base64

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from parley.accounts.rotation import Rotated
from parley.calendly.scopes import READ_EVENTS
from parley.cli import app
from parley.db.tables import grants
from parley.decoding import decode_keys
from parley.keys_cli import report
from parley.production import weakness
from tests.support.desk import KEY, OTHER_KEY, make_desk

OLD, NEW = (base64.b64encode(key).decode() for key in (KEY, OTHER_KEY))


@pytest.fixture
def parley(sqlite_url, monkeypatch, tmp_path):
    """Give a function that runs a command with this key ring."""
    monkeypatch.chdir(tmp_path)  # where no .env is
    for name in ("RASA_SECRET", "ACTIONS_SECRET"):
        monkeypatch.setenv(f"PARLEY_{name}", f"{name.lower()}-0123456789")
    monkeypatch.setenv("PARLEY_DATABASE_URL", sqlite_url)

    def parley(*words: str, keys: str = f"{NEW},{OLD}"):
        monkeypatch.setenv("PARLEY_KEYS", keys)
        return CliRunner().invoke(app, words)

    return parley


@pytest.fixture
def linked(sqlite, calendly, clock):
    """Somebody with Ana's account, sealed with the old key."""
    desk = make_desk(sqlite, calendly, clock)
    conversation = desk.meet()
    desk.connect(conversation)
    return conversation


def test_a_new_key_is_one_that_the_settings_take_and_never_the_same(parley):
    keys = [parley("keys", "new").stdout.strip() for _ in range(3)]
    assert len(set(keys)) == 3
    assert all(len(decode_keys(key)[0]) == 32 and weakness(key) is None for key in keys)


def test_a_rotation_tells_how_many_and_what_may_go(parley, linked, sqlite, calendly, clock):
    told = parley("keys", "rotate")
    assert told.exit_code == 0
    assert told.stdout.startswith("Values sealed anew with the first key: 3.\n")
    assert "Then remove them from PARLEY_KEYS and restart." in told.stdout
    desk = make_desk(sqlite, calendly, clock, (OTHER_KEY,))
    assert desk.access.account(linked.id, READ_EVENTS).calendly.current_user().name == "Ana Keller"
    assert parley("keys", "rotate").stdout.startswith("Values sealed anew with the first key: 0.\n")


def test_with_one_key_nothing_may_go(parley, linked):
    assert parley("keys", "rotate", keys=OLD).stdout == "Values sealed anew with the first key: 0.\n"


def test_values_that_no_key_opens_are_told_with_a_way_on(parley, linked, sqlite):
    with sqlite.write() as connection:
        connection.execute(update(grants).values(access_token=b"lost"))
    told = parley("keys", "rotate")
    assert told.exit_code == 0
    assert "no key of PARLEY_KEYS opens, left as they are: 1." in told.stdout
    assert "asked to connect again" in told.stdout


def test_values_sealed_with_another_key_meanwhile_keep_the_old_key_in_place():
    lines = report(Rotated(sealed=5, left=2), keys=2)
    assert "restart every process, run this again, and remove no key before" in lines[-1]
    assert not any("Then remove" in line for line in lines)


def test_neither_key_is_ever_printed(parley, linked):
    told = parley("keys", "rotate")
    assert not any(key in told.output for key in (OLD, NEW))
