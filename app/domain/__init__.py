"""The rules that client and server share.

Pure code: the standard library and msgspec, no database, no network, no Qt. Every value is an immutable
``msgspec.Struct`` that is at once the value shown, the row read and the record on the wire.

Begin with :mod:`app.domain.entity` (what a synced row is), :mod:`app.domain.registry` (which there are),
:mod:`app.domain.change` (operations and how they fold into a row) and :mod:`app.domain.merge` (what the server does
when two people changed the same row).
"""
