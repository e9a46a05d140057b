"""Conversations of hundreds of turns, and what is left of them when something breaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons.tracker_store import ParleyTrackerStore
from tests.rasa_addons.action_server import ActionServer
from tests.rasa_addons.talking import DOMAIN, chat, load, say

pytestmark = pytest.mark.asyncio


async def test_slots_survive_three_hundred_turns_and_a_restart(
    stores: Any, model: Path, actions: ActionServer, name: str
) -> None:
    agent = load(model, stores(), actions.url)
    assert await say(agent, name, '/remember{"note": "from the first turn"}')
    for _ in range(300):
        await say(agent, name, "hello")
    restarted = load(model, stores(), actions.url)
    assert await say(restarted, name, "/remember") == ["Noted: from the first turn."]
    full = await stores().retrieve_full_tracker(name)
    assert sum(isinstance(event, UserUttered) for event in full.events) == 302


async def test_a_form_goes_on_after_a_restart(stores: Any, model: Path, actions: ActionServer, name: str) -> None:
    assert await say(load(model, stores(), actions.url), name, "/book") == ["Which day?"]
    assert await say(load(model, stores(), actions.url), name, "next monday") == ["Booked for next monday."]


async def test_a_long_conversation_costs_a_turn_no_more_than_a_short_one(
    stores: Any, model: Path, actions: ActionServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = load(model, stores(), actions.url)
    states = _count_calls(monkeypatch, Domain, "get_active_state")
    events = _count_calls(monkeypatch, DialogueStateTracker, "update")
    costs = []
    for _ in range(50):
        before = (states.count, events.count)
        await chat(agent, name, 6)
        costs.append((states.count - before[0], events.count - before[1]))
    assert {cost[0] for cost in costs[2:]} == {costs[2][0]}
    early, late = max(cost[1] for cost in costs[2:6]), max(cost[1] for cost in costs[-4:])
    assert late == early


async def test_a_conversation_is_read_from_its_live_part_only(
    stores: Any, model: Path, actions: ActionServer, name: str
) -> None:
    store = stores()
    await chat(load(model, store, actions.url), name, 60)
    live = await store.retrieve(name)
    tracker = await stores().retrieve(name)
    full = await stores().retrieve_full_tracker(name)
    assert _as_json(tracker) == _as_json(live)
    assert len(tracker.events) < 100 < 300 < len(full.events)
    assert tracker.current_slot_values() == full.current_slot_values()


async def test_a_broken_database_makes_the_turn_fail_and_nothing_is_kept_in_memory(
    tmp_path: Path, model: Path, actions: ActionServer
) -> None:
    url = f"sqlite:///{tmp_path}/rasa.db"
    store = ParleyTrackerStore(DOMAIN, url)
    agent: Agent = load(model, store, actions.url)
    await say(agent, "c", '/remember{"note": "before"}')
    with sa.create_engine(url).begin() as connection:
        connection.execute(sa.text("ALTER TABLE rasa_events RENAME TO elsewhere"))
    with pytest.raises(sa.exc.SQLAlchemyError) as failure:
        await say(agent, "c", '/remember{"note": "lost"}')
    assert "lost" not in str(failure.value)
    with pytest.raises(sa.exc.SQLAlchemyError):
        await say(agent, "c", "/remember")
    with sa.create_engine(url).begin() as connection:
        connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO rasa_events"))
    assert await say(agent, "c", "/remember") == ["Noted: before."]
    store.close()


def _as_json(tracker: DialogueStateTracker) -> list[str]:
    return [json.dumps(event.as_dict(), sort_keys=True) for event in tracker.events]


class _count_calls:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> None:
        self.count = 0
        original = getattr(owner, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, counted)
