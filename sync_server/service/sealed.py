"""Outboxes that were carried here in files: checked whole, then taken as if they had come by the line.

See :mod:`app.domain.sealed` for the file and for what its signature proves. Nothing is taken of a file that is damaged,
foreign or of another history. What is taken is taken in the pushes in which it would have come, so that a file that is
brought twice, or after the device found a line, changes nothing more and yields the same answers.
"""

import itertools
from collections.abc import Iterator
from typing import IO

import msgspec

from app.domain import sealed
from app.domain.change import Operation
from app.domain.errors import AppError
from app.domain.protocol import PUSH_OPERATIONS, Push, Seal
from app.domain.sealed import Answer, Answers, Attached, Opened, Outbox
from sync_server.service import accounts, exchange, promises
from sync_server.service.accounts import Caller
from sync_server.service.files import FileStore, Received, check_hash
from sync_server.storage import credentials, settings, streams
from sync_server.storage.database import Database
from sync_server.storage.records import Reader, Tx


class Taken(msgspec.Struct, frozen=True):
    """What a file brought, and what its answers are signed with; ``before`` of its operations were here already."""

    outbox: Outbox
    answers: Answers
    seal: Seal
    before: int = 0

    def count(self, *statuses: str) -> int:
        """Return how many operations have one of these results."""
        return sum(answer.result.status in statuses for answer in self.answers.answers)

    def write(self, target: IO[bytes]) -> None:
        """Write the answers as a file for the way back."""
        sealed.write(target, self.answers, self.seal.key)


def take_in(db: Database, store: FileStore, source: IO[bytes]) -> Taken:
    """Take a carried outbox in.

    Raises AppError: "sealed_damaged", "sealed_newer", "sealed_other_kind", "sealed_foreign" (of another server, signed
    with another key, or of a device whose account is closed), "sealed_other_history" (made before this server was
    restored: the device must hear of that first), "sealed_not_next" (an earlier file is missing, or the device's
    profile was copied: it must find a line once).
    """
    with sealed.opened(source, Outbox) as found:
        outbox = found.manifest
        seal, epoch = db.read(lambda reader: _checked(reader, db.server_id, found))
        if outbox.epoch != epoch:
            raise AppError("sealed_other_history")
        for attached in outbox.files:  # all of them before anything is taken
            for _ in found.pieces(attached):
                continue
        caller = Caller(outbox.agent_id, outbox.device_id)
        for attached in outbox.files:
            _keep_file(db, store, caller, attached, found.pieces(attached))
    answers, before = [], 0
    for ops in _pushes(outbox.ops):
        ids = [op.id for op in ops]
        before += db.read(lambda reader, ids=ids: len(streams.results(reader, ids)))  # type: ignore[misc]
        answers += _pushed(db, caller, outbox, ops)
    told = Answers(
        server_id=outbox.server_id,
        device_id=outbox.device_id,
        agent_id=outbox.agent_id,
        epoch=epoch,
        answers=tuple(answers),
        files=tuple(each.sha256 for each in outbox.files),
        made_at=db.read(lambda reader: reader.now),
    )
    return Taken(outbox, told, seal, before)


def _checked(reader: Reader, server_id: str, found: Opened[Outbox]) -> tuple[Seal, str]:
    """Return the device's seal and the present history for a file that is genuine and whose author may still write."""
    outbox = found.manifest
    if outbox.server_id != server_id:
        raise AppError("sealed_foreign", {"why": "server"})
    seal = settings.seal(reader, outbox.device_id)
    found.check(seal.key)
    if credentials.device_owner(reader, outbox.device_id) != outbox.agent_id:
        raise AppError("sealed_foreign", {"why": "account"})
    accounts.signed_in(reader, Caller(outbox.agent_id, outbox.device_id))
    return seal, reader.history.epoch


def _keep_file(db: Database, store: FileStore, caller: Caller, attached: Attached, pieces: Iterator[bytes]) -> None:
    sha256, size = check_hash(attached.sha256), attached.size
    if not store.has(sha256):
        begun = store.begun(sha256, caller.agent_id)
        if begun > size:  # it is no part of this one
            begun = 0
        offset = 0
        for piece in itertools.chain(pieces, [b""]):  # the empty one ends a file whose last piece was here before
            if store.has(sha256):
                break
            rest = piece[max(begun - offset, 0) :]
            offset += len(piece)
            if rest or begun == size:
                store.append(sha256, caller.agent_id, begun, size, rest)
                begun += len(rest)
    ref = store.describe(Received(sha256, size), "file", "")
    db.write(lambda tx: promises.received(tx, store, ref, caller.agent_id))


def _pushes(ops: tuple[Operation, ...]) -> Iterator[tuple[Operation, ...]]:
    """Yield operations in parts that one push may carry, whole actions in each."""
    part: list[Operation] = []
    for _, group in itertools.groupby(ops, key=lambda op: op.txn):
        action = list(group)
        if part and len(part) + len(action) > PUSH_OPERATIONS:
            yield tuple(part)
            part = []
        part += action
    if part:
        yield tuple(part)


def _pushed(db: Database, caller: Caller, outbox: Outbox, ops: tuple[Operation, ...]) -> list[Answer]:
    def push(tx: Tx) -> exchange.Batch:
        # no clock is compared on this way: the device's is taken as right, between what its author knew and now
        request = Push(client_id=outbox.client_id, epoch=outbox.epoch, ops=ops, wall=tx.now)
        return exchange.push(tx, caller, request)

    pushed = db.write(push).answer
    if pushed.problem:
        code = "sealed_other_history" if pushed.problem == "epoch" else "sealed_not_next"
        raise AppError(code, {"problem": pushed.problem})
    return [Answer(op.id, result) for op, result in zip(ops, pushed.results, strict=True)]
