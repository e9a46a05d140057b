"""Duckling over HTTP, such as Rasa's `duckling` image: the same JSON, for machines that the wheel is not built for."""

import json
import time
from collections.abc import Callable
from datetime import UTC
from typing import Any

import requests

from parley.when.engines.hits import Asked, EngineError, Hit, both_of
from parley.when.engines.pool import DEADLINE
from parley.when.spans import By

Post = Callable[..., requests.Response]
DIMENSIONS = json.dumps(["time", "duration"])


class WebDuckling:
    """A Duckling server. Safe to share between threads."""

    by: By = "http"

    def __init__(
        self, url: str, deadline: float = DEADLINE, post: Callable[..., requests.Response] = requests.post
    ) -> None:
        """Take the server's address, without the path."""
        self._url, self._deadline, self._post = f"{url.rstrip('/')}/parse", deadline, post

    def read(self, asked: Asked) -> list[list[Hit]]:
        """Return the hits of each piece; EngineError when the server is not there, late, or says something else."""
        until = time.monotonic() + self._deadline
        return [self._both(piece, asked, until) for piece in asked.pieces]

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    def _both(self, piece: str, asked: Asked, until: float) -> list[Hit]:
        try:
            certain, latent = (
                self._found(piece, asked, latent, until - time.monotonic()) for latent in ("false", "true")
            )
            return both_of(certain, latent)
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise EngineError(f"the Duckling server did not answer: {type(error).__name__}") from None

    def _found(self, piece: str, asked: Asked, latent: str, seconds: float) -> Any:
        at = int(asked.wall.replace(tzinfo=UTC).timestamp() * 1000)
        form = {"text": piece, "locale": asked.locale, "tz": "UTC", "reftime": at, "dims": DIMENSIONS, "latent": latent}
        response = self._post(self._url, data=form, timeout=max(0.001, seconds))
        response.raise_for_status()
        found = response.json()
        if not isinstance(found, list):
            raise TypeError("no list")
        return found
