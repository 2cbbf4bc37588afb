"""Alembic's entry: runs the migrations over the connection that service.store.schema hands in."""

from __future__ import annotations

from alembic import context

from service.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
context.run_migrations()
