"""Where a person is: the workspace, and who they are in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parley.accounts.people import Conversation

CHANNEL = "slack"


@dataclass(frozen=True)
class Address:
    """One person in one workspace. The same user in two workspaces is two people, as far as the bot is concerned."""

    enterprise: str | None
    team: str
    user: str

    @property
    def text(self) -> str:
        """Return the address as a principal has it."""
        return ":".join(filter(None, (self.enterprise, self.team, self.user)))

    @classmethod
    def of(cls, conversation: Conversation) -> "Address":
        """Return where a conversation's person is."""
        *enterprise, team, user = conversation.address.split(":")
        return cls(enterprise[0] if enterprise else None, team, user)

    @classmethod
    def of_context(cls, context: Mapping[str, Any]) -> "Address | None":
        """Return who a request is from, None where it is nobody in particular."""
        team, user = context.get("team_id") or context.get("enterprise_id"), context.get("user_id")
        return cls(context.get("enterprise_id"), str(team), str(user)) if team and user else None
