"""A visitor who tries everything: one message through the rules' actions and forms, as Rasa would run them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from parley.reading import read_yaml
from tests.support.actions import DOMAIN, ActionServer, call

RULES = Path(__file__).parents[2] / "data" / "rules"
MOST_STEPS = 12
Events = list[dict[str, Any]]


@cache
def first_steps() -> dict[str, list[str]]:
    """Return what follows each intent by the rules: actions and forms."""
    found: dict[str, list[str]] = {}
    for path in sorted(RULES.glob("*.yml")):
        for rule in read_yaml(path)["rules"]:
            intents = [step["intent"] for step in rule["steps"] if "intent" in step]
            actions = [step["action"] for step in rule["steps"] if "action" in step]
            for intent in intents:
                found.setdefault(intent, []).extend(actions)
    return found


@cache
def domain() -> dict[str, Any]:
    """Return the domain."""
    read: dict[str, Any] = read_yaml(DOMAIN)
    return read


@dataclass
class Sweep:
    """One visitor's conversation; `told` is all that came back: responses with their values, and events."""

    server: ActionServer
    conversation: str
    slots: dict[str, Any] = field(default_factory=dict)
    form: str | None = None
    told: list[Any] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Return the responses so far."""
        return [one["response"] for one in self.told if isinstance(one, dict) and one.get("response")]

    def say(self, intent: str, text: str, entities: dict[str, str] | None = None, *, pressed: bool = False) -> None:
        """Say something, and let everything follow that follows."""
        latest = {"named": pressed, "intent": {"name": intent, "confidence": 1.0}}
        waiting = [f"validate_{self.form}"] if self.form else list(first_steps().get(intent, []))
        heard: Events = [{"event": "user", "text": text}]
        for _ in range(MOST_STEPS):
            if not waiting:
                return
            action = waiting.pop(0)
            if action.startswith("utter_"):
                continue
            if action in domain()["forms"]:
                self.form, action = action, f"validate_{action}"
            events = self._run(action, text, intent, entities, latest, heard)
            heard.append({"event": "action", "name": action})
            waiting = self._after(action, events, intent) or waiting

    def do(self, action: str, intent: str, text: str, entities: dict[str, str] | None = None) -> None:
        """Run one action out of turn, as if a rule led there."""
        latest = {"named": True, "intent": {"name": intent, "confidence": 1.0}}
        self._run(action, text, intent, entities, latest, [{"event": "user", "text": text}])

    def _after(self, action: str, events: Events, intent: str) -> list[str]:
        followups = [one["name"] for one in events if one["event"] == "followup" and one["name"] != "action_listen"]
        if followups:
            return followups
        if not action.startswith("validate_") or self.form is None:
            return []
        if any(one["event"] == "slot" and one["name"] == "requested_slot" for one in events):
            self.form = None
            return []
        # No events: it was no answer, and what it was is answered by its own rule.
        asking = "action_ask_agreement" if self.form == "agree_form" else "action_ask_question"
        return [asking] if events else [*first_steps().get(intent, []), asking]

    def _run(
        self,
        action: str,
        text: str,
        intent: str,
        entities: dict[str, str] | None,
        latest: dict[str, Any],
        heard: Events,
    ) -> Events:
        body = call(action, self.conversation, intent, text, slots=self.slots, entities=entities)
        body["tracker"]["latest_message"] |= latest
        body["tracker"]["events"] = list(heard)
        body["tracker"]["active_loop"] = {"name": self.form} if self.form else {}
        answer = self.server.post(body)
        assert answer.status_code == 200, answer.text
        came: dict[str, Any] = answer.json()
        self.told += [*came["responses"], *came["events"]]
        self.slots |= {one["name"]: one["value"] for one in came["events"] if one["event"] == "slot"}
        return list(came["events"])
