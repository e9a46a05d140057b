"""Identifiers that come out the same on every machine and every day.

Calendly has two shapes of id side by side, even in one account: 16 upper-case characters and RFC 4122 UUIDs.
The sandbox mints both, so that nobody comes to rely on either.
"""

import base64
import hashlib
import uuid


def digest(*parts: str) -> bytes:
    """32 bytes that these parts, in this order, always give."""
    return hashlib.sha256("\x1f".join(("parley-sandbox", *parts)).encode()).digest()


def number(low: int, high: int, *parts: str) -> int:
    """A number from low to high, both included, that these parts always give."""
    return low + int.from_bytes(digest("number", *parts)[:8]) % (high - low + 1)


def mint(*parts: str) -> str:
    """The id of the thing that these parts name: sometimes 16 base32 characters, sometimes a UUID."""
    raw = digest("id", *parts)
    if raw[-1] % 2:
        return base64.b32encode(raw[:10]).decode()
    return str(uuid.UUID(bytes=raw[:16], version=4))
