"""The trained model understands the phrases of `phrases.yml`.

Runs in the Rasa environment. It asks the newest model in `models/`, or the one that PARLEY_MODEL names.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

ROOT = Path(__file__).parents[2]
PHRASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text("utf-8"))["phrases"]
FLOOR = 0.9
REFUSALS = {"out_of_scope", "nlu_fallback"}


@dataclass(frozen=True)
class Understood:
    """A phrase beside what the model made of it."""

    phrase: dict[str, Any]
    intent: str
    ordinals: list[str]

    @property
    def right(self) -> bool:
        """True when the intent is one that is wanted and the ordinals are exactly those expected."""
        wanted = {self.phrase["intent"], *self.phrase.get("also_ok", [])}
        if "out_of_scope" in wanted:
            wanted |= REFUSALS
        return self.intent in wanted and self.ordinals == self.phrase.get("ordinals", [])

    def __str__(self) -> str:
        wanted = f"{self.phrase['intent']} {self.phrase.get('ordinals', [])}"
        return f"{self.phrase['text']!r}: wanted {wanted}, understood {self.intent} {self.ordinals}"


def newest_model() -> Path:
    named = os.environ.get("PARLEY_MODEL")
    models = [Path(named)] if named else sorted((ROOT / "models").glob("*.tar.gz"), key=lambda m: m.stat().st_mtime)
    if not models or not models[-1].exists():
        pytest.fail("There is no trained model to ask. Train one, or name one with PARLEY_MODEL.")
    return models[-1]


async def ask(agent: Agent, phrase: dict[str, Any]) -> Understood:
    parsed = await agent.parse_message(phrase["text"])
    found = sorted((e for e in parsed["entities"] if e["entity"] == "ordinal"), key=lambda e: e["start"])
    return Understood(phrase, parsed["intent"]["name"], [e["value"] for e in found])


async def ask_all(agent: Agent) -> list[Understood]:
    return [await ask(agent, phrase) for phrase in PHRASES]


@pytest.fixture(scope="module")
def answers() -> list[Understood]:
    return asyncio.run(ask_all(Agent.load(str(newest_model()))))


def listed(wrong: list[Understood]) -> str:
    return "\n".join(map(str, wrong))


def test_every_everyday_sentence_is_understood(answers: list[Understood]) -> None:
    wrong = [a for a in answers if a.phrase.get("must") and not a.right]
    assert not wrong, f"misunderstood:\n{listed(wrong)}"


def test_nine_in_ten_held_out_phrases_are_understood(answers: list[Understood]) -> None:
    held_out = [a for a in answers if not a.phrase.get("must")]
    wrong = [a for a in held_out if not a.right]
    assert len(wrong) <= (1 - FLOOR) * len(held_out), f"{len(wrong)} of {len(held_out)} misunderstood:\n{listed(wrong)}"
