"""Calendar files: links made when a message is shown, good for a day, and telling nobody else anything."""

import pytest
from icalendar import Calendar
from sqlalchemy import select

from parley.calendly.scopes import EVERYTHING, READ_EVENTS
from parley.db.tables import grants, messages
from tests.support.chat import opened
from tests.support.desk import make_desk
from tests.support.gateway import ACME, KEY, WEBHOOK
from tests.support.signing_in import asks_to_connect, link_in, path_of, sign_in


@pytest.fixture
def desk(gateway, calendly, clock):
    """The account services on the gateway's own database."""
    return make_desk(gateway.database, calendly, clock, (KEY,))


@pytest.fixture
def ana(desk, sender):
    """Ana's account, linked by `sender`."""
    conversation = desk.meet(f"acme:{sender}", "rest")
    desk.connect(conversation, "ana")
    return desk.access.account(conversation.id, READ_EVENTS)


@pytest.fixture
def event(ana, clock):
    """Return an event of Ana's that is ahead."""
    return next(iter(ana.calendly.scheduled_events(user=ana.owner.uri, starting_after=clock(), limit=1)))


@pytest.fixture
def link(gateway, sender, event):
    """The link that `sender` is given to the event's file."""
    gateway.rasa.answer = shows(event.id)
    return link_in(gateway.say(sender, "the next one").json()[-1])


def shows(payload):
    offer = {"title": "Add to calendar", "type": "calendar", "payload": payload}
    return lambda turn: [{"text": "Here it is.", "buttons": [offer]}]


def event_in(answer):
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


def test_any_browser_gets_the_event_as_calendly_has_it(gateway, link, event):
    with gateway.browser() as browser:
        answer = browser.get(path_of(link))
    assert answer.headers["Content-Type"].startswith("text/calendar; charset=utf-8")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meeting.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    found = event_in(answer)
    assert (found["SUMMARY"], found.decoded("DTSTART")) == (event.name, event.start_time)


def test_on_rest_the_link_stands_in_the_text_as_well(gateway, sender, event):
    gateway.rasa.answer = shows(event.id)
    (answer,) = gateway.say(sender, "the next one").json()
    assert answer["text"] == f"Here it is.\nAdd to calendar: {link_in(answer)}"


def test_neither_rasa_nor_the_transcript_holds_a_link(gateway, link):
    token = link.rpartition("/")[2].removesuffix(".ics")
    with gateway.database.read() as connection:
        bodies = connection.execute(select(messages.c.body)).scalars().all()
    assert token not in str(bodies)
    assert "/calendar/" not in str(bodies)


def test_a_forged_an_old_and_a_foreign_link_lead_to_one_and_the_same_page(gateway, link, clock):
    token = path_of(link).split("/")[2].partition(".")[0]
    changed = f"{token[:-3]}{'A' if token[-3] != 'A' else 'B'}{token[-2:]}"
    paths = ["/calendar/x.ics", f"/calendar/{changed}.ics", f"/calendar/{'A' * 2000}.ics", "/calendar/%C3%A4.ics"]
    answers = [gateway.http.get(path) for path in paths]
    assert gateway.http.get(path_of(link)).status_code == 200
    clock.pass_(days=1)
    answers.append(gateway.http.get(path_of(link)))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_an_event_of_somebody_elses_is_not_handed_out(gateway, sender, event, desk):
    conversation = desk.meet(f"acme:{sender}-2", "rest")
    desk.connect(conversation, "noah")
    gateway.rasa.answer = shows(event.id)
    link = link_in(gateway.say(f"{sender}-2", "the next one").json()[-1])
    answer = gateway.http.get(path_of(link))
    assert answer.status_code == 404
    assert event.name not in answer.text


def test_once_the_account_is_unlinked_the_link_is_dead(gateway, sender, link, desk):
    assert gateway.http.get(path_of(link)).status_code == 200
    desk.unlinking.unlink_all(desk.meet(f"acme:{sender}", "rest").id)
    assert gateway.http.get(path_of(link)).status_code == 404


def test_it_stays_with_the_account_it_was_made_for(gateway, sender, event, desk):
    conversation = desk.meet(f"acme:{sender}", "rest")
    (anas,) = desk.access.accounts(conversation.id)
    desk.connect(conversation, "noah")
    with gateway.database.read() as connection:
        noahs = connection.execute(
            select(grants.c.id).where(grants.c.principal_id == conversation.principal_id)
        ).scalars()
        assert len(set(noahs)) == 2
    gateway.rasa.answer = shows(f"{event.id} {anas.id}")
    assert gateway.http.get(path_of(link_in(gateway.say(sender, "it").json()[-1]))).status_code == 200


def test_while_calendly_is_down_the_page_says_to_come_back(gateway, link):
    gateway.calendly.switch(status=503, paths=["/scheduled_events"])
    answer = gateway.http.get(path_of(link))
    assert answer.status_code == 503
    assert "Open the link once more in a minute" in answer.text
    gateway.calendly.well()
    assert gateway.http.get(path_of(link)).status_code == 200


def test_no_log_line_holds_a_token(gateway, link, logs):
    gateway.http.get(path_of(link))
    gateway.calendly.switch(status=503, paths=["/scheduled_events"])
    gateway.http.get(path_of(link))
    assert "calendar file handed out" in logs.getvalue()
    assert path_of(link).split("/")[2][:20] not in logs.getvalue()


@pytest.mark.anyio
async def test_the_web_chat_shows_a_good_link_after_a_reload_too(gateway):
    gateway.rasa.answer = asks_to_connect
    with gateway.browser() as browser:
        browser.get("/")
        async with opened(gateway.url, cookies=browser.cookies) as chat:
            await chat.begin()
            await chat.say("connect")
            sign_in(gateway, browser, link_in(await chat.next("bot_uttered")))
            assert (await chat.next("bot_uttered"))["text"] == "heard /EXTERNAL_account_linked"
            gateway.rasa.answer = shows("some-event")
            await chat.say("the next one")
            shown = await chat.next("bot_uttered")
            assert "quick_replies" not in shown
            gateway.rasa.answer = asks_to_connect
            await chat.say("something else")
            _, history = await chat.begin()
    old = next(one for one in history if one["text"] == shown["text"])
    assert link_in(old).startswith(f"{gateway.url}/calendar/")


@pytest.mark.anyio
async def test_a_visitor_gets_nothing_that_they_did_not_book(in_process, rasa, calendly, clock, sqlite_url, sqlite):
    desk = make_desk(sqlite, calendly, clock, (KEY,))
    desk.connect(desk.house.conversation(), "ana", scopes=EVERYTHING)
    house = desk.house.account(READ_EVENTS)
    event = next(iter(house.calendly.scheduled_events(user=house.owner.uri, starting_after=clock(), limit=1)))
    rasa.answer = shows(event.id)
    async with in_process(mode="house") as client:
        said = await client.post(
            WEBHOOK, json={"sender": "vera", "message": "it"}, headers={"Authorization": f"Bearer {ACME}"}
        )
        answer = await client.get(path_of(link_in(said.json()[-1])))
    assert answer.status_code == 404
