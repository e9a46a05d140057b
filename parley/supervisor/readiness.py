"""Ask a process whether it is ready."""

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass

# Loopback addresses are never asked for through a proxy.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_SAID_AT_MOST = 500


@dataclass(frozen=True)
class Answer:
    """What a process said of itself."""

    ready: bool
    said: str


def ask(url: str, timeout: float = 3.0) -> Answer:
    """Return the answer at `url`: ready on 200, else why not."""
    try:
        with _OPENER.open(url, timeout=timeout) as response:
            return Answer(response.status == 200, _words(response.read()))
    except urllib.error.HTTPError as error:
        return Answer(False, f"it answers {error.code}: {_words(error.read())}")
    except (OSError, http.client.HTTPException) as error:
        return Answer(False, f"it does not answer ({getattr(error, 'reason', error)})")


def _words(body: bytes) -> str:
    return " ".join(body.decode("utf-8", "replace").split())[:_SAID_AT_MOST]
