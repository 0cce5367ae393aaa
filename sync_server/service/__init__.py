"""The server's rules: each function is given a transaction and never commits.

Begin with :mod:`sync_server.service.exchange` (operations in), :mod:`sync_server.service.pages` (state out) and
:mod:`sync_server.service.permissions` (who may) and :mod:`sync_server.service.rules` (what follows from an accepted
change). May import storage, config and app.domain.
"""
