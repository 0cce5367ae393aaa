"""Signing in and out, the first synchronisation, and local data that cannot be opened.

Not a screen of the rail: these pages stand before the desk (``gate``) or over it (``dialogs``). May import the kit, the
domain, ``app.storage`` for reading, and of ``app.sync`` the light :mod:`app.sync.admission`.
"""
