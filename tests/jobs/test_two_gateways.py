"""Two gateways on one PostgreSQL: what one leaves unfinished when it is killed, the other does, once."""

import httpx
import pytest

from parley.db.migrate import migrate
from tests.jobs.processes import gateway_process, wait_for
from tests.jobs.test_killed_with_news import say, texts
from tests.support.signing_in import asks_to_connect, link_in, path_of, to_consent
from tests.support.stores import postgres


@pytest.fixture
def calendly(_served_sandbox):
    """The sandbox."""
    _served_sandbox.reset()
    return _served_sandbox


@pytest.fixture
def two(rasa, calendly, tmp_path):
    """Two gateways, started."""
    rasa.answer = asks_to_connect
    with postgres() as url:
        migrate(url)
        made = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            made.append(gateway_process(rasa, calendly, url, tmp_path / name))
        try:
            for gateway in made:
                gateway.start()
            yield made
        finally:
            for gateway in made:
                gateway.stop()


def test_news_under_way_in_a_gateway_that_is_killed_are_told_once_by_the_other(two, rasa, calendly):
    first, second = two
    link = link_in(say(first, "connect")[0])
    rasa.status = 503
    with httpx.Client(base_url=first.url, timeout=30) as browser:
        browser.get(path_of(calendly.consent(to_consent(browser, link), "ana", "deny")))
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "a try")
    first.kill()
    rasa.turns.clear()
    rasa.status = 200
    wait_for(lambda: "/EXTERNAL_link_denied" in rasa.heard(), "the news", seconds=180)
    assert wait_for(lambda: texts(say(second, "hello"))[:-1], "the answer") == ["heard /EXTERNAL_link_denied"]
    assert rasa.heard().count("/EXTERNAL_link_denied") == 1
