"""Plumbing and widgets that know no feature.

May import :mod:`app.domain` and :mod:`app.system`, never a feature, the shell, storage, commands or sync: what it
needs of a database is a :class:`typing.Protocol` in :mod:`app.ui.kit.tasks`.

Where to begin:

- look: ``theme`` (colours, sizes, fonts), ``icons``, ``painters`` (for delegates), ``gallery`` (all on one page)
- words: ``i18n`` (every visible string), ``formats`` (times, durations, sizes), ``notices``, ``sentences`` (of errors)
- data: ``tasks`` (work off the GUI thread), ``feed`` (what may be stale), ``table_model`` (rows by difference)
- structure: ``action`` (what a person can do), ``screen`` (what a feature gives to the shell), ``panes``
- text: ``rich_text`` (safe documents, IME guard), ``rich_blocks`` (blocks to and from a document)
"""
