"""Rasa's rule policy, looking back no further than its longest rule, and coming back to an interrupted form."""

from __future__ import annotations

import json
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class ShortSightedRulePolicy(RulePolicy):
    """Predicts what `RulePolicy` predicts, from only as many states as its longest rule has.

    Rasa compares every state of the conversation, computed anew for each prediction, and once more for rules on texts.
    A rule has nothing to say about a state beyond its own length (`RulePolicy._is_rule_applicable`).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [json.loads(key) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH) for key in self.lookup.get(name, ())]
        # While training there are no rules yet, and Rasa's own way is taken.
        self._sight = max(map(len, rules), default=0)
        self._reads_texts = any(map(_may_answer_text, rules))

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        seen = _Recent(tracker, self._sight) if self._sight else tracker
        return super()._prediction_states(seen, domain, use_text_for_last_user_input, rule_only_data)

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and self._sight and not self._reads_texts:
            return None, None, False
        found = super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)
        return found if use_text_for_last_user_input else _back_to_loop(tracker, found)


def _back_to_loop(
    tracker: DialogueStateTracker, found: tuple[str | None, str | None, bool]
) -> tuple[str | None, str | None, bool]:
    """What rules say; where they have nothing more to say in answer to an interruption, the loop that it interrupted.

    Rasa goes back to a loop where a rule ends, but not when no rule knows the last action, as after a follow-up, nor
    when no rule knows the intent: the loop would never ask its question again. The third part tells the loop that it
    was interrupted, so that it does not take the same message for an answer once more.
    """
    action, source, _ = found
    if tracker.is_active_loop_rejected and action in (None, ACTION_LISTEN_NAME):
        return tracker.active_loop_name, source, True
    return found


class _Recent:
    """A tracker as far as predicting needs one: its last states."""

    def __init__(self, tracker: DialogueStateTracker, count: int) -> None:
        self._tracker = tracker
        self._count = count

    def past_states(self, domain: Domain, **_: Any) -> list[State]:
        return recent_states(self._tracker, domain, self._count)


def recent_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> list[State]:
    """The last `count` of `tracker.past_states(domain)`, without computing the others."""
    events = tracker.applied_events()
    unwanted = sum(isinstance(event, ActionExecuted) for event in events) + 1 - count
    replayed = tracker.init_copy()
    states = []
    for event in events:
        if isinstance(event, ActionExecuted):
            unwanted -= 1
            if unwanted < 0:
                states.append(domain.get_active_state(replayed))
        replayed.update(event)
    return [*states, domain.get_active_state(replayed)]


def _may_answer_text(rule: list[State]) -> bool:
    """Whether a rule can follow a user's message without naming its intent."""
    last = rule[-1]
    listens = last.get(PREVIOUS_ACTION, {}).get(ACTION_NAME) == ACTION_LISTEN_NAME
    return listens and INTENT not in last.get(USER, {})
