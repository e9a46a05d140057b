"""The bot's messages in Block Kit, within Slack's limits."""

from datetime import UTC, datetime

from parley import parts
from parley.gateway.channels.slack.blocks import FILL, MOST_BLOCKS, messages_of, pressed
from parley.gateway.channels.slack.forms import form_of, message_of, modal_of, said_with
from parley.gateway.channels.taking import offered
from tests.support.slack.block_kit import characters, faults, view_faults


def buttons(count: int) -> list[dict[str, str]]:
    return [{"title": f"Choice {number}", "payload": f"/inform{{{number}}}"} for number in range(count)]


def elements(body):
    (message,) = messages_of(body, 7)
    return [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]


def test_a_text_is_a_section_and_the_notification():
    assert messages_of({"text": "Hi <there>"}, 7) == [
        {
            "text": "Hi &lt;there&gt;",
            "blocks": [
                {"type": "section", "text": {"type": "mrkdwn", "text": "Hi &lt;there&gt;", "verbatim": True}},
            ],
        }
    ]


def test_few_choices_are_buttons_without_their_payloads():
    made = elements({"text": "Which?", "buttons": buttons(3)})
    assert [one["value"] for one in made] == ["0", "1", "2"]
    assert "inform" not in str(made)


def test_many_choices_are_one_menu():
    (menu,) = elements({"text": "Which?", "buttons": buttons(12)})
    assert menu["type"] == "static_select"
    assert [one["value"] for one in menu["options"]] == [str(number) for number in range(12)]


def test_a_link_opens_and_the_choices_beside_it_keep_their_places():
    connect = {"title": "Connect Calendly", "type": "web_url", "url": "https://bot.example/oauth/start?t=1"}
    link, later = elements({"text": "Connect", "buttons": [connect, {"title": "Not now", "payload": "/deny"}]})
    assert (link["url"], later["value"]) == ("https://bot.example/oauth/start?t=1", "1")


def test_what_is_pressed_leads_back_to_the_message_and_the_place():
    message = messages_of({"text": "Which?", "buttons": buttons(2)}, 7)[0]
    block = message["blocks"][-1]
    assert pressed({"block_id": block["block_id"], **block["elements"][1]}) == (7, 1)
    menu = messages_of({"text": "Which?", "buttons": buttons(9)}, 8)[0]["blocks"][-1]
    assert pressed({"block_id": menu["block_id"], "selected_option": menu["elements"][0]["options"][4]}) == (8, 4)


def test_foreign_actions_lead_nowhere():
    assert pressed({"block_id": "theirs", "value": "1"}) is None
    assert pressed({"block_id": "said:7", "value": "1; drop"}) is None
    assert pressed({"block_id": "said:7"}) is None


def test_a_message_of_any_length_is_posted_in_parts():
    made = messages_of({"text": "word " * 40_000, "buttons": buttons(1)}, 7)
    assert all(len(one["blocks"]) <= MOST_BLOCKS and characters(one["blocks"]) < 10_000 for one in made)
    assert (
        "".join(block["text"]["text"] for one in made for block in one["blocks"] if "text" in block).count("word")
        == 40_000
    )
    assert made[-1]["blocks"][-1]["type"] == "actions"


def test_a_message_without_anything_to_show_is_none():
    assert messages_of({"custom": {"a": 1}}, 7) == []


START = datetime(2026, 12, 1, 14, tzinfo=UTC)
CARDS = [
    parts.Card(
        "Intro Call", "tomorrow, 15:00–15:30 CET", "tomorrow", "15:00–15:30", START, START, "CET", place="Zoom",
        people="Ana", join="https://zoom.example/j/1", actions=[{"title": title, "payload": f"/{title}{number}"}
        for title in ("Details", "Cancel")],
    )
    for number in range(3)
]  # fmt: skip
DAYS = [
    parts.Day(f"day {day}", [parts.Time(f"{hour}:00", START, f"/at{day}{hour}") for hour in range(9, 12)], f"/day{day}")
    for day in range(2)
]
RICH = {
    "text": "Here is what I found:\n1. Intro Call\nAnything else?",
    "buttons": [{"title": "More", "payload": "/more"}],
    "custom": parts.custom(
        [
            parts.Events(CARDS, instead_of=("1. Intro Call",)),
            parts.Openings(DAYS, "CET"),
            parts.Form(
                [parts.Field("name", "Name"), parts.Field("email", "E-mail", "email")], "{name}, {email}", "Go on"
            ),
        ]
    ),
}


def test_whatever_is_shown_can_be_pressed_and_stands_for_what_was_offered():
    blocks = [block for message in messages_of(RICH, 7) for block in message["blocks"]]
    assert faults(blocks) == []
    pressable = [(block, one) for block in blocks for one in block.get("elements", ()) if one.get("value")]
    menus = [
        (block, {"selected_option": option})
        for block in blocks
        for one in block.get("elements", ())
        for group in one.get("option_groups", ())
        for option in group["options"]
    ]
    stood_for = []
    for block, action in [*pressable, *menus]:
        if action.get("action_id") in (FILL,) or "url" in action:
            continue
        message, place = pressed({"block_id": block["block_id"], **action})
        assert message == 7
        stood_for.append(((action.get("selected_option") or action)["text"]["text"], offered(RICH)[place]))
    assert sorted(payload for _, payload in stood_for) == sorted(
        ["/more", *(f"/{title}{number}" for title in ("Details", "Cancel") for number in range(3))]
        + [f"/at{day}{hour}" for day in range(2) for hour in range(9, 12)]
    )
    assert all(payload.startswith("/Details") for title, payload in stood_for if title == "Details")


def test_a_line_that_a_card_shows_better_is_not_said_twice():
    words = messages_of(RICH, 7)[0]["blocks"][0]["text"]["text"]
    assert words == "Here is what I found:\nAnything else?"


def test_a_form_is_filled_in_as_one_sentence():
    form = form_of(RICH)
    view = modal_of(form, 7)
    assert view_faults(view) == []
    assert message_of(view) == 7
    filled = {name: {name: {"value": value}} for name, value in (("name", "Grace {email}"), ("email", "g@x.example"))}
    assert said_with(form, {**view, "state": {"values": filled}}) == "Grace {email}, g@x.example"
