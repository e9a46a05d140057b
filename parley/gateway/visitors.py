"""Visitors of the web chat: a random id in a signed cookie."""

import secrets

from fastapi import Response
from starlette.requests import cookie_parser

from parley.accounts.vault import Vault
from parley.gateway.html import set_cookie

COOKIE = "parley_visitor"
# The framed chat's, in a jar of its own for each site that frames it.
EMBED_COOKIE = "parley_embed"
ONE_YEAR = 365 * 24 * 3600


class Visitors:
    """Knows visitors again by what they carry."""

    def __init__(self, vault: Vault, *, secure: bool, trusted: bool = False) -> None:
        """`secure`: people come over TLS; `trusted`: browsers take cookies for TLS all the same, on loopback."""
        self._vault = vault
        self._secure = secure
        self._trusted = secure or trusted

    def mint(self) -> str:
        """Return a new visitor's id."""
        return secrets.token_urlsafe(18)

    def of_cookie(self, value: str | None) -> str | None:
        """Return the visitor whose cookie this is, or None."""
        return self._vault.unsign("visitor cookie", value) if value else None

    def of_embed_cookie(self, value: str | None) -> str | None:
        """Return the visitor whose cookie this is on the site that frames the chat, or None."""
        return self._vault.unsign("embed cookie", value) if value else None

    def of_cookie_header(self, header: str) -> str | None:
        """Return the visitor whose cookie is in a raw `Cookie` header, or None."""
        # As the pages read it: SimpleCookie gives up at the first cookie that is not well formed, whosever it is.
        cookies = cookie_parser(header)
        return self.of_cookie(cookies.get(COOKIE)) or self.of_embed_cookie(cookies.get(EMBED_COOKIE))

    def remember(self, response: Response, visitor: str) -> None:
        """Give the browser its cookie, or a year more of it."""
        value = self._vault.sign("visitor cookie", visitor)
        set_cookie(response, COOKIE, value, secure=self._secure, path="/", seconds=ONE_YEAR)

    def remember_framed(self, response: Response, visitor: str) -> None:
        """Give a browser that frames the chat on another site a cookie for that site alone, where there is TLS.

        CHIPS: without `Partitioned` browsers drop it there. Without TLS they take none; the page's token then serves,
        where the browser lets a framed page keep one.
        """
        if self._trusted:
            value = self._vault.sign("embed cookie", visitor)
            kept = f"Max-Age={ONE_YEAR}; Path=/; Secure; HttpOnly; SameSite=None; Partitioned"
            # Python's cookies know `Partitioned` from 3.14 on.
            response.headers.append("Set-Cookie", f"{EMBED_COOKIE}={value}; {kept}")

    def token(self, visitor: str) -> str:
        """Return what a client without cookies sends as its session id next time."""
        return self._vault.sign("visitor token", visitor)

    def of_token(self, token: object) -> str | None:
        """Return the visitor whose session id this is, or None."""
        return self._vault.unsign("visitor token", token) if isinstance(token, str) else None
