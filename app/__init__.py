"""Zhiying Desk, the desktop client of a customer-service office that works without a network.

The layers, highest first; each may import only what stands to its right (checked by import-linter):
``__main__ > self_test > main > ui > commands | sync > storage > search > sql | system > domain``.
Begin with ``domain``, the rules that client and server share, then ``main``, which builds everything once.
This module holds the version and nothing else: it runs whenever the server imports the domain.
"""

__version__ = "0.2.0.dev0"
