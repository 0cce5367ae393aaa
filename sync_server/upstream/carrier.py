"""Carries files over the line to headquarters, a piece at a time, so that what people write goes before.

What is owed either way stands in the database of who lacks it (:mod:`sync_server.storage.carried`). What the other side
has not got itself yet is asked for again after a while.
"""

import functools
import logging
from collections.abc import Iterator
from itertools import chain

from app.domain.clock import Clock
from app.domain.errors import AppError
from app.domain.people import Agent
from sync_server.service import promises
from sync_server.service.branch_files import (
    AT_ONCE,
    PIECE,
    BranchAsk,
    BranchFile,
    BranchVouch,
    BranchVouched,
    BranchWanted,
    BranchWants,
)
from sync_server.service.files import FileStore, Received, register
from sync_server.storage import blobs, carried
from sync_server.storage.carried import UPSTREAM, Wanted
from sync_server.storage.database import Database
from sync_server.storage.records import Key, Reader, Tx
from sync_server.upstream.line import Line

log = logging.getLogger(__name__)
AGAIN_MS = 60_000
"""After how long what could not be had is asked for again, and whether headquarters wants anything."""


class Carrier:
    """Used by the relay's thread. :attr:`asks` is set when headquarters may want a file."""

    def __init__(self, db: Database, files: FileStore, line: Line, clock: Clock) -> None:
        self._db = db
        self._files = files
        self._line = line
        self._clock = clock
        self.asks = True
        self._asked_at = 0
        self._lacking: dict[tuple[str, object], int] = {}  # what could not be had -> when it was asked for
        self._under_way: Iterator[None] | None = None

    def begin_anew(self) -> None:
        """The line was down, or headquarters is another: begin with the files where they are."""
        self._under_way = None
        self.asks = True
        self._lacking.clear()

    def step(self) -> bool:
        """Carry the next piece; returns whether there may be more. Raises LineDown and AppError."""
        if self._under_way is None:
            self._under_way = chain(self._up(), self._down())
        try:
            next(self._under_way)
        except StopIteration:
            self._under_way = None
            return False
        except BaseException:
            self.begin_anew()
            raise
        return True

    def _one(self, wanted: Wanted, way: Iterator[None]) -> Iterator[None]:
        """One file that cannot be carried does not hold up the others."""
        try:
            yield from way
        except AppError as error:
            log.warning("The file %s cannot be carried over the line now: %s", wanted.sha256, error)

    # -- to headquarters -------------------------------------------------------------------------------------------

    def _up(self) -> Iterator[None]:
        now = self._clock()
        if not self.asks and now - self._asked_at < AGAIN_MS:
            return
        self.asks, self._asked_at = False, now
        after, more = "", True
        while more:
            found = self._line.post("/branch/v1/wants", BranchWants(after=after), BranchWanted)
            for each in found.files:
                yield from self._one(each, self._give(each))
            after, more = (found.files[-1].sha256, found.more) if found.files else ("", False)

    def _give(self, wanted: Wanted) -> Iterator[None]:
        def look(reader: Reader) -> tuple[list[Key], list[str], str]:
            rows = carried.vouched(reader, wanted.sha256, wanted.rows)
            return rows, carried.senders(reader, wanted.sha256), blobs.mime(reader, wanted.sha256)

        rows, senders, mime = self._db.read(look)
        if not (rows or senders) or not self._files.has(wanted.sha256):
            return
        vouch = BranchVouch(sha256=wanted.sha256, rows=tuple(rows), owners=tuple(senders))
        if wanted.begun or not self._vouch(vouch):
            yield from self._send(wanted, mime)
            self._vouch(vouch)

    def _vouch(self, vouch: BranchVouch) -> bool:
        """Say for which rows a file stands; returns whether it is there."""
        try:
            self._line.post("/branch/v1/vouch", vouch, BranchVouched)
        except AppError as error:
            if error.code not in ("no_such_file", "upload_offset"):
                raise
            return False
        return True

    def _send(self, wanted: Wanted, mime: str) -> Iterator[None]:
        size = self._files.pieces(wanted.sha256)[0]
        offset, sent = wanted.begun, False
        while offset < size or not sent:  # an empty file is one empty piece
            piece = self._files.piece(wanted.sha256, offset, PIECE)
            try:
                self._line.send(wanted.sha256, offset, size, mime, piece)
            except AppError as error:
                there = error.values.get("offset")
                if error.code != "upload_offset" or not isinstance(there, int) or there == offset:
                    raise
                offset = there  # an answer was lost
            else:
                offset, sent = offset + len(piece), True
            yield

    # -- from headquarters -----------------------------------------------------------------------------------------

    def _down(self) -> Iterator[None]:
        after = ""
        while True:
            found = self._db.read(functools.partial(_lacking, after=after))
            for each in found:
                key = (each.sha256, each.rows)
                if self._clock() - self._lacking.get(key, -AGAIN_MS) < AGAIN_MS:
                    continue
                self._lacking[key] = self._clock()
                yield from self._one(each, self._fetch(each))
            if len(found) < AT_ONCE:
                break
            after = found[-1].sha256
        self._lacking = {key: at for key, at in self._lacking.items() if self._clock() - at < AGAIN_MS}

    def _fetch(self, wanted: Wanted) -> Iterator[None]:
        ask = BranchAsk(sha256=wanted.sha256, rows=wanted.rows)
        answer = self._line.post("/branch/v1/ask", ask, BranchFile)
        yield
        if not answer.rows:
            return
        stored = self._db.read(lambda reader: blobs.stored(reader, [wanted.sha256]))
        if not stored or not self._files.has(wanted.sha256):
            offset = self._files.begun(wanted.sha256, UPSTREAM)
            received: Received | None = None
            while received is None:
                piece = self._line.piece(wanted.sha256, offset)
                received = self._files.append(wanted.sha256, UPSTREAM, offset, answer.size, piece)
                offset += len(piece)
                yield
            ref = self._files.describe(received, "file", answer.mime)
            self._db.write(lambda tx: register(tx, self._files, ref))

        def note(tx: Tx) -> None:
            promises.brought(tx, self._files, wanted.sha256, answer.rows, _givers(tx), ())

        self._db.write(note)
        self._lacking.pop((wanted.sha256, wanted.rows), None)


def _lacking(reader: Reader, after: str) -> list[Wanted]:
    return carried.wanted(reader, _givers(reader), after, AT_ONCE)


def _givers(reader: Reader) -> list[str]:
    """Return whose files come from headquarters: its own, and those of its people."""
    agents = reader.find(Agent)
    return [UPSTREAM, *(agent.id for agent in agents if agent.branch_id != reader.history.branch)]
