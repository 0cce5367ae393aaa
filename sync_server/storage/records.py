"""What may be done inside one transaction: read rows, put rows, and give the commit its number.

A write collects the rows it changed. The last statements before COMMIT take the next number of the server's history
(``UPDATE sync_head``) and move the rows' entries of the feed to it: the row lock on ``sync_head`` is held until the
commit is visible, so numbers are dense and their order is the order of visibility.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy import Connection, Select, Table, delete, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from app.domain.change import field_types
from app.domain.entity import Entity, EntityType, own_fields
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.flows import Flow
from app.domain.journal import Conflict
from app.domain.knowledge import ArticleVersion
from app.domain.merge import Stamp, Stamps
from app.domain.people import Agent
from app.domain.registry import BY_CLASS, ENTITIES
from app.domain.rich import body_images
from app.sql import chunks, codec
from sync_server.storage import bulk, lineage
from sync_server.storage.stamps import decode_stamps, encode_stamps, keeps_stamps
from sync_server.storage.tables import COUNTER, ENTITY_TABLES, FILE_USE, RESCOPED, SYNC_FEED, SYNC_HEAD, SYNC_TIME

E = TypeVar("E", bound=Entity)
V = TypeVar("V")
Key = tuple[str, str]
"""Entity name and row id."""
Known = tuple[Hashable, ...]
"""The name of something that a transaction has read."""

PUT, OUT, DEL = 1, 2, 3
"""The kinds of a feed entry: the row is here, it left this scope, it is gone for good."""

UPLOAD = "upload"
"""In the table of file uses, instead of an entity: the row is the agent who sent the file."""

IN_LIMIT = 500
SAMPLE_MS = 60_000
VALUE_TOO_LARGE = frozenset({"54000", "54001"})
"""PostgreSQL's words for a value that no index takes: trying again would never help."""
NOT_NOW = frozenset({"25006", "25P03", "25P04"})
"""PostgreSQL's words for: only a standby, idle for too long, a transaction that took too long."""
LOST_FILES = MappingProxyType({"body": "image", "attachments": "sha256", "images": "sha256"})
"""The fields that refer to files -> where each of their parts names one. In any other field a hash is only text."""
_NAMING = frozenset(
    entity.cls
    for entity in ENTITIES.values()
    if entity.cls in (Conflict, Flow) or not {"body", "card", *LOST_FILES}.isdisjoint(field_types(entity.cls))
)
"""What refers to files."""
_HASH = re.compile(r"[0-9a-f]{64}")


class StorageFailed(Exception):
    """The database could not do its work now (locked, full, gone); the whole transaction has to be tried again."""


class StaleRow(StorageFailed):
    """A row was changed between reading it without its lock and putting it back."""


def cannot_now(error: BaseException) -> bool:
    """Say whether an error tells of the state of the database (locked, full, too slow, gone, just a standby) and not
    of what was asked.
    """
    if isinstance(error, (OperationalError, PoolExhausted, StorageFailed)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in NOT_NOW


class Elsewhere(StorageFailed):
    """Another machine took over: a new history has to begin before anything is written."""


class Commit(msgspec.Struct, frozen=True):
    """What a commit moved: its number, the scopes, the kinds of rows, and the conversations whose content changed."""

    seq: int
    scopes: frozenset[str]
    entities: frozenset[str]
    conversations: frozenset[str]


class Held(msgspec.Struct):
    """A row as this transaction has it."""

    value: Entity
    stamps: Stamps
    extra: str = "{}"
    dirty: bool = False
    stored: tuple[Any, ...] | None = None  # its columns as the table has them, None while it is not in there


def named_files(row: Entity) -> frozenset[str]:
    """Return the sha256 of every file that a row refers to."""
    if type(row) not in _NAMING:
        return frozenset()
    if isinstance(row, Conflict):  # who decides for what was lost gets its files back
        return _lost_files(row)
    return frozenset((*(ref.sha256 for ref in _refs(row)), *body_images(getattr(row, "body", ()))))


def _differing(before: Entity, after: Entity) -> list[str]:
    """Return the entity's own fields in which two of its rows differ."""
    cls = type(after)
    values = zip(cls.__struct_fields__, msgspec.structs.astuple(before), msgspec.structs.astuple(after), strict=True)
    differing = [name for name, was, now in values if was is not now and was != now]
    return [name for name in differing if name in own_fields(cls)]


def _lost_files(conflict: Conflict) -> frozenset[str]:
    key = LOST_FILES.get(conflict.field)
    parts = msgspec.json.decode(conflict.lost) if key else None
    if not isinstance(parts, list):
        return frozenset()
    named = (part.get(key) for part in parts if isinstance(part, dict))
    return frozenset(each for each in named if isinstance(each, str) and _HASH.fullmatch(each))


def _sees_by(agent: Agent) -> tuple[object, ...]:
    """Return all of an agent's row that decides about his scopes (:func:`app.domain.access.scopes_of`)."""
    return agent.role, agent.branch_id, agent.group_ids


def _source(row: Entity) -> Key | None:
    """Return the row from which the server copied what a row has."""
    match row:
        case ArticleVersion():
            return "article", row.article_id
        case Conflict():
            return row.entity, row.row_id
    return None


def _refs(row: Entity) -> list[FileRef]:
    card = getattr(row, "card", None)
    refs = [*getattr(row, "attachments", ()), *getattr(row, "images", ())]
    if isinstance(row, Flow):
        refs += [ref for step in (*row.steps, *(row.chart.steps if row.chart else ())) for ref in step.images]
    if card is not None:
        refs += [*card.attachments, *([card.image] if card.image is not None else [])]
    return refs


class Reader:
    """Rows as one snapshot has them. ``now`` is the server's clock (ms) when the transaction began."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.connection = connection
        self.now = now
        self._known: dict[Known, Any] = {}

    def once(self, what: Known, find: Callable[[], V]) -> V:
        """Return what ``find`` returns; a transaction that only reads asks once, for all of it is of one moment."""
        if what not in self._known:
            self._known[what] = find()
        return cast(V, self._known[what])

    def known(self, what: Known) -> Any:
        """Return what was noted by :meth:`know`, None for what was not."""
        return self._known.get(what)

    def know(self, found: Mapping[Known, Any]) -> None:
        """Note what was asked for many at once, so that :meth:`once` finds it."""
        self._known |= found

    @cached_property
    def history(self) -> lineage.History:
        """The history of changes that this transaction belongs to."""
        return lineage.current(self.connection)

    def flush(self) -> None:
        """Nothing is held back in a reader."""

    def get(self, cls: type[E], row_id: str) -> E | None:
        """Return one row, None when there is none."""
        return self._load(cls, [row_id]).get(row_id)

    def peek(self, cls: type[E], row_id: str) -> E | None:
        """Return one row; in a write, without locking it."""
        return self.get(cls, row_id)

    def get_many(self, cls: type[E], ids: Iterable[str]) -> dict[str, E]:
        """Return the rows that exist, by id."""
        return self._load(cls, sorted(set(ids)))

    def _load(self, cls: type[E], ids: Sequence[str]) -> dict[str, E]:
        table = ENTITY_TABLES[BY_CLASS[cls].name]
        decode = codec(cls).from_row
        found: dict[str, E] = {}
        for part in chunks(ids, IN_LIMIT):
            for row in bulk.of_ids(self.connection, table, part):
                found[row[0]] = decode(row)
        return found

    def find(self, cls: type[E], *, order: str = "", limit: int | None = None, **where: Any) -> list[E]:
        """Return the rows whose fields equal the given values (a collection: one of them; None: not set).

        ``order`` names a field, with a "-" before it for the largest first.
        """
        self.flush()
        decode = codec(cls).from_row
        return [decode(row) for row in self.connection.execute(self._query(cls, order, limit, where))]

    def count(self, cls: type[Entity], **where: Any) -> int:
        """Return how many rows :meth:`find` would return."""
        self.flush()
        query = self._query(cls, "", None, where)
        return int(self.connection.execute(select(text("count(*)")).select_from(query.subquery())).scalar_one())

    @staticmethod
    def _query(kind: type[Entity], order: str, limit: int | None, where: Mapping[str, Any]) -> Select[Any]:
        table = ENTITY_TABLES[BY_CLASS[kind].name]
        query = select(table)
        for name, wanted in where.items():
            column = table.c[name]
            if isinstance(wanted, (list, tuple, set, frozenset)):
                query = query.where(column.in_([getattr(each, "value", each) for each in wanted]))
            elif wanted is None:
                query = query.where(column.is_(None))
            else:
                query = query.where(column == getattr(wanted, "value", wanted))
        if order:
            column = table.c[order.removeprefix("-")]
            query = query.order_by(column.desc() if order.startswith("-") else column, table.c.id)
        return query.limit(limit)


class Tx(Reader):
    """One write. Rows are read under their lock, put back whole, and numbered together when it commits."""

    def __init__(self, connection: Connection, now: int) -> None:
        super().__init__(connection, now)
        self.insert: Any = bulk.dialect_of(connection).insert
        self._held: dict[Key, Held] = {}
        self._absent: set[Key] = set()
        self._touched: dict[Key, str | None] = {}  # -> the scope that the row had before, None for a new one
        self._before: dict[Key, Entity | None] = {}  # -> the row as it was before
        self.carried: set[Key] = set()
        """Rows that this transaction took from, or keeps for, the server on the other side of a branch's border."""
        self._dropped: dict[Key, str] = {}  # -> the scope in which the row was
        self._uses: dict[Key, frozenset[str]] = {}  # the files of rows whose references changed
        self._stood: dict[Key, dict[str, str]] = {}  # the files that rows had or have -> who promised them
        self._at_end: list[Callable[[int], None]] = []
        self.promised_by: dict[str, str] = {}
        """Files that this write names although their authors have not sent them -> those authors."""

    def once(self, what: Known, find: Callable[[], V]) -> V:
        """Return what ``find`` returns: a write asks again, for it may have changed it."""
        return find()

    # -- rows ------------------------------------------------------------------------------------------------------

    def lock(self, keys: Iterable[Key]) -> None:
        """Lock rows in one order for all writers, so that two never wait for each other; absent ones are passed."""
        wanted: dict[str, set[str]] = {}
        for ent, row_id in keys:
            if ent in ENTITIES and row_id:
                wanted.setdefault(ent, set()).add(row_id)
        for ent in sorted(wanted):
            self._hold(ENTITIES[ent].cls, wanted[ent])

    def get(self, cls: type[E], row_id: str) -> E | None:
        """Return one row, locked until the end; None when there is none."""
        key = (BY_CLASS[cls].name, row_id)
        held = self._held.get(key)
        if held is None and key not in self._absent:
            self._hold(cls, [row_id])
            held = self._held.get(key)
        return cast(E, held.value) if held else None

    def get_many(self, cls: type[E], ids: Iterable[str]) -> dict[str, E]:
        """Return the rows that exist, locked, by id."""
        wanted = set(ids)
        self._hold(cls, wanted)
        name = BY_CLASS[cls].name
        return {row_id: cast(E, self._held[name, row_id].value) for row_id in wanted if (name, row_id) in self._held}

    def peek(self, cls: type[E], row_id: str) -> E | None:
        """Return one row without locking it: for reference data that this write does not change."""
        held = self._held.get((BY_CLASS[cls].name, row_id))
        return cast(E, held.value) if held else self._load(cls, [row_id]).get(row_id)

    def stamps(self, cls: type[Entity], row_id: str) -> Stamps:
        """Return who last set each field of a row; {} for an unknown row."""
        self.get(cls, row_id)
        held = self._held.get((BY_CLASS[cls].name, row_id))
        return held.stamps if held else {}

    def put(self, value: E, *, author: str = "") -> E:
        """Write a change that the server makes; returns the row with its new revision.

        An unchanged row stays as it is. ``author`` is the agent on whose behalf it happens.
        """
        entity = BY_CLASS[type(value)]
        before = self.get(type(value), value.id)
        if before is not None and value.rev != before.rev:
            raise StaleRow(f"{entity.name} {value.id}: rev {value.rev}, now {before.rev}")
        if before == value:
            return value
        rev = max(before.rev if before else 0, self.history.rev_floor) + 1
        after = msgspec.structs.replace(value, rev=rev)
        stamps = self.stamps(type(value), value.id)
        if keeps_stamps(entity):
            changed = entity.fields() if before is None else _differing(before, after)
            stamps = {**stamps, **dict.fromkeys(changed, Stamp(rev, self.now, "", "", author))}
        self.write(after, stamps)
        return after

    def add(self, value: E) -> E:
        """Write a row whose id was made just now, so that there is nothing to look for; returns it as :meth:`put`."""
        self._absent.add((BY_CLASS[type(value)].name, value.id))
        return self.put(value)

    def write(self, value: Entity, stamps: Stamps) -> None:
        """Write a row with the revision and the stamps it carries; what lives where it lives moves with it."""
        entity = BY_CLASS[type(value)]
        key = (entity.name, value.id)
        before = self.get(type(value), value.id)
        if before is None:
            self._held[key] = Held(value, stamps, dirty=True)
            self._absent.discard(key)
        else:
            held = self._held[key]
            held.value, held.stamps, held.dirty = value, stamps, True
        self._touched.setdefault(key, before.scope if before else None)
        self._before.setdefault(key, before)
        files = named_files(value)
        if files != (named_files(before) if before is not None else frozenset()):
            self._uses[key] = files
        if before is not None and before.scope != value.scope:
            self._move_children(entity, value)
        if isinstance(before, Agent) and isinstance(value, Agent) and _sees_by(before) != _sees_by(value):
            self.at_end(lambda seq: self.upsert(RESCOPED, [{"agent_id": value.id, "seq": seq}], ("agent_id",)))

    def extra(self, cls: type[Entity], row_id: str) -> dict[str, Any]:
        """Return the fields of a row that only newer programs know; {} for an unknown row."""
        self.get(cls, row_id)
        held = self._held.get((BY_CLASS[cls].name, row_id))
        return cast(dict[str, Any], msgspec.json.decode(held.extra)) if held else {}

    def keep_extra(self, cls: type[Entity], row_id: str, fields: Mapping[str, Any]) -> None:
        """Put other such fields in the place of a row's; the row itself has to be written for devices to hear of it."""
        held = self._held[BY_CLASS[cls].name, row_id]
        held.extra, held.dirty = msgspec.json.encode(fields).decode(), True

    def drop(self, value: Entity) -> None:
        """Remove a row for good; the devices that have it are told."""
        key = (BY_CLASS[type(value)].name, value.id)
        self.flush()
        self.connection.execute(delete(ENTITY_TABLES[key[0]]).where(ENTITY_TABLES[key[0]].c.id == value.id))
        self._held.pop(key, None)
        self._absent.add(key)
        self._dropped[key] = value.scope
        self._touched.pop(key, None)
        self._uses[key] = frozenset()

    def written(self) -> Iterator[tuple[Entity | None, Entity]]:
        """Yield the rows that were written so far and are there still, each as it was before and as it is."""
        for (ent, row_id), before in list(self._before.items()):
            row = self.get(ENTITIES[ent].cls, row_id)
            if row is not None:
                yield before, row

    def came_from(self, key: Key, scope: str) -> None:
        """Have the feed say that a row which this transaction made left a scope, in which it never was."""
        self._touched[key] = scope

    def _move_children(self, parent: EntityType, value: Entity) -> None:
        for child in ENTITIES.values():
            if child.name == "event":
                rows = self.find(child.cls, subject_id=value.id)
            elif child.parent is not None and child.parent[1] == parent.name:
                parent_field: dict[str, Any] = {child.parent[0]: value.id}
                rows = self.find(child.cls, **parent_field)
            else:
                continue
            for row in rows:
                self.put(msgspec.structs.replace(row, scope=value.scope))

    def _hold(self, cls: type[Entity], ids: Iterable[str]) -> None:
        entity = BY_CLASS[cls]
        table = ENTITY_TABLES[entity.name]
        made = codec(cls)
        width = len(made.names)
        unknown = {row_id for row_id in ids if (entity.name, row_id) not in self._held}
        missing = sorted(row_id for row_id in unknown if (entity.name, row_id) not in self._absent)
        for part in chunks(missing, IN_LIMIT):
            # order by id: every writer locks in the same order; SQLite has one writer and needs no lock of a row
            for row in bulk.of_ids(self.connection, table, part, lock=True):
                stamps = decode_stamps(row[width])
                self._held[entity.name, row[0]] = Held(made.from_row(row), stamps, row[width + 1], stored=tuple(row))
        self._absent.update((entity.name, each) for each in missing if (entity.name, each) not in self._held)

    def flush(self) -> None:
        new: dict[str, list[dict[str, Any]]] = {}
        changed: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
        for (ent, row_id), held in self._held.items():
            if held.dirty:
                entity = ENTITIES[ent]
                row = codec(entity.cls).to_row(held.value)
                row["frev"] = encode_stamps(entity, held.stamps)
                row["extra"] = held.extra
                before, held.stored, held.dirty = held.stored, tuple(row.values()), False
                if before is None:
                    new.setdefault(ent, []).append(row)
                    continue
                names = tuple(name for name, was in zip(row, before, strict=True) if row[name] != was)
                if names:
                    changed.setdefault((ent, names), []).append({bulk.KEY: row_id, **row})
        for ent, rows in new.items():
            try:
                self.insert_many(ENTITY_TABLES[ent], rows)
            except IntegrityError as error:
                if "unique" not in str(error.orig).lower():
                    raise
                raise StaleRow(f"{ent}: {error.orig}") from error  # somebody made the row since we looked for it
        for (ent, names), rows in changed.items():
            bulk.update(self.connection, ENTITY_TABLES[ent], names, rows)
        self._note_uses()

    def _note_uses(self) -> None:
        if not self._uses:
            return
        noted: list[dict[str, str]] = []
        for key, named in self._uses.items():
            ent, row_id = key
            before = self._standing(key)
            self.connection.execute(delete(FILE_USE).where((FILE_USE.c.ent == ent) & (FILE_USE.c.row == row_id)))
            held = self._held.get(key)
            source = _source(held.value) if held is not None else None
            copied = self._stood.setdefault(source, self._standing(source)) if source is not None else {}
            pending = {ref.sha256 for ref in _refs(held.value) if ref.pending} if held is not None else set()
            standing: dict[str, str] = {}
            for sha256 in named:
                # what the server copies is no more open than where it comes from
                by = before.get(sha256, self.promised_by.get(sha256, copied.get(sha256, "")))
                if sha256 in pending and sha256 not in before and not by:
                    by = self._promiser(sha256)  # the server copies a row: the promise goes with it
                standing[sha256] = by
                noted.append({"sha256": sha256, "ent": ent, "row": row_id, "promised_by": by})
            self._stood[key] = {**before, **self._stood.get(key, {}), **standing}
        if noted:
            self.insert_many(FILE_USE, noted)
        self._uses.clear()

    def _standing(self, key: Key) -> dict[str, str]:
        """Return the files of a row -> who promised each of them, "" for one that is here."""
        mine = (FILE_USE.c.ent == key[0]) & (FILE_USE.c.row == key[1])
        known = select(FILE_USE.c.sha256, FILE_USE.c.promised_by).where(mine)
        return {sha256: by for sha256, by in self.connection.execute(known)}

    def _promiser(self, sha256: str) -> str:
        use = FILE_USE.c
        query = select(use.promised_by).where(use.sha256 == sha256, use.promised_by != "").limit(1)
        return str(self.connection.execute(query).scalar() or "")

    # -- other tables ----------------------------------------------------------------------------------------------

    def upsert(self, table: Table, rows: Sequence[Mapping[str, Any]], key: Collection[str]) -> None:
        """Insert rows, or overwrite those that have the same key."""
        if not rows:
            return
        bulk.upsert(self.connection, table, rows, tuple(key))

    def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, all with the same columns. Raises IntegrityError for a key that is there."""
        if rows:
            bulk.insert(self.connection, table, rows)

    def next_number(self, name: str, first: int) -> int:
        """Return the next of the numbers that people see (ticket, article), beginning with ``first``."""
        statement = self.insert(COUNTER).values(name=name, value=first)
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": COUNTER.c.value + 1})
        return int(self.connection.execute(statement.returning(COUNTER.c.value)).scalar_one())

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what the block did when it raises; raises StorageFailed for what only a new transaction can cure."""
        self.flush()
        touched, dropped, ends = dict(self._touched), dict(self._dropped), list(self._at_end)
        originals, carried = dict(self._before), set(self.carried)
        try:
            with self.connection.begin_nested():
                yield
                self.flush()
        except BaseException as error:
            self._held.clear()
            self._uses.clear()
            self._stood.clear()
            self._absent.clear()
            self._touched, self._dropped, self._at_end = touched, dropped, ends
            self._before, self.carried = originals, carried
            if isinstance(error, DBAPIError) and cannot_now(error):
                if getattr(error.orig, "sqlstate", None) in VALUE_TOO_LARGE:
                    raise AppError("bad_field", {"field": "?", "why": str(error.orig)}) from error
                raise StorageFailed(str(error.orig)) from error
            raise

    # -- the end ---------------------------------------------------------------------------------------------------

    def at_end(self, action: Callable[[int], None]) -> None:
        """Do ``action(number of this commit)`` as the last statements of the transaction."""
        self._at_end.append(action)

    def seal(self) -> Commit:
        """Number the transaction and move its rows to the end of the feed. The caller commits next."""
        self.flush()
        seq = 0
        scopes: set[str] = set()
        if self._touched or self._dropped:
            query = update(SYNC_HEAD).where(SYNC_HEAD.c.k == 1).values(seq=SYNC_HEAD.c.seq + 1)
            seq, sampled_at = self.connection.execute(query.returning(SYNC_HEAD.c.seq, SYNC_HEAD.c.sampled_at)).one()
            if lineage.current(self.connection) != self.history:
                raise StaleRow("a new history began since this transaction did")
            if lineage.left(self.connection, self.history):
                raise Elsewhere("another machine took over")
            entries = list(self._entries(seq))
            self.upsert(SYNC_FEED, entries, ("scope", "ent", "id"))
            scopes = {entry["scope"] for entry in entries}
            if self.now - sampled_at >= SAMPLE_MS:
                self.upsert(SYNC_TIME, [{"seq": seq, "at": self.now}], ("seq",))
                self.connection.execute(update(SYNC_HEAD).where(SYNC_HEAD.c.k == 1).values(sampled_at=self.now))
        actions, self._at_end = self._at_end, []  # they know this transaction: else all of it would wait for the gc
        for action in actions:
            action(seq)
        kinds = frozenset(ent for ent, _ in (*self._touched, *self._dropped))
        return Commit(seq, frozenset(scopes), kinds, frozenset(self._conversations()))

    def _entries(self, seq: int) -> Iterator[dict[str, Any]]:
        for (ent, row_id), before in self._touched.items():
            scope = self._scope_now(ent, row_id)
            yield {"scope": scope, "ent": ent, "id": row_id, "seq": seq, "kind": PUT}
            if before is not None and before != scope:
                yield {"scope": before, "ent": ent, "id": row_id, "seq": seq, "kind": OUT}

        for (ent, row_id), scope in self._dropped.items():
            yield {"scope": scope, "ent": ent, "id": row_id, "seq": seq, "kind": DEL}

    def _scope_now(self, ent: str, row_id: str) -> str:
        row = self.get(ENTITIES[ent].cls, row_id)
        if row is None:
            raise AppError("internal", {"entity": ent, "row": row_id})
        return row.scope

    def _conversations(self) -> Iterator[str]:
        for (ent, row_id), _ in self._touched.items():
            held = self._held.get((ent, row_id))
            if ent == "conversation":
                yield row_id
            elif held is not None and "conversation_id" in field_types(type(held.value)):
                yield str(held.value.conversation_id)  # type: ignore[attr-defined]  # just checked
