"""Which rows are about a person: found by following the foreign keys, so that a new table is covered by being made."""

from sqlalchemy import ColumnElement, ForeignKey, Table, or_, select

from parley.db.tables import metadata, principals

# Tables that no person can be found from, and why.
ABOUT_NOBODY = {
    "revocations": "tokens to be ended at Calendly; whose they were is not kept",
    "erasures": "which conversations are to be forgotten, and gone once they are",
    "slack_workspaces": "a workspace's installation, with the bot's own token",
    "rest_clients": "programs that people come by, as their operator named them",
    "rest_keys": "digests of these programs' keys",
    "slack_states": "digests of installations under way, for ten minutes",
}


def tables_about() -> list[Table]:
    """Return the tables that lead to a person, the person's own first."""
    return [table for table in metadata.sorted_tables if table is principals or _way(table)]


def is_about(table: Table, principal_id: str) -> ColumnElement[bool]:
    """Return the condition for those rows of the table that are about the person."""
    if table is principals:
        return principals.c.id == principal_id
    return or_(*(_leads(key, principal_id) for key in _way(table)))


def _way(table: Table) -> list[ForeignKey]:
    """Return the foreign keys that lead from the table towards a person."""
    keys = sorted(table.foreign_keys, key=lambda key: key.parent.name)
    return [key for key in keys if key.column.table is principals or _way(key.column.table)]


def _leads(key: ForeignKey, principal_id: str) -> ColumnElement[bool]:
    whose = is_about(key.column.table, principal_id)
    return key.parent.in_(select(key.column).where(whose))
