"""The outbox as a signed file, and the server's answers from one: see :mod:`app.domain.sealed`."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from app.domain import sealed
from app.domain.change import Operation
from app.domain.errors import AppError
from app.domain.people import Agent
from app.domain.protocol import Seal
from app.domain.sealed import Answers, Attached, Outbox
from app.storage import blobs as blob_rows
from app.storage import outbox, rows
from app.storage.blobs import Blobs
from app.storage.core import OUTBOX, Connection, select
from app.storage.outbox import PENDING
from app.storage.replica import Replica
from app.storage.schema import refusal_of
from app.system.files import replace_atomically

_SEAL = "seal"


def keep(connection: Connection, seal: Seal) -> None:
    """Remember what this device signs with."""
    text = msgspec.json.encode(seal).decode()
    if outbox.state(connection, _SEAL) != text:
        outbox.set_state(connection, _SEAL, text)


def _seal(connection: Connection) -> Seal:
    text = outbox.state(connection, _SEAL)
    if not text:
        raise AppError("no_seal")
    return msgspec.json.decode(text, type=Seal)


def collect(connection: Connection, blobs: Blobs, agent_id: str, now: int) -> tuple[Outbox, Seal]:
    """Return everything that was not sent, actions and files, with what it is signed with.

    Raises AppError: "no_seal" on a device that no server has greeted yet, "nothing_to_export".
    """
    seal = _seal(connection)
    query = select(OUTBOX.c.op).where(OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
    ops = tuple(msgspec.json.decode(text, type=Operation) for (text,) in connection.execute(query))
    hashes = [sha256 for op in ops for sha256 in op.deps] + [sha256 for sha256, _ in blob_rows.unsent(connection)]
    files = tuple(_attached(blobs, dict.fromkeys(hashes)))
    if not ops and not files:
        raise AppError("nothing_to_export")
    agent = rows.get(connection, Agent, agent_id)
    found = Outbox(
        server_id=seal.server_id,
        device_id=seal.device_id,
        agent_id=agent_id,
        client_id=outbox.stream(connection),
        epoch=outbox.state(connection, "epoch"),
        ops=ops,
        files=files,
        made_at=now,
        agent_name=agent.name if agent is not None else "",
    )
    return found, seal


def _attached(blobs: Blobs, hashes: dict[str, None]) -> Iterator[Attached]:
    """Name those of the files that are here: what the server has already may have been removed from this device."""
    for sha256 in hashes:
        path = blobs.path(sha256)
        if path is not None:
            yield Attached(sha256, path.stat().st_size)


def export(target: Path, found: Outbox, seal: Seal, blobs: Blobs) -> int:
    """Write an outbox into a file and return how many actions and files it holds. Nothing of it leaves the outbox.

    Raises AppError: "disk_full", "database_not_writable".
    """
    opened = ((each.sha256, blobs.open(each.sha256)) for each in found.files)

    def write(file: IO[bytes]) -> None:
        sealed.write(file, found, seal.key, ((sha256, one[0]) for sha256, one in opened if one is not None))

    try:
        replace_atomically(target, write)
    except OSError as error:
        raise refusal_of(error, target.parent) from error
    return len({op.txn for op in found.ops}) + len(found.files)


def open_answers(source: Path, seal: Seal) -> Answers:
    """Return the answers in a file. Raises AppError: "sealed_damaged", "sealed_foreign" and what else is wrong."""
    try:
        with source.open("rb") as file, sealed.opened(file, Answers) as found:
            found.check(seal.key)
            return found.manifest  # the key is this device's with this server: no other's answers pass
    except OSError as error:
        raise AppError("file_unreadable", {"name": source.name}) from error


def read_answers(connection: Connection, source: Path) -> Answers:
    """Return the answers to this device in a file. Raises AppError as :func:`open_answers`, and "no_seal"."""
    return open_answers(source, _seal(connection))


def take_answers(replica: Replica, answers: Answers) -> int:
    """Take in answers that came in a file, as if they had come by the line; returns how many were news, of actions and
    of files.

    Commit it durably. Raises AppError("sealed_other_history") for answers of another history of the server's.
    """
    if answers.epoch != outbox.state(replica.connection, "epoch"):
        raise AppError("sealed_other_history")
    given = {answer.op_id: answer.result for answer in answers.answers}
    query = select(OUTBOX.c.op).where(OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
    pending = [msgspec.json.decode(text, type=Operation) for (text,) in replica.connection.execute(query)]
    ops = [op for op in pending if op.id in given]
    if ops:
        replica.answered(ops, [given[op.id] for op in ops])
    given_files = set(answers.files)
    arrived = [sha256 for sha256, _ in blob_rows.unsent(replica.connection) if sha256 in given_files]
    for sha256 in arrived:
        blob_rows.sent(replica.connection, sha256)
    return len(ops) + len(arrived)
