"""The intent of a message: a logistic regression on its words, its letters, its shape and its sentence's vector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from math import log
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
_COUNTED = {"words": "words.skops", "letters": "letters.skops", "shapes": "shapes.skops"}
_REGRESSION = "regression.npz"
# What stands in one sentence alone says nothing about the next one, and is half of all.
_COMMON: dict[str, Any] = {"min_df": 2, "sublinear_tf": True}
# A sentence's shape keeps the words that one sentence in so many has; the others, in a row or alone, are a gap. So what
# somebody wants is known whatever it is about.
_ONE_IN = 500
_GAP = "*"
_SIGN = r"\S+"

# What a vectorizer keeps its weights in; skops knows it under another name.
_NUMBERS = {"scipy.sparse._csr.csr_matrix"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Rasa's LogisticRegressionClassifier, but its four parts weigh the same, however long the message is.

    Counts of single letters, which grow with the message, otherwise drown what the sentence means.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """The vector of the sentence comes from this featurizer."""
        return [SentenceVectors]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return `C` and `steps` of the regression; an intent of n sentences weighs n to the power of 1 - `balance`.

        `lean` makes intents so many times as likely as they were learnt to be.
        """
        return {"C": 10.0, "steps": 60, "balance": 0.5, "lean": {}, "ranking_length": 5}

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
            "shapes": TfidfVectorizer(ngram_range=(1, 4), token_pattern=_SIGN, **{**_COMMON, "min_df": 4}),
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
        self._parts["words"].fit(said)
        self._parts["letters"].fit(said)
        self._parts["shapes"].fit(self._shapes(said))
        self._parts["regression"] = Regression.fit(
            self._features(examples),
            wanted,
            _weights(wanted, self._config["balance"]),
            c=self._config["C"],
            steps=self._config["steps"],
        )

    def _chances(self, messages: list[Message]) -> np.ndarray:
        if not messages:
            return np.empty((0, 0))
        regression, lean = self._parts["regression"], self._config.get("lean") or {}
        leaning = regression.chances(*self._features(messages)) * [lean.get(one, 1.0) for one in regression.intents]
        return leaning / leaning.sum(axis=1, keepdims=True)

    def _features(self, messages: list[Message]) -> tuple[csr_matrix, np.ndarray]:
        said = [_said(one) for one in messages]
        read = {"words": said, "letters": said, "shapes": self._shapes(said)}
        counted = hstack([self._parts[name].transform(texts) for name, texts in read.items()], format="csr")
        return counted, np.vstack([_vector(one) for one in messages])

    def _shapes(self, said: list[str]) -> list[str]:
        kept = self._frequent
        return [shape(text, kept) for text in said]

    @cached_property
    def _frequent(self) -> frozenset[str]:
        words = self._parts["words"]
        return frozenset(one for one, place in words.vocabulary_.items() if words.idf_[place] <= 1 + log(_ONE_IN))

    def _ranking(self, chances: np.ndarray) -> list[dict[str, Any]]:
        intents = self._parts["regression"].intents
        return [
            {INTENT_NAME_KEY: intents[place], PREDICTED_CONFIDENCE_KEY: float(chances[place])}
            for place in np.argsort(-chances)
        ]


def _said(message: Message) -> str:
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return _NUMBER.sub("__NUMBER__", " ".join(token.text for token in tokens)).lower()


def shape(text: str, kept: frozenset[str]) -> str:
    """Return the text with a gap for all that is not kept."""
    signs = [word if word in kept else _GAP for word in re.findall(_WORD, text)]
    return " ".join(sign for sign, before in zip(signs, ["", *signs], strict=False) if not sign == before == _GAP)


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
