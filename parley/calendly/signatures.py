"""Whether a delivery is Calendly's: its signature, over the bytes as they came.

The header is `Calendly-Webhook-Signature: t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 of `t`, a dot and the raw body
(developer.calendly.com/api-docs/overview/webhooks/webhook-signatures). The body is parsed only after it is known to be
Calendly's.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from parley.calendly.models import WebhookPayload
from parley.clock import Clock

HEADER = "Calendly-Webhook-Signature"
TOLERANCE = timedelta(minutes=3)  # as in Calendly's own examples


class BadSignature(Exception):
    """The delivery is not Calendly's, or too old to be believed; the text says which and quotes nothing of it."""


class SignatureVerifier:
    """Checks deliveries against the signing key, or several while one takes another's place."""

    def __init__(self, keys: Sequence[str], clock: Clock, tolerance: timedelta = TOLERANCE) -> None:
        if not keys or not all(keys):
            raise ValueError("a signing key is needed: with an empty one, anybody could sign")
        self._keys = [key.encode() for key in keys]
        self._clock = clock
        self._tolerance = tolerance

    def check(self, header: str | None, body: bytes) -> None:
        """Return when the raw body is Calendly's and was signed within the tolerance. BadSignature otherwise."""
        signed_at, signatures = _parts(header or "")
        expected = [hmac.digest(key, signed_at + b"." + body, hashlib.sha256).hex().encode() for key in self._keys]
        if not any(hmac.compare_digest(one, theirs) for one in expected for theirs in signatures):
            raise BadSignature("The signature does not match")
        if abs(self._clock().timestamp() - int(signed_at)) > self._tolerance.total_seconds():
            raise BadSignature("The signature is too old, or from the future")

    def read(self, header: str | None, body: bytes) -> WebhookPayload:
        """Return a delivery. BadSignature when it is not Calendly's; pydantic's ValidationError when it is none."""
        self.check(header, body)
        return WebhookPayload.model_validate_json(body)


def _parts(header: str) -> tuple[bytes, list[bytes]]:
    """Return the time and the signatures, as they were signed; versions other than `v1` are left out."""
    fields = [tuple(part.strip().partition("=")[::2]) for part in header.split(",")]
    times = [value for name, value in fields if name == "t"]
    signatures = [value.encode("utf-8", "replace") for name, value in fields if name == "v1"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdecimal() and len(times[0]) < 16) or not signatures:
        raise BadSignature("The signature is missing or not Calendly's kind")
    return times[0].encode(), signatures
