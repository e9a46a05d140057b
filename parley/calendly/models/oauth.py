"""What Calendly's OAuth endpoints say of a token."""

from datetime import UTC, datetime

from parley.calendly.models.base import Sent


class Introspection(Sent):
    """What a token is good for (RFC 7662 §2.2); of one that is over, only that it is not active."""

    active: bool
    scope: str = ""
    client_id: str | None = None
    token_type: str | None = None
    exp: int | None = None
    iat: int | None = None
    owner: str | None = None
    organization: str | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """Return the scopes, apart."""
        return frozenset(self.scope.split())

    @property
    def expires_at(self) -> datetime | None:
        """Return when it ends (aware, UTC), or None when that is not told."""
        return None if self.exp is None else datetime.fromtimestamp(self.exp, UTC)
