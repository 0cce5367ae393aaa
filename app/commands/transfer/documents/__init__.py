"""Documents as articles: DOCX, HTML, Markdown, text and PDF files become blocks, which are cut into sections.

Nothing here asks the network or the database, runs what a document carries, or writes anything. Begin with
:func:`app.commands.transfer.documents.reading.read_document`: it gives the blocks of one file with the pictures and
what was left out of it (:class:`~app.commands.transfer.documents.document.Document`).
:mod:`~app.commands.transfer.documents.sections` cuts them at their headings as a person says, and
:mod:`~app.commands.transfer.documents.planning` makes of the sections the same plan that a table makes.
"""
