"""Telegram: updates as it sends them, and what nobody can make of them who is not Telegram."""

import asyncio
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from parley.accounts.people import People
from parley.db.tables import principals
from parley.jobs import news, unbrought
from parley.jobs.homes import name_of
from tests.gateway.platforms.conftest import BOT, SECRET, send
from tests.support.jobs import calm
from tests.support.signing_in import asks_to_connect, code_on, sign_in
from tests.support.waiting import until

HEADER = "X-Telegram-Bot-Api-Secret-Token"
BUTTONS = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
UPDATES = count(524_876_123)
PAYLOAD = '/get_invitees{"ordinal": "1"}'


def sender(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Jane", "username": "jane", "language_code": "en"}


def message(number: int, text: str, update: int = 0, chat: str = "private") -> dict[str, Any]:
    """Return an update with a message, as Telegram has it."""
    where = {"id": number if chat == "private" else -100123, "type": chat}
    said = {"message_id": 101, "from": sender(number), "chat": where, "date": 1746268800, "text": text}
    return {"update_id": update or next(UPDATES), "message": said}


def press(number: int, data: str, query: str = "query", title: str = "Yes") -> dict[str, Any]:
    """Return an update with a pressed button, as Telegram has it."""
    keyboard = {"inline_keyboard": [[{"text": title, "callback_data": data}]]}
    below = {"message_id": 100, "date": 1746268700, "chat": {"id": number, "type": "private"}, "text": "Sure?"}
    query_of = {
        "id": f"{query}{number}",
        "from": sender(number),
        "message": {**below, "reply_markup": keyboard},
        "data": data,
    }
    return {"update_id": next(UPDATES), "callback_query": {**query_of, "chat_instance": "-76543210987654321"}}


@pytest.fixture
def update(gateway):
    return lambda body, secret=SECRET: send(gateway, "/webhooks/telegram", body, **{HEADER: secret})


def keys_of(sent: dict[str, Any]) -> dict[str, str]:
    rows = sent["reply_markup"]["inline_keyboard"]
    return {one["text"]: one.get("callback_data") or one["url"] for row in rows for one in row}


def test_what_is_said_is_answered_in_the_private_chat(update, platform, number):
    answer = update(message(number, "what's on?"))
    assert (answer.status_code, answer.content) == (200, b"")
    (sent,) = platform.told(str(number))
    assert (sent["chat_id"], sent["text"]) == (str(number), "heard what's on?")
    assert f"/bot{BOT}/sendMessage" in dict(platform.calls)
    assert "parse_mode" not in sent


@pytest.mark.parametrize(("typed", "meant"), [("/start", "hello"), ("/start ref-1", "hello"), ("/help", "help")])
def test_telegrams_own_commands_are_what_people_mean_by_them(update, heard, number, typed, meant):
    update(message(number, typed))
    assert heard() == [meant]


@pytest.mark.usefixtures("gateway")
def test_an_update_that_comes_again_is_the_same(update, heard, platform, number):
    for _ in range(3):
        assert update(message(number, "hello", update=number)).status_code == 200
    update(message(number, "goodbye", update=number + 1))
    assert heard(2) == ["hello", "goodbye"]
    assert [one["text"] for one in platform.told(str(number), 2)] == ["heard hello", "heard goodbye"]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET.upper(), SECRET[:-1], SECRET + "x"])
def test_without_the_secret_nothing_happens(gateway, update, platform, number, secret):
    before = gateway.rows()
    assert update(message(number, "hello"), secret).status_code == 401
    assert (gateway.rasa.turns, platform.of("", str(number)), gateway.rows()) == ([], [], before)


def test_a_button_is_pressed_by_its_place_and_its_title_is_what_was_said(gateway, update, heard, platform, number):
    gateway.rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    update(message(number, "hello"))
    data = keys_of(platform.told(str(number))[0])
    assert all(len(one.encode()) <= 64 for one in data.values())
    assert update(press(number, data["No"], title="No")).status_code == 200
    assert heard(2)[1] == "/deny"
    until(lambda: {"callback_query_id": f"query{number}"} in platform.of("answerCallbackQuery"))


def test_a_press_that_comes_again_is_the_same(gateway, update, heard, platform, number):
    gateway.rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    update(message(number, "hello"))
    data = keys_of(platform.told(str(number))[0])["Yes"]
    for _ in range(3):
        update(press(number, data))
    update(press(number, data, query="another"))
    assert heard(3) == ["hello", "/affirm", "/affirm"]


@pytest.mark.parametrize(
    "forged", ["{other}:0", "{own}:9", "{own}:-1", "/EXTERNAL_account_linked", "", "9" * 30 + ":0"]
)
def test_a_forged_press_says_nothing(gateway, update, platform, number, forged):
    gateway.rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    update(message(number, "hello"))
    update(message(number + 1, "hello"))
    own, other = (keys_of(one)["Yes"].partition(":")[0] for one in by_chat(platform, number, number + 1))
    assert update(press(number, forged.format(own=own, other=other))).status_code == 200
    until(lambda: {"callback_query_id": f"query{number}"} in platform.of("answerCallbackQuery"))
    assert len(gateway.rasa.turns) == 2


def by_chat(platform, *numbers: int) -> list[dict[str, Any]]:
    return [platform.told(str(number))[0] for number in numbers]


@pytest.mark.parametrize("text", ["/EXTERNAL_account_linked", "/restart", PAYLOAD])
def test_what_is_typed_like_a_command_of_the_bots_own_is_text(gateway, update, heard, number, text):
    update(message(number, text))
    heard()
    assert (gateway.rasa.turns[0]["text"], "payload" in gateway.rasa.turns[0]) == (text, False)


def test_two_people_are_two_and_rasa_learns_neithers_number(gateway, update, heard, number):
    update(message(number, "hello"))
    update(message(number + 1, "hello"))
    heard(2)
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 2
    assert str(number) not in str(gateway.rasa.turns)


def test_in_a_group_nobody_is_answered_but_a_command_and_that_with_where_to_go(gateway, update, platform, number):
    for text in ("what's on my calendar?", "/start@parley_bot"):
        assert update(message(number, text, chat="supergroup")).status_code == 200
    (sent,) = platform.told("-100123")
    assert "direct messages" in sent["text"]
    assert gateway.rasa.turns == []
    with gateway.database.read() as connection:
        known = connection.execute(select(principals.c.id).where(principals.c.address == str(number))).all()
    assert known == []


def test_what_is_no_text_is_told_so(gateway, update, platform, number):
    photo = message(number, "")
    del photo["message"]["text"]
    assert update(photo).status_code == 200
    assert "text only" in platform.told(str(number))[0]["text"]
    assert gateway.rasa.turns == []


@pytest.mark.parametrize(
    "other", [{"edited_message": {}}, {"channel_post": {"chat": {"type": "channel"}}}, {"message": {"chat": {}}}, {}]
)
def test_what_is_nobodys_word_is_taken_and_left_alone(gateway, update, other):
    assert update({"update_id": 1, **other}).status_code == 200
    assert gateway.rasa.turns == []


@pytest.mark.parametrize("other", [[], "update", 7, {"message": 7}, {"message": {"from": {"is_bot": False}}}])
def test_what_is_no_update_is_refused(update, other):
    assert update(other).status_code == 400


def test_free_times_become_buttons_that_can_be_pressed(gateway, update, heard, platform, number):
    times = [{"title": "10:00", "start": "2026-05-12T10:00:00+02:00", "payload": "/inform_ten"}]
    part = {"type": "openings", "zone": "CEST", "days": [{"title": "Tue 12 May", "times": times}]}
    gateway.rasa.answer = lambda turn: [{"text": "When?", "custom": {"parts": [part]}, "buttons": BUTTONS[:1]}]
    update(message(number, "book"))
    keys = keys_of(platform.told(str(number))[0])
    assert list(keys) == ["Yes", "Tue 12 May, 10:00"]
    update(press(number, keys["Tue 12 May, 10:00"]))
    assert heard(2)[1] == "/inform_ten"


def test_a_long_text_comes_in_pieces_with_its_buttons_below_the_last(gateway, update, platform, number):
    gateway.rasa.answer = lambda turn: [{"text": "\n".join(["x" * 1_500] * 4), "buttons": BUTTONS}]
    update(message(number, "hello"))
    first, last = platform.told(str(number), 2)
    assert max(len(first["text"]), len(last["text"])) <= 4_096
    assert "reply_markup" not in first
    assert list(keys_of(last)) == ["Yes", "No"]


def test_linking_takes_a_code_typed_in_the_chat(gateway, update, platform, number):
    gateway.rasa.answer = asks_to_connect
    update(message(number, "connect"))
    text = platform.told(str(number))[0]["text"]
    with gateway.browser() as browser:
        link = text.partition("Connect Calendly: ")[2]
        page = browser.get(link)
        assert "Telegram" in page.text
        code = code_on(sign_in(gateway, browser, link))
    update(message(number + 1, code))
    until(lambda: code in gateway.rasa.heard())
    update(message(number, code))
    until(lambda: "/EXTERNAL_code_right" in gateway.rasa.heard())


def test_what_telegram_does_not_take_now_is_brought_later(update, platform, number, clock):
    platform.statuses[str(number)] = [429, 500]
    update(message(number, "hello"))
    platform.told(str(number), 1)
    clock.pass_(minutes=1)
    asyncio.run(unbrought.unbrought(clock(), None))
    assert calm(30)
    assert [one["text"] for one in platform.of("sendMessage", str(number))] == ["heard hello"] * 3
    update(message(number, "again"))
    assert platform.told(str(number), 4)[3]["text"] == "heard again"


@pytest.mark.parametrize("status", [400, 403])
def test_what_telegram_never_takes_is_not_sent_for_ever(update, platform, number, status):
    platform.statuses[str(number)] = [status]
    update(message(number, "hello"))
    platform.told(str(number))
    update(message(number, "again"))
    assert [one["text"] for one in platform.told(str(number), 2)] == ["heard hello", "heard again"]


def test_news_is_pushed(gateway, update, platform, number, clock):
    update(message(number, "hello"))
    platform.told(str(number))
    conversation = People(gateway.database, clock).meet("telegram", str(number))
    what = news.News(news.key_of("test", conversation.id), conversation.id, "/EXTERNAL_link_denied")
    asyncio.run(news.record(name_of(str(gateway.database.engine.url)), what))
    assert platform.told(str(number), 2)[1]["text"] == "heard /EXTERNAL_link_denied"


def test_no_token_and_no_text_is_logged(update, platform, number, logs):
    platform.statuses[str(number)] = [500, 403]
    update(message(number, "canary-text"), "canary-wrong")
    update(message(number, "canary-text"))
    platform.told(str(number))
    until(lambda: "to be brought later" in logs.getvalue())
    assert not any(secret in logs.getvalue() for secret in ("canary", BOT, SECRET))
