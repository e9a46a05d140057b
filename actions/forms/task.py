"""What a form knows so far: one JSON slot, kept until the task is done or dropped."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_STEPS = 12  # back; each is a copy of the draft


@dataclass
class Task:
    """A task under way. `draft` is the form's own, as JSON."""

    draft: dict[str, Any] = field(default_factory=dict)
    # The words that began it, read again if they could not be followed at once.
    request: str = ""
    # The question asked last, and how often in a row its answer could not be used.
    asked: str | None = None
    tries: int = 0
    # Earlier steps: the draft as it was, and the question that was open then.
    steps: list[dict[str, Any]] = field(default_factory=list)
    # A message whose answer had to wait for an account or for Calendly.
    unread: str | None = None
    # The other task that was asked for in the middle of this one.
    other: dict[str, Any] | None = None
    # Why this turn needs no question: what stands in the way has been said already.
    told: bool = False
    # What of choices was listed last, and whether that stands right above: then it is not listed again.
    listed: str | None = None
    again: bool = False
    # Nothing is left to ask: what follows the form has it now.
    whole: bool = False

    @classmethod
    def of(cls, kept: Any) -> "Task | None":
        """Return the task as its slot keeps it; None when there is none, or one of a version that kept it otherwise."""
        try:
            return cls(**deepcopy(kept)) if isinstance(kept, Mapping) else None
        except TypeError:
            return None

    def kept(self) -> dict[str, Any]:
        """Return what goes into the slot."""
        return asdict(self)

    def shows(self, question: str) -> None:
        """Note that a question is asked: `again` where the same choices were listed the last time it was."""
        offered = self.draft.get("offered") or {}
        choices = offered.get("choices") or self.draft.get("ways") or self.draft.get("among")
        shown = json.dumps([question, offered.get("kind"), offered.get("day"), choices], sort_keys=True)
        self.again = self.listed == shown
        self.listed = None if self.again else shown

    def step(self) -> None:
        """Note where the task stands, for going back."""
        self.steps = [*self.steps, {"draft": deepcopy(self.draft), "asked": self.asked}][-MOST_STEPS:]

    def back(self) -> bool:
        """Return to the step before; False when there is none."""
        if not self.steps:
            return False
        before = self.steps.pop()
        self.draft, self.asked, self.tries = before["draft"], before["asked"], 0
        return True
