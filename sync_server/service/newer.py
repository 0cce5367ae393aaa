"""What newer programs wrote: fields that this server does not know are kept with the row, and sent on as they came.

When the server is upgraded and knows a field, what was kept of it is taken into the row. So neither side has to be
upgraded first.
"""

import functools
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain.change import Operation, decode_fields, field_types
from app.domain.entity import EntityType, Merge
from app.domain.errors import AppError
from app.domain.registry import ENTITIES, SCHEMA
from sync_server.storage import extra
from sync_server.storage.database import Database
from sync_server.storage.records import Tx

AT_ONCE = 200
_NEVER = frozenset({Merge.SERVER, Merge.INTENT})
"""Rules of fields that no operation sets, whatever program wrote it."""


def unknown_fields(entity: EntityType, op: Operation) -> Mapping[str, Any]:
    """Return the fields of an operation that only a newer program can know."""
    if op.schema <= SCHEMA or op.kind not in ("create", "patch"):
        return {}
    known = field_types(entity.cls)
    return {name: value for name, value in op.body.items() if name not in known}


def take_in(db: Database) -> None:
    """Take what was kept into the rows, a few at a time. Does nothing when this server has done so already."""
    if not db.read(extra.due):
        return
    for entity in ENTITIES.values():
        after: str | None = ""
        while after is not None:
            after = db.write(functools.partial(_take_in, entity=entity, after=after))
    db.write(extra.looked)


def _take_in(tx: Tx, entity: EntityType, after: str) -> str | None:
    """Take in the next rows of an entity; returns the last one's id, None when there are no more."""
    ids = extra.holders(tx, entity, after, AT_ONCE)
    for row_id, row in tx.get_many(entity.cls, ids).items():
        kept = tx.extra(entity.cls, row_id)
        values: dict[str, Any] = {}
        for name in kept.keys() & field_types(entity.cls).keys():
            try:
                values |= decode_fields(entity.cls, {name: kept[name]}) if entity.rule(name) not in _NEVER else {}
            except AppError:
                continue  # it came to mean something else
        if values:
            tx.put(msgspec.structs.replace(row, **values))
        tx.keep_extra(entity.cls, row_id, {name: kept[name] for name in kept.keys() - field_types(entity.cls).keys()})
    return ids[-1] if len(ids) == AT_ONCE else None
