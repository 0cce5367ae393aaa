"""What a person can do: one plain function a user action, one transaction each.

Commands take a :class:`app.storage.transaction.Tx` first and run on the database's writer thread, through
``tasks.write(lambda tx: commands.conversations.send(tx, …))``. They raise :class:`app.domain.errors.AppError` when a
rule says no, and then nothing has changed. ``tx.label`` makes an action one that can be undone. May import the domain,
:mod:`app.storage` and below; never Qt. Begin with :mod:`app.commands.conversations`.
"""
