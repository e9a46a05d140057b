"""The training sentences are sound.

Each belongs to one intent, none is a held-out phrase, and ordinals are marked as they are found.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "nlu"
PHRASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text("utf-8"))["phrases"]
FIRST_TURNS = [
    line for file in (ROOT / "benchmarks").glob("first_turns*.jsonl") for line in file.open(encoding="utf-8")
]
MARK = re.compile(r"\[(?P<words>[^\]]+)\]\(ordinal\)")


@cache
def blocks() -> list[dict[str, str]]:
    return [block for file in sorted(FOLDER.glob("*.yml")) for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]]


def lines(block: dict[str, str]) -> list[str]:
    return [line.removeprefix("- ") for line in block["examples"].splitlines()]


@cache
def sentences() -> list[tuple[str, str]]:
    """Every sentence as written, marks and all, with its intent."""
    return [(line, block["intent"]) for block in blocks() if "intent" in block for line in lines(block)]


def plain(sentence: str) -> str:
    return MARK.sub(r"\g<words>", sentence)


def bare(sentence: str) -> str:
    """The sentence without what the model does not see either: case, punctuation, marks."""
    return " ".join(re.findall(r"[\w'\u2019]+", plain(sentence).lower())) or sentence


@cache
def patterns() -> list[re.Pattern[str]]:
    return [re.compile(line, re.IGNORECASE) for b in blocks() if b.get("regex") == "ordinal" for line in lines(b)]


@cache
def synonyms() -> dict[str, str]:
    return {line: block["synonym"] for block in blocks() if "synonym" in block for line in lines(block)}


def found(sentence: str) -> list[tuple[int, str]]:
    return sorted((m.start(), m.group().lower()) for p in patterns() for m in p.finditer(sentence))


def ordinals(sentence: str) -> list[str]:
    known = synonyms()
    return [known.get(words, words) for _, words in found(sentence)]


def test_no_sentence_belongs_to_two_intents() -> None:
    intents: dict[str, set[str]] = defaultdict(set)
    for sentence, intent in sentences():
        intents[bare(sentence)].add(intent)
    shared = {sentence: names for sentence, names in intents.items() if len(names) > 1}
    assert not shared


def test_no_sentence_is_written_twice() -> None:
    times = Counter(bare(sentence) for sentence, _ in sentences())
    assert not [sentence for sentence, count in times.items() if count > 1]


def test_no_held_out_phrase_is_trained_on() -> None:
    trained = {bare(sentence) for sentence, _ in sentences()}
    held_out = [p["text"] for p in PHRASES if not p.get("must")] + [json.loads(line)["text"] for line in FIRST_TURNS]
    # Their number alone: whoever reads them can no longer write what they measure.
    assert sum(bare(text) in trained for text in held_out) == 0


def test_every_ordinal_found_in_a_sentence_is_marked_and_no_other_word() -> None:
    wrong = [s for s, _ in sentences() if [w for _, w in found(plain(s))] != [w.lower() for w in MARK.findall(s)]]
    assert not wrong


def test_every_word_a_pattern_can_match_has_a_number() -> None:
    words = {word for sentence, _ in sentences() for _, word in found(plain(sentence))}
    assert {synonyms().get(word, word) for word in words} <= {*map(str, range(1, 11)), "-1"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("who is coming to the second?", ["2"]),
        ("who is coming to the 2nd", ["2"]),
        ("Tell me about the FIRST one", ["1"]),
        ("what's in the 10th one", ["10"]),
        ("cancel the 3rd", ["3"]),
        ("2nd", ["2"]),
        ("2", ["2"]),
        ("2 please", ["2"]),
        ("#1", ["1"]),
        ("number one", ["1"]),
        ("no. 1", ["1"]),
        ("option two", ["2"]),
        ("the last", ["-1"]),
        ("last one please", ["-1"]),
        ("who came to my last client meeting", ["-1"]),
        ("the next one", ["1"]),
        ("where is my next meeting", ["1"]),
        ("when does the second one start and who is in the third", ["2", "3"]),
        ("move the second one to the 3rd", ["2"]),
        ("Cancl the 2nd 1", ["2"]),
        ("the second 1 pls", ["2"]),
    ],
)
def test_a_place_in_a_list_is_a_number(sentence: str, expected: list[str]) -> None:
    assert ordinals(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "just a second",
        "one second please",
        "first thing tomorrow",
        "the second half of march",
        "what's next week like",
        "my next 3 meetings",
        "next tuesday's meeting",
        "last week",
        "last night's call",
        "what do i have on the 3rd",
        "cancel the 3rd of may",
        "march first",
        "friday the 2nd",
        "move it to the 2nd 1 pm",
        "on the 2nd 1 hour",
        "is the 5th available",
        "no one is coming",
        "one",
        "a one on one at 2",
        "number 3pm",
        "i have a second account",
    ],
)
def test_dates_times_and_idioms_are_no_place_in_a_list(sentence: str) -> None:
    assert ordinals(sentence) == []
