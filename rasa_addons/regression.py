"""A logistic regression of all intents at once (softmax), on counted words beside vectors of a few hundred numbers.

scikit-learn takes one matrix: made sparse, the vectors are most of it and take most of the time; made dense, the words
do not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

_KEPT_STEPS = 8  # how many earlier steps L-BFGS learns the curvature from


class Regression:
    """Knows how likely each intent is for a row of features."""

    def __init__(self, intents: Sequence[str], sparse: np.ndarray, dense: np.ndarray) -> None:
        """`sparse` and `dense` hold a row a feature and a column an intent; the last row of `dense` is added to all."""
        self.intents, self._sparse, self._dense = list(map(str, intents)), sparse, dense

    @classmethod
    def fit(
        cls,
        features: tuple[csr_matrix, np.ndarray],
        wanted: Sequence[str],
        weights: Mapping[str, float],
        *,
        c: float,
        steps: int,
    ) -> Regression:
        """Learn from rows of sparse and dense features, and the intent and the weight of each.

        `c` is scikit-learn's. At most `steps` steps are taken: more change little for what was not learnt from.
        """
        task = _Task(features, wanted, weights, c)
        found = minimize(
            task.loss,
            np.zeros(task.size),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": steps, "maxcor": _KEPT_STEPS},
        )
        return cls(task.intents, *task.parted(found.x))

    @classmethod
    def load(cls, file: Path) -> Regression:
        """Read what `save` wrote: numbers and names, nothing that could run."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["intents"].tolist(), kept["sparse"], kept["dense"])

    def save(self, file: Path) -> None:
        """Write it down."""
        np.savez(file, intents=np.array(self.intents), sparse=self._sparse, dense=self._dense)

    def chances(self, sparse: csr_matrix, dense: np.ndarray) -> np.ndarray:
        """Return for each row how likely each intent is, in the order of `intents`."""
        return np.exp(_log_softmax(sparse @ self._sparse + _with_one(dense) @ self._dense))


class _Task:
    """What is to be made small: how unlikely the intents wanted are, and the squares of the weights."""

    def __init__(
        self,
        features: tuple[csr_matrix, np.ndarray],
        wanted: Sequence[str],
        weights: Mapping[str, float],
        c: float,
    ) -> None:
        self.intents = sorted(set(wanted))
        self._sparse, self._dense = features[0].astype(np.float32), _with_one(features[1])
        self._turned = self._sparse.T.tocsr()
        self._wanted = np.searchsorted(self.intents, wanted)
        self._weights = c * np.array([[weights[one]] for one in wanted], dtype=np.float32)

    @property
    def size(self) -> int:
        return (self._sparse.shape[1] + self._dense.shape[1]) * len(self.intents)

    def parted(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        rows = numbers.astype(np.float32).reshape(-1, len(self.intents))
        return rows[: self._sparse.shape[1]], rows[self._sparse.shape[1] :]

    def loss(self, numbers: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the loss and its slope."""
        sparse, dense = self.parted(numbers)
        logs = _log_softmax(self._sparse @ sparse + self._dense @ dense)
        places = np.arange(len(logs)), self._wanted
        missed = -float((self._weights[:, 0] * logs[places]).sum(dtype=np.float64))
        off = np.exp(logs)
        off[places] -= 1
        off *= self._weights
        slope = np.concatenate([self._turned @ off, self._dense.T @ off]).astype(np.float64).ravel()
        # What is added to all of an intent's rows is free to be large.
        held = numbers.copy()
        held[-len(self.intents) :] = 0
        return missed + float(held @ held) / 2, slope + held


def _with_one(dense: np.ndarray) -> np.ndarray:
    return np.hstack([dense, np.ones((len(dense), 1))]).astype(np.float32)


def _log_softmax(values: np.ndarray) -> np.ndarray:
    centred = values - values.max(axis=1, keepdims=True)
    return centred - np.log(np.exp(centred).sum(axis=1, keepdims=True))
