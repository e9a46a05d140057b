"""Visitors of the web chat: a random id in a signed cookie."""

import secrets

from fastapi import Response
from starlette.requests import cookie_parser

from parley.accounts.vault import Vault
from parley.gateway.html import set_cookie

COOKIE = "parley_visitor"
ONE_YEAR = 365 * 24 * 3600


class Visitors:
    """Knows visitors again by what they carry."""

    def __init__(self, vault: Vault, *, secure: bool) -> None:
        self._vault = vault
        self._secure = secure

    def mint(self) -> str:
        """Return a new visitor's id."""
        return secrets.token_urlsafe(18)

    def of_cookie(self, value: str | None) -> str | None:
        """Return the visitor whose cookie this is, or None."""
        return self._vault.unsign("visitor cookie", value) if value else None

    def of_cookie_header(self, header: str) -> str | None:
        """Return the visitor whose cookie is in a raw `Cookie` header, or None."""
        # As the pages read it: SimpleCookie gives up at the first cookie that is not well formed, whosever it is.
        return self.of_cookie(cookie_parser(header).get(COOKIE))

    def remember(self, response: Response, visitor: str) -> None:
        """Give the browser its cookie, or a year more of it."""
        value = self._vault.sign("visitor cookie", visitor)
        set_cookie(response, COOKIE, value, secure=self._secure, path="/", seconds=ONE_YEAR)

    def token(self, visitor: str) -> str:
        """Return what a client without cookies sends as its session id next time."""
        return self._vault.sign("visitor token", visitor)

    def of_token(self, token: object) -> str | None:
        """Return the visitor whose session id this is, or None."""
        return self._vault.unsign("visitor token", token) if isinstance(token, str) else None
