"""all-MiniLM-L6-v2's forward pass: token ids in, one vector for the sentence out. Numpy alone, on the calling thread.

BERT as in Devlin et al. 2018 with 6 layers of 384 (https://arxiv.org/abs/1810.04805), mean pooling and an L2 norm as in
the model's card (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.special import erf

LAYERS = 6
HEADS = 12
WIDTH = 384
LONGEST = 128  # tokens: what the model was trained on
_EPSILON = 1e-12
_PER_HEAD = WIDTH // HEADS

Weights = Mapping[str, np.ndarray]
# The vectors of some words, by token id. There are 30,522, and few are ever said: they can stay in the file.
Words = Callable[[Sequence[int]], np.ndarray]


class MiniLM:
    """The model: `weights` by their names in the file, all but the words', and `words`."""

    def __init__(self, weights: Weights, words: Words) -> None:
        self._words = words
        places, kind = (weights[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
        self._places = places[:LONGEST] + kind[0]
        self._norm = _Norm(weights, "embeddings.LayerNorm")
        self._layers = [_Layer(weights, f"encoder.layer.{number}") for number in range(LAYERS)]

    def vectors(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        """Return each sentence's vector of 384 float32, of length 1.

        A sentence is at most LONGEST token ids with their [CLS] and [SEP]; all must have the same number, for then none
        needs padding, nor the mask that would hide it.
        """
        count, length = len(sentences), len(sentences[0])
        words = self._words([token for ids in sentences for token in ids]).reshape(count, length, WIDTH)
        states = self._norm(words + self._places[:length])
        for layer in self._layers:
            states = layer(states)
        means = states.mean(axis=1)
        return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _EPSILON)


class _Layer:
    def __init__(self, weights: Weights, name: str) -> None:
        self._query, self._key, self._value = (
            _Linear(weights, f"{name}.attention.self.{part}") for part in ("query", "key", "value")
        )
        self._mixed = _Linear(weights, f"{name}.attention.output.dense")
        self._mixed_norm = _Norm(weights, f"{name}.attention.output.LayerNorm")
        self._wide = _Linear(weights, f"{name}.intermediate.dense")
        self._narrow = _Linear(weights, f"{name}.output.dense")
        self._norm = _Norm(weights, f"{name}.output.LayerNorm")

    def __call__(self, states: np.ndarray) -> np.ndarray:
        states = self._mixed_norm(states + self._mixed(self._attention(states)))
        return self._norm(states + self._narrow(_gelu(self._wide(states))))

    def _attention(self, states: np.ndarray) -> np.ndarray:
        query, key, value = (_by_head(part(states)) for part in (self._query, self._key, self._value))
        scores = query @ key.swapaxes(-1, -2) / np.float32(_PER_HEAD**0.5)
        mixed = _softmax(scores) @ value
        return mixed.swapaxes(1, 2).reshape(states.shape)


class _Linear:
    def __init__(self, weights: Weights, name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"].T, weights[f"{name}.bias"]

    def __call__(self, states: np.ndarray) -> np.ndarray:
        # As one matrix: numpy multiplies a stack of them one by one.
        rows = states.reshape(-1, states.shape[-1])
        return (rows @ self._weight + self._bias).reshape(*states.shape[:-1], -1)


class _Norm:
    def __init__(self, weights: Weights, name: str) -> None:
        self._weight, self._bias = weights[f"{name}.weight"], weights[f"{name}.bias"]

    def __call__(self, states: np.ndarray) -> np.ndarray:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _EPSILON)
        return centred / spread * self._weight + self._bias


def _by_head(states: np.ndarray) -> np.ndarray:
    return states.reshape(*states.shape[:2], HEADS, _PER_HEAD).swapaxes(1, 2)


def _softmax(scores: np.ndarray) -> np.ndarray:
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def _gelu(values: np.ndarray) -> np.ndarray:
    return values * np.float32(0.5) * (1 + erf(values * np.float32(0.5**0.5)))
