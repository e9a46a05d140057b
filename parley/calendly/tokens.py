"""Where a call's access token comes from."""

from typing import Protocol

from parley.calendly.errors import ReconnectNeeded


class TokenSource(Protocol):
    """Where a call's access token comes from."""

    def token(self) -> str:
        """Return an access token that should be good."""

    def renewed(self, refused: str) -> str:
        """Return a newer access token than the `refused` one; ReconnectNeeded or CalendlyDown when there is none."""


class PersonalToken:
    """A personal access token, as its owner made it at Calendly. It ends when the owner changes e-mail or password."""

    def __init__(self, token: str) -> None:
        self._token = token.strip()

    def token(self) -> str:
        """Return the token."""
        return self._token

    def renewed(self, refused: str) -> str:
        """Raise ReconnectNeeded: nothing but a new token from Calendly's own pages helps."""
        raise ReconnectNeeded("Calendly does not accept this personal access token; make a new one")
