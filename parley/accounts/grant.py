"""What a linked account is, with and without its tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from parley.calendly.oauth import Tokens

# waiting: its code was not typed yet; named: the code was right, and the chat has asked whose account may be linked;
# live; ended: Calendly refused its refresh token.
State = Literal["waiting", "named", "live", "ended"]


@dataclass(frozen=True)
class Owner:
    """The Calendly user whose account was linked."""

    uri: str
    organization_uri: str | None
    name: str
    email: str
    time_zone: str
    time_notation: str
    organization_name: str | None = None


@dataclass(frozen=True)
class Grant:
    """One linked account, its tokens open; `generation` counts its refreshes."""

    id: str
    principal_id: str
    state: State
    owner: Owner
    tokens: Tokens
    generation: int = 0


@dataclass(frozen=True)
class Linked:
    """One account of a person's as they may see it; `state` is live or ended, `since` aware."""

    id: str
    owner: Owner
    scopes: frozenset[str]
    since: datetime
    state: State
    is_default: bool


@dataclass(frozen=True)
class Ended:
    """An account that Calendly ended, whose person was not told yet."""

    grant_id: str
    # With the id: which of its ends this is.
    generation: int
    principal_id: str
    owner: Owner
    scopes: frozenset[str]


@dataclass(frozen=True)
class Dropped:
    """An account that is gone here, and the revocation that ends it at Calendly, if there is anything left to end."""

    grant_id: str
    owner: Owner
    revocation_id: str | None
