"""The featurizer: what it adds to a message, and which trained models it serves."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_addons import minilm_files
from rasa_addons.sentence_vectors import SentenceVectors

RESOURCE = Resource("sentence-vectors")


class Context:
    """As much of Rasa's execution context as a featurizer asks for."""

    node_name = "sentence-vectors"


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


@pytest.fixture
def make(storage: LocalModelStorage) -> Callable[..., SentenceVectors]:
    def make(maker: Any = SentenceVectors.create, **config: Any) -> SentenceVectors:
        return maker({**SentenceVectors.get_default_config(), **config}, storage, RESOURCE, Context())

    return make


def message(text: str) -> Message:
    said = Message({TEXT: text})
    tokenizer = WhitespaceTokenizer(WhitespaceTokenizer.get_default_config())
    return tokenizer.process([said])[0]


def vector(component: SentenceVectors, text: str) -> np.ndarray:
    _, sentence = component.process([message(text)])[0].get_dense_features(TEXT)
    assert sentence is not None
    return sentence.features


def test_a_message_gets_one_vector_of_the_length_that_is_configured(make) -> None:
    found = vector(make(scale=3), "what's on my calendar")
    assert found.shape == (1, 384)
    assert float(np.linalg.norm(found)) == pytest.approx(3, abs=1e-4)


@pytest.mark.parametrize("typed", ["WHAT'S ON MY CALENDAR", "what's on my calendar?", " What's on my  calendar!! "])
def test_case_blanks_and_closing_marks_make_no_difference(make, typed: str) -> None:
    component = make()
    assert np.array_equal(vector(component, typed), vector(component, "what's on my calendar"))


def test_many_at_once_get_what_each_gets_alone(make) -> None:
    component = make()
    texts = ["cancel it", "keep it", "what's on my calendar tomorrow", "cancel it", "yes"]
    together = component.process([message(text) for text in texts])
    for text, one in zip(texts, together, strict=True):
        _, sentence = one.get_dense_features(TEXT)
        assert sentence is not None
        assert np.allclose(sentence.features, vector(component, text), atol=1e-5)


def test_other_words_make_a_difference(make) -> None:
    component = make()
    assert not np.allclose(vector(component, "cancel it"), vector(component, "keep it"), atol=0.1)


def test_a_message_without_words_is_left_as_it_is(make) -> None:
    said = Message({TEXT: ""})
    make().process([said])
    assert said.features == []


def test_a_trained_component_loads_again(make) -> None:
    make().train(TrainingData())
    make(SentenceVectors.load)


def test_a_model_made_with_other_files_is_refused(make, monkeypatch: pytest.MonkeyPatch) -> None:
    make().train(TrainingData())
    before = make()
    monkeypatch.setattr(minilm_files, "SHA256", {**minilm_files.SHA256, minilm_files.WEIGHTS: "0" * 64})
    monkeypatch.setattr(minilm_files, "find", lambda _: {})
    monkeypatch.setattr(minilm_files, "read", lambda _: (before._tokenizer, before._model))
    with pytest.raises(RasaException, match="train it again"):
        make(SentenceVectors.load)


def test_cached_training_is_not_used_for_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SentenceVectors.fingerprint_addon({})
    monkeypatch.setattr(minilm_files, "SHA256", {})
    assert SentenceVectors.fingerprint_addon({}) != before


def test_a_folder_that_is_named_is_the_one_asked(make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(minilm_files.SETTING, str(tmp_path / "nowhere"))
    with pytest.raises(RasaException, match="nowhere"):
        make()


def test_a_models_archive_holds_no_weights(model: Path) -> None:
    with tarfile.open(model) as archive:
        stamps = [file for file in archive.getmembers() if file.name.endswith("made-with.json")]
        assert len(stamps) == 1
        assert max(file.size for file in archive.getmembers()) < 5_000_000
