"""What happened, who did it, and what could not be reconciled: rows that the server writes about other rows."""

import msgspec

from app.domain.entity import Entity, EntityType, Merge

REFUSED = "operation"
"""Instead of a field of a conflict: a whole operation was refused by a server that its author's did not wait for.

``lost`` is the operation, ``kept`` the result: its code and values.
"""


class Event(Entity, frozen=True, kw_only=True):
    """One line of a row's history and of the audit log. ``at`` is the server's time in ms."""

    subject: str  # entity name
    subject_id: str
    action: str
    actor_id: str = ""
    device_id: str = ""
    at: int = 0
    composed_at: int = 0
    values: dict[str, str] = msgspec.field(default_factory=dict)


class Conflict(Entity, frozen=True, kw_only=True):
    """A change that lost against a concurrent one. The values are JSON text; ``scope`` is its author's own.

    ``at`` is when the server found it, ``kept_at`` and ``lost_at`` when the two were written (0 in older rows).
    """

    entity: str
    row_id: str
    field: str
    base: str = "null"
    kept: str = "null"
    lost: str = "null"
    op_id: str = ""
    author_id: str = ""
    kept_by: str = ""
    at: int = 0
    open: bool = True
    kept_at: int = 0
    lost_at: int = 0


EVENT = EntityType(
    name="event",
    cls=Event,
    merge={name: Merge.SERVER for name in Event.__struct_fields__},
    client_creates=False,
    indexes=(("subject_id", "at"),),
)
CONFLICT = EntityType(
    name="conflict",
    cls=Conflict,
    merge={**{name: Merge.SERVER for name in Conflict.__struct_fields__}, "open": Merge.REGISTER},
    client_creates=False,
    indexes=(("row_id",),),
)
