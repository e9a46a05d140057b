"""Alembic's environment: migrations run on the connection that `parley.db.migrate` opened."""

from alembic import context

from parley.db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
