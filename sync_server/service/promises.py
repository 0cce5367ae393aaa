"""Files that rows name before they are here.

What an agent writes is accepted at once, however slow his line: the files of it follow. Until they are here his row
says that they are on their way (``FileRef.pending``), and opens them to nobody: neither by naming a file that somebody
else is sending, nor by naming one that lies here but that he may not see, does anybody get it, or learn that it is
here. Who has a file sends it; then the rows in which he named it change, and everybody's desk hears of that.
"""

from collections.abc import Collection
from typing import Any

import msgspec

from app.domain.entity import Entity
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.people import Agent
from app.domain.registry import ENTITIES
from sync_server.service import accounts, files
from sync_server.service.files import FileStore
from sync_server.service.permissions import Context
from sync_server.storage import blobs, carried, uses
from sync_server.storage.blobs import Blob
from sync_server.storage.records import Key, Tx


def taken(tx: Tx, fields: dict[str, Any], who: Context) -> dict[str, Any]:
    """Return an operation's field values with what they say of files put right; what is not here is promised."""
    named = files.hashes_in(fields)
    if not named:
        return fields
    stored = blobs.stored(tx, named)
    seen = {each: blob for each, blob in stored.items() if uses.visible(tx, each, who.actor, who.scopes)}
    tx.promised_by.update(dict.fromkeys(named - seen.keys(), who.actor.id))
    return files.as_stored(fields, seen)


def received(tx: Tx, store: FileStore, ref: FileRef, agent_id: str) -> None:
    """Note a file that an agent has sent. Raises AppError("upload_offset") if it has to be sent again."""
    files.register(tx, store, ref)
    uses.note_upload(tx, ref.sha256, agent_id)
    keep(tx, ref.sha256)


def keep(tx: Tx, sha256: str) -> None:
    """Let the rows of those who promised a file and may see it by now say that it is here."""
    found = blobs.stored(tx, [sha256]).get(sha256)
    owing = uses.promisers(tx, sha256) if found is not None else []
    while found is not None:
        agents = [agent for agent in (tx.peek(Agent, each) for each in owing) if agent is not None]
        able = [
            each.id
            for each in agents
            if uses.visible(tx, sha256, accounts.actor_of(each), accounts.scopes_of(tx, each))
        ]
        if not able:
            return
        for agent_id in able:
            for ent, row_id in uses.promised(tx, sha256, agent_id):
                row = tx.get(ENTITIES[ent].cls, row_id)
                if row is not None:
                    _tell(tx, row, sha256, found)
            uses.keep(tx, sha256, agent_id)
        owing = [each for each in owing if each not in able]  # who sees one of these rows may see the file, too


def brought(
    tx: Tx, store: FileStore, sha256: str, rows: Collection[Key], givers: Collection[str], owners: Collection[str]
) -> None:
    """A server on the other side of a branch's border has sent a file, and vouches for rows and for agents who have it.

    Raises AppError("upload_offset") if it has to be sent again.
    """
    blob = blobs.stored(tx, [sha256]).get(sha256)
    if blob is None or not store.has(sha256):
        raise AppError("upload_offset", {"offset": 0})
    for owner in owners:
        uses.note_upload(tx, sha256, owner)
    for ent, row_id in rows:
        row = tx.get(ENTITIES[ent].cls, row_id) if ent in ENTITIES else None
        if row is not None and carried.keep(tx, sha256, (ent, row_id), givers):
            tx.carried.add((ent, row_id))
            _tell(tx, row, sha256, blob)
    keep(tx, sha256)


def _tell(tx: Tx, row: Entity, sha256: str, blob: Blob) -> None:
    """Write a row whose file is here now. Nobody's change is overtaken by that: the fields keep their stamps."""

    def arrived(ref: FileRef) -> FileRef:
        return files.arrived(ref, blob) if ref.sha256 == sha256 else ref

    after = uses.with_files(row, arrived)
    rev = max(row.rev, tx.history.rev_floor) + 1
    tx.write(msgspec.structs.replace(after, rev=rev), tx.stamps(type(row), row.id))
