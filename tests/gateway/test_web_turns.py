"""The web chat: messages worked once, in order, and seen in every tab."""

import asyncio

import pytest

from tests.support.chat import opened

pytestmark = pytest.mark.anyio
BUTTON = {"title": "First one", "payload": '/get_invitees{"ordinal": "1"}'}


async def test_a_message_sent_again_with_its_id_is_worked_once(gateway, chat):
    for _ in range(3):
        assert await chat.say("hello", id="m1") == {"ok": True}
    assert gateway.rasa.heard() == ["hello"]
    assert (await chat.next("bot_uttered"))["text"] == "heard hello"
    assert chat.none("bot_uttered")


async def test_a_message_sent_again_while_it_is_being_worked_is_worked_once(gateway, chat):
    gateway.rasa.delay = 0.2
    answers = await asyncio.gather(*(chat.say("hello", id="m1") for _ in range(3)))
    assert answers == [{"ok": True}] * 3
    assert gateway.rasa.heard() == ["hello"]


async def test_a_message_sent_again_from_a_new_connection_is_worked_once(gateway, browser, chat):
    await chat.say("hello", id="m1")
    async with opened(gateway.url, cookies=browser.cookies) as again:
        assert await again.say("hello", id="m1") == {"ok": True}
    assert gateway.rasa.heard() == ["hello"]


async def test_the_same_id_of_another_visitor_is_another_message(gateway, chat):
    await chat.say("hello", id="m1")
    async with opened(gateway.url) as other:
        await other.say("hello", id="m1")
    assert len(gateway.rasa.turns) == 2


async def test_messages_without_an_id_are_all_worked(gateway, chat):
    for _ in range(2):
        await chat.say("hello")
    assert gateway.rasa.heard() == ["hello", "hello"]


async def test_a_message_that_failed_can_be_sent_again_with_its_id(gateway, chat):
    gateway.rasa.status = 500
    failed = await chat.say("hello", id="m1")
    assert failed == {"ok": False, "error": "I can't answer right now. Please send it again in a moment."}
    gateway.rasa.status = 200
    assert await chat.say("hello", id="m1") == {"ok": True}
    assert gateway.rasa.heard() == ["hello", "hello"]


async def test_whoever_sends_again_while_the_first_try_fails_learns_of_it(gateway, chat):
    gateway.rasa.delay, gateway.rasa.status = 0.2, 500
    answers = await asyncio.gather(*(chat.say("hello", id="m1") for _ in range(3)))
    assert [answer["ok"] for answer in answers] == [False] * 3


async def test_a_fault_of_ours_is_told_and_does_not_swallow_the_message(gateway, chat):
    gateway.rasa.answer = lambda turn: ["not a message"]
    failed = await chat.say("hello", id="m1")
    assert failed["ok"] is False
    gateway.rasa.reset()
    assert await chat.say("hello", id="m1") == {"ok": True}
    assert gateway.rasa.heard() == ["hello"]


async def test_ten_messages_at_once_are_worked_one_at_a_time_in_order(gateway, chat):
    gateway.rasa.delay = 0.02
    await asyncio.gather(*(chat.say(f"m{number}") for number in range(10)))
    assert gateway.rasa.heard() == [f"m{number}" for number in range(10)]
    assert gateway.rasa.most_in_one == 1
    said = [(await chat.next("bot_uttered"))["text"] for _ in range(10)]
    assert said == [f"heard m{number}" for number in range(10)]


async def test_more_than_twenty_messages_at_once_are_refused_kindly(gateway, chat):
    gateway.rasa.delay = 0.02
    answers = await asyncio.gather(*(chat.say(f"m{number}") for number in range(25)))
    refused = [answer for answer in answers if not answer["ok"]]
    assert len(refused) == 5
    assert {answer["error"] for answer in refused} == {
        "One moment, I'm still busy with your last messages. Please send this again shortly."
    }


async def test_the_second_tab_sees_what_was_said_in_the_first_and_the_answer(gateway, browser, chat):
    async with opened(gateway.url, cookies=browser.cookies) as second:
        await second.begin()
        await chat.say(BUTTON["payload"], title=BUTTON["title"], id="m1")
        assert await second.next("user_echo") == {"text": "First one", "id": "m1"}
        assert (await second.next("bot_uttered"))["text"] == f"heard {BUTTON['payload']}"
    assert chat.none("user_echo")


async def test_another_visitors_tab_sees_nothing(gateway, chat):
    async with opened(gateway.url) as other:
        await other.begin()
        await chat.say("my secret")
        await other.say("hello")
        assert (await other.next("user_echo" if not other.none("user_echo") else "bot_uttered"))[
            "text"
        ] == "heard hello"
        assert other.none("bot_uttered")


async def test_typing_is_shown_while_the_bot_works_and_ends_also_when_it_fails(gateway, chat):
    await chat.say("hello")
    gateway.rasa.status = 500
    await chat.say("hello")
    assert [(await chat.next("typing"))["on"] for _ in range(4)] == [True, False, True, False]


async def test_a_pressed_button_is_a_payload_and_its_title_is_what_was_said(gateway, chat):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": [BUTTON]}]
    await chat.say("hello")
    said = await chat.next("bot_uttered")
    assert said["buttons"] == [BUTTON]
    assert said["quick_replies"] == [{"content_type": "text", **BUTTON}]
    await chat.say(BUTTON["payload"], title=BUTTON["title"])
    assert gateway.rasa.turns[1]["payload"] == BUTTON["payload"]
    _, history = await chat.begin()
    assert history[2]["text"] == "First one"


async def test_what_a_card_offers_may_be_pressed_and_its_parts_come_back_with_the_history(gateway, chat):
    parts = {"parts": [{"type": "events", "cards": [{"title": "Intro", "actions": [BUTTON]}]}]}
    gateway.rasa.answer = lambda turn: [{"text": "1. Intro", "custom": parts}]
    await chat.say("hello")
    assert (await chat.next("bot_uttered"))["custom"] == parts
    await chat.say(BUTTON["payload"], title=BUTTON["title"])
    assert gateway.rasa.turns[1]["payload"] == BUTTON["payload"]
    _, history = await chat.begin()
    assert history[1]["custom"] == parts


async def test_typed_text_that_starts_with_a_slash_is_text_whatever_its_title(gateway, chat):
    await chat.say("/EXTERNAL_account_linked", title="Connected")
    assert gateway.rasa.turns[0]["text"] == "/EXTERNAL_account_linked"


async def test_what_somebody_else_was_offered_is_text(gateway, chat):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": [BUTTON]}]
    await chat.say("hello")
    async with opened(gateway.url) as other:
        await other.say(BUTTON["payload"], title=BUTTON["title"])
    assert gateway.rasa.turns[1]["text"] == BUTTON["payload"]


@pytest.mark.parametrize("title", ["Confirm", None])
async def test_a_forged_button_is_text_beside_an_offered_one(gateway, chat, title):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": [BUTTON]}]
    await chat.say("hello")
    for forged in ('/get_invitees{"ordinal": "2"}', BUTTON["payload"] + " ", "/restart"):
        await chat.say(forged, title=title)
        assert gateway.rasa.turns[-1].get("text") == forged


@pytest.mark.parametrize(
    "data",
    [
        {"message": ""},
        {"message": "  "},
        {"message": 7},
        {"message": ["hello"]},
        {"message": "x" * 4001},
        {"message": "x\0"},
        {"message": "x\ud800"},
        {"message": "hello", "title": 7},
        {"message": "hello", "title": "x" * 201},
        {"message": "hello", "title": "x\0"},
        {"message": "hello", "id": 7},
        {"message": "hello", "id": "x" * 65},
        {"message": "hello", "id": "\udfff"},
    ],
)
async def test_what_is_no_message_is_refused_with_a_sentence_and_goes_nowhere(gateway, chat, data):
    refused = await chat.say(**data)
    assert refused["ok"] is False
    assert refused["error"].endswith(".")
    assert gateway.rasa.turns == []
    assert (await chat.begin())[1] == []


async def test_a_visitor_who_only_looks_is_not_stored(gateway):
    before = gateway.rows()
    with gateway.browser() as browser:
        browser.get("/")
    assert gateway.rows() == before
