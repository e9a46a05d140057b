"""The operator's commands about people, beside a running gateway."""

import json
import threading
import time

import pytest
from sqlalchemy import select

from parley.db.tables import grants
from parley.jobs import erasing
from parley.rights.about import is_about, tables_about
from parley.rights.people_cli import PeopleDesk
from tests.support.desk import make_desk
from tests.support.gateway import KEY, make_settings


@pytest.fixture
def desk(gateway, calendly, clock):
    return make_desk(gateway.database, calendly, clock, (KEY,))


@pytest.fixture
def said():
    return []


@pytest.fixture
def people(gateway, calendly, clock, tmp_path, said):
    url = gateway.database.engine.url.render_as_string(hide_password=False)
    settings = make_settings(gateway.rasa, calendly, public_url=gateway.url, database_url=url, web=tmp_path)
    people = PeopleDesk(settings, clock, said.append, lambda text: said.append(f"! {text}"))
    yield people
    people.close()


@pytest.fixture
def ana(gateway, sender, desk):
    """Somebody on REST with Noah's account, who has said something."""
    gateway.say(sender, "my plans")
    conversation = desk.meet(f"acme:{sender}", "rest")
    desk.connect(conversation, "noah")
    return conversation


def test_somebody_is_found_by_id_and_by_address_and_by_an_accounts_address(people, said, ana, desk):
    mail = desk.access.accounts(ana.id)[0].owner.email
    for name in (ana.principal_id, f"rest:{ana.address}", mail):
        said.clear()
        assert people.show(name, as_json=False) == 0
        assert any(line.startswith(ana.principal_id) and mail in line for line in said)
    assert people.show("", as_json=False) == 0
    assert people.show("nobody@example.com", as_json=False) == 1


def test_an_export_holds_everything_but_secrets(people, said, ana, gateway, desk):
    gateway.rasa.kept = [{"event": "user", "text": "my plans"}]
    assert people.export(ana.principal_id, with_dialogue=True) == 0
    told = json.loads(said[-1])
    assert {"principals", "conversations", "messages", "grants"} <= set(told["tables"])
    assert "my plans" in str(told["tables"]["messages"])
    assert told["dialogue"] == {ana.id: gateway.rasa.kept}
    with gateway.database.read() as connection:
        kept = connection.execute(select(grants).where(grants.c.principal_id == ana.principal_id)).mappings().one()
    assert told["tables"]["grants"][0]["email"] == kept["email"]
    assert not {"access_token", "refresh_token"} & set(told["tables"]["grants"][0])


def test_without_rasa_an_export_says_what_to_do(people, said, ana, gateway):
    gateway.rasa.keeping = 503
    assert people.export(ana.principal_id, with_dialogue=True) == 1
    assert "--without-dialogue" in said[-1]
    assert people.export(ana.principal_id, with_dialogue=False) == 0


def test_erasing_is_done_by_the_gateway_and_waited_for(people, said, ana, desk, clock, monkeypatch):
    taken = threading.Thread(target=_when_recorded, args=(people, clock))
    taken.start()
    assert people.erase(ana.principal_id, lambda _: True) == 0
    taken.join()
    assert said[-1] == "Erased."
    with desk.database.read() as connection:
        for table in tables_about():
            assert connection.execute(select(table).where(is_about(table, ana.principal_id))).first() is None


def _when_recorded(people, clock) -> None:
    """Let half a minute pass once the erasure is recorded, and do the chore that would come then."""
    from dbos import DBOS

    while not people._erasures.due():
        time.sleep(0.05)
    clock.pass_(minutes=1)
    DBOS.start_workflow(erasing.take_up, clock(), None)


def test_without_a_gateway_it_is_said_that_it_waits(people, said, ana):
    assert people.erase(ana.principal_id, lambda _: True, patience=0.1) == 3
    assert "as soon as the gateway" in said[-1]


def test_nobody_is_erased_without_a_yes_nor_among_several(people, said, ana, gateway, desk):
    assert people.erase(ana.principal_id, lambda _: False) == 1
    desk.connect(desk.meet(f"{ana.address}-2", "rest"), "noah")
    assert people.erase(desk.access.accounts(ana.id)[0].owner.email, lambda _: True) == 1
    assert any("Several are" in line for line in said)
    assert desk.people.conversation(ana.id)
