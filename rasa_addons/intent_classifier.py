"""The intent of a message: a logistic regression on its words, its letters and its sentence's vector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from rasa_addons.regression import Regression
from rasa_addons.sentence_vectors import SentenceVectors

_WORD = r"(?u)\b\w+\b"  # also words of one letter
_NUMBER = re.compile(r"\b[0-9]+\b")
_COUNTED = {"words": "words.skops", "letters": "letters.skops"}
_REGRESSION = "regression.npz"
# What stands in one sentence alone says nothing about the next one, and is half of all.
_COMMON: dict[str, Any] = {"min_df": 2, "sublinear_tf": True}

# What a vectorizer keeps its weights in; skops knows it under another name.
_NUMBERS = {"scipy.sparse._csr.csr_matrix"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Rasa's LogisticRegressionClassifier, but words, letters and vector weigh the same, however long the message is.

    Counts of single letters, which grow with the message, otherwise drown what the sentence means.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The vector of the sentence comes from this featurizer."""
        return [SentenceVectors]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C` and `steps` are the regression's; an intent of n sentences weighs n to the power of 1 - `balance`."""
        return {"C": 10.0, "steps": 60, "balance": 0.5, "ranking_length": 5}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, parts: dict[str, Any]
    ) -> None:
        self._config, self._storage, self._resource, self._parts = config, storage, resource, parts

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """Make an untrained one."""
        parts = {
            "words": TfidfVectorizer(ngram_range=(1, 2), token_pattern=_WORD, **_COMMON),
            "letters": TfidfVectorizer(ngram_range=(1, 4), analyzer="char_wb", **_COMMON),
        }
        return cls(config, model_storage, resource, parts)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> LinearIntentClassifier:
        """Read a trained one. Raises RasaException when its files hold more than numbers and scikit-learn's types."""
        with model_storage.read_from(resource) as folder:
            parts = {name: _read(str(folder / file)) for name, file in _COUNTED.items()}
            parts["regression"] = Regression.load(folder / _REGRESSION)
        return cls(config, model_storage, resource, parts)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the training sentences and keep what was learnt in the model."""
        examples = [one for one in training_data.intent_examples if one.get(INTENT) and one.get(TEXT)]
        if examples:
            self._fit(examples)
            with self._storage.write_to(self._resource) as folder:
                for name, file in _COUNTED.items():
                    skops.io.dump(self._parts[name], folder / file)
                self._parts["regression"].save(folder / _REGRESSION)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set each message's intent and the likeliest few."""
        for message, chances in zip(messages, self._chances(messages), strict=True):
            ranking = self._ranking(chances)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def _fit(self, examples: list[Message]) -> None:
        said, wanted = [_said(one) for one in examples], [one.get(INTENT) for one in examples]
        for name in _COUNTED:
            self._parts[name].fit(said)
        self._parts["regression"] = Regression.fit(
            self._features(examples),
            wanted,
            _weights(wanted, self._config["balance"]),
            c=self._config["C"],
            steps=self._config["steps"],
        )

    def _chances(self, messages: list[Message]) -> np.ndarray:
        return self._parts["regression"].chances(*self._features(messages)) if messages else np.empty((0, 0))

    def _features(self, messages: list[Message]) -> tuple[csr_matrix, np.ndarray]:
        said = [_said(one) for one in messages]
        counted = hstack([self._parts[name].transform(said) for name in _COUNTED], format="csr")
        return counted, np.vstack([_vector(one) for one in messages])

    def _ranking(self, chances: np.ndarray) -> list[dict[str, Any]]:
        intents = self._parts["regression"].intents
        return [
            {INTENT_NAME_KEY: intents[place], PREDICTED_CONFIDENCE_KEY: float(chances[place])}
            for place in np.argsort(-chances)
        ]


def _said(message: Message) -> str:
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return _NUMBER.sub("__NUMBER__", " ".join(token.text for token in tokens)).lower()


def _vector(message: Message) -> np.ndarray:
    _, sentence = message.get_dense_features(TEXT)
    return sentence.features if sentence else np.zeros((1, 384), dtype=np.float32)


def _weights(intents: Iterable[str], balance: float) -> dict[str, float]:
    times = Counter(intents)
    mean = sum(times.values()) / len(times)
    return {intent: (mean / count) ** balance for intent, count in times.items()}


def _read(file: str) -> Any:
    strange = sorted(set(skops.io.get_untrusted_types(file=file)) - _NUMBERS)
    if strange:
        raise RasaException(f"The model holds types that are not read from a file: {', '.join(strange)}.")
    return skops.io.load(file, trusted=sorted(_NUMBERS))
