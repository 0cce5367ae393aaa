"""Runs the migrations on the connection that :func:`app.sql.upgrade` hands over."""

from alembic import context

from app.storage.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=True,
    include_name=lambda name, kind, parents: not (name or "").startswith(("fts_", "search_")),
)
with context.begin_transaction():
    context.run_migrations()
