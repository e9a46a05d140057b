"""What every store of accounts does. Each method is one transaction: all of it happens, or nothing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from parley.accounts.grant import Dropped, Owner, State

SETTLED: frozenset[State] = frozenset({"live", "ended"})
UNSETTLED: frozenset[State] = frozenset({"waiting", "named"})


@dataclass(frozen=True)
class SealedGrant:
    """A grant as it is kept; all moments are aware."""

    id: str
    principal_id: str
    state: State
    owner: Owner
    scopes: frozenset[str]
    access_token: bytes = field(repr=False)
    refresh_token: bytes = field(repr=False)
    expires_at: datetime
    created_at: datetime
    generation: int = 0
    # When one that is waiting or named goes, unless it was agreed to.
    confirm_by: datetime | None = None
    linked_at: datetime | None = None


@dataclass(frozen=True)
class SealedRevocation:
    """A refresh token that has to be ended at Calendly."""

    id: str
    refresh_token: bytes = field(repr=False)
    created_at: datetime
    try_after: datetime
    tries: int = 0
    # Ids of webhook subscriptions that go first, parted by spaces: without a token nobody could end them any more.
    hooks: str | None = None


# Seals the refresh token of a grant that goes for its revocation; None when there is nothing left to revoke.
Bury = Callable[[SealedGrant], SealedRevocation | None]


@dataclass(frozen=True)
class Once:
    """A ticket or a state: used once, kept as a digest."""

    digest: str
    conversation_id: str
    scopes: frozenset[str]
    expires_at: datetime
    used_at: datetime | None = None
    # Of a state only.
    browser_digest: str | None = None
    verifier: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class KeptCode:
    """The code that a waiting grant needs."""

    grant_id: str
    conversation_id: str
    digest: str
    tries_left: int
    expires_at: datetime


class CodeCheck(Enum):
    """What became of a code typed in a chat."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_TRIES_LEFT = "no_tries_left"
    EXPIRED = "expired"
    NOT_WAITING = "not_waiting"


class OnceStore(Protocol):
    """Tickets, or states."""

    def add(self, once: Once) -> None:
        """Keep one."""

    def find(self, digests: Collection[str]) -> Once | None:
        """Return the one with any of these digests, used or not."""

    def consume(self, digests: Collection[str], now: datetime) -> Once | None:
        """Use it up and return it, for one caller of all; None when it is unknown, used or expired."""

    def sweep(self, before: datetime, most: int) -> int:
        """Forget at most so many that expired before a moment, and return how many."""


class CodeStore(Protocol):
    """Codes, which stand and fall with their waiting grants."""

    def issue(self, code: KeptCode) -> None:
        """Keep a code; the conversation's earlier ones go, their waiting grants with them.

        Nothing happens when its own grant is gone already: unlinked in that very moment.
        """

    def consume(
        self, conversation_id: str, judge: Callable[[KeptCode], CodeCheck], confirm_by: datetime
    ) -> tuple[CodeCheck, KeptCode | None]:
        """Spend one of the code's tries on what `judge` says of it, and return both (tries left after this one).

        RIGHT uses the code up and names its grant until `confirm_by`, in place of an earlier named one of that person.
        WRONG with tries left keeps it; out of tries or time it goes, its waiting grant with it.
        """

    def waits(self, conversation_id: str, now: datetime) -> bool:
        """Return whether a code is still to be typed in this conversation."""


class GrantStore(Protocol):
    """Grants, and which of a person's is the default."""

    def add(self, grant: SealedGrant) -> None:
        """Keep a new grant. A live one takes its place at once, a named one that of an earlier named one.

        To take its place: the same owner's earlier settled grant of that person goes, and it becomes the default when
        there is no other that is live.
        """

    def agree(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Make the person's named grant live, let it take its place, and return it; None when there is none in time."""

    def named(self, principal_id: str, now: datetime) -> SealedGrant | None:
        """Return the person's named grant, while there is time to agree."""

    def settled(self, principal_id: str) -> list[SealedGrant]:
        """Return the person's live and ended grants, linked first first."""

    def default_id(self, principal_id: str) -> str | None:
        """Return which settled grant is the default; there is one whenever there is a settled grant."""

    def make_default(self, principal_id: str, grant_id: str) -> bool:
        """Make it the default; False, and nothing done, unless it is a settled grant of that person."""

    def get(self, grant_id: str) -> SealedGrant | None:
        """Return one grant, in any state."""

    def drop(
        self, principal_id: str, grant_id: str | None = None, states: Collection[State] = SETTLED | UNSETTLED
    ) -> list[Dropped]:
        """Forget the person's grants in these states, or the one of them with this id, and bury them."""

    def sweep(self, now: datetime, most: int) -> int:
        """Forget and bury at most so many that were never agreed to in time, and return how many."""

    def lease(self, grant_id: str, generation: int, now: datetime, until: datetime) -> SealedGrant | None:
        """Return the live grant to the one caller of all that may refresh it `until` then; None to all others.

        None also when the grant was refreshed since that generation.
        """

    def release(self, grant_id: str, until: datetime) -> None:
        """End the lease that lasts `until` then, and no other."""

    def renew(self, sealed: SealedGrant) -> bool:
        """Keep new tokens and their end, live, one generation on, and end the lease.

        False, and nothing done, when the grant is gone or no longer of the generation that these tokens followed.
        """

    def end(self, grant_id: str, generation: int, now: datetime) -> bool:
        """Mark a live grant of this generation as ended, and end the lease; whether it was one."""

    def ended_untold(self, before: datetime, most: int) -> list[SealedGrant]:
        """Return at most so many that ended before a moment and whose people were not told, the earliest first."""

    def tell(self, grant_id: str, now: datetime) -> bool:
        """Return True to the one caller of all that may tell the person; False also when it is not ended any more."""


class RevocationStore(Protocol):
    """Refresh tokens on their way out."""

    def add(self, revocation: SealedRevocation) -> None:
        """Keep one."""

    def get(self, revocation_id: str) -> SealedRevocation | None:
        """Return one."""

    def due(self, now: datetime, most: int) -> list[str]:
        """Return the ids of at most so many whose next try may be made, oldest first."""

    def tried(self, revocation_id: str, try_after: datetime) -> None:
        """Count a try that failed."""

    def lighten(self, revocation_id: str, refresh_token: bytes, hooks: str | None) -> None:
        """Keep the refresh token that took the place of the one before, and what is left to end first."""

    def erase(self, revocation_id: str) -> None:
        """Forget one."""

    def give_up(self, before: datetime) -> int:
        """Forget all that are older, and return how many."""


@dataclass(frozen=True)
class Stores:
    """All of them, on one ground."""

    grants: GrantStore
    codes: CodeStore
    tickets: OnceStore
    states: OnceStore
    revocations: RevocationStore
