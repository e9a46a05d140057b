"""The workspaces that the app is installed in, each with its bot token, sealed."""

from dataclasses import dataclass, field

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.installation import Installation
from sqlalchemy import delete, insert, or_, select

from parley.accounts.places import workspace_place
from parley.accounts.vault import CannotOpen, Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import slack_workspaces


@dataclass(frozen=True)
class Workspace:
    """One installation: `id` is the workspace's, or the organization's where it is for all of its workspaces."""

    id: str
    enterprise_id: str | None
    bot_token: str = field(repr=False)
    bot_id: str | None
    bot_user_id: str | None


class Workspaces(AsyncInstallationStore):
    """Keeps installations. The last one of a workspace counts, and one of the workspace before the organization's."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation that somebody just made."""
        workspace_id = installation.enterprise_id if installation.is_enterprise_install else installation.team_id
        if not workspace_id or not installation.bot_token:
            raise ValueError("an installation without a workspace or a bot token")
        await self.save(
            Workspace(
                workspace_id,
                installation.enterprise_id,
                installation.bot_token,
                installation.bot_id,
                installation.bot_user_id,
            )
        )

    async def save(self, workspace: Workspace) -> None:
        """Keep an installation in place of the one before."""
        await self._database.run(self._save, workspace)

    async def of(self, enterprise_id: str | None, team_id: str | None) -> Workspace | None:
        """Return the installation that serves a workspace, None without one or when its key is gone."""
        return await self._database.run(self._find, enterprise_id, team_id)

    async def remove(self, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget the installation of a workspace, or of the organization where no workspace is named."""
        gone = delete(slack_workspaces).where(slack_workspaces.c.id == (team_id or enterprise_id or ""))

        def remove() -> None:
            with self._database.write() as connection:
                connection.execute(gone)

        await self._database.run(remove)

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Return what Bolt works a request with, None where the app is not installed (any more)."""
        found = await self.of(enterprise_id, team_id)
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.bot_token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
        )

    def _save(self, workspace: Workspace) -> None:
        sealed = self._vault.seal(workspace.bot_token, workspace_place(workspace.id))
        values = {
            "id": workspace.id,
            "enterprise_id": workspace.enterprise_id,
            "bot_token": sealed,
            "bot_id": workspace.bot_id,
            "bot_user_id": workspace.bot_user_id,
            "installed_at": self._clock(),
        }
        with self._database.write() as connection:
            connection.execute(delete(slack_workspaces).where(slack_workspaces.c.id == workspace.id))
            connection.execute(insert(slack_workspaces).values(values))

    def _find(self, enterprise_id: str | None, team_id: str | None) -> Workspace | None:
        columns = slack_workspaces.c
        query = select(slack_workspaces).where(or_(columns.id == team_id, columns.id == enterprise_id))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        for row in sorted(rows, key=lambda one: one.id != team_id):
            try:
                token = self._vault.open(row.bot_token, workspace_place(row.id))
            except CannotOpen:
                continue
            return Workspace(row.id, row.enterprise_id, token, row.bot_id, row.bot_user_id)
        return None
