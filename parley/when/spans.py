"""What words about time come out as."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Literal

Kind = Literal["instant", "range", "open range", "duration", "recurrence"]
Grain = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
By = Literal["duckling", "http", "grammar"]
# What is not clear: which week, day or date, earlier or later, whose zone, or which side of a clock change.
Doubt = Literal["week", "weekday", "direction", "zone", "gap", "overlap"]


@dataclass(frozen=True)
class Reading:
    """One way to take the words; `name` tells it from the others, as `Chicago` does for CST."""

    start: datetime | None
    end: datetime | None
    name: str = ""


@dataclass(frozen=True)
class Question:
    """What the person must be asked, with every reading that is alive; the first one is the likeliest."""

    about: Doubt
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Recurrence:
    """A thing that comes again: every `interval` grains from the span's start on, on `weekdays` (0 = Monday) if any."""

    interval: int
    grain: Grain
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True)
class Span:
    """A time in somebody's words: `text` is what stands from `begin` to `stop` of what they wrote.

    `start` and `end` are aware, and `end` is exclusive. An instant ends one grain after its start, an open range lacks
    one of the two, a duration has neither. `zone_said` is the zone that the words named. `latent` spans are times only
    where a time was asked for. `rules` names what shaped the reading beyond the engine's own, `by` names the engine.
    """

    text: str
    begin: int
    stop: int
    kind: Kind
    start: datetime | None = None
    end: datetime | None = None
    grain: Grain = "second"
    zone_said: tzinfo | None = None
    latent: bool = False
    duration: timedelta | None = None
    recurrence: Recurrence | None = None
    question: Question | None = None
    rules: tuple[str, ...] = ()
    by: By = "duckling"

    @property
    def certain(self) -> bool:
        """Return whether it can be used without asking anything back."""
        return self.question is None and not self.latent

    def ruled(self, name: str, **changes: object) -> "Span":
        """Return this span changed, with the rule's name added."""
        return replace(self, rules=(*self.rules, name), **changes)  # type: ignore[arg-type]


def without(text: str, spans: Sequence[Span]) -> str:
    """Return the text with a bar in place of each time."""
    for span in sorted(spans, key=lambda one: -one.begin):
        text = f"{text[: span.begin]} | {text[span.stop :]}"
    return text
