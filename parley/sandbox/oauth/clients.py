"""The OAuth apps that are registered here, and how one proves which it is."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote_plus, urlsplit

from parley.sandbox.oauth.errors import INVALID_CLIENT, OAuthError
from parley.sandbox.settings import SandboxSettings

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Client:
    """A web app has a secret; a native app has none and must prove itself by PKCE."""

    id: str
    name: str
    kind: Literal["web", "native"]
    secret: str | None
    redirect_uri: str | None

    def may_redirect_to(self, uri: str) -> bool:
        """Exactly the registered address; where none is registered, any plain one on this machine."""
        if self.redirect_uri is not None:
            return uri == self.redirect_uri
        return _on_this_machine(uri)


type Clients = Mapping[str, Client]


def registered(settings: SandboxSettings) -> Clients:
    """A web app as the settings name it, and beside it a native one, `<client id>-native`."""
    web = Client(settings.client_id, "Parley", "web", settings.client_secret, settings.redirect_uri)
    native = Client(f"{settings.client_id}-native", "Parley", "native", None, settings.redirect_uri)
    return {client.id: client for client in (web, native)}


def authenticate(clients: Clients, authorization: str | None, form: Mapping[str, str]) -> Client:
    """The client that sends this, by HTTP Basic or by the body. Raises OAuthError 401 invalid_client."""
    identifier, secret = _basic(authorization) or (form.get("client_id", ""), form.get("client_secret", ""))
    client = clients.get(identifier)
    if client is None or not secrets.compare_digest((client.secret or "").encode(), secret.encode()):
        raise OAuthError(401, "invalid_client", INVALID_CLIENT)
    return client


def _basic(authorization: str | None) -> tuple[str, str] | None:
    """Both halves are form-encoded before they are joined (RFC 6749 §2.3.1)."""
    scheme, _, value = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        identifier, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(identifier), unquote_plus(secret)


def _on_this_machine(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        parts.port  # noqa: B018 - raises ValueError on a port that is none
    except ValueError:
        return False
    plain = parts.scheme == "http" and "@" not in parts.netloc and not parts.fragment
    return plain and parts.hostname in LOOPBACK
