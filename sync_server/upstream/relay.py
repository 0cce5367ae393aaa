"""What is exchanged with headquarters next. One thread, one request at a time; all that it knows is in the database."""

import logging
import random
import threading
import time

import msgspec

from app.domain.change import Result
from app.domain.clock import Clock
from app.domain.entity import Entity
from app.domain.errors import AppError
from app.domain.people import Agent
from app.domain.protocol import PUSH_OPERATIONS, Pull, Push, Pushed, Row
from app.domain.registry import ENTITIES
from sync_server import __version__
from sync_server.service import across, envelopes, letterbox, orders
from sync_server.service.branches import (
    BranchFed,
    BranchFeed,
    BranchHello,
    BranchPage,
    BranchPull,
    BranchPush,
    BranchWelcome,
    FedRow,
)
from sync_server.service.files import FileStore, hashes_in
from sync_server.service.headquarters import Headquarters
from sync_server.storage import border, carried, feed, homes, streams, upward
from sync_server.storage.border import Kept
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Commit, Reader, Tx
from sync_server.storage.upward import Place
from sync_server.upstream.carrier import Carrier
from sync_server.upstream.line import Line, LineDown

log = logging.getLogger(__name__)
EVERY_S = 1.0
LONGEST_PAUSE_S = 30.0
FEED_ROWS = 1_000
LATE = frozenset({"article", "article_draft", "flow"})
"""Rows of headquarters of which a desk may send a file after the operation that names it went up."""
_ORDER = {name: place for place, name in enumerate(ENTITIES)}


class Anew(Exception):
    """Headquarters is not where we thought: greet it again."""


class Up(msgspec.Struct, frozen=True):
    """What goes up next, as of one moment: rows, or, when there are none, operations."""

    own_epoch: str
    rows: tuple[FedRow, ...]
    upto: int
    kept: tuple[Kept, ...]
    now: int


class Relay:
    """Keeps a branch's database in step with headquarters from :meth:`start` to :meth:`stop`."""

    def __init__(
        self, db: Database, line: Line, files: FileStore, clock: Clock, headquarters: Headquarters | None = None
    ) -> None:
        self._db = db
        self._headquarters = headquarters or Headquarters(clock)
        self._line = line
        self._carrier = Carrier(db, files, line, clock)
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upstream", daemon=True)
        self._fed = self._looked = 0
        self._greeted = self._ordered = False

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def committed(self, commit: Commit) -> None:
        """Look what goes up: something changed here."""
        self._wake.set()
        if commit.entities & LATE:
            self._carrier.asks = True

    def stop(self) -> None:
        """End; a request under way is cut off."""
        self._stopped.set()
        self._wake.set()
        self._line.abort()
        if self._thread.is_alive():
            self._thread.join()
        self._line.close()

    def _run(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            self._wake.clear()
            if self.attempt(failures):
                failures = 0
                self._wake.wait(EVERY_S)
            else:
                failures += 1
                pause = min(LONGEST_PAUSE_S, 2.0 ** min(failures, 6) / 2) * random.uniform(0.5, 1.0)
                self._stopped.wait(pause)

    def attempt(self, failures: int = 0) -> bool:
        """Exchange everything that there is, if that can be done; returns whether it was. Who asks is told how."""
        try:
            self.once()
        except LineDown as error:
            self._headquarters.found("down")
            log.log(logging.INFO if failures else logging.WARNING, "No line to headquarters: %s", error)
        except DatabaseBusy as error:
            log.warning("The exchange with headquarters waits for the database: %s", error)
        except AppError as error:
            self._headquarters.found("refused")
            log.log(logging.INFO if failures else logging.ERROR, "Headquarters refuses this branch's server: %s", error)
        except Exception:
            log.exception("The exchange with headquarters failed by a bug")
        else:
            self._headquarters.found("up")
            return True
        self._greeted = False
        return False

    def once(self) -> None:
        """Exchange everything that there is. Raises LineDown and AppError."""
        while not self._stopped.is_set():
            try:
                if not self._greeted:
                    self._greet()
                self._feed_and_push()
                while self._pull() and not self._stopped.is_set():
                    continue
            except Anew:
                self._greeted = False
                continue
            if self._ordered:
                continue  # what became of the orders goes up before the answers to them
            if not self._db.read(upward.place).begins and not self._carry():
                return

    def _carry(self) -> bool:
        """Carry files until there is something else to exchange; returns whether there may be more of them."""
        self._headquarters.found("up")  # the first files of a branch take hours
        until = time.monotonic() + EVERY_S
        while self._carrier.step():
            if self._wake.is_set() or self._stopped.is_set() or time.monotonic() > until:
                self._wake.clear()
                return True
        return False

    # -- greeting --------------------------------------------------------------------------------------------------

    def _greet(self) -> None:
        own, place = self._db.read(lambda reader: (reader.history.epoch, upward.place(reader)))
        hello = BranchHello(epoch=own, known=place.epoch, version=__version__)
        welcome = self._line.post("/branch/v1/hello", hello, BranchWelcome)
        self._db.write(lambda tx: _greeted(tx, welcome))
        self._fed = self._looked = welcome.fed
        self._greeted = True
        self._carrier.begin_anew()

    # -- up --------------------------------------------------------------------------------------------------------

    def _feed_and_push(self) -> None:
        while not self._stopped.is_set():
            place = self._db.read(upward.place)
            if place.begins:
                return
            up = self._db.read(self._next)
            if up.rows:
                self._feed(place, up)
            elif up.kept:
                self._push(place, up)
            else:
                return

    def _next(self, reader: Reader) -> Up:
        rows, upto = upward.changes(reader, max(self._fed, self._looked), FEED_ROWS)
        while not rows and upto < feed.head(reader):
            rows, upto = upward.changes(reader, upto, FEED_ROWS)
        kept = () if rows else tuple(border.unsent(reader, PUSH_OPERATIONS))
        if not rows:
            self._looked = upto
        return Up(reader.history.epoch, tuple(_fed_row(row) for row in rows), upto, kept, reader.now)

    def _feed(self, place: Place, up: Up) -> None:
        page = BranchFeed(epoch=place.epoch, own_epoch=up.own_epoch, after=self._fed, upto=up.upto, rows=up.rows)
        fed = self._line.post("/branch/v1/feed", page, BranchFed)
        if fed.epoch != place.epoch or fed.fed != up.upto:
            raise Anew
        self._fed = self._looked = fed.fed
        if any('"sha256"' in row.image for row in up.rows):
            self._carrier.asks = True

    def _push(self, place: Place, up: Up) -> None:
        first = up.kept[0]
        push = Push(client_id=first.stream, epoch=place.epoch, ops=tuple(each.op for each in up.kept), wall=up.now)
        request = BranchPush(agent_id=first.agent_id, device_id=first.device_id, push=push)
        pushed = self._line.post("/branch/v1/push", request, Pushed)
        self._db.write(lambda tx: _answered(tx, up.kept, pushed))
        if any(hashes_in(envelopes.fields_of(each.op)) for each in up.kept):
            self._carrier.asks = True
        if pushed.problem == "epoch":
            raise Anew
        if pushed.problem:
            log.error("Headquarters knows another stream of ours (%s): it begins anew.", pushed.problem)
            self._db.write(border.begin_streams)

    # -- down ------------------------------------------------------------------------------------------------------

    def _pull(self) -> bool:
        place, answers = self._db.read(_place_and_answers)
        pull = Pull(client_id="branch", epoch=place.epoch, cursors=place.cursors, passes=place.passes, view="")
        request = BranchPull(
            pull=pull, begins=place.begins, letters=place.letters, accounts=place.accounts, orders=place.orders,
            answers=answers,
        )  # fmt: skip
        came = self._line.post("/branch/v1/pull", request, BranchPage)
        if came.page.problem:
            raise Anew
        self._db.write(lambda tx: take_page(tx, came), in_turn=True)
        if place.begins and not came.page.more:
            self._began(place)
        self._ordered = bool(came.orders)
        return came.page.more

    def _began(self, place: Place) -> None:
        """Say that the rows of the own groups are here: from now on they go up."""
        own_epoch = self._db.read(lambda reader: reader.history.epoch)
        page = BranchFeed(epoch=place.epoch, own_epoch=own_epoch, after=0, upto=0)
        fed = self._line.post("/branch/v1/feed", page, BranchFed)
        if fed.epoch != place.epoch:
            raise Anew
        self._fed = self._looked = fed.fed
        self._db.write(lambda tx: upward.keep_place(tx, msgspec.structs.replace(upward.place(tx), begins=False)))


def _fed_row(row: Row) -> FedRow:
    image = bytes(row.image).decode() if row.kind == "put" else ""
    return FedRow(ent=row.ent, id=row.id, seq=row.seq, image=image)


def _greeted(tx: Tx, welcome: BranchWelcome) -> None:
    """Note where headquarters stands. Raises AppError("other_server") for another one than before, or an office."""
    place = upward.place(tx)
    strangers = not tx.history.branch and tx.count(Agent) > 0
    other = place.server_id not in ("", welcome.server_id) or tx.history.branch not in ("", welcome.branch_id)
    if strangers or other:
        raise AppError("other_server", {"server_id": welcome.server_id, "branch": welcome.branch_id})
    if not tx.history.branch:
        upward.belong(tx, welcome.branch_id, welcome.block)
    if place.epoch != welcome.epoch:
        if place.epoch:
            log.warning("Headquarters was restored: this branch sends again what it has kept.")
            border.begin_streams(tx)
        anew = bool(place.epoch)
        place = Place(epoch=welcome.epoch, server_id=welcome.server_id, begins=place.begins, sweeps=anew)
    elif welcome.begins and not place.begins:
        border.begin_streams(tx)  # this server was restored: the numbers that follow were used
    upward.keep_place(tx, msgspec.structs.replace(place, begins=place.begins or welcome.begins))


def _answered(tx: Tx, kept: tuple[Kept, ...], pushed: Pushed) -> None:
    for each, result in zip(kept, pushed.results, strict=False):
        border.answer(tx, each.op, result)
        if result.status == "rejected":
            log.warning("Headquarters refused %s of %s: %s", each.op.kind, each.op.ent, result.code)
            across.refused(tx, each, result)
    border.forget_old(tx)


def take_page(tx: Tx, came: BranchPage) -> None:
    """Take in what came down, and note how far that goes, in one transaction."""
    place = upward.place(tx)
    page = came.page
    for row in page.rows:
        _take_row(tx, row, place.begins)
    for scope in place.cursors.keys() - set(page.scopes):
        border.leave(tx, scope)
    if came.upto > place.letters:
        _take_letters(tx, came.letters, place.begins)
    if came.accounts or came.webchat is not None:
        upward.keep_accounts(tx, came.accounts, came.webchat)
    if place.sweeps and not page.more:
        border.sweep(tx)
    if came.orders:
        orders.take_orders(tx, came.orders, page.now)
    now = msgspec.structs.replace(
        place,
        sweeps=place.sweeps and page.more,
        cursors=page.cursors,
        passes=page.passes,
        letters=max(place.letters, came.upto),
        accounts=came.digest,
        orders=max((each.lsn for each in came.orders), default=place.orders),
        ordered=tuple(each.op.id for each in came.orders),
    )
    upward.keep_place(tx, now)


def _place_and_answers(reader: Reader) -> tuple[Place, dict[str, Result]]:
    place = upward.place(reader)
    return place, streams.results(reader, place.ordered) if place.ordered else {}


def _image(row: Row) -> Entity:
    value: Entity = msgspec.json.decode(row.image, type=ENTITIES[row.ent].cls)
    return value


def _take_row(tx: Tx, row: Row, begins: bool) -> None:
    entity = ENTITIES.get(row.ent)
    if entity is None:
        return
    if row.kind == "put":
        image = _image(row)
        if not homes.here(tx, image):
            border.take(tx, image)
        elif begins or tx.get(entity.cls, row.id) is None:
            _keep(tx, image)
        return
    present = tx.get(entity.cls, row.id)
    if present is not None and (row.kind == "del" or present.scope == row.scope):
        border.forget(tx, row.ent, row.id)


def _take_letters(tx: Tx, letters: tuple[Row, ...], begins: bool) -> None:
    """Take what headquarters gave this branch, and what it copied for the branch's pages.

    What is here already is the branch's, and newer; but one that was restored may have given it away since.
    """
    rows = sorted((row for row in letters if row.ent in ENTITIES), key=lambda row: _ORDER[row.ent])
    present = {(row.ent, row.id): tx.get(ENTITIES[row.ent].cls, row.id) for row in rows}
    given = {key for key, value in present.items() if begins or value is None or not homes.here(tx, value)}
    for row in rows:  # parents first
        if (row.ent, row.id) in given:
            image = _image(row)
            if homes.here(tx, image):
                _keep(tx, image)
            else:
                border.take(tx, image)
    letterbox.came_home(tx, given)


def _keep(tx: Tx, image: Entity) -> None:
    """Write a row that is at home here from now on."""
    present = tx.get(type(image), image.id)
    upward.given(tx, image)
    border.came_home(tx, image)
    carried.put(tx, msgspec.structs.replace(image, rev=present.rev if present else 0), carried.UPSTREAM)
