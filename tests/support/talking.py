"""A conversation in which a form is under way, as Rasa runs it on the action server."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.actions import ActionServer, Said, assert_fills, call


@dataclass
class Talk:
    """What Rasa would keep of it: `form` has its task in `slot`, and `intent` begins it."""

    server: ActionServer
    conversation: str
    form: str
    slot: str
    intent: str
    slots: dict[str, Any] = field(default_factory=dict)

    def begin(self, text: str, intent: str | None = None) -> Said:
        """Ask for what the form is about."""
        return self._run(f"validate_{self.form}", text, intent or self.intent)

    def hear(self, text: str, intent: str = "nlu_fallback", confidence: float = 0.3) -> Said:
        """Say something at the open question."""
        return self._run(f"validate_{self.form}", text, intent, confidence)

    def press(self, intent: str, **values: str) -> Said:
        """Press a button at the open question."""
        return self._run(f"validate_{self.form}", f"/{intent}", intent, entities=values, named=True)

    def ask(self) -> Said:
        """Let the form ask its question."""
        return self._run("action_ask_question", "", "nlu_fallback")

    def do(self, action: str, intent: str = "affirm") -> Said:
        """Run an action that follows the form."""
        return self._run(action, "yes", intent)

    @property
    def task(self) -> dict[str, Any]:
        """What the form knows."""
        kept: dict[str, Any] = self.slots[self.slot]
        return kept

    @property
    def asked(self) -> str | None:
        """The name of the open question."""
        asked: str | None = self.task["asked"]
        return asked

    def _run(
        self,
        action: str,
        text: str,
        intent: str,
        confidence: float = 1.0,
        entities: dict[str, str] | None = None,
        *,
        named: bool = False,
    ) -> Said:
        body = call(action, self.conversation, intent, text, slots=self.slots, entities=entities)
        body["tracker"]["latest_message"] |= {"named": named, "intent": {"name": intent, "confidence": confidence}}
        body["tracker"]["active_loop"] = {"name": self.form}
        answer = self.server.post(body)
        assert answer.status_code == 200, answer.text
        said = Said(answer.json()["responses"], answer.json()["events"])
        for response in said.responses:
            assert_fills(response)
        self.slots |= said.slots
        return said
