"""A gateway killed at every step of a booking: Calendly holds exactly one, and the chat hears of it exactly once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from parley.calendly.scopes import EVERYTHING
from parley.clock import system_clock
from parley.db.engine import connect
from parley.jobs.asking import Asking
from parley.jobs.operations import DONE
from parley.operations.requests import CancellingRequest
from parley.scheduling.changes import CancelOutcome
from parley.scheduling.outcomes import Booked
from parley.scheduling.rescheduling import Moved
from tests.jobs.processes import gateway_process, wait_for
from tests.jobs.test_killed_with_news import waiting
from tests.operations.conftest import Office
from tests.support.desk import make_desk
from tests.support.gateway import KEY
from tests.support.rasa import serving_rasa
from tests.support.sandbox import serving_sandbox

STEPS = {
    "before anything": ("before", "parley.operations.operator:Operator.carry_out"),
    "claimed, not sent": ("before", "parley.scheduling.booking:Booking.book"),
    "sent, answer not read": ("after", "parley.scheduling.booking:Booking.post"),
    "booked, not recorded": ("before", "parley.operations.store:Operations.finish"),
    "recorded, step not": ("after", "parley.operations.store:Operations.finish"),
    "step recorded, news not": ("before", "parley.jobs.news:record"),
}
PATIENCE = 120  # seconds: what was claimed and not sent is certain after thirty


@pytest.fixture(scope="module")
def rasa():
    with serving_rasa() as rasa:
        yield rasa


@pytest.fixture(scope="module")
def calendly():
    with serving_sandbox(system_clock) as sandbox:
        yield sandbox


@pytest.fixture
def gateway(rasa, calendly, database_url, tmp_path):
    rasa.reset()
    calendly.reset()
    process = gateway_process(rasa, calendly, database_url, tmp_path)
    yield process
    process.stop()


@pytest.fixture
def office(calendly, database_url, gateway):
    """Sam, with Ana's account, whose yes goes to that gateway from another process: this one."""
    database = connect(database_url)
    desk = make_desk(database, calendly, system_clock, keys=(KEY,))
    conversation = desk.meet("acme:sam", "rest")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    with ThreadPoolExecutor(4) as threads:
        yield Office(desk, system_clock, threads, conversation, Asking(database_url))
    database.close()


@pytest.mark.parametrize("step", STEPS)
def test_killed_there_it_is_booked_once_and_told_once(step, office, gateway, calendly):
    gateway.start(*STEPS[step])
    operation = office.hand_in()
    assert gateway.wait(PATIENCE) == -9
    gateway.start()
    news = wait_for(lambda: waiting(gateway), "the news", PATIENCE)
    done = office.now(operation)
    assert isinstance(done.outcome, Booked)
    assert [one.id for one in bookings(office, done)] == [done.outcome.event_id]
    assert calendly.count("POST /invitees") == 1
    assert news == [f'heard {DONE}{{"operation": "{operation.id}"}}']
    assert waiting(gateway) == []


def test_a_move_in_the_middle_of_which_it_is_killed_is_finished_and_told_once(office, gateway):
    request = office.move()
    gateway.start("before", "parley.scheduling.rescheduling:Rescheduling.finish")
    operation = office.hand_in("move", request)
    assert gateway.wait(PATIENCE) == -9
    gateway.start()
    news = wait_for(lambda: waiting(gateway), "the news", PATIENCE)
    moved = office.now(operation).outcome
    assert isinstance(moved, Moved)
    assert (office.status(request.meeting.event.id), office.status(moved.booked.event_id)) == ("canceled", "active")
    assert (len(news), waiting(gateway)) == (1, [])


def test_several_cancelled_in_the_middle_of_which_it_is_killed_are_all_cancelled_and_told_once(office, gateway):
    request = CancellingRequest([office.book_one() for _ in range(3)], "ill")
    gateway.start("after", "parley.scheduling.changes:Changes.cancel")
    operation = office.hand_in("cancel", request)
    assert gateway.wait(PATIENCE) == -9
    gateway.start()
    news = wait_for(lambda: waiting(gateway), "the news", PATIENCE)
    assert [one.outcome for one in office.now(operation).outcome.came] == [CancelOutcome.CANCELED] * 3
    assert [office.status(one.event.id) for one in request.meetings] == ["canceled"] * 3
    assert (len(news), waiting(gateway)) == (1, [])


def test_what_nobody_was_asked_to_do_is_done_all_the_same(office, gateway):
    office.front.operations.begin(office.conversation, "a yes whose process died", office.request())
    gateway.start()
    wait_for(lambda: waiting(gateway), "the news", PATIENCE)
    assert isinstance(office.operations.of_key("a yes whose process died").outcome, Booked)


def bookings(office, done):
    """Return the events that stand for the same person at the same time."""
    start = done.request.draft.start
    events = office.account.calendly.events
    me = office.account.owner.uri
    found = events.list(user=me, min_start_time=start, status="active", invitee_email=done.request.draft.email)
    return [one for one in found if one.start_time == start]
