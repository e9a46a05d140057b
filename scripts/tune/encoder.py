"""all-MiniLM-L6-v2 in PyTorch, as `rasa_addons.minilm` has it, with narrow matrices to learn beside some of its own."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as f

LAYERS, HEADS, WIDTH = 6, 12, 384
_EPSILON = 1e-12
_MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Encoder(nn.Module):
    """The model from its weights; the layers from `first` on learn, each matrix by a product of this `rank`."""

    def __init__(self, weights: dict[str, Tensor], first: int, rank: int, dropout: float) -> None:
        super().__init__()
        self._weights, self._first, self._dropout = weights, first, dropout
        self.down, self.up = nn.ParameterDict(), nn.ParameterDict()
        for layer in range(first, LAYERS):
            for matrix in _MATRICES:
                name = f"encoder.layer.{layer}.{matrix}"
                height, width = weights[f"{name}.weight"].shape
                self.down[_key(name)] = nn.Parameter(torch.randn(rank, width) / math.sqrt(width))
                self.up[_key(name)] = nn.Parameter(torch.zeros(height, rank))

    def below(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return what the layers that do not learn make of token ids."""
        words, places, kinds = (
            self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        states = self._norm(words[ids] + places[: ids.shape[1]] + kinds[0], "embeddings.LayerNorm")
        for layer in range(self._first):
            states = self._layer(states, mask, layer)
        return states

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of length 1 that the layers that learn make of such states."""
        for layer in range(self._first, LAYERS):
            states = self._layer(states, mask, layer)
        kept = mask[..., None].float()
        return f.normalize((states * kept).sum(1) / kept.sum(1), dim=-1)

    def learnt(self) -> dict[str, Tensor]:
        """Return the products' factors in 16 bits, as `rasa_addons.minilm_tuning` reads them."""
        parts = {"down": self.down, "up": self.up}
        return {
            f"{key.replace('/', '.')}.{part}": matrix.detach().half().contiguous()
            for part, matrices in parts.items()
            for key, matrix in matrices.items()
        }

    def _layer(self, states: Tensor, mask: Tensor, number: int) -> Tensor:
        name = f"encoder.layer.{number}"
        count, length, _ = states.shape
        query, key, value = (
            self._linear(states, f"{name}.attention.self.{part}").view(count, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        heard = f.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        heard = heard.transpose(1, 2).reshape(count, length, WIDTH)
        states = self._norm(
            states + self._linear(heard, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        fed = self._linear(f.gelu(self._linear(states, f"{name}.intermediate.dense")), f"{name}.output.dense")
        return self._norm(states + fed, f"{name}.output.LayerNorm")

    def _linear(self, states: Tensor, name: str) -> Tensor:
        made = f.linear(states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        if (key := _key(name)) not in self.up:
            return made
        dropped = f.dropout(states, self._dropout, self.training)
        return made + f.linear(f.linear(dropped, self.down[key]), self.up[key])

    def _norm(self, states: Tensor, name: str) -> Tensor:
        return f.layer_norm(states, (WIDTH,), self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], _EPSILON)


def _key(name: str) -> str:
    return name.replace(".", "/")  # PyTorch allows no dots in a parameter's name
