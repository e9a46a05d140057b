"""Secrets at rest: what must be read again is encrypted, what must only be recognised is digested."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_KEY_NAME = 4


class CannotOpen(Exception):
    """A sealed value was changed, belongs to something else, or was sealed with a key that is gone."""


class Vault:
    """Seals values with AES-256-GCM; the first key seals, all keys open.

    Each use has a key of its own, derived by HKDF (RFC 5869), so that a cookie's signature is never also a token's key.
    """

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._sealing = [(_name(key), AESGCM(_derive(key, b"parley:seal"))) for key in keys]
        self._digesting = [_derive(key, b"parley:digest") for key in keys]
        self._signing = [_derive(key, b"parley:sign") for key in keys]

    @property
    def sealing_name(self) -> bytes:
        """Return the name of the key that seals: the first bytes of whatever is sealed now."""
        return self._sealing[0][0]

    def seal(self, value: str, belongs_to: str) -> bytes:
        """Return `value` encrypted; only the same `belongs_to` opens it, so a row copied elsewhere stays shut."""
        name, cipher = self._sealing[0]
        nonce = os.urandom(_NONCE)
        return name + nonce + cipher.encrypt(nonce, value.encode(), belongs_to.encode())

    def open(self, sealed: bytes, belongs_to: str) -> str:
        """Return the sealed value; CannotOpen when it was tampered with, moved, or its key is gone."""
        name, nonce, body = sealed[:_KEY_NAME], sealed[_KEY_NAME : _KEY_NAME + _NONCE], sealed[_KEY_NAME + _NONCE :]
        for known, cipher in self._sealing:
            if known == name:
                try:
                    return cipher.decrypt(nonce, body, belongs_to.encode()).decode()
                except (InvalidTag, ValueError):  # ValueError: cut so short that no nonce is left
                    raise CannotOpen(f"The value of {belongs_to} does not open") from None
        raise CannotOpen(f"The key that sealed {belongs_to} is not in PARLEY_KEYS")

    def digest(self, kind: str, value: str) -> str:
        """Return the digest by which a ticket, state, code or cookie of this `kind` is kept: 64 hex digits."""
        return _mac(self._digesting[0], kind, value)

    def digests(self, kind: str, value: str) -> list[str]:
        """Return the digests of `value` under every key, newest first, for looking up what an older key kept."""
        return [_mac(key, kind, value) for key in self._digesting]

    def sign(self, kind: str, value: str) -> str:
        """Return `value` with a signature behind a dot, for handing to a browser."""
        return f"{value}.{_mac(self._signing[0], kind, value)}"

    def unsign(self, kind: str, signed: str) -> str | None:
        """Return the value of a text that `sign` made for the same `kind`, else None."""
        value, _, signature = signed.rpartition(".")
        known = [hmac.compare_digest(_bytes(signature), good.encode()) for good in self._signatures(kind, value)]
        return value if value and any(known) else None

    def _signatures(self, kind: str, value: str) -> list[str]:
        return [_mac(key, kind, value) for key in self._signing]


def _derive(key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use).derive(key)


def _name(key: bytes) -> bytes:
    return hashlib.sha256(b"parley:key-name" + _derive(key, b"parley:key-name")).digest()[:_KEY_NAME]


def _mac(key: bytes, kind: str, value: str) -> str:
    return hmac.new(key, _bytes(f"{kind}\0{value}"), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    # What a stranger sends as JSON may hold half a surrogate pair: not ours, but no reason to fail.
    return text.encode(errors="surrogatepass")
