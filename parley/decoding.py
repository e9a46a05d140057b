"""Settings that carry several values in one text: keys, and clients with theirs and their addresses."""

import base64
import binascii
from collections.abc import Collection, Mapping

from parley.clients.addresses import check_callback

SHORTEST_SECRET = 16


def decode_keys(text: str) -> tuple[bytes, ...]:
    """Return the keys in comma-separated base64 `text`; ValueError unless each has 32 bytes."""
    try:
        keys = tuple(base64.b64decode(part.strip(), validate=True) for part in text.split(",") if part.strip())
    except (binascii.Error, ValueError):
        raise ValueError("must be base64; `make setup` writes a random key") from None
    if not keys or any(len(key) != 32 for key in keys):
        raise ValueError("must be one or more base64 keys of 32 bytes, parted by commas; `make setup` writes one")
    return keys


def decode_clients(text: str) -> dict[str, str]:
    """Return the REST clients in `name:key,name:key`; ValueError when one is malformed, repeated or too short."""
    clients: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, colon, key = part.partition(":")
        if not colon or not name or len(key) < SHORTEST_SECRET:
            raise ValueError(f"must be name:key,name:key with keys of at least {SHORTEST_SECRET} characters")
        if name in clients or key in clients.values():
            raise ValueError(f"names the client {name} or its key twice")
        clients[name] = key
    return clients


def decode_callbacks(text: str, clients: Mapping[str, str], private: Collection[str] = ()) -> dict[str, str]:
    """Return the callback addresses in `client=https://…,client=https://…`; ValueError saying which one is off and why.

    `private` are the hosts that may be private ones.
    """
    addresses: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        client, equals, address = (piece.strip() for piece in part.partition("="))
        if not equals or not client:
            raise ValueError("must be client=https://…,client=https://…")
        if client not in clients:
            raise ValueError(f"names the client {client}, which PARLEY_REST_CLIENTS does not")
        if client in addresses:
            raise ValueError(f"names the client {client} twice")
        try:
            check_callback(address, private)
        except ValueError as problem:
            raise ValueError(f"the address of {client} {problem}") from None
        addresses[client] = address
    return addresses
