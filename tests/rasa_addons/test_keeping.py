"""Conversations told whole, forgotten, and shortened by age."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons.event_log import EventLog
from tests.rasa_addons.conftest import SECRET
from tests.rasa_addons.rasa_server import RasaServer

OLD, NEW, BEFORE = 1_000.0, 9_000.0, 5_000.0


def turn(tracker: DialogueStateTracker, text: str, at: float) -> None:
    """A turn at a moment; it leaves its text in a slot."""
    said = UserUttered(text, {"name": "greet", "confidence": 1.0}, [], input_channel="internal", timestamp=at)
    reply = [ActionExecuted("utter_greet", timestamp=at), BotUttered("Hello.", timestamp=at)]
    listens = ActionExecuted("action_listen", timestamp=at)
    for event in [said, SlotSet("note", text, timestamp=at), *reply, listens]:
        tracker.update(event)


async def begun(store: Any, name: str, *turns: tuple[str, float]) -> None:
    tracker = await store.get_or_create_tracker(name, append_action_listen=False)
    tracker.update(ActionExecuted("action_listen", timestamp=OLD))
    for text, at in turns:
        turn(tracker, text, at)
        await store.save(tracker)


def texts(events: list[dict[str, Any]]) -> list[str]:
    return [event["text"] for event in events if event["event"] == "user"]


@pytest.mark.asyncio
async def test_a_forgotten_conversation_is_gone_for_every_process(stores: Any, name: str) -> None:
    store, other = stores(), stores()
    await begun(store, name, ("hello", NEW))
    assert await other.retrieve(name)
    await store.forget(name)
    assert [await each.retrieve(name) for each in (store, other)] == [None, None]
    assert await store.told(name) == []
    await begun(other, name, ("again", NEW))
    assert texts(await store.told(name)) == ["again"]


@pytest.mark.asyncio
async def test_what_was_said_before_goes_and_the_state_that_it_led_to_stays(stores: Any, name: str) -> None:
    store = stores()
    await begun(store, name, ("first", OLD), ("second", OLD), ("third", NEW))
    assert name in await store.long_ones(BEFORE, 10_000)
    await store.forget_before(name, BEFORE)
    assert texts(await store.told(name)) == ["third"]
    assert name not in await store.long_ones(BEFORE, 10_000)
    for each, last, text in ((store, "third", "fourth"), (stores(), "fourth", "fifth")):
        live = await each.retrieve(name)
        assert (live.get_slot("note"), live.latest_message.text) == (last, last)
        turn(live, text, NEW)
        await each.save(live)
    assert texts(await store.told(name)) == ["third", "fourth", "fifth"]


@pytest.mark.asyncio
async def test_of_a_long_conversation_what_is_no_longer_live_goes(stores: Any, name: str) -> None:
    store = stores()
    await begun(store, name, *((f"old {n}", OLD) for n in range(30)), *((f"new {n}", NEW) for n in range(30)))
    await store.forget_before(name, BEFORE)
    assert texts(await stores().told(name)) == [f"new {n}" for n in range(30)]
    assert (await stores().retrieve(name)).get_slot("note") == "new 29"


@pytest.mark.asyncio
async def test_a_conversation_in_which_nothing_happens_any_more_is_over(stores: Any, name: str) -> None:
    store = stores()
    await begun(store, name, ("hello", OLD))
    await begun(store, f"{name}-2", ("hello", OLD), ("again", NEW))
    over = await store.over(BEFORE, 10_000)
    assert (name in over, f"{name}-2" in over) == (True, False)
    for each in (name, f"{name}-2"):
        await store.forget_over(each, BEFORE)
    assert not await store.exists(name)
    assert await store.exists(f"{name}-2")


def post(rasa: RasaServer, path: str, body: Any, secret: str = SECRET) -> requests.Response:
    headers = {"Authorization": f"Bearer {secret}"}
    return requests.post(rasa._url(path), json=body, headers=headers, timeout=60)


@pytest.mark.parametrize("path", ["events", "forget", "sweep"])
def test_nothing_is_done_without_the_secret_or_with_a_body_that_makes_no_sense(rasa: RasaServer, path: str) -> None:
    rasa.say(f"keeping-{path}", "hello")
    assert post(rasa, path, {"conversation": f"keeping-{path}", "before": 9e9}, "wrong").status_code == 401
    for body in ([], {}, {"conversation": "a b", "before": "soon"}, {"before": True}):
        assert post(rasa, path, body).status_code == 400
    assert texts(post(rasa, "events", {"conversation": f"keeping-{path}"}).json()["events"]) == ["hello"]


def test_a_running_rasa_forgets_a_conversation_and_begins_anew(rasa: RasaServer, tracker_url: str) -> None:
    rasa.say("keeping-2", "hello")
    assert post(rasa, "forget", {"conversation": "keeping-2"}).status_code == 200
    assert EventLog(tracker_url).head("keeping-2") is None
    rasa.say("keeping-2", "who is there?")
    assert texts(post(rasa, "events", {"conversation": "keeping-2"}).json()["events"]) == ["who is there?"]
    assert post(rasa, "forget", {"conversation": "never-there"}).status_code == 200


def test_a_running_rasa_sweeps_nothing_that_is_new(rasa: RasaServer) -> None:
    rasa.say("keeping-3", "hello")
    assert post(rasa, "sweep", {"before": BEFORE}).json() == {"more": False}
    assert texts(post(rasa, "events", {"conversation": "keeping-3"}).json()["events"]) == ["hello"]
