"""The short-sighted policy and Rasa's own say the same."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    LoopInterrupted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from rasa_addons.rule_policy import ShortSightedRulePolicy, recent_states
from rasa_addons.tracker_store import ParleyTrackerStore
from tests.rasa_addons.talking import load

INTENTS = ("greet", "list_events", "book", "remember", "nlu_fallback", "no_rule_for_this")
ACTIONS = ("utter_greet", "action_list", "booking_form", "utter_booked", "utter_remembered")


@pytest.fixture(scope="module")
def agent(model: Path) -> Agent:
    return load(model, ParleyTrackerStore(None, "sqlite:///:memory:"), "http://127.0.0.1:1")


@pytest.fixture(scope="module")
def ours(agent: Agent) -> ShortSightedRulePolicy:
    nodes = agent.processor.graph_runner._nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, ShortSightedRulePolicy))


@pytest.fixture(scope="module")
def stock(ours: ShortSightedRulePolicy) -> RulePolicy:
    return RulePolicy(*_parts(ours, ours.lookup))


def test_the_model_was_trained_with_it_and_has_rules(ours: ShortSightedRulePolicy) -> None:
    assert 2 <= ours._sight <= 6
    assert not ours._reads_texts


@pytest.mark.parametrize("seed", range(60))
def test_it_predicts_what_the_rule_policy_predicts(
    agent: Agent, ours: ShortSightedRulePolicy, stock: RulePolicy, seed: int
) -> None:
    rng = random.Random(seed)
    tracker = DialogueStateTracker("c", agent.domain.slots)
    predicted = set()
    for event in _conversation(rng):
        tracker.update(event)
        if tracker.is_active_loop_rejected:  # Then it differs on purpose: see the tests of interruptions.
            continue
        expected = _prediction(stock, tracker, agent)
        assert _prediction(ours, tracker, agent) == expected
        predicted.add(tuple(expected["probabilities"]))
    assert len(predicted) > 2


IN_A_FORM: list[Event] = [
    ActionExecuted("action_listen"),
    UserUttered("words", {"name": "book", "confidence": 1.0}),
    ActionExecuted("booking_form"),
    ActiveLoop("booking_form"),
    SlotSet("requested_slot", "day"),
]


def test_an_answer_goes_to_the_form(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    assert _next(agent, ours, [*IN_A_FORM, *_turn_start("greet")]) == ("booking_form", False)


def test_what_the_form_rejects_is_answered_by_the_ordinary_rule(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    assert _next(agent, ours, [*IN_A_FORM, *_interrupted("greet")]) == ("utter_greet", False)
    assert _next(agent, ours, [*IN_A_FORM, *_interrupted("list_events")]) == ("action_list", False)


def test_after_the_answer_the_form_asks_again(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    answered = [*IN_A_FORM, *_interrupted("greet"), ActionExecuted("utter_greet")]
    assert _next(agent, ours, answered) == ("booking_form", False)


def test_after_a_follow_up_that_no_rule_knows_the_form_asks_again(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    followed = [*IN_A_FORM, *_interrupted("list_events"), ActionExecuted("action_list"), ActionExecuted("action_pause")]
    assert _next(agent, ours, followed) == ("booking_form", True)


def test_an_intent_without_a_rule_leads_back_to_the_form(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    assert _next(agent, ours, [*IN_A_FORM, *_interrupted("no_rule_for_this")]) == ("booking_form", True)


def test_the_form_then_listens(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    asked = [
        *IN_A_FORM,
        *_interrupted("greet"),
        ActionExecuted("utter_greet"),
        LoopInterrupted(True),
        ActionExecuted("booking_form"),
    ]
    assert _next(agent, ours, asked) == ("action_listen", False)


def test_an_answer_that_ends_the_form_does_not_lead_back(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    ended = [*IN_A_FORM, *_interrupted("greet"), ActionExecuted("utter_greet"), ActiveLoop(None)]
    assert _next(agent, ours, ended) == ("action_listen", False)


@pytest.mark.parametrize("count", [1, 2, 5, 1_000])
def test_the_recent_states_are_the_last_of_all_states(agent: Agent, count: int) -> None:
    tracker = DialogueStateTracker("c", agent.domain.slots)
    for event in _conversation(random.Random(7)):
        tracker.update(event)
        assert recent_states(tracker, agent.domain, count) == tracker.past_states(agent.domain)[-count:]


def test_a_rule_that_names_no_intent_is_tried_on_texts_as_rasa_does(agent: Agent, ours: ShortSightedRulePolicy) -> None:
    anything = '[{"prev_action": {"action_name": "action_listen"}}]'
    lookup = {**ours.lookup, "rules": {anything: "utter_greet"}}
    parts = _parts(ours, lookup)
    tracker = DialogueStateTracker("c", agent.domain.slots)
    for event in _turn_start("no_rule_for_this"):
        tracker.update(event)
    expected = _prediction(RulePolicy(*parts), tracker, agent)
    assert expected["is_end_to_end_prediction"]
    assert _prediction(ShortSightedRulePolicy(*parts), tracker, agent) == expected


def _parts(policy: RulePolicy, lookup: dict[str, Any]) -> tuple[Any, ...]:
    context = ExecutionContext(GraphSchema({}), "model")
    return dict(policy.config), policy._model_storage, policy._resource, context, policy.featurizer, lookup


def _prediction(policy: RulePolicy, tracker: DialogueStateTracker, agent: Agent) -> dict[str, Any]:
    found = vars(policy.predict_action_probabilities(tracker, agent.domain))
    return {name: value for name, value in found.items() if name != "policy_name"}


def _next(agent: Agent, policy: ShortSightedRulePolicy, events: list[Event]) -> tuple[str, bool]:
    """The action that is predicted, and whether the loop is told that it was interrupted."""
    tracker = DialogueStateTracker("c", agent.domain.slots)
    for event in events:
        tracker.update(event)
    found = policy.predict_action_probabilities(tracker, agent.domain)
    action = agent.domain.action_names_or_texts[found.max_confidence_index]
    return action, any(isinstance(event, LoopInterrupted) for event in found.events)


def _interrupted(intent: str) -> list[Event]:
    return [*_turn_start(intent), ActionExecutionRejected("booking_form")]


def _turn_start(intent: str) -> list[Event]:
    return [ActionExecuted("action_listen"), UserUttered("words", {"name": intent, "confidence": 1.0})]


def _conversation(rng: random.Random) -> list[Event]:
    events: list[Event] = []
    for _ in range(12):
        events += _turn_start(rng.choice(INTENTS))
        for _ in range(rng.randint(0, 2)):
            action = rng.choice(ACTIONS)
            events.append(ActionExecuted(action))
            events += _form_events(rng) if action == "booking_form" else []
    return events


def _form_events(rng: random.Random) -> list[Event]:
    return rng.choice(
        [
            [ActiveLoop("booking_form"), SlotSet("requested_slot", "day")],
            [ActiveLoop(None), SlotSet("requested_slot", None)],
            [ActionExecutionRejected("booking_form")],
            [],
        ]
    )
