"""Knowledge in and out as tables: reading, checking and writing, without a database.

Nothing here changes the office's data. Begin with :func:`app.commands.transfer.plan.plan_import`: it takes a table
(:mod:`~app.commands.transfer.table`), the files beside it (:mod:`~app.commands.transfer.files`) and the articles that
exist, and returns what an import would do, row by row. :mod:`~app.commands.transfer.export` writes what it reads, and
:mod:`~app.commands.transfer.template` the empty form. The transaction that carries out a plan stands elsewhere.
"""
