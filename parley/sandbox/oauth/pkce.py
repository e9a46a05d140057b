"""Proof key for code exchange (RFC 7636), S256 only."""

import base64
import hashlib
import secrets


def proves(verifier: str | None, challenge: str | None) -> bool:
    """Whether the verifier belongs to the challenge. One without the other never does (RFC 9700 §4.8.2)."""
    if verifier is None or challenge is None:
        return verifier is challenge
    computed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return secrets.compare_digest(computed, challenge.encode())
