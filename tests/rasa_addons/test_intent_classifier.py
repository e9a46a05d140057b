"""The classifier learns intents from their sentences, and reads from a model what it may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import skops.io
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_addons.intent_classifier import LinearIntentClassifier, shape
from rasa_addons.sentence_vectors import SentenceVectors

SENTENCES = {
    "book": ["book a meeting", "schedule a call with ana", "set up an appointment at 3", "make an appointment"],
    "cancel": ["cancel my meeting", "delete the call with ana", "drop my appointment at 3", "call off the meeting"],
    "greet": ["hello", "hi there", "good morning", "hey bot"],
}


class Context:
    node_name = "classifier"


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> LocalModelStorage:
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def read(storage: LocalModelStorage):
    """Texts to messages with their sentence's vector."""
    tokenizer = WhitespaceTokenizer(WhitespaceTokenizer.get_default_config())
    vectors = SentenceVectors.create(SentenceVectors.get_default_config(), storage, Resource("vectors"), Context())
    return lambda *rows: vectors.process(tokenizer.process([Message(dict(row)) for row in rows]))


@pytest.fixture(scope="module")
def loaded(storage: LocalModelStorage, read) -> LinearIntentClassifier:
    rows = [{TEXT: text, INTENT: intent} for intent, texts in SENTENCES.items() for text in texts]
    arguments: list[Any] = [LinearIntentClassifier.get_default_config(), storage, Resource("classifier"), Context()]
    LinearIntentClassifier.create(*arguments).train(TrainingData(read(*rows)))
    return LinearIntentClassifier.load(*arguments)


@pytest.mark.parametrize(
    ("text", "intent"),
    [("please arrange a meeting with ben", "book"), ("get rid of my 4 o'clock", "cancel"), ("Hiya!", "greet")],
)
def test_what_was_learnt_holds_for_other_words(loaded: LinearIntentClassifier, read, text: str, intent: str) -> None:
    (message,) = loaded.process(read({TEXT: text}))
    assert message.get(INTENT)["name"] == intent


@pytest.mark.parametrize(
    ("text", "expected"),
    [("cancel my sabbatical leave talk with wright", "cancel my * with *"), ("cancel", "cancel"), ("", "")],
)
def test_a_shape_has_one_gap_for_all_rare_words_in_a_row(text: str, expected: str) -> None:
    assert shape(text, frozenset({"cancel", "my", "with"})) == expected


def test_the_ranking_is_in_order_and_adds_up_to_one(loaded: LinearIntentClassifier, read) -> None:
    (message,) = loaded.process(read({TEXT: "cancel my call"}))
    chances = [one["confidence"] for one in message.get(INTENT_RANKING_KEY)]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1.0)
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)


def test_what_it_leans_to_is_likelier(loaded: LinearIntentClassifier, storage: LocalModelStorage, read) -> None:
    config = {**LinearIntentClassifier.get_default_config(), "lean": {"greet": 2.0}}
    leaning = LinearIntentClassifier.load(config, storage, Resource("classifier"), Context())
    (before,), (after,) = (one.process(read({TEXT: "cancel my call"})) for one in (loaded, leaning))
    assert odds(after, "greet") == pytest.approx(2 * odds(before, "greet"))


def odds(message: Message, intent: str) -> float:
    chance = next(one["confidence"] for one in message.get(INTENT_RANKING_KEY) if one["name"] == intent)
    return float(chance / (1 - chance))


@pytest.mark.parametrize("text", ["", "🦆", "...", "word " * 1_000])
def test_any_text_gets_an_intent(loaded: LinearIntentClassifier, read, text: str) -> None:
    (message,) = loaded.process(read({TEXT: text}))
    assert message.get(INTENT)["name"] in SENTENCES


def test_a_model_with_other_things_in_it_is_refused(storage: LocalModelStorage, loaded, tmp_path: Path) -> None:
    resource = Resource("strange")
    with storage.write_to(resource) as folder:
        skops.io.dump(Context(), folder / "words.skops")
    with pytest.raises(RasaException, match="not read from a file"):
        LinearIntentClassifier.load({}, storage, resource, Context())
