"""Telling a request that never left from one whose answer was lost."""

import ssl
from collections.abc import Iterator

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

# Without a connection nothing was sent; nor when the other side's certificate was refused.
_NEVER_SENT = (NewConnectionError, ConnectTimeoutError, ssl.SSLCertVerificationError, requests.ConnectTimeout)


def was_never_sent(error: requests.RequestException) -> bool:
    """Return whether it is certain that Calendly got nothing: no connection, no name, no certificate, a bad address."""
    # An address that is none is also a ValueError, in the requests library.
    return isinstance(error, ValueError) or any(isinstance(one, _NEVER_SENT) for one in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and all that it wraps, in whichever of the ways that urllib3 and requests wrap."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = (one.__cause__, one.__context__, getattr(one, "reason", None), getattr(one, "original_error", None))
        waiting += [cause for cause in (*inner, *one.args) if isinstance(cause, BaseException)]
