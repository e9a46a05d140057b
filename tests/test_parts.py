"""The neutral parts of a message, as they travel."""

import json
from datetime import UTC, datetime

from parley.parts import Card, Day, Events, Field, Form, Openings, Time, custom, payloads_of

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
CANCEL = {"title": "Cancel", "payload": '/cancel_event{"event": "e1"}'}


def card(**more: object) -> Card:
    fixed = {"title": "Intro", "when": "Wed", "day": "Wed", "hours": "12", "start": NOON, "end": NOON, "zone": "UTC"}
    return Card(**{**fixed, **more})  # type: ignore[arg-type]


def test_a_message_without_parts_has_nothing_beside_its_words():
    assert custom([]) is None


def test_parts_are_json_and_what_is_empty_is_left_out():
    made = custom([Events([card(actions=[CANCEL])], ("1. Wed · Intro",))])
    assert json.loads(json.dumps(made)) == made
    (part,) = made["parts"]
    assert part["type"] == "events"
    assert part["instead_of"] == ["1. Wed · Intro"]
    assert part["cards"][0]["start"] == "2026-05-13T12:00:00+00:00"
    assert "join" not in part["cards"][0]
    assert "cancelled" not in part["cards"][0]


def test_every_part_names_its_type():
    day = Day("Wed", [Time("12:00", NOON, "/noon")], "/wednesday")
    parts = [Openings([day], "UTC"), Form([Field("name", "Name")], "{name}", "Go")]
    assert [one["type"] for one in custom(parts)["parts"]] == ["openings", "form"]


def test_whatever_parts_offer_counts_as_offered():
    day = Day("Wed", [Time("12:00", NOON, "/noon")], "/wednesday")
    made = custom([Events([card(actions=[CANCEL])]), Openings([day], "UTC")])
    assert set(payloads_of(made)) == {CANCEL["payload"], "/noon", "/wednesday"}


def test_what_is_no_parts_offers_nothing():
    for odd in (None, "x", 7, [], {}, {"payload": 7}, {"parts": [None, {"payload": ""}]}):
        assert list(payloads_of(odd)) == []
