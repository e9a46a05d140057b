"""A featurizer: each message gets its sentence's vector from all-MiniLM-L6-v2, beside the counted words and letters."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file

from rasa_addons import minilm_files

SCALE = "scale"
_STAMP = "made-with.json"
# Much of what people say to a bot is said again and again: yes, no, next week.
_REMEMBERED = 1_000
_TOGETHER = 64


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Adds a sentence feature of 384 numbers of length `scale`.

    A trained model holds the hashes of the files it was made with, never the weights.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """A tokenizer comes before: what it takes for punctuation is not embedded."""
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Python packages that Rasa's own environment does not bring."""
        return ["tokenizers", "safetensors", "ctranslate2"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`scale` weighs the vector against other features; 1 suits those that are of length 1 themselves."""
        return {**DenseFeaturizer.get_default_config(), SCALE: 1.0}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing can be wrong that `float` does not say."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Cached training is used again only for the same files."""
        return str(sorted(minilm_files.made_with().items()))

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        """Raises RasaException when the files are missing or are not the right ones."""
        super().__init__(name, config)
        self._scale = float(config[SCALE])
        self._model_storage, self._resource = model_storage, resource
        self._tokenizer, self._model = minilm_files.read(minilm_files.find(os.environ.get(minilm_files.SETTING)))
        self._vector = lru_cache(_REMEMBERED)(self._one)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectors:
        """Make one for training."""
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> SentenceVectors:
        """Make one for a trained model. Raises RasaException when that was made with other files."""
        with model_storage.read_from(resource) as folder:
            made_with = read_json_file(folder / _STAMP)
        if made_with != minilm_files.made_with():
            raise RasaException("The model was trained with other sentence vectors; train it again.")
        return cls(config, execution_context.node_name, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Write down in the model which files it is trained with; nothing else is learnt here."""
        with self._model_storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / _STAMP, minilm_files.made_with())
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to every training example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to every message that has a text."""
        said = {place: words for place, one in enumerate(messages) if (words := _words(one))}
        found = (
            self._computed(set(said.values()))
            if len(said) > 1
            else {words: self._vector(words) for words in said.values()}
        )
        for place, words in said.items():
            self.add_features_to_message(None, found[words] * self._scale, TEXT, messages[place])
        return messages

    def _one(self, words: str) -> np.ndarray:
        return self._computed({words})[words]

    def _computed(self, texts: set[str]) -> dict[str, np.ndarray]:
        """Many at once are read faster than one by one, those of about the same length together."""
        rows = [(self._tokenizer.encode(text).ids, text) for text in sorted(texts)]
        rows.sort(key=lambda row: len(row[0]))
        found: dict[str, np.ndarray] = {}
        for start in range(0, len(rows), _TOGETHER):
            ids, names = zip(*rows[start : start + _TOGETHER], strict=True)
            found.update(zip(names, self._model.vectors(ids)[:, np.newaxis, :], strict=True))
        return found


def _words(message: Message) -> str:
    return " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT]) or ()).lower()
