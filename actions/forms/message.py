"""A message as forms read it: the words, what they were taken for, and whether a button said them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Message:
    """What the person typed or pressed. `values` are those of a pressed button."""

    text: str
    intent: str = ""
    confidence: float = 0.0
    pressed: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, latest: Mapping[str, Any]) -> "Message":
        """Return the message that Rasa calls the latest one."""
        intent = latest.get("intent") or {}
        pressed = bool(latest.get("named"))
        entities = latest.get("entities") or []
        said = said_before(latest)
        if said:  # A button that says what words of the person's own meant.
            return cls(said, str(intent.get("name") or ""), 1.0)
        return cls(
            text=str(latest.get("text") or "").strip(),
            intent=str(intent.get("name") or ""),
            confidence=float(intent.get("confidence") or 0.0),
            pressed=pressed,
            values={str(one["entity"]): str(one["value"]) for one in entities} if pressed else {},
        )

    @property
    def choice(self) -> str | None:
        """Return what a pressed button chooses, or None when no button was pressed or it does something else."""
        return self.values.get("choice")

    @property
    def words(self) -> str:
        """Return what was typed; a button has no words."""
        return "" if self.pressed else self.text


def said_before(latest: Mapping[str, Any]) -> str | None:
    """Return the person's own words that a pressed button brings along."""
    if not latest.get("named"):
        return None
    return next((str(one["value"]) for one in latest.get("entities") or [] if one["entity"] == "said"), None)
