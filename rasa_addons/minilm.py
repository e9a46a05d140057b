"""all-MiniLM-L6-v2's forward pass: token ids in, one vector for the sentence out. CTranslate2 in 8 bits, on one thread.

BERT as in Devlin et al. 2018 with 6 layers of 384 (https://arxiv.org/abs/1810.04805), mean pooling and an L2 norm as in
the model's card (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from ctranslate2 import Encoder
from ctranslate2.specs import common_spec
from ctranslate2.specs.transformer_spec import TransformerEncoderModelSpec, TransformerEncoderSpec

LAYERS = 6
HEADS = 12
WIDTH = 384
LONGEST = 128  # tokens: what the model was trained on
NUMBERS = "int8"  # what the weights are rounded to, a row at a time
_EPSILON = 1e-12
_UNKNOWN = "[UNK]"

# The weights by their names in the file.
Weights = Callable[[str], np.ndarray]


class MiniLM:
    """The model, from its weights and its vocabulary in the order of the ids."""

    def __init__(self, weights: Weights, vocabulary: Sequence[str]) -> None:
        with TemporaryDirectory() as folder:
            _save(_spec(weights), vocabulary, folder)
            self._encoder = Encoder(folder, device="cpu", compute_type=NUMBERS, inter_threads=1, intra_threads=1)

    def vectors(self, sentences: Sequence[Sequence[int]]) -> np.ndarray:
        """Return each sentence's vector of 384 float32, of length 1.

        A sentence is at most LONGEST token ids with their [CLS] and [SEP]. Each costs as much as the longest.
        """
        states = np.asarray(self._encoder.forward_batch(list(sentences)).last_hidden_state)
        means = np.stack([of_one[: len(ids)].mean(axis=0) for of_one, ids in zip(states, sentences, strict=True)])
        return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _EPSILON)


def _save(spec: TransformerEncoderModelSpec, vocabulary: Sequence[str], folder: str) -> None:
    spec.register_vocabulary(list(vocabulary))
    spec.config.unk_token = _UNKNOWN
    spec.config.layer_norm_epsilon = _EPSILON
    spec.validate()
    spec.optimize(quantization=NUMBERS)
    spec.save(folder)


def _spec(weights: Weights) -> TransformerEncoderModelSpec:
    encoder = TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    words, kinds = encoder.embeddings
    words.weight, kinds.weight = (weights(f"embeddings.{name}_embeddings.weight") for name in ("word", "token_type"))
    encoder.position_encodings.encodings = weights("embeddings.position_embeddings.weight")
    _norm(encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _layer(layer, weights, f"encoder.layer.{number}")
    return TransformerEncoderModelSpec(encoder)


def _layer(layer: Any, weights: Weights, name: str) -> None:
    attention, feed = layer.self_attention, layer.ffn
    _linear(attention.linear[0], weights, *(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
    _linear(attention.linear[1], weights, f"{name}.attention.output.dense")
    _norm(attention.layer_norm, weights, f"{name}.attention.output.LayerNorm")
    _linear(feed.linear_0, weights, f"{name}.intermediate.dense")
    _linear(feed.linear_1, weights, f"{name}.output.dense")
    _norm(feed.layer_norm, weights, f"{name}.output.LayerNorm")


def _linear(place: Any, weights: Weights, *names: str) -> None:
    place.weight = np.concatenate([weights(f"{name}.weight") for name in names])
    place.bias = np.concatenate([weights(f"{name}.bias") for name in names])


def _norm(place: Any, weights: Weights, name: str) -> None:
    place.gamma, place.beta = weights(f"{name}.weight"), weights(f"{name}.bias")
