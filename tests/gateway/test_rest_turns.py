"""REST: one turn after another, as Rasa's own REST channel speaks it."""

import asyncio
import json

import pytest
from aiohttp import web

from tests.support.gateway import ACME, BETA, WEBHOOK
from tests.support.serving import listen

HEADERS = {"Authorization": f"Bearer {ACME}"}
BUTTONS = [{"title": "First one", "payload": '/get_invitees{"ordinal": "1"}'}]


def post(client, sender: str, message: str):
    return client.post(WEBHOOK, json={"sender": sender, "message": message}, headers=HEADERS)


def test_the_channel_says_it_is_well(gateway):
    assert gateway.http.get("/webhooks/rest/").json() == {"status": "ok"}


def test_an_answer_goes_to_the_caller_under_its_own_name(gateway, sender):
    assert gateway.say(sender, "hello").json() == [{"recipient_id": sender, "text": "heard hello"}]


def test_rasa_never_learns_who_speaks(gateway, sender):
    gateway.say(sender, "hello")
    (turn,) = gateway.rasa.turns
    assert turn == {"conversation": turn["conversation"], "text": "hello", "id": turn["id"]}
    assert sender not in turn["id"]
    assert sender not in turn["conversation"]
    assert "acme" not in turn["conversation"]


def test_every_part_of_an_answer_comes_through(gateway, sender):
    parts = [
        {"text": "one", "buttons": BUTTONS},
        {"image": "https://x.example/i.png"},
        {"custom": {"a": [1]}},
        {"attachment": {"type": "file"}},
    ]
    gateway.rasa.answer = lambda turn: parts
    assert gateway.say(sender, "hello").json() == [{"recipient_id": sender, **part} for part in parts]


def test_rasa_may_have_nothing_to_say(gateway, sender):
    gateway.rasa.answer = lambda turn: []
    assert gateway.say(sender, "hello").json() == []


def test_the_same_sender_keeps_one_conversation_and_others_have_their_own(gateway, sender):
    for name, key in [(sender, ACME), (sender, ACME), (f"{sender}2", ACME), (sender, BETA)]:
        gateway.say(name, "hello", key=key)
    first, second, other, of_beta = [turn["conversation"] for turn in gateway.rasa.turns]
    assert first == second
    assert len({first, other, of_beta}) == 3


def test_a_sender_cannot_name_itself_into_another_clients_conversation(gateway, sender):
    gateway.say(sender, "hello", key=BETA)
    gateway.say(f"beta:{sender}", "hello", key=ACME)
    assert len({turn["conversation"] for turn in gateway.rasa.turns}) == 2


@pytest.mark.parametrize("text", ["/restart", "/EXTERNAL_account_linked", '/get_invitees{"ordinal": "1"}', "/"])
def test_typed_text_that_starts_with_a_slash_is_text(gateway, sender, text):
    gateway.say(sender, text)
    (turn,) = gateway.rasa.turns
    assert (turn["text"], "payload" in turn) == (text, False)


def test_an_offered_payload_is_a_payload(gateway, sender):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": BUTTONS}]
    gateway.say(sender, "hello")
    gateway.say(sender, BUTTONS[0]["payload"])
    assert [list(turn)[1] for turn in gateway.rasa.turns] == ["text", "payload"]
    assert gateway.rasa.turns[1]["payload"] == BUTTONS[0]["payload"]


@pytest.mark.parametrize("change", [str.upper, lambda text: text + " ", lambda text: text.replace("1", "2")])
def test_a_payload_that_is_not_the_very_one_offered_is_text(gateway, sender, change):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": BUTTONS}]
    gateway.say(sender, "hello")
    gateway.say(sender, change(BUTTONS[0]["payload"]))
    assert "payload" not in gateway.rasa.turns[1]


def test_a_payload_offered_in_another_conversation_is_text(gateway, sender):
    gateway.rasa.answer = lambda turn: [{"text": "which?", "buttons": BUTTONS}]
    gateway.say(sender, "hello")
    gateway.say(f"{sender}2", BUTTONS[0]["payload"])
    assert gateway.rasa.turns[1]["text"] == BUTTONS[0]["payload"]


def test_what_a_person_typed_is_never_taken_for_an_offer(gateway, sender):
    for _ in range(2):
        gateway.say(sender, "/EXTERNAL_account_linked")
    assert all("payload" not in turn for turn in gateway.rasa.turns)


def test_the_payload_of_a_connect_button_is_no_offer(gateway, sender):
    button = {"title": "Connect", "type": "connect", "payload": "/EXTERNAL_account_linked"}
    gateway.rasa.answer = lambda turn: [{"text": "connect", "buttons": [button]}]
    gateway.say(sender, "hello")
    gateway.say(sender, button["payload"])
    assert "payload" not in gateway.rasa.turns[1]


@pytest.mark.anyio
async def test_ten_messages_at_once_from_one_sender_are_worked_one_at_a_time_in_order(in_process, rasa):
    rasa.delay = 0.02
    async with in_process() as client:
        answers = await asyncio.gather(*(post(client, "ana", f"m{number}") for number in range(10)))
    assert rasa.heard() == [f"m{number}" for number in range(10)]
    assert rasa.most_in_one == 1
    assert [answer.json()[0]["text"] for answer in answers] == [f"heard m{number}" for number in range(10)]


@pytest.mark.anyio
async def test_ten_first_messages_at_once_of_somebody_new_keep_their_order_on_every_database(
    in_process, rasa, database_url
):
    async with in_process(database_url=database_url) as client:
        for sender in ("one", "two", "three"):
            rasa.reset()
            await asyncio.gather(*(post(client, sender, f"m{number}") for number in range(10)))
            assert rasa.heard() == [f"m{number}" for number in range(10)]


@pytest.mark.anyio
async def test_fifty_senders_are_worked_side_by_side(in_process, rasa):
    rasa.delay = 1.0
    async with in_process() as client:
        answers = await asyncio.gather(*(post(client, f"sender-{number}", "hello") for number in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert [answer.json()[0]["recipient_id"] for answer in answers] == [f"sender-{number}" for number in range(50)]
    assert rasa.most_in_all == 50


@pytest.mark.anyio
async def test_more_than_twenty_messages_at_once_from_one_sender_are_refused_kindly(in_process, rasa):
    rasa.delay = 0.02
    async with in_process() as client:
        await post(client, "ana", "first")
        answers = await asyncio.gather(*(post(client, "ana", f"m{number}") for number in range(25)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 5
    assert all(answer.headers["Retry-After"] and "Wait" in answer.json()["detail"] for answer in refused)
    assert len(rasa.turns) == 21


@pytest.mark.parametrize("status", [400, 401, 500, 503])
def test_while_rasa_does_not_answer_the_sender_is_told_when_to_try_again(gateway, sender, status):
    gateway.rasa.status = status
    answer = gateway.say(sender, "hello")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Send the message again" in answer.json()["detail"]
    gateway.rasa.status = 200
    assert gateway.say(sender, "hello").json()[0]["text"] == "heard hello"


@pytest.mark.parametrize("garbage", ["not json", "[]", '"text"', "null", '{"messages": null}', '{"messages": 7}', "{}"])
def test_an_answer_of_rasa_that_is_none_is_no_answer(gateway, sender, garbage):
    gateway.rasa.answer = lambda turn: web.Response(text=garbage, content_type="application/json")
    assert gateway.say(sender, "hello").status_code == 503


@pytest.mark.anyio
async def test_rasa_being_gone_is_a_503_and_stores_no_message(in_process, sqlite_url):
    dead, address = listen()
    dead.close()
    async with in_process(rasa_url=address) as client:
        answer = await post(client, "ana", "hello")
        ready = await client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "rasa" in ready.json()["not_ready"]


@pytest.mark.anyio
async def test_a_wrong_secret_for_rasa_is_noticed_and_not_passed_on(in_process, rasa):
    async with in_process(rasa_secret="another-secret-0123456789") as client:
        assert (await post(client, "ana", "hello")).status_code == 503
    assert rasa.refused == 1


@pytest.mark.parametrize("flag", ["true", "True"])
def test_a_stream_is_one_json_line_for_each_part(gateway, sender, flag):
    gateway.rasa.answer = lambda turn: [{"text": "one"}, {"text": "two"}]
    answer = gateway.say(sender, "hello", params={"stream": flag})
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines == [{"recipient_id": sender, "text": "one"}, {"recipient_id": sender, "text": "two"}]


def test_without_asking_for_a_stream_it_is_a_list(gateway, sender):
    assert isinstance(gateway.say(sender, "hello", params={"stream": "false"}).json(), list)
