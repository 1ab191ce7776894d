"""Alembic's entry: runs the steps on the connection that it is handed."""

from alembic import context

from onrecord.ledger.opening import VERSION_TABLE
from onrecord.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
