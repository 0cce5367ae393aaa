"""The sync server: orders changes, routes conversations, owns their state and computes the shared reports.

The layers, highest first: ``__main__ > server > http > channels > service | routing | robot > storage > config``.
Of the client it may import only ``app.domain``, ``app.search`` and ``app.sql``.
Begin with ``server.create_app``. This module holds the version and nothing else.
"""

__version__ = "0.1.0"
