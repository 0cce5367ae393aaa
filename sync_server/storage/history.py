"""The audit log: who did what to which row."""

from collections.abc import Mapping

from app.domain.entity import Entity
from app.domain.ids import new_id
from app.domain.journal import Event
from app.domain.registry import BY_CLASS
from sync_server.storage.records import Tx

LONGEST = 200


def record(  # one line of the log has this many columns
    tx: Tx,
    subject: Entity,
    action: str,
    *,
    actor_id: str = "",
    device_id: str = "",
    composed_at: int = 0,
    at: int = 0,
    values: Mapping[str, object] | None = None,
) -> None:
    """Write one line about a row, in the row's own scope. Long values are cut.

    ``at`` is when it happened (ms) if that was before now: where a past is loaded.
    """
    shown = {name: value if isinstance(value, str) else str(value) for name, value in (values or {}).items()}
    tx.add(
        Event(
            id=new_id(),
            scope=subject.scope,
            subject=BY_CLASS[type(subject)].name,
            subject_id=subject.id,
            action=action,
            actor_id=actor_id,
            device_id=device_id,
            at=at or tx.now,
            composed_at=composed_at or at or tx.now,
            values={name: text if len(text) <= LONGEST else text[: LONGEST - 1] + "…" for name, text in shown.items()},
        )
    )
