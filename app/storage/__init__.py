"""The local database: one SQLite file a person, fully usable without a network.

May import the domain, :mod:`app.sql`, :mod:`app.system` and :mod:`app.search`; SQLAlchemy and the tables through
:mod:`app.storage.core`, which keeps them out of the start. Begin with
:mod:`app.storage.database` (who may write, who reads), then :mod:`app.storage.transaction` (the one way to write) and
:mod:`app.storage.replica` (what the sync engine does with pages and results). One module a feature holds the queries
its screens need and returns small row values.
"""
