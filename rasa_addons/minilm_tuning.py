"""What the encoder learnt of our own training sentences: a small difference to all-MiniLM-L6-v2's weights.

LoRA (Hu et al. 2021, https://arxiv.org/abs/2106.09685): to some matrices the product of two narrow ones is added.
`scripts/tune.py` makes the file; docs/decisions/ says what it brings.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors import safe_open

from rasa_addons.minilm import Weights

FILE = Path(__file__).with_name("minilm_tuning.safetensors")
DOWN, UP, WEIGHT = ".down", ".up", ".weight"


def tuned(weights: Weights) -> Weights:
    """Return the same weights with what was learnt added where there is something."""
    learnt = safe_open(str(FILE), "np")
    stored = list(learnt.keys())
    names = {name[: -len(UP)] for name in stored if name.endswith(UP)}

    def weight(name: str) -> np.ndarray:
        matrix = name[: -len(WEIGHT)] if name.endswith(WEIGHT) else ""
        if matrix not in names:
            return weights(name)
        up, down = (learnt.get_tensor(f"{matrix}{part}").astype(np.float32) for part in (UP, DOWN))
        return weights(name) + up @ down

    return weight


@lru_cache(maxsize=1)
def digest() -> str:
    """Return the file's SHA-256: a model made with another one is not used."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()
