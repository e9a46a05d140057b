"""Being forgotten: everywhere, with the last words still heard, and finished after any crash."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from dbos import DBOS
from sqlalchemy import delete, func, select

from parley.calendly.scopes import EVERYTHING
from parley.db.tables import erasures, messages, revocations
from parley.jobs import erasing, news
from parley.jobs.homes import homes
from parley.operations.rescheduling import booked_new
from parley.rights.about import is_about, tables_about
from parley.rights.erasing import Erasures
from parley.scheduling.rescheduling import Rescheduling
from tests.operations.conftest import Killed, Office, dies
from tests.support.chat import opened
from tests.support.desk import make_desk
from tests.support.gateway import KEY
from tests.support.jobs import calm
from tests.support.outsider import Outsider

pytestmark = pytest.mark.anyio
PATIENCE = 30


def farewell(desk, clock):
    """Answer "forget me" as the action does that heard the yes, and all else with an echo."""
    asked = Erasures(desk.database, desk.accounts.grants, clock)

    def answer(turn):
        if turn.get("text") != "forget me":
            return [{"text": f"heard {turn.get('payload') or turn['text']}"}]
        asked.ask(desk.people.conversation(turn["conversation"]).principal_id)
        return [{"custom": {"farewell": {"done": "It is done.", "later": "It goes on."}}}]

    return answer


@pytest.fixture
def desk(gateway, calendly, clock):
    desk = make_desk(gateway.database, calendly, clock, (KEY,))
    with desk.database.write() as connection:  # What others left would be revoked, and counted, beside theirs.
        connection.execute(delete(revocations))
    gateway.rasa.answer = farewell(desk, clock)
    return desk


def left(desk, principal_id) -> set[str]:
    with desk.database.read() as connection:
        return {
            table.name
            for table in tables_about()
            if connection.execute(select(table).where(is_about(table, principal_id))).first()
        }


def count(database, table) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


async def until(holds) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def test_on_rest_the_answer_says_that_it_is_done_and_it_is(gateway, sender, desk):
    gateway.say(sender, "my secret plans")
    person = desk.meet(f"acme:{sender}", "rest")
    desk.connect(person, "noah")
    assert [one["text"] for one in gateway.say(sender, "forget me").json()] == ["It is done."]
    assert left(desk, person.principal_id) == set()
    assert gateway.rasa.forgotten == [person.id]
    assert count(desk.database, erasures) == 0
    assert gateway.calendly.count("POST /oauth/revoke") == 1
    assert count(desk.database, revocations) == 0


async def test_whoever_writes_again_is_a_stranger(gateway, sender, desk):
    gateway.say(sender, "hello")
    before = gateway.rasa.turns[-1]["conversation"]
    gateway.say(sender, "forget me")
    gateway.say(sender, "hello again")
    assert gateway.rasa.turns[-1]["conversation"] != before


async def test_nothing_about_anybody_else_is_gone(gateway, sender, desk):
    gateway.say(f"{sender}-other", "hello")
    other = desk.meet(f"acme:{sender}-other", "rest")
    before = left(desk, other.principal_id)
    gateway.say(sender, "forget me")
    assert left(desk, other.principal_id) == before >= {"principals", "conversations", "messages"}


async def test_every_tab_of_the_web_chat_hears_it_and_starts_as_somebody_new(gateway, desk):
    with gateway.browser() as browser:
        browser.get("/")
        async with (
            opened(gateway.url, cookies=browser.cookies) as chat,
            opened(gateway.url, cookies=browser.cookies) as tab,
        ):
            await chat.begin()
            await tab.begin()
            await chat.say("hello")
            before = gateway.rasa.turns[-1]["conversation"]
            await chat.say("forget me")
            for one in (chat, tab):
                assert (await one.next("bot_uttered"))["text"] == "heard hello"
                assert (await one.next("bot_uttered"))["text"] == "It is done."
                await one.next("forgotten")
            # A client that takes no notice of it is somebody new all the same.
            await tab.say("hello?")
            assert gateway.rasa.turns[-1]["conversation"] != before
            _, history = await tab.begin()
            assert [one["text"] for one in history] == ["hello?", "heard hello?"]


async def test_while_rasa_is_away_the_truth_is_told_and_it_is_done_when_rasa_is_back(
    gateway, sender, desk, monkeypatch
):
    monkeypatch.setattr(erasing, "PATIENCE", 0.3)
    gateway.say(sender, "hello")
    person = desk.meet(f"acme:{sender}", "rest")
    gateway.rasa.keeping = 503
    assert [one["text"] for one in gateway.say(sender, "forget me").json()] == ["It goes on."]
    await until(lambda: left(desk, person.principal_id) == set())
    assert count(desk.database, erasures) == 1
    gateway.rasa.keeping = 200
    await until(lambda: count(desk.database, erasures) == 0)
    assert gateway.rasa.forgotten == [person.id]


async def test_what_a_process_that_is_gone_was_asked_for_is_taken_up(gateway, sender, desk, clock):
    gateway.say(sender, "hello")
    person, asked = desk.meet(f"acme:{sender}", "rest"), Erasures(desk.database, desk.accounts.grants, clock)
    asked.erase_rows(asked.ask(person.principal_id))  # and then it was killed
    await take_up(clock)
    assert gateway.rasa.forgotten == []
    clock.pass_(minutes=1)
    await take_up(clock)
    await until(lambda: count(desk.database, erasures) == 0)
    assert gateway.rasa.forgotten == [person.id]


async def take_up(clock) -> None:
    handle = await DBOS.start_workflow_async(erasing.take_up, clock(), None)
    await handle.get_result(polling_interval_sec=0.05)


async def test_jobs_of_the_conversation_are_gone_and_others_stay(gateway, sender, desk, database_name):
    gateway.say(sender, "hello")
    person, other = desk.meet(f"acme:{sender}", "rest"), desk.meet(f"acme:{sender}-2", "rest")
    for one in (person, other):
        await news.record(database_name, news.News(news.key_of("test", one.id), one.id, news.DENIED))
    assert await asyncio.to_thread(calm)
    gateway.say(sender, "forget me")
    await until(lambda: count(desk.database, erasures) == 0)
    kept = str([one.input for one in await DBOS.list_workflows_async()])
    assert person.id not in kept
    assert person.principal_id not in kept
    assert other.id in kept


@pytest.fixture
def database_name(gateway):
    return next(iter(homes())).name


async def test_messages_and_dialogue_that_are_too_old_are_swept(gateway, sender, desk, clock):
    gateway.say(sender, "old plans")
    clock.pass_(days=91)
    gateway.say(sender, "new plans")
    handle = await DBOS.start_workflow_async(erasing.retain, clock(), None)
    await handle.get_result(polling_interval_sec=0.05)
    with desk.database.read() as connection:
        kept = str(connection.execute(select(messages.c.body)).scalars().all())
    assert "old plans" not in kept
    assert "new plans" in kept
    # Each gateway of these tests has this Rasa swept.
    assert set(gateway.rasa.swept) == {(clock() - timedelta(days=90)).timestamp()}


async def test_no_log_line_and_no_book_says_who_was_erased(gateway, sender, desk, logs):
    gateway.say(sender, "my secret plans")
    person = desk.meet(f"acme:{sender}", "rest")
    gateway.say(sender, "forget me")
    books = str([(one.input, one.output) for one in await DBOS.list_workflows_async()])
    assert "a person is erased" in logs.getvalue()
    for told in (sender, "secret plans", person.principal_id):
        assert told not in logs.getvalue()
        assert told not in books


async def test_what_is_half_done_is_brought_to_its_end_first(gateway, sender, desk, clock, calendly, monkeypatch):
    gateway.say(sender, "hello")
    person = desk.meet(f"acme:{sender}", "rest")
    desk.connect(person, "ana", scopes=EVERYTHING)
    with ThreadPoolExecutor(4) as threads:
        office = Office(desk, clock, threads, person)
        moving = office.hand_in("move", office.move())
        dies(monkeypatch, "before", Rescheduling, "finish")
        with pytest.raises(Killed):
            office.operator.carry_out(moving.id)
        new = booked_new(office.now(moving)).event_id
    gateway.say(sender, "forget me")
    await until(lambda: count(desk.database, erasures) == 0)
    outsider = Outsider(calendly.url)
    assert [outsider.status(one) for one in (moving.request.meeting.event.id, new)] == ["canceled", "active"]
    outsider.close()
    assert left(desk, person.principal_id) == set()


async def test_what_cannot_be_settled_holds_an_erasure_up_for_a_while_alone(
    gateway, sender, desk, clock, calendly, monkeypatch, logs
):
    monkeypatch.setattr(erasing, "SETTLING", 1.0)
    monkeypatch.setattr(erasing, "PATIENCE", 0.3)
    gateway.say(sender, "hello")
    person = desk.meet(f"acme:{sender}", "rest")
    desk.connect(person, "ana", scopes=EVERYTHING)
    with ThreadPoolExecutor(4) as threads:
        office = Office(desk, clock, threads, person)
        calendly.arm({"kind": "bad_gateway", "paths": ["/invitees"]})
        lost = office.hand_in()
        assert not office.operator.carry_out(lost.id)
    assert [one["text"] for one in gateway.say(sender, "forget me").json()] == ["It goes on."]
    await until(lambda: count(desk.database, erasures) == 0)
    assert left(desk, person.principal_id) == set()
    assert "a person is erased while operations are not settled" in logs.getvalue()
