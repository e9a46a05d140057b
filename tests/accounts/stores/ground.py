"""Stores of accounts to prove the same things of, in memory and in each kind of database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from parley.accounts.grant import Owner
from parley.accounts.people import People
from parley.accounts.stores.base import CodeCheck, KeptCode, SealedGrant, SealedRevocation, Stores
from parley.accounts.stores.sql import sql_stores
from tests.support.clock import WEDNESDAY_NOON

ANA = Owner("https://api.example/users/ANA", None, "Ana Keller", "ana@example.com", "Europe/Berlin", "24h", "Acme")
BEN = replace(ANA, uri="https://api.example/users/BEN", name="Ben Ortiz")


def minute(number: float) -> datetime:
    return WEDNESDAY_NOON + timedelta(minutes=number)


def buried(grant: SealedGrant) -> SealedRevocation | None:
    """The revocation of a grant, as if sealing were nothing."""
    if grant.state == "ended":
        return None
    return SealedRevocation(f"r-{grant.id}", grant.refresh_token, minute(0), minute(0))


@dataclass
class Ground:
    """Stores, and people who can have something in them."""

    stores: Stores
    meet: Callable[[str], tuple[str, str]]

    def person(self, name: str = "ana") -> str:
        """Return somebody's id."""
        return self.meet(name)[0]

    def grant(self, name: str, state: str = "live", owner: Owner = ANA, person: str = "ana", at: float = 0):
        """Keep a grant and return it."""
        moments = {"linked_at": minute(at)} if state == "live" else {"confirm_by": minute(at + 30)}
        sealed = {"access_token": b"access " + name.encode(), "refresh_token": b"refresh " + name.encode()}
        kept = SealedGrant(
            id=name,
            principal_id=self.person(person),
            state=state,
            owner=owner,
            scopes=frozenset({"users:read"}),
            **sealed,
            expires_at=minute(120),
            created_at=minute(at),
            **moments,
        )
        self.stores.grants.add(kept)
        return kept

    def waiting(self, name: str, person: str = "ana", tries: int = 5, **more):
        """Keep a waiting grant with its code."""
        grant = self.grant(name, "waiting", person=person, **more)
        self.stores.codes.issue(KeptCode(name, self.meet(person)[1], f"digest of {name}", tries, minute(10)))
        return grant

    def judged(self, outcome: CodeCheck, person: str = "ana"):
        """Try a code that is found to be so."""
        check, code = self.stores.codes.consume(self.meet(person)[1], lambda _: outcome, minute(30))
        return check, code.tries_left if code else None

    def waits(self, at: datetime, person: str = "ana") -> bool:
        """Return whether a code is still to be typed."""
        return self.stores.codes.waits(self.meet(person)[1], at)

    def states(self, *names: str) -> list[str | None]:
        """Return the states of grants."""
        found = [self.stores.grants.get(name) for name in names]
        return [one.state if one else None for one in found]

    def due(self) -> list[str]:
        """Return all revocations."""
        return self.stores.revocations.due(minute(10**6), 100)


def in_sql(database, clock) -> Ground:
    """Return the ground in a database."""
    people = People(database, clock)

    def meet(name: str) -> tuple[str, str]:
        conversation = people.meet("rest", name)
        return conversation.principal_id, conversation.id

    return Ground(sql_stores(database, buried), meet)
