"""Alembic's scripts of the server's database; ``app.sql.upgrade`` runs them to the newest."""
