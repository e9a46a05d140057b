"""The sentence vectors are all-MiniLM-L6-v2's own, and come from its own two files or from nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from rasa.shared.exceptions import RasaException
from safetensors import safe_open

from rasa_addons import minilm_files, minilm_tuning
from rasa_addons.minilm import LONGEST, WIDTH
from rasa_addons.minilm_files import DISTRIBUTION, SETTING, TOKENIZER, WEIGHTS, find, read

# The similarities that https://www.sbert.net/docs/quickstart.html prints for this model.
SUNNY = ("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.")
SIMILAR = {(0, 1): 0.6660, (0, 2): 0.1046, (1, 2): 0.1411}


@pytest.fixture(scope="module")
def vector():
    """Give the vector of a text, tuned to our sentences."""
    return vectors_of(*read(find()))


@pytest.fixture(scope="module")
def authors():
    """Give the vector of a text as the model's authors have it."""
    return vectors_of(*read(find(), tuned=False))


def vectors_of(tokenizer, model):
    return lambda text: model.vectors([tokenizer.encode(text).ids])[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both files, as links."""
    for name, path in find().items():
        (tmp_path / name).symlink_to(path)
    return tmp_path


@pytest.mark.parametrize("pair", SIMILAR)
def test_sentences_are_as_similar_as_the_authors_say(authors, pair: tuple[int, int]) -> None:
    one, other = (authors(SUNNY[place]) for place in pair)
    assert float(one @ other) == pytest.approx(SIMILAR[pair], abs=0.01)


@pytest.mark.parametrize("text", ["yes", "", "🦆", "\0", "čšž " * 3, "word " * 4_000])
def test_any_text_has_a_vector_of_length_one(vector, text: str) -> None:
    found = vector(text)
    assert found.shape == (WIDTH,)
    assert float(np.linalg.norm(found)) == pytest.approx(1.0, abs=1e-5)


def test_a_text_is_read_as_far_as_the_model_was_trained(vector) -> None:
    beginning = "word " * LONGEST
    assert np.array_equal(vector(beginning), vector(beginning + "something else"))


def test_the_parcels_code_is_never_imported() -> None:
    read(find())
    assert DISTRIBUTION.replace("-", "_") not in sys.modules


def test_a_folder_with_the_same_files_does_as_well(folder: Path) -> None:
    assert find(str(folder)) == {name: folder / name for name in (WEIGHTS, TOKENIZER)}


@pytest.mark.parametrize("name", [WEIGHTS, TOKENIZER])
def test_a_file_with_one_byte_changed_is_refused(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    (folder / name).unlink()
    (folder / name).write_bytes(content)
    with pytest.raises(RasaException, match=rf"{name} is not the .* It is not used"):
        find(str(folder))


def test_a_missing_file_is_named_with_the_setting(folder: Path) -> None:
    (folder / TOKENIZER).unlink()
    with pytest.raises(RasaException, match=rf"{TOKENIZER} cannot be read .*{SETTING}"):
        find(str(folder))


def test_without_the_parcel_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm_files, "DISTRIBUTION", "no-such-parcel")
    with pytest.raises(RasaException, match=rf"not installed: run `make setup`, .*{SETTING}"):
        find()


def test_what_was_learnt_tells_wishes_apart_that_share_their_words(authors, vector) -> None:
    move, call_off = "could we move my appointment on friday?", "could we forget my appointment on friday?"
    assert float(vector(move) @ vector(call_off)) < float(authors(move) @ authors(call_off))


def test_what_was_learnt_is_added_to_its_own_matrices_and_no_others() -> None:
    weights = safe_open(str(find()[WEIGHTS]), "np").get_tensor
    learnt = minilm_tuning.tuned(weights)
    names = safe_open(str(minilm_tuning.FILE), "np").keys()
    assert {name.rpartition(".")[2] for name in names} == {"down", "up"}
    changed, same = "encoder.layer.5.output.dense.weight", "encoder.layer.0.output.dense.weight"
    assert not np.array_equal(learnt(changed), weights(changed))
    assert np.array_equal(learnt(same), weights(same))
    assert np.array_equal(learnt("encoder.layer.5.output.dense.bias"), weights("encoder.layer.5.output.dense.bias"))


def test_a_model_is_made_for_what_was_learnt_then(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = minilm_files.made_with()
    other = tmp_path / "other.safetensors"
    other.write_bytes(minilm_tuning.FILE.read_bytes() + b" ")
    monkeypatch.setattr(minilm_tuning, "FILE", other)
    minilm_tuning.digest.cache_clear()
    assert minilm_files.made_with() != before
    minilm_tuning.digest.cache_clear()
