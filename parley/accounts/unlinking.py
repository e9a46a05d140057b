"""Unlinking: forgotten here at once, whether or not Calendly can be reached, and revoked there."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from parley.accounts.grant import Dropped, Owner
from parley.accounts.grants import Grants
from parley.accounts.people import People
from parley.accounts.revocations import Revocations

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Unlinked:
    """Whose accounts are gone here, and whether Calendly has ended them too; if not yet, a job goes on trying."""

    owners: list[Owner]
    revoked: bool


class Unlinking:
    """Ends links on the person's own word."""

    def __init__(self, people: People, grants: Grants, revocations: Revocations) -> None:
        self._people = people
        self._grants = grants
        self._revocations = revocations

    def unlink(self, conversation_id: str, grant_id: str) -> Unlinked | None:
        """Unlink one of the person's accounts; None when it is not one of theirs."""
        return self._drop(conversation_id, lambda principal_id: self._grants.unlink(principal_id, grant_id))

    def unlink_all(self, conversation_id: str) -> Unlinked | None:
        """Unlink all that the person has linked or was about to link; None when there is nothing."""
        return self._drop(conversation_id, self._grants.unlink_all)

    def _drop(self, conversation_id: str, drop: Callable[[str], list[Dropped]]) -> Unlinked | None:
        dropped = drop(self._people.conversation(conversation_id).principal_id)
        if not dropped:
            return None
        log.info("unlinked", conversation=conversation_id, count=len(dropped))
        revocations = [one.revocation_id for one in dropped if one.revocation_id]
        # Each of them is tried, whatever becomes of the others.
        outcomes = [self._revocations.carry_out(one) for one in revocations]
        return Unlinked([one.owner for one in dropped], all(outcomes))
