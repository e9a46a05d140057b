"""How words become times, in figures: `make time-eval`, or `python -m benchmarks.time_eval [the corpus' file]`.

The corpus is Duckling's own English one as JSON lines, from the argument or PARLEY_TIME_CORPUS; it is no part of the
project, and without it that part is skipped.
"""

import argparse
import logging
import os
import statistics
import sys
import time
from pathlib import Path

import psutil
import structlog

from benchmarks import time_corpus, time_phrases
from parley.when import Words, open_words

GOAL = 97.0
CALLS_FOR_MEMORY = 100_000
HAZARDS = {
    "exponential time": "monday to tuesday 3-4 5-6 wednesday to thursday 7-8 friday to sunday 9-10 1-2 mon 3-5",
    "two whole sides": "Wed 18 Nov 2026, 23:30 - Thu 19 Nov 2026, 00:30",
    "4,000 characters of prose": "Could we talk on Tuesday at 3pm about the plan for next week? " * 64,
    "4,000 characters without an end": "monday 3-4 " * 363,
    "a NUL": "tomorrow\x00 at 3pm",
    "half a surrogate pair": "tomorrow \ud83d at 3pm",
    "right-to-left": "\u202etomorrow at 3pm\u202c",
    "digits of another script": "tomorrow at ٣pm",
}


def main() -> None:
    """Print everything; exit with an error when a phrase, a negative or the goal is missed."""
    arguments = argparse.ArgumentParser(description="How words become times, in figures.")
    arguments.add_argument("corpus", nargs="?", type=Path, default=os.environ.get("PARLEY_TIME_CORPUS"))
    arguments.add_argument("--calls", type=int, default=CALLS_FOR_MEMORY, help="calls for the memory's figure")
    given = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    words = open_words()
    try:
        good = [_corpus(words, given.corpus), _phrases(words)]
        _speed(words)
        _hazards(words)
        _memory(words, given.calls)
    finally:
        words.close()
    sys.exit(0 if all(good) else 1)


def _corpus(words: Words, path: Path | str | None) -> bool:
    if not path or not Path(path).is_file():
        print("corpus: skipped, name its file as the argument or in PARLEY_TIME_CORPUS")
        return True
    found = time_corpus.measure(words, Path(path))
    starts, both = 100 * found.starts / found.rows, 100 * found.both / found.rows
    print(f"corpus, {found.rows} rows ({time_corpus.LOCALE}): start {starts:.1f} %, start and end {both:.1f} %")
    for each in found.departures:
        print(
            f"  {each.text!r}: {each.expected}, taken as {each.taken} by {', '.join(each.rules) or 'no rule of ours'}"
        )
    for cause, count in time_corpus.causes(found.departures).most_common():
        print(f"  {count:3} by {cause}")
    print(f"negatives, {found.negatives}: {len(found.false_hits)} false hits {found.false_hits or ''}")
    return starts >= GOAL and not found.false_hits


def _phrases(words: Words) -> bool:
    phrases = list(time_phrases.phrases())
    wrong = [(phrase, time_phrases.taken(words, phrase)) for phrase in phrases]
    wrong = [(phrase, taken) for phrase, taken in wrong if taken != phrase.answer]
    print(f"own phrases, {len(phrases)}: {len(phrases) - len(wrong)} right")
    for phrase, taken in wrong:
        print(f"  {phrase.text!r}: {phrase.answer}, taken as {taken}")
    return not wrong


def _speed(words: Words) -> None:
    phrases = list(time_phrases.phrases())
    took = []
    for phrase in phrases * 4:
        took.append(_milliseconds(words, phrase.text)[0])
    cuts = statistics.quantiles(took, n=100)
    print(f"a phrase: median {statistics.median(took):.2f} ms, p99 {cuts[98]:.2f} ms, longest {max(took):.2f} ms")


def _hazards(words: Words) -> None:
    for name, text in HAZARDS.items():
        first, by = _milliseconds(words, text)
        again, _ = _milliseconds(words, text)
        print(f"hazard, {name}: {first:.1f} ms by {by}, said again {again:.1f} ms")


def _milliseconds(words: Words, text: str) -> tuple[float, str]:
    begin = time.perf_counter()
    spans = words.parse(text, time_phrases.NOW, time_phrases.ZONE, "en-US")
    return (time.perf_counter() - begin) * 1000, spans[0].by if spans else "nobody"


def _memory(words: Words, calls: int) -> None:
    before = _megabytes()
    texts = [phrase.text for phrase in time_phrases.phrases()]
    for count in range(calls):
        words.parse(texts[count % len(texts)], time_phrases.NOW, time_phrases.ZONE, "en-US")
    after = _megabytes()
    print(f"memory after {calls:,} phrases: this process {before[0]:.0f} to {after[0]:.0f} MB,")
    print(f"  its workers together {before[1]:.0f} to {after[1]:.0f} MB")


def _megabytes() -> tuple[float, float]:
    process = psutil.Process()
    workers = [child.memory_info().rss for child in process.children()]
    return process.memory_info().rss / 1e6, sum(workers) / 1e6


if __name__ == "__main__":
    main()
