"""How well a trained model understands a set of phrases it has not seen.

Run in the Rasa environment:

    .venv/rasa/bin/python -m benchmarks.nlu_eval --model models/x.tar.gz --set phrases.jsonl

A set is a JSONL file with one object a line (`text`, `mapped_intent`, and if known `also_ok`, `source`), or a YAML
file with a list `phrases` of `text`, `intent` and `also_ok`. Only figures and labels are printed, never a sentence:
whoever has read a set's sentences can no longer write training data that it measures. For the same reason it has two
halves, parted by a hash of the text: look at A while working, and at B when the work is done.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import logging
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from rasa_addons.without_tensorflow import leave_out

if TYPE_CHECKING:
    from rasa.core.agent import Agent

OUT_OF_SCOPE = "out_of_scope"
TURNED_AWAY = frozenset({OUT_OF_SCOPE, "nlu_fallback"})
# About the conversation itself. A set that knows requests alone calls a "thank you" out of scope, too.
_SMALL_TALK = ("greet", "goodbye", "thanks", "help", "affirm", "deny", "give_feedback")
_STEERING = ("try_again", "stop", "start_over", "go_back", "repeat", "change_answer", "inform")
TALK = frozenset({*_SMALL_TALK, *_STEERING})
DEFAULT_SET = Path(__file__).parent.parent / "tests" / "nlu" / "phrases.yml"


@dataclass(frozen=True)
class Phrase:
    """A sentence, the intent it should get, others that are as good, and where it comes from."""

    text: str
    intent: str
    also_ok: frozenset[str]
    source: str


@dataclass(frozen=True)
class Answer:
    """What the model made of a phrase, and the milliseconds it took."""

    phrase: Phrase
    intent: str
    milliseconds: float

    @property
    def accepted(self) -> bool:
        """True for the intent wanted or one as good; for out-of-scope phrases a fallback is as good."""
        if self.phrase.intent == OUT_OF_SCOPE and self.intent in TURNED_AWAY:
            return True
        return self.intent == self.phrase.intent or self.intent in self.phrase.also_ok

    @property
    def served(self) -> bool:
        """True when accepted, and when what is out of scope was answered as the talk that it may be."""
        return self.accepted or (self.phrase.intent == OUT_OF_SCOPE and self.intent in TALK)

    @property
    def turned_away(self) -> bool:
        """True when a request within the bot's scope was refused."""
        return self.phrase.intent != OUT_OF_SCOPE and self.intent in TURNED_AWAY and not self.accepted


def read_set(path: Path) -> list[Phrase]:
    """The phrases of a JSONL or YAML set, in its order. Raises `KeyError` for a row without a text or an intent."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".yml", ".yaml"}:
        return [_phrase(row) for row in yaml.safe_load(text)["phrases"]]
    return [_phrase(json.loads(line)) for line in text.splitlines() if line.strip()]


def half_of(text: str) -> str:
    """The half that a sentence is in, "A" or "B"; the same on every machine, whatever the set's order."""
    return "AB"[hashlib.sha256(text.strip().lower().encode()).digest()[0] % 2]


def _phrase(row: dict[str, object]) -> Phrase:
    intent = row["mapped_intent"] if "mapped_intent" in row else row["intent"]
    also_ok = row.get("also_ok") or []
    if not isinstance(also_ok, list):
        raise ValueError(f"also_ok of {row['text']!r} is no list")
    return Phrase(str(row["text"]), str(intent), frozenset(map(str, also_ok)), str(row.get("source", "-")))


async def ask(agent: Agent, phrases: Iterable[Phrase]) -> list[Answer]:
    """Each phrase read by the model, one after the other, so that the times are those of a single message."""
    answers = []
    for phrase in phrases:
        began = time.perf_counter()
        parsed = await agent.parse_message(phrase.text)
        answers.append(Answer(phrase, parsed["intent"]["name"], (time.perf_counter() - began) * 1000))
    return answers


def report(answers: list[Answer], confusions: int) -> str:
    """The figures as text: overall, out of scope, per intent, per source, confusions, times."""
    inside = [a for a in answers if a.phrase.intent != OUT_OF_SCOPE]
    outside = [a for a in answers if a.phrase.intent == OUT_OF_SCOPE]
    lines = [
        _share("right", answers, _accepted),
        _share("in scope right", inside, _accepted),
        _share("out of scope recall", outside, _accepted),
        _share("in scope turned away", inside, lambda a: a.turned_away),
        _share("right, talk as talk", answers, _served),
        _share("out of scope, talk as talk", outside, _served),
        *_groups("intent", answers, lambda a: a.phrase.intent),
        *_groups("source", answers, lambda a: a.phrase.source),
        *_confusions(answers, confusions),
        _times(answers),
    ]
    return "\n".join(lines)


def _accepted(answer: Answer) -> bool:
    return answer.accepted


def _served(answer: Answer) -> bool:
    return answer.served


def _share(name: str, answers: list[Answer], counts: Callable[[Answer], bool]) -> str:
    hits = sum(counts(a) for a in answers)
    percent = 100 * hits / len(answers) if answers else 0.0
    return f"{name:<36}{percent:6.1f} %  {hits}/{len(answers)}"


def _groups(title: str, answers: list[Answer], key: Callable[[Answer], str]) -> list[str]:
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[key(answer)].append(answer)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    return ["", f"right, by {title}", *(_share(f"  {name}", group, _accepted) for name, group in ordered)]


def _confusions(answers: list[Answer], limit: int) -> list[str]:
    pairs = Counter((a.phrase.intent, a.intent) for a in answers if not a.accepted)
    return ["", "wanted -> understood", *(f"  {w} -> {u}: {n}" for (w, u), n in pairs.most_common(limit))]


def _times(answers: list[Answer]) -> str:
    times = sorted(a.milliseconds for a in answers)
    if not times:
        return ""
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    return f"\nms a message: p50 {p50:.1f}, p95 {p95:.1f}; most memory of the process: {_most_megabytes():.0f} MB"


def _most_megabytes() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Prints the report for the model and set named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a trained model, .tar.gz")
    parser.add_argument("--set", type=Path, default=DEFAULT_SET, help="the phrases to ask (default: %(default)s)")
    parser.add_argument(
        "--confusions", type=int, default=15, help="how many confused pairs to list (default: %(default)s)"
    )
    parser.add_argument("--half", choices=["A", "B"], help="only this half of the set (default: all of it)")
    parser.add_argument("--with-tensorflow", action="store_true", help="the model has a neural network of Rasa's")
    options = parser.parse_args()
    if not options.model.exists():
        parser.error(f"there is no model at {options.model}; train one first")
    phrases = [one for one in read_set(options.set) if options.half in (None, half_of(one.text))]
    agent = _load(options.model, options.with_tensorflow)
    print(report(asyncio.run(ask(agent, phrases)), options.confusions))


def _load(model: Path, with_tensorflow: bool) -> Agent:
    if not with_tensorflow:
        leave_out()
    # Only now: Rasa's modules import TensorFlow.
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)  # Rasa logs every message it reads
    return Agent.load(str(model))


if __name__ == "__main__":
    main()
