"""The patches do what Rasa's own code does, and refuse a Rasa that they do not know."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import rasa.core.agent
from jsonschema import ValidationError, validate
from rasa import version
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from rasa_addons import patches
from rasa_addons.channel import TurnOutput
from rasa_addons.failed_turn import ActionFailed
from rasa_addons.patches.loud_store import loud_store
from rasa_addons.patches.remote_action import ParleyRemoteAction
from rasa_addons.patches.timed_endpoint import TimedEndpoint
from rasa_addons.tracker_store import ParleyTrackerStore
from tests.rasa_addons.action_server import SLOW_S, ActionServer
from tests.rasa_addons.talking import load

SLOT = {"event": "slot", "name": "note", "value": [1]}
ANSWERS: list[Any] = [
    {"events": [], "responses": []},
    {},
    {"events": [SLOT], "responses": [{"text": "x"}]},
    {"events": [{**SLOT, "timestamp": None, "metadata": None}]},
    {"events": [{"event": "followup", "name": "action_list"}, {"event": "pause"}, {"event": "reset_slots"}]},
    {"events": [{"event": "user", "text": "x", "parse_data": {"intent": {"name": "greet"}, "entities": []}}]},
    {"events": [{"event": "active_loop", "name": None}]},
    {"events": [{"event": "bot", "text": "x", "data": {}}], "more": 1},
    # what Rasa refuses
    [],
    None,
    "text",
    {"events": {}},
    {"events": [1]},
    {"events": [[]]},
    {"events": [{}]},
    {"events": [{"name": "slot"}]},
    {"events": [{"event": None}]},
    {"events": [{"event": ["slot"]}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "slot", "name": 1, "value": 1}]},
    {"events": [{**SLOT, "timestamp": "now"}]},
    {"events": [{**SLOT, "metadata": []}]},
    {"events": [{"event": "user", "parse_data": {"entities": [{"value": 1}]}}]},
    {"events": [SLOT, {"event": "slot"}]},
    {"responses": {}},
    {"responses": ["text"]},
]


def test_applying_twice_is_applying_once() -> None:
    patches.apply()
    patched = rasa.core.agent.MessageProcessor
    patches.apply()
    assert rasa.core.agent.MessageProcessor is patched


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version, "__version__", "3.6.22")
    with pytest.raises(RasaException, match=r"written for Rasa 3\.6\.21; this is 3\.6\.22"):
        patches.apply()


def test_a_class_that_somebody_else_replaced_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.core.agent, "MessageProcessor", object)
    with pytest.raises(RasaException, match=r"rasa\.core\.agent\.MessageProcessor is not what"):
        patches.apply()


def test_a_store_in_memory_is_refused() -> None:
    with pytest.raises(RasaException, match="ParleyTrackerStore"):
        loud_store(InMemoryTrackerStore(Domain.empty()))


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_an_actions_answer_is_judged_as_rasa_judges_it(answer: Any) -> None:
    assert _accepts(ParleyRemoteAction("a", None)._validate_action_result, answer) == _accepts(_rasas_own, answer)


def test_the_answers_tried_are_some_good_and_some_bad() -> None:
    assert [_accepts(_rasas_own, answer) for answer in ANSWERS] == [True] * 8 + [False] * 19


def test_an_event_is_found_by_its_name() -> None:
    patches.apply()
    assert Event.from_parameters(SLOT) == SlotSet("note", [1])
    with pytest.raises(ValueError, match="no_such_event"):
        Event.from_parameters({"event": "no_such_event"})


@pytest.mark.asyncio
async def test_an_action_that_fails_ends_the_turn_and_its_cause_is_logged(
    actions: ActionServer, caplog: pytest.LogCaptureFixture
) -> None:
    action = ParleyRemoteAction("action_broken", TimedEndpoint(actions.url))
    with pytest.raises(ActionFailed, match="action_broken"):
        await action.run(TurnOutput(), None, DialogueStateTracker("c", []), Domain.empty())
    assert caplog.messages == ["Action action_broken failed: the action server answered 500"]


@pytest.mark.asyncio
async def test_a_call_ends_after_the_endpoints_own_time(actions: ActionServer) -> None:
    endpoint = TimedEndpoint.of(EndpointConfig(actions.url, timeout=SLOW_S / 4))
    with pytest.raises(asyncio.TimeoutError):
        await endpoint.request(json={"next_action": "action_slow"}, timeout=300)


@pytest.mark.parametrize("text", ["hello", "who is coming to the second one", "zxqv", "", "/greet"])
def test_the_model_understands_the_same_whichever_way_its_graph_is_run(model: Path, text: str) -> None:
    agent = load(model, ParleyTrackerStore(None, "sqlite:///:memory:"), "http://127.0.0.1:1")
    straight = agent.processor.graph_runner
    dask = DaskGraphRunner.__new__(DaskGraphRunner)
    dask._graph_schema, dask._instantiated_nodes, dask._execution_context = straight._schema, straight._nodes, None
    tracker = DialogueStateTracker("c", agent.domain.slots)
    metadata = agent.processor.model_metadata
    for target in (metadata.nlu_target, metadata.core_target):
        results = []
        for runner in (straight, dask):
            inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text, message_id="1")], PLACEHOLDER_TRACKER: tracker}
            results.append(runner.run(inputs, [target])[target])
        assert _comparable(results[0]) == _comparable(results[1])


def _accepts(check: Any, answer: Any) -> bool:
    try:
        check(answer)
    except (ValidationError, AttributeError):
        return False
    return True


def _rasas_own(answer: Any) -> None:
    validate(answer, RemoteAction.action_response_format_spec())


def _comparable(result: Any) -> Any:
    return [message.as_dict() for message in result] if isinstance(result, list) else vars(result)
