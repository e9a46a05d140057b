"""`parley clients`: a key is shown once, listed by its id, and good for nothing once it is revoked."""

import base64
import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from parley.cli import app
from parley.db.tables import rest_clients, rest_keys
from tests.support.desk import KEY


@pytest.fixture
def parley(sqlite_url, monkeypatch, tmp_path):
    """Give a function that runs a command."""
    monkeypatch.chdir(tmp_path)  # where no .env is
    for name in ("RASA_SECRET", "ACTIONS_SECRET"):
        monkeypatch.setenv(f"PARLEY_{name}", f"{name.lower()}-0123456789")
    monkeypatch.setenv("PARLEY_KEYS", base64.b64encode(KEY).decode())
    monkeypatch.setenv("PARLEY_DATABASE_URL", sqlite_url)
    return lambda *words: CliRunner().invoke(app, ["clients", *words])


def listed(parley) -> list[dict[str, str | None]]:
    return json.loads(parley("list", "--json").stdout)


def test_a_key_is_printed_alone_and_kept_as_a_digest(parley, sqlite):
    made = parley("create", "acme")
    key = made.stdout.strip()
    assert (made.exit_code, key.startswith("parley_")) == (0, True)
    with sqlite.read() as connection:
        rows = str([connection.execute(select(table)).all() for table in (rest_clients, rest_keys)])
    assert key not in rows
    assert key.rpartition("_")[2] not in rows
    assert key not in parley("list").output


def test_the_list_says_when_each_key_was_made_used_and_revoked(parley):
    parley("create", "acme", "--rate", "60/minute")
    parley("create", "beta")
    parley("revoke", "beta")
    acme, beta = listed(parley)
    assert (acme["client"], acme["rate"], acme["revoked_at"], acme["last_used_at"]) == ("acme", "60/minute", None, None)
    assert [bool(beta[name]) for name in ("revoked_at", "created_at", "rate")] == [True, True, False]
    lines = parley("list").stdout.splitlines()
    assert "never used  60/minute" in lines[0]
    assert "revoked" in lines[1]
    assert "3000/minute" in lines[1]


def test_a_second_key_is_made_only_when_that_is_meant(parley):
    parley("create", "acme")
    refused = parley("create", "acme")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--another" in refused.stderr
    assert parley("create", "acme", "--another").exit_code == 0
    assert len(listed(parley)) == 2


def test_a_client_of_the_settings_counts_as_one_that_has_a_key(parley, monkeypatch):
    monkeypatch.setenv("PARLEY_REST_CLIENTS", "acme:acme-key-0123456789")
    assert parley("create", "acme").exit_code == 1
    assert "acme-key" not in parley("list").output
    assert "in PARLEY_REST_CLIENTS" in parley("list").stdout
    told = parley("revoke", "acme")
    assert (told.exit_code, "take it out there" in told.stderr) == (1, True)


def test_one_key_or_all_of_a_client_are_revoked(parley):
    for _ in range(3):
        parley("create", "acme", "--another")
    first, *rest = [key["id"] for key in listed(parley)]
    assert parley("revoke", "acme", "--key", first).stdout.count("good for nothing") == 1
    assert parley("revoke", "acme").stdout.count("good for nothing") == len(rest)
    assert all(key["revoked_at"] for key in listed(parley))
    assert parley("revoke", "acme").exit_code == 1


@pytest.mark.parametrize("words", [("nobody",), ("acme", "--key", "of-beta"), ("ACME",)])
def test_what_there_is_not_is_not_revoked(parley, words):
    parley("create", "acme")
    assert parley("revoke", *words).exit_code == 1
    assert listed(parley)[0]["revoked_at"] is None


def test_an_address_for_callbacks_comes_with_a_secret_that_is_shown_once(parley, sqlite):
    made = parley("create", "acme", "--callback", "https://chat.example.com/in?token=theirs")
    _key, secret = made.stdout.split()
    assert secret.startswith("callback_")
    with sqlite.read() as connection:
        (sealed,) = connection.execute(select(rest_clients.c.callback)).scalars()
    assert b"theirs" not in sealed
    assert secret.encode() not in sealed
    assert secret not in parley("list").output


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("a:b",), "A name is"),
        (("",), "A name is"),
        (("a" * 41,), "A name is"),
        (("acme", "--rate", "often"), "The rate must be a rate such as"),
        (("acme", "--callback", "http://chat.example.com"), "The callback address must be https"),
        (("acme", "--callback", "https://10.0.0.5"), "The callback address is a private one"),
        (("acme", "--callback", "https://[::ffff:10.0.0.5]/"), "The callback address is a private one"),
        (("acme", "--callback", "https://[fd00::1]/"), "The callback address is a private one"),
    ],
)
def test_what_is_off_is_said_and_nothing_is_made(parley, words, complaint):
    refused = parley("create", *words)
    assert (refused.exit_code, refused.stdout, listed(parley)) == (1, "", [])
    assert refused.stderr.startswith(complaint)


def test_a_private_host_that_the_operator_names_is_fine(parley, monkeypatch):
    monkeypatch.setenv("PARLEY_PRIVATE_CALLBACKS", "10.0.0.5, chat.internal")
    assert parley("create", "acme", "--callback", "https://10.0.0.5/in").exit_code == 0
