"""The project's own phrases, with answers agreed by rule: `time_phrases.txt` says how to read them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parley.when import Event, Span, Words

FILE = Path(__file__).with_suffix(".txt")
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 19, 10, tzinfo=ZONE)
IN_HAND = Event(datetime(2026, 11, 24, 15, tzinfo=ZONE), datetime(2026, 11, 24, 15, 30, tzinfo=ZONE))
DAY = "%Y-%m-%d"


@dataclass(frozen=True)
class Phrase:
    """What somebody writes, how it is read, and what it must come out as."""

    text: str
    answer: str
    how: dict[str, Any] = field(default_factory=dict)


def phrases(path: Path = FILE) -> Iterator[Phrase]:
    """Return the phrases of the list."""
    answer, how = "", _how("")
    for line in filter(None, (line.strip() for line in path.read_text("utf-8").splitlines())):
        if line.startswith("@"):
            how = _how(line[1:].strip())
        elif line.startswith("= "):
            answer = line[2:]
        elif not line.startswith("#"):
            yield Phrase(line, answer, how)


def taken(words: Words, phrase: Phrase) -> str:
    """Return what comes out, written as the list writes it, with nothing more said than the answer says."""
    spans = words.parse(phrase.text, NOW, ZONE, **phrase.how)
    if phrase.answer.startswith("for "):
        spans = [span for span in spans if span.kind == "duration"]
    return _written(max(spans, key=lambda span: span.stop - span.begin)) if spans else "nothing"


def right(words: Words, phrase: Phrase) -> bool:
    """Return whether the phrase comes out as agreed."""
    return taken(words, phrase) == phrase.answer


def _how(name: str) -> dict[str, Any]:
    how: dict[str, Any] = {"locale": "en-US"}
    changes: dict[str, dict[str, Any]] = {
        "expecting": {"expecting": True},
        "about": {"about": IN_HAND},
        "past": {"prefer": "past"},
        "": {},
    }
    return {**how, **changes.get(name, {"locale": name})}


def _written(span: Span) -> str:
    if span.duration is not None:
        return f"for {span.duration // timedelta(minutes=1)}"
    if span.recurrence:
        again = f"every {span.recurrence.interval} {span.recurrence.grain}"
        return f"{again} from {_start(span.start)}" if span.start else again
    if span.question:
        readings = (_times(reading.start, reading.end, span.kind) for reading in span.question.readings)
        return f"ask {span.question.about} {' | '.join(readings)}"
    return _times(span.start, span.end, span.kind)


def _times(start: datetime | None, end: datetime | None, kind: str) -> str:
    is_day = start and end and kind == "instant" and end - start >= timedelta(hours=23)
    if start and end and is_day and end.astimezone(ZONE).date() == start.astimezone(ZONE).date() + timedelta(days=1):
        return start.astimezone(ZONE).strftime(DAY)
    if kind == "instant" and not is_day:
        return _minute(start)
    ends = [_start(moment) if moment else "" for moment in (start, end)]
    if any(len(each) > len("2026-11-20") for each in ends):
        ends = [_minute(moment) for moment in (start, end)]
    return " .. ".join(ends).strip()


def _start(moment: datetime | None) -> str:
    local = moment and moment.astimezone(ZONE)
    return f"{local:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if local else ""


def _minute(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}" if moment else ""
