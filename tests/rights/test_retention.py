"""Keeping no longer than the setting says."""

import pytest
from sqlalchemy import select

from parley.db.tables import feedback, handoffs, messages
from parley.gateway.transcript import Transcript
from parley.helpdesk.feedback import Feedback
from parley.helpdesk.handoffs import Handoffs
from parley.rights.retention import BATCH, Retention

pytestmark = pytest.mark.anyio


@pytest.fixture
def transcript(database, clock):
    return Transcript(database, clock)


def texts(database) -> list[str]:
    with database.read() as connection:
        return [body["text"] for body in connection.execute(select(messages.c.body).order_by(messages.c.id)).scalars()]


async def test_what_was_said_is_forgotten_after_so_many_days(desk, database, transcript, clock):
    ana, retention = desk.meet("ana").id, Retention(database, clock, 30)
    await transcript.keep(ana, [{"text": "old"}, {"text": "answer"}], "test", delivered=True)
    clock.pass_(days=29)
    assert retention.sweep() is False
    await transcript.keep(ana, [{"text": "new"}], "test", delivered=True)
    clock.pass_(days=2)
    assert retention.sweep() is False
    assert texts(database) == ["new"]


async def test_what_nobody_was_shown_yet_stays_and_so_does_what_is_on_its_way(desk, database, transcript, clock):
    ana, retention = desk.meet("ana").id, Retention(database, clock, 30)
    waiting = await transcript.keep(ana, [{"text": "waits"}], "news:1", delivered=False)
    on_its_way = await transcript.keep(ana, [{"text": "on its way"}], "news:2", delivered=False)
    await transcript.claim(ana, on_its_way)
    clock.pass_(days=100)
    retention.sweep()
    assert texts(database) == ["waits", "on its way"]
    await transcript.handed_over(ana, on_its_way)
    retention.sweep()
    assert texts(database) == ["waits"]
    assert waiting


async def test_nothing_is_forgotten_where_the_setting_is_0(desk, database, transcript, clock):
    await transcript.keep(desk.meet("ana").id, [{"text": "old"}], "test", delivered=True)
    clock.pass_(days=4000)
    assert Retention(database, clock, 0).sweep() is False
    assert texts(database) == ["old"]


async def test_a_batch_at_a_time(desk, database, transcript, clock):
    await transcript.keep(desk.meet("ana").id, [{"text": str(n)} for n in range(BATCH + 1)], "test", delivered=True)
    clock.pass_(days=31)
    retention = Retention(database, clock, 30)
    assert retention.sweep() is True
    assert texts(database) == [str(BATCH)]
    assert retention.sweep() is False
    assert texts(database) == []


async def test_requests_for_a_person_go_and_of_feedback_the_words(desk, database, clock):
    ana, kept, said = desk.meet("ana").id, Handoffs(database, clock), Feedback(database, clock)
    kept.ask(ana, "ana@example.com", with_messages=False)
    kept.settle(*kept.due())
    about = said.unasked(ana)
    said.answer(ana, about, is_good=False)
    said.explain(ana, about, "my name was wrong")
    clock.pass_(days=31)
    Retention(database, clock, 30).sweep()
    with database.read() as connection:
        assert connection.execute(select(handoffs)).all() == []
        assert connection.execute(select(feedback.c.is_good, feedback.c.words)).all() == [(False, None)]
