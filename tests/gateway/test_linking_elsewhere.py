"""Linking in another browser than the one that chats: a code, typed in the chat, and never somebody else's account."""

import time

import pytest
from sqlalchemy import select

from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import grants
from tests.support.desk import make_desk
from tests.support.gateway import KEY
from tests.support.jobs import calm
from tests.support.signing_in import asks_to_connect, code_on, link_in, path_of, sign_in, to_consent


@pytest.fixture(autouse=True)
def _connecting(gateway):
    gateway.rasa.answer = asks_to_connect


@pytest.fixture
def link(gateway, sender):
    return link_in(gateway.say(sender, "connect").json()[0])


@pytest.fixture
def browser(gateway):
    with gateway.browser() as browser:
        yield browser


@pytest.fixture
def desk_of_gateway(gateway, calendly, clock):
    """The account services on the gateway's own database."""
    return make_desk(gateway.database, calendly, clock, (KEY,))


def texts(answer) -> list[str]:
    return [part["text"] for part in answer.json()]


def test_on_rest_the_link_stands_in_the_text_too(gateway, sender):
    (message,) = gateway.say(sender, "connect").json()
    assert message["text"] == f"connect?\nConnect Calendly: {link_in(message)}"


def test_every_answer_has_a_link_of_its_own(gateway, sender, link):
    assert link_in(gateway.say(sender, "connect").json()[0]) != link


def test_the_start_page_says_who_asks_for_what_before_anything_is_used_up(gateway, browser, link):
    for _ in range(2):
        page = browser.get(path_of(link))
        assert page.status_code == 200
        assert "chat “acme”" in page.text
        assert "Your scheduled events and their invitees" in page.text
        assert "Your name, e-mail and time zone" in page.text
        assert "If somebody sent you this link, close this page" in page.text
    assert to_consent(browser, link).startswith(gateway.calendly.url)


def test_looking_at_the_link_from_a_preview_robot_uses_nothing_up(gateway, browser, link):
    with gateway.browser() as robot:
        robot.get(path_of(link))
    assert to_consent(browser, link)


def test_the_page_shows_a_code_and_typing_it_in_the_chat_finishes(gateway, sender, browser, link):
    page = sign_in(gateway, browser, link)
    assert (page.status_code, len(code_on(page))) == (200, 6)
    assert "Only type it in a chat that you started yourself" in page.text
    assert texts(gateway.say(sender, code_on(page))) == ["heard /EXTERNAL_code_right"]


@pytest.mark.parametrize("form", ["{0} {1}", "{0}-{1}", "it's {0}{1}", "code: {0} {1}.", "  {0}{1}\n"])
def test_a_code_may_be_typed_as_people_type(gateway, sender, browser, link, form):
    code = code_on(sign_in(gateway, browser, link))
    typed = form.format(code[:3], code[3:])
    assert texts(gateway.say(sender, typed)) == ["heard /EXTERNAL_code_right"]


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_ends_it(gateway, sender, browser, link):
    code = code_on(sign_in(gateway, browser, link))
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    answers = [texts(gateway.say(sender, wrong))[-1] for _ in range(5)]
    assert answers == [
        *(f'heard /EXTERNAL_code_wrong{{"tries_left": "{left}"}}' for left in (4, 3, 2, 1)),
        "heard /EXTERNAL_code_no_tries_left",
    ]
    assert texts(gateway.say(sender, code))[-1] == f"heard {code}"


def test_a_code_that_ran_out_is_said(gateway, sender, browser, link, clock):
    code = code_on(sign_in(gateway, browser, link))
    clock.pass_(minutes=10)
    assert texts(gateway.say(sender, code))[-1] == "heard /EXTERNAL_code_expired"


def test_six_digits_with_no_code_waiting_are_just_text(gateway, sender):
    assert texts(gateway.say(sender, "123456")) == ["heard 123456"]


@pytest.mark.parametrize(
    "text", ["room 1234567", "12345", "call me at 123456 after the second meeting today", "1 2 3 4 5 6"]
)
def test_what_is_no_code_costs_no_try(gateway, sender, browser, link, text):
    code = code_on(sign_in(gateway, browser, link))
    assert texts(gateway.say(sender, text))[-1] == f"heard {text}"
    assert texts(gateway.say(sender, code)) == ["heard /EXTERNAL_code_right"]


def test_a_code_in_somebody_elses_chat_links_nothing(gateway, sender, browser, link):
    code = code_on(sign_in(gateway, browser, link))
    assert texts(gateway.say(f"{sender}-thief", code)) == [f"heard {code}"]


def test_a_link_sent_to_somebody_else_never_brings_their_account_into_the_senders_chat(gateway, sender, link):
    with gateway.browser() as victim:
        victim.get("/")
        page = sign_in(gateway, victim, link, person="ben")
    assert "One more step" in page.text
    # Without the code that only the victim sees, nothing is live.
    gateway.say(sender, "hello")
    with gateway.database.read() as connection:
        states = connection.execute(select(grants.c.state).where(grants.c.name == "Ben Ortiz")).scalars().all()
    assert "live" not in states


def test_what_waits_to_be_said_is_handed_over_once_before_the_next_answer(gateway, sender, browser, link):
    sign_in(gateway, browser, link, decision="deny")
    wait_for(gateway, "/EXTERNAL_link_denied")
    assert texts(gateway.say(sender, "hello")) == ["heard /EXTERNAL_link_denied", "heard hello"]
    assert texts(gateway.say(sender, "again")) == ["heard again"]


def test_what_waits_for_one_is_not_handed_to_another(gateway, sender, browser, link):
    sign_in(gateway, browser, link, decision="deny")
    wait_for(gateway, "/EXTERNAL_link_denied")
    assert texts(gateway.say(f"{sender}2", "hello")) == ["heard hello"]


def test_what_waits_is_kept_while_rasa_is_away(gateway, sender, browser, link):
    sign_in(gateway, browser, link, decision="deny")
    wait_for(gateway, "/EXTERNAL_link_denied")
    gateway.rasa.status = 503
    assert gateway.say(sender, "hello").status_code == 503
    gateway.rasa.status = 200
    assert texts(gateway.say(sender, "hello")) == ["heard /EXTERNAL_link_denied", "heard hello"]


def test_typing_the_code_overtakes_the_reminder_to_type_it(gateway, sender, browser, link):
    page = sign_in(gateway, browser, link)
    wait_for(gateway, "/EXTERNAL_code_needed")
    assert texts(gateway.say(sender, code_on(page))) == ["heard /EXTERNAL_code_right"]
    assert texts(gateway.say(sender, "hello")) == ["heard hello"]


def test_the_page_says_where_the_code_belongs_and_what_was_allowed(gateway, browser, link):
    page = sign_in(gateway, browser, link)
    for part in (
        "in the chat “acme” alone",
        "ana.keller<wbr>@example.com",
        "What you allowed",
        "Your name, e-mail and time",
    ):
        assert part in page.text


def test_a_right_code_typed_again_asks_about_the_account_again(gateway, sender, browser, link):
    page = sign_in(gateway, browser, link)
    for _ in range(2):
        assert texts(gateway.say(sender, code_on(page)))[-1] == "heard /EXTERNAL_code_right"


def test_a_code_that_was_typed_at_once_is_never_asked_for(gateway, sender, browser, link):
    gateway.rasa.delay = 0.3
    page = sign_in(gateway, browser, link)
    answers = [*texts(gateway.say(sender, code_on(page))), *texts(gateway.say(sender, "hello"))]
    gateway.rasa.delay = 0
    assert calm()
    answers += texts(gateway.say(sender, "again"))
    assert [one for one in answers if "code_needed" in one] == []


def test_the_house_account_is_confirmed_in_the_terminal(gateway, desk_of_gateway, browser):
    desk = desk_of_gateway
    ticket = desk.linking.issue_ticket(desk.house.conversation().id, READ_EVENTS)
    start = browser.get(f"/oauth/start?t={ticket}")
    assert "operator&#39;s terminal" in start.text
    page = sign_in(gateway, browser, f"/oauth/start?t={ticket}")
    assert "Go back to the terminal" in page.text
    assert "in the chat to finish" not in page.text
    assert "ana.keller<wbr>@example.com" in page.text
    assert desk.house.linked() is None
    assert calm()
    assert gateway.rasa.turns == []


def test_a_code_typed_while_rasa_is_away_is_not_used_up(gateway, sender, browser, link):
    page = sign_in(gateway, browser, link)
    wait_for(gateway, "/EXTERNAL_code_needed")
    gateway.rasa.healthy = False
    assert gateway.say(sender, code_on(page)).status_code == 503
    gateway.rasa.healthy = True
    assert texts(gateway.say(sender, code_on(page))) == ["heard /EXTERNAL_code_right"]


def wait_for(gateway, payload: str) -> None:
    """Wait until Rasa has been told and its answer is stored: the page does not wait for the chat."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if payload in gateway.rasa.heard() and not gateway.rasa.running.total():
            with gateway.database.write():  # behind the one writer that stores it
                return
        time.sleep(0.01)
    raise AssertionError(f"Rasa was never told {payload}")
