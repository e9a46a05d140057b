"""Two gateways on one PostgreSQL: what one leaves unfinished when it is killed, the other does, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from parley.calendly.scopes import EVERYTHING
from parley.clock import system_clock
from parley.db.engine import connect
from parley.db.migrate import migrate
from parley.jobs.asking import Asking
from parley.scheduling.outcomes import Booked
from tests.jobs.processes import gateway_process, wait_for
from tests.jobs.test_killed_with_news import say, texts
from tests.operations.conftest import Office
from tests.support import plain
from tests.support.desk import make_desk
from tests.support.gateway import KEY
from tests.support.sandbox import serving_sandbox
from tests.support.signing_in import asks_to_connect, link_in, path_of, to_consent
from tests.support.stores import postgres


@pytest.fixture(scope="module")
def _sandbox():
    with serving_sandbox(system_clock) as sandbox:
        yield sandbox


@pytest.fixture
def calendly(_sandbox):
    """The sandbox, on the clock that the processes go by."""
    _sandbox.reset()
    return _sandbox


@pytest.fixture
def shared_url():
    """The address of the PostgreSQL that both use."""
    with postgres() as url:
        migrate(url)
        yield url


@pytest.fixture
def both(rasa, calendly, shared_url, tmp_path):
    """Two gateways, not started yet."""
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        made.append(gateway_process(rasa, calendly, shared_url, tmp_path / name))
    yield made
    for gateway in made:
        gateway.stop()


@pytest.fixture
def two(rasa, both):
    """Two gateways, started."""
    rasa.answer = asks_to_connect
    for gateway in both:
        gateway.start()
    return both


@pytest.fixture
def office(calendly, shared_url):
    """Sam, with Ana's account, whose yes is handed in by a third process: this one."""
    database = connect(shared_url)
    desk = make_desk(database, calendly, system_clock, keys=(KEY,))
    conversation = desk.meet("acme:sam", "rest")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    with ThreadPoolExecutor(4) as threads:
        yield Office(desk, system_clock, threads, conversation, Asking(shared_url))
    database.close()


def test_news_under_way_in_a_gateway_that_is_killed_are_told_once_by_the_other(two, rasa, calendly):
    first, second = two
    link = link_in(say(first, "connect")[0])
    rasa.status = 503
    with plain.Client(base_url=first.url, timeout=30) as browser:
        browser.get(path_of(calendly.consent(to_consent(browser, link), "ana", "deny")))
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "a try")
    first.kill()
    rasa.turns.clear()
    rasa.status = 200
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "the news", seconds=180)
    assert wait_for(lambda: texts(say(second, "hello"))[:-1], "the answer") == ["heard /EXTERNAL_link_denied"]
    assert rasa.heard().count("/EXTERNAL_link_denied") == 1


def outcome(office, operation):
    """Wait until it is known what came of an operation."""
    return wait_for(lambda: office.now(operation).outcome, "the outcome", seconds=180)


def test_of_two_that_may_do_it_one_posts(two, office, calendly):
    for number in range(4):
        assert isinstance(outcome(office, office.hand_in(f"yes {number}")), Booked)
    assert calendly.count("POST /invitees") == 4


def test_what_one_posted_as_it_died_the_other_finds(both, office, calendly):
    first, second = both
    first.start("after", "parley.scheduling.booking:Booking.post")
    operation = office.hand_in()
    assert first.wait(120) == -9
    second.start()
    assert isinstance(outcome(office, operation), Booked)
    assert calendly.count("POST /invitees") == 1
