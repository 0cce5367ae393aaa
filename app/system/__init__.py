"""The operating system: the user's folders, settings, secrets and logs.

May import ``app.domain`` only; no Qt, no database, no network. Begin with :mod:`app.system.paths`, which says where
everything lies. Everything that another program, the disk or the desktop can spoil is caught here and told as a code.
"""
