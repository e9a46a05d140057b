"""The examples in `docs/examples/` against a real gateway, as whoever copies them runs them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert

from parley.accounts.people import People
from parley.accounts.vault import Vault
from parley.clients.clients import Clients
from parley.db.tables import messages
from tests.support.gateway import KEY, serving_gateway
from tests.support.rasa import serving_rasa
from tests.support.stores import copied

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
BUTTONS = [{"title": "Help", "payload": "/help"}]
COMMANDS = {
    "client.py": (sys.executable, "client.py", "ana", "hello"),
    "client.mjs": ("node", "client.mjs", "ana", "hello"),
    "curl.sh": ("sh", "curl.sh", "ana"),
}


@pytest.fixture
def gateway(_served_sandbox, _migrated, tmp_path, clock):
    url = copied(_migrated, tmp_path)
    with serving_rasa() as rasa, serving_gateway(rasa, _served_sandbox, url, tmp_path, clock) as gateway:
        rasa.answer = lambda turn: [{"text": f"heard {turn['text']}", "buttons": BUTTONS}]
        yield gateway


def run(name: str, gateway, key: str) -> subprocess.CompletedProcess[str]:
    command = COMMANDS[name]
    if shutil.which(command[0]) is None or (name == "curl.sh" and shutil.which("curl") is None):
        pytest.skip(f"{name} needs a program that is not here")
    here = {**os.environ, "PARLEY_URL": gateway.url, "PARLEY_KEY": key}
    return subprocess.run(command, cwd=EXAMPLES, env=here, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_an_example_says_hello_and_picks_up_what_waits(name, gateway, clock):
    key = Clients(gateway.database, Vault((KEY,)), clock).create("acme").key
    # Somebody else's, so that it does not come with the answer; curl's asks for one person only.
    waits = People(gateway.database, clock).meet("rest", "acme:" + ("ana" if name == "curl.sh" else "ben"))
    told = {"conversation_id": waits.id, "author": "bot", "body": {"text": "some news"}, "has_buttons": False}
    with gateway.database.write() as connection:
        connection.execute(insert(messages).values(created_at=clock(), **told))
    ran = run(name, gateway, key)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "heard hello" in ran.stdout
    assert "some news" in ran.stdout
    assert "/help" in ran.stdout
    assert len(gateway.rasa.turns) == 1


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_with_a_wrong_key_an_example_says_what_is_wrong(name, gateway):
    ran = run(name, gateway, "wrong-key-0123456789")
    assert ran.returncode != 0
    assert "parley clients create" in ran.stdout + ran.stderr


def test_every_example_is_named_in_the_document_and_tried():
    text = (EXAMPLES.parent / "rest.md").read_text(encoding="utf-8")
    assert {path.name for path in EXAMPLES.iterdir()} == set(COMMANDS)
    assert all(f"examples/{name}" in text for name in COMMANDS)
