"""Rows that this program does not understand: entities and words of a newer one, kept for the program that will.

One row that cannot be read must neither keep all others from this device nor be lost to it.
"""

import logging
from collections.abc import Collection, Sequence

import msgspec

from app.domain.entity import Entity
from app.domain.protocol import Row
from app.domain.registry import ENTITIES
from app.storage.core import SYNC_PARKED, Connection, delete, insert, select

log = logging.getLogger(__name__)


def readable(connection: Connection, ent: str, found: Sequence[Row]) -> list[tuple[Row, Entity | None]]:
    """Return the rows of one entity that this program knows, with the images of those that are put; park the rest."""
    known: list[tuple[Row, Entity | None]] = []
    strange: list[Row] = []
    decoder = msgspec.json.Decoder(ENTITIES[ent].cls) if ent in ENTITIES else None
    for row in found:
        if decoder is None:
            strange.append(row)
            continue
        try:
            known.append((row, decoder.decode(row.image) if row.kind == "put" else None))
        except msgspec.ValidationError as error:
            log.warning("The %s %s cannot be read and is kept for a newer program: %s", ent, row.id, error)
            strange.append(row)
    _park(connection, found, strange)
    return known


def _park(connection: Connection, found: Sequence[Row], strange: Sequence[Row]) -> None:
    """Keep the strange rows, and forget older images of all that were found."""
    p = SYNC_PARKED.c
    if connection.exec_driver_sql("SELECT 1 FROM sync_parked LIMIT 1").fetchone() is not None:
        for row in found:
            connection.execute(delete(SYNC_PARKED).where(p.ent == row.ent, p.row == row.id))
    for row in strange:
        if row.kind == "put":
            values = {"scope": row.scope, "seq": row.seq, "image": bytes(row.image).decode()}
            connection.execute(insert(SYNC_PARKED).values(ent=row.ent, row=row.id, **values))


def known_now(connection: Connection) -> list[Row]:
    """Return the parked rows of entities that this program knows."""
    p = SYNC_PARKED.c
    query = select(p.scope, p.ent, p.row, p.seq, p.image).where(p.ent.in_(list(ENTITIES)))
    return [
        Row(scope=scope, ent=ent, id=row_id, seq=seq, image=msgspec.Raw(image.encode()))
        for scope, ent, row_id, seq, image in connection.execute(query)
    ]


def forget(connection: Connection, scopes: Collection[str]) -> None:
    """Forget what was parked of scopes that this device loses or is brought anew."""
    connection.execute(delete(SYNC_PARKED).where(SYNC_PARKED.c.scope.in_(list(scopes))))
