"""A code that is typed overtakes "type the code", and nothing else that still waits to be said."""

import pytest

from parley.gateway.meaning import CODE
from tests.support.jobs import calm
from tests.support.signing_in import asks_to_connect, code_on, link_in, sign_in


@pytest.fixture
def link(gateway, sender):
    gateway.rasa.answer = asks_to_connect
    return link_in(gateway.say(sender, "connect").json()[0])


def test_typing_the_code_drops_the_request_for_it_and_keeps_other_news(gateway, sender, link):
    other = link_in(gateway.say(sender, "connect").json()[0])
    with gateway.browser() as browser:
        sign_in(gateway, browser, other, decision="deny")
    calm()
    with gateway.browser() as browser:
        code = code_on(sign_in(gateway, browser, link))
    calm()
    said = [one["text"] for one in gateway.say(sender, code).json()]
    assert "heard /EXTERNAL_link_denied" in said
    assert "heard /EXTERNAL_code_needed" not in said


def test_what_is_about_a_code_is_found_by_its_beginning(gateway):
    from parley.jobs.news import key_of

    assert key_of(CODE.rstrip(":"), "anything").startswith(CODE)
