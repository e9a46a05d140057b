"""Duckling's English corpus, read from a file of JSON lines that is not part of the project."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from parley.when import Span, Words

# The corpus writes the month first and begins weeks on Monday: a person in the United States who set that. It names
# past times as well as coming ones, so it is read as a list is, not as a booking.
LOCALE = "en-US-u-fw-mon"


@dataclass(frozen=True)
class Departure:
    """A row that we take otherwise than the corpus: what is said, expected and taken, and by which rules of ours."""

    text: str
    expected: str
    taken: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """How many rows, how many right by start and by start and end, every departure, and the false hits in negatives."""

    rows: int
    starts: int
    both: int
    departures: tuple[Departure, ...]
    negatives: int
    false_hits: tuple[str, ...]


def measure(words: Words, path: Path) -> Corpus:
    """Read every row of the file at `path`."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    negatives = [row["text"] for row in rows if row.get("expected_negative")]
    positives = [row for row in rows if not row.get("expected_negative")]
    results = [_result(words, row) for row in positives]
    false_hits = tuple(text for text in negatives if _times(_parse(words, text, rows[0]["reference_time"], False)))
    return Corpus(
        rows=len(positives),
        starts=sum(start for start, _, _ in results),
        both=sum(both for _, both, _ in results),
        departures=tuple(departure for _, _, departure in results if departure),
        negatives=len(negatives),
        false_hits=false_hits,
    )


def causes(departures: Iterable[Departure]) -> Counter[str]:
    """Return how many departures each rule, or set of rules, causes."""
    return Counter(", ".join(each.rules) or "no rule of ours" for each in departures)


def _result(words: Words, row: dict[str, Any]) -> tuple[bool, bool, Departure | None]:
    found = _times(_parse(words, row["text"], row["reference_time"], bool(row.get("latent"))))
    start, end = row.get("expected_start"), row.get("expected_end_human") or row.get("expected_end")
    best = max(found, key=lambda span: span.stop - span.begin, default=None)
    if best is None:
        return False, False, Departure(row["text"], f"{start} → {end}", "nothing", ())
    zone = datetime.fromisoformat(row["reference_time"]).tzinfo
    starts, ends = (moment and moment.astimezone(zone).replace(tzinfo=None) for moment in (best.start, best.end))
    right_start = _same(starts, start)
    right = right_start and _same(ends, end)
    departure = None if right else Departure(row["text"], f"{start} → {end}", f"{starts} → {ends}", best.rules)
    return right_start, right, departure


def _parse(words: Words, text: str, reference: str, expecting: bool) -> list[Span]:
    now = datetime.fromisoformat(reference)
    assert now.tzinfo
    return words.parse(text, now, now.tzinfo, LOCALE, "past", expecting=expecting)


def _times(spans: list[Span]) -> list[Span]:
    return [span for span in spans if span.kind != "duration"]


def _same(moment: datetime | None, expected: str | None) -> bool:
    if moment is None or expected is None:
        return moment is None and expected is None
    return abs(moment - datetime.fromisoformat(expected)) < timedelta(seconds=1)
