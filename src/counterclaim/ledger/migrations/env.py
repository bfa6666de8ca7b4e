"""Alembic's entry: runs the steps on the connection, and in the transaction, it is given."""

from alembic import context

from counterclaim.ledger.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,  # on SQLite too: our transactions hold DDL
)
context.run_migrations()
