"""What people say in Slack, and how they are answered."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from parley.db.tables import conversations, principals
from tests.gateway.slack.conftest import texts
from tests.support.slack.sent import Sender, moment
from tests.support.slack.stand_in import user
from tests.support.waiting import until


def test_a_direct_message_is_answered_directly(workspace):
    assert workspace.sends.message("what's on today?").status_code == 200
    assert texts(workspace.told()) == ["heard what's on today?"]


def test_rasa_never_learns_who_speaks(workspace):
    workspace.sends.message("hello")
    workspace.told()
    (turn,) = workspace.gateway.rasa.turns
    assert turn.keys() == {"conversation", "id", "text"}
    assert "T1:U1" not in str(turn)


def test_addresses_and_mentioned_people_reach_the_bot_as_words(workspace):
    workspace.sends.message("book <@U2> and <mailto:ben@x.example|ben@x.example> for an intro &amp; more")
    assert workspace.heard(1) == ["book Grace Hopper, grace@navy.example and ben@x.example for an intro & more"]


def test_the_zone_and_the_language_are_those_of_the_profile(workspace):
    workspace.sends.message("hello")
    workspace.told()
    conversation = workspace.gateway.rasa.turns[0]["conversation"]
    with workspace.gateway.database.read() as connection:
        found = connection.execute(
            principals.select().join(conversations).where(conversations.c.id == conversation)
        ).one()
    assert (found.channel, found.address) == ("slack", "T1:U1")
    assert (found.channel_zone, found.locale) == ("Europe/Berlin", "en-GB")


def test_a_profile_that_changed_counts_after_an_hour_and_nonsense_in_it_does_not(workspace, clock):
    ana = workspace.slack.users["U4"] = user("U4", "Ana Ito", "ito@acme.example", "Asia/Tokyo", "ja-JP")
    seen, zones = [], ("Asia/Tokyo", "America/Lima", "America/Lima", "Mars/Olympus", None)
    for zone, minutes in zip(zones, (30, 40, 70, 70, 0), strict=True):
        ana["tz"] = zone
        workspace.sends.message("hello", user="U4")
        with workspace.gateway.database.read() as connection:
            chosen = select(principals.c.channel_zone, principals.c.locale).where(principals.c.address == "T1:U4")
            seen.append(tuple(connection.execute(chosen).one()))
        clock.pass_(minutes=minutes)
    assert {locale for _, locale in seen} == {"ja-JP"}
    assert [zone for zone, _ in seen] == 2 * ["Asia/Tokyo"] + 3 * ["America/Lima"]


def test_one_that_is_sent_again_is_answered_once(workspace):
    ts = moment()
    for _ in range(3):  # each with an event id of its own, as has been seen
        assert workspace.sends.message("hello", ts=ts).status_code == 200
    workspace.sends.message("goodbye")
    assert texts(workspace.told(count=2)) == ["heard hello", "heard goodbye"]


def test_messages_are_answered_in_their_order(workspace):
    said = [f"message {number}" for number in range(8)]
    for one in said:
        workspace.sends.message(one)
    assert texts(workspace.told(count=8)) == [f"heard {one}" for one in said]


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B9"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"channel_type": "channel"},
        {"user": "UBOT"},
    ],
)
def test_what_is_no_word_to_the_bot_is_let_be(workspace, more):
    workspace.sends.message("not for you", **more)
    workspace.sends.message("for you")
    workspace.told()
    assert workspace.gateway.rasa.heard() == ["for you"]


def test_a_mention_in_a_channel_is_answered_directly_and_said_to_be(workspace):
    workspace.sends.mention("what's on today?", thread_ts="1.2")
    assert texts(workspace.told()) == ["heard what's on today?"]
    (word,) = workspace.slack.made("chat.postEphemeral")
    assert (word["channel"], word["user"], word["thread_ts"]) == ("C1", "U1", "1.2")
    assert "direct messages" in word["text"]
    assert workspace.slack.posted("C1") == []


def test_the_command_is_answered_directly(workspace):
    answer = workspace.sends.command("what's on today?")
    assert "direct messages" in answer.text
    assert texts(workspace.told()) == ["heard what's on today?"]


def test_the_command_alone_asks_for_help(workspace):
    workspace.sends.command("")
    assert workspace.heard(1) == ["help"]


@pytest.mark.parametrize("text", ["/restart", "/EXTERNAL_account_linked", '/get_invitees{"ordinal": "9"}'])
def test_typed_text_that_starts_with_a_slash_is_text(workspace, text):
    workspace.sends.message(text)
    workspace.heard(1)
    assert workspace.gateway.rasa.turns[0]["text"] == text


def test_a_wrong_signature_or_an_old_one_is_refused(workspace):
    event = {"type": "message", "channel_type": "im", "channel": "DU1", "user": "U1", "text": "hello", "ts": moment()}
    assert workspace.sends.event(event, signature="v0=" + "0" * 64).status_code == 401
    assert workspace.sends.event(event, at=int(time.time()) - 600).status_code == 401
    assert Sender(workspace.gateway.http, secret="another-secret-0123456789").event(event).status_code == 401
    assert workspace.gateway.rasa.turns == []


def test_when_rasa_is_away_the_person_is_told(workspace):
    workspace.gateway.rasa.status = 503
    workspace.sends.message("hello")
    assert "can't answer right now" in texts(workspace.told())[0]


def test_a_text_that_is_too_long_is_refused_in_words(workspace):
    workspace.sends.message("word " * 1_000)
    assert "longer than 4000 characters" in texts(workspace.told())[0]
    assert workspace.gateway.rasa.turns == []


def test_whoever_is_mentioned_is_looked_up_before_the_next_word_is_taken(workspace):
    workspace.sends.message("hello")
    workspace.told()
    workspace.slack.users["U3"] = user("U3", "Ben Ode", "ben@acme.example", "Europe/Paris", "fr-FR")
    workspace.slack.troubles["users.info"] = [(429, {"Retry-After": "1"})]
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(workspace.sends.message, "book <@U3>")
        until(lambda: not workspace.slack.troubles["users.info"])
        second = threads.submit(workspace.sends.message, "tomorrow at 3")
    assert [one.result().status_code for one in (first, second)] == [200, 200]
    assert workspace.heard(3)[1:] == ["book Ben Ode, ben@acme.example", "tomorrow at 3"]


def test_an_answer_of_any_length_arrives_in_order_and_whole(workspace):
    words = [f"word-{number}" for number in range(4_000)]
    workspace.gateway.rasa.answer = lambda turn: [{"text": " ".join(words)}, {"text": "Anything else?"}]
    workspace.sends.message("tell me everything")
    until(lambda: workspace.slack.posted("U1")[-1:] and workspace.slack.posted("U1")[-1]["text"] == "Anything else?")
    *parts, _ = workspace.slack.posted("U1")
    assert " ".join(block["text"]["text"] for part in parts for block in part["blocks"]).split() == words
    assert len(parts) > 1
    assert [name for name, _ in workspace.slack.refused] == []
