"""Mattermost: what its webhooks, commands and buttons carry, and what nobody can make of them who is not Mattermost."""

from typing import Any

import pytest

from parley.gateway.channels.mattermost import escaped
from tests.gateway.platforms.conftest import BOT_TOKEN, COMMAND_TOKEN, TOKEN, send
from tests.support.signing_in import asks_to_connect, code_on, sign_in
from tests.support.waiting import until

PATH = "/webhooks/mattermost"
BUTTONS = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]


def webhook(user: str, text: str, **more: str) -> dict[str, str]:
    """Return what an outgoing webhook carries."""
    return {
        "channel_id": "hawos4dqtby53pd64o4a4cmeoo",
        "channel_name": "town-square",
        "team_domain": "someteam",
        "team_id": "kwoknj9nwpypzgzy78wkw516qe",
        "post_id": f"post{abs(hash((user, text)))}",
        "text": text,
        "timestamp": "1445532266",
        "token": TOKEN,
        "trigger_word": "parley",
        "user_id": user,
        "user_name": "somename",
        **more,
    }


def command(user: str, text: str, **more: str) -> dict[str, str]:
    """Return what a slash command carries."""
    return {
        "channel_id": "i3bb9xfyqt8rtbyshmyhgsj16c",
        "channel_name": "town-square",
        "command": "/parley",
        "response_url": "http://10.0.0.5:8065/hooks/commands/zozc1xwxybdedeyz8djwjpngny",
        "team_domain": "rrrr",
        "team_id": "tsb8crrn5tgqtedpkt81b4tcya",
        "text": text,
        "token": COMMAND_TOKEN,
        "trigger_id": f"trigger{abs(hash((user, text)))}",
        "user_id": user,
        "user_name": "tester",
        **more,
    }


def press(user: str, action: dict[str, Any], trigger: str = "t1") -> dict[str, Any]:
    """Return what Mattermost sends when somebody presses a button."""
    return {
        "user_id": user,
        "user_name": "somename",
        "channel_id": "dmchannel",
        "channel_name": "a__b",
        "team_id": "",
        "team_domain": "",
        "post_id": "axdygg1957njfe5pu38saikdho",
        "trigger_id": trigger,
        "type": "button",
        "data_source": "",
        "context": action["integration"]["context"],
    }


@pytest.fixture
def user(number):
    return f"user{number}"


@pytest.fixture
def form(gateway):
    return lambda said: gateway.http.post(PATH, data=said)


def actions_of(post: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in post["props"]["attachments"][0]["actions"]}


def test_what_a_webhook_carries_is_answered_directly_and_the_channel_is_told_where(form, platform, heard, user):
    answer = form(webhook(user, "parley what's on?"))
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["response_type"] == "comment"
    assert "direct messages" in answer.json()["text"]
    assert heard() == ["what's on?"]
    (post,) = platform.told(f"dm{user}")
    assert (post["channel_id"], post["message"]) == (f"dm{user}", "heard what's on?")
    assert ["botbotbot", user] in platform.of("/channels/direct")
    assert f"Bearer {BOT_TOKEN}" in platform.keys


def test_json_is_taken_as_forms_are(gateway, heard, user):
    answer = send(gateway, PATH, {**webhook(user, "parley hello"), "timestamp": 1445532266, "file_ids": ""})
    assert answer.json()["response_type"] == "comment"
    assert heard() == ["hello"]


def test_a_command_is_answered_where_only_its_author_sees_it(form, heard, user):
    assert form(command(user, "what's on?")).json()["response_type"] == "ephemeral"
    assert heard() == ["what's on?"]


@pytest.mark.parametrize("said", [webhook, command])
def test_nothing_but_the_word_for_the_bot_is_a_call_for_help(form, heard, user, said):
    form(said(user, "parley" if said is webhook else ""))
    assert heard() == ["help"]


@pytest.mark.parametrize("said", [webhook, command])
@pytest.mark.parametrize("token", ["", "wrong", TOKEN.upper(), f"{TOKEN},{COMMAND_TOKEN}", ","])
def test_with_a_wrong_token_nothing_happens(gateway, form, platform, user, said, token):
    before = gateway.rows()
    assert form(said(user, "parley hello", token=token)).status_code == 401
    assert (gateway.rasa.turns, platform.of("", f"dm{user}"), gateway.rows()) == ([], [], before)


@pytest.mark.parametrize("who", ["", "a:b", "../x", "A" * 10, "x" * 65])
def test_nobody_in_particular_is_refused(gateway, form, who):
    assert form(webhook(who, "parley hello")).status_code == 400
    assert gateway.rasa.turns == []


def test_the_same_post_is_worked_once(form, heard, user):
    for _ in range(3):
        form(webhook(user, "parley hello"))
    form(webhook(user, "parley goodbye"))
    assert heard(2) == ["hello", "goodbye"]


def test_a_button_is_pressed_by_whom_it_was_shown_to(gateway, form, platform, heard, user):
    gateway.rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    form(command(user, "hello"))
    actions = actions_of(platform.told(f"dm{user}")[0])
    assert list(actions) == ["Yes", "No"]
    assert all(one["id"].isalnum() and one["integration"]["url"].endswith(f"{PATH}/press") for one in actions.values())
    for _ in range(2):  # It comes again with the same trigger.
        assert send(gateway, f"{PATH}/press", press(user, actions["No"])).json() == {}
    assert heard(2) == ["hello", "/deny"]


def test_a_forged_or_a_foreign_button_says_nothing(gateway, form, platform, user):
    gateway.rasa.answer = lambda turn: [{"text": "Sure?", "buttons": BUTTONS}]
    form(command(user, "hello"))
    action = actions_of(platform.told(f"dm{user}")[0])["Yes"]
    signed = action["integration"]["context"]["press"]
    forged = [
        press(f"{user}x", action),
        press(user, {"integration": {"context": {"press": signed.replace(":0.", ":1.")}}}),
        press(user, {"integration": {"context": {"press": f"{user}:1:0"}}}),
        press(user, {"integration": {"context": {"press": "/EXTERNAL_account_linked"}}}),
        press(user, {"integration": {"context": ["press"]}}),
        {**press(user, action), "context": None},
        {**press(user, action), "user_id": None},
    ]
    answers = [send(gateway, f"{PATH}/press", one).status_code for one in forged]
    assert answers == [401] * len(forged)
    assert len(gateway.rasa.turns) == 1


@pytest.mark.parametrize("text", ["/EXTERNAL_account_linked", "/restart", "/affirm"])
def test_what_is_typed_like_a_command_of_the_bots_own_is_text(gateway, form, heard, user, text):
    form(command(user, text))
    heard()
    assert (gateway.rasa.turns[0]["text"], "payload" in gateway.rasa.turns[0]) == (text, False)


def test_the_link_stands_in_the_direct_message_alone_and_a_code_finishes(gateway, form, platform, user):
    gateway.rasa.answer = asks_to_connect
    answer = form(webhook(user, "parley connect"))
    assert "oauth" not in answer.text
    post = platform.told(f"dm{user}")[0]
    assert "oauth/start" in post["message"]
    assert "props" not in post
    link = post["message"].partition("(<")[2].partition(">)")[0]
    with gateway.browser() as browser:
        assert "Mattermost" in browser.get(link).text
        code = code_on(sign_in(gateway, browser, link))
    form(command(f"{user}x", code))
    until(lambda: code in gateway.rasa.heard())
    form(command(user, code))
    until(lambda: "/EXTERNAL_code_right" in gateway.rasa.heard())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[pay](http://x.test/_a_)", r"\[pay\](http://x.test/_a_)"),
        ("*bold* _and_ `code`", r"\*bold\* \_and\_ \`code\`"),
        ("10:00–10:30 CEST (Ana)", "10:00–10:30 CEST (Ana)"),
        ("see https://meet.test/a_b_c now", "see https://meet.test/a_b_c now"),
    ],
)
def test_what_people_named_things_marks_nothing_up(text, written):
    assert escaped(text) == written


def test_what_mattermost_does_not_take_waits_for_the_next_time(form, platform, user):
    platform.statuses[f"dm{user}"] = [500]
    form(command(user, "hello"))
    platform.told(f"dm{user}")
    form(command(user, "again"))
    until(lambda: [one["message"] for one in platform.of("/posts", f"dm{user}")][-2:] == ["heard hello", "heard again"])


def test_no_token_and_no_text_is_logged(form, platform, user, logs):
    platform.statuses[f"dm{user}"] = [500]
    form(webhook(user, "canary-text", token="canary-wrong"))
    form(webhook(user, "parley canary-text"))
    until(lambda: "to be brought later" in logs.getvalue())
    assert not any(secret in logs.getvalue() for secret in ("canary", TOKEN, BOT_TOKEN))
