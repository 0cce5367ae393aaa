"""The server's database: SQLite for a small office, PostgreSQL by URL. The only package that speaks SQL.

Begin with :mod:`sync_server.storage.database` (one write or one read is one transaction), then
:mod:`sync_server.storage.records` (what may be done inside one, and how a commit gets its number). The other modules
hold the queries of one subject each. May import app.domain, app.sql and sync_server.config.
"""
