"""The imports of this device, for taking one back as a whole later, also after the program was ended or killed.

What an import made is remembered with a mark of its content. What somebody changed since stays when the import is taken
back, and so does the category that it stands in; both are told.
"""

import hashlib
from collections.abc import Iterable

import msgspec

from app.domain.knowledge import CONTENT, Article, Category
from app.storage import local, rows, undo_steps
from app.storage.core import Connection
from app.storage.transaction import Tx

MOST = 20
LABEL = "knowledge.import"
_KEY = "imports"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """One import. ``total`` rows were planned; ``kept`` are ids of articles that stayed when it was taken back."""

    action: str
    name: str
    at: int
    total: int
    done: int = 0
    kept: tuple[str, ...] = ()
    txns: tuple[str, ...] = ()
    """What is left to take back, newest first; filled in by :func:`imports`."""

    @property
    def whole(self) -> bool:
        """Whether all that was planned was done: neither cancelled nor killed in the middle."""
        return self.done >= self.total


def _read(connection: Connection) -> list[Imported]:
    return msgspec.json.decode(local.value(connection, _KEY, "[]"), type=list[Imported])


def _keep(tx: Tx, found: Iterable[Imported]) -> None:
    local.keep(tx.connection, _KEY, msgspec.json.encode(list(found)[-MOST:]).decode())


def imports(connection: Connection) -> tuple[Imported, ...]:
    """Return the imports that can still be taken back, or part of them, newest first."""
    found = (
        msgspec.structs.replace(each, txns=undo_steps.of_action(connection, each.action))
        for each in reversed(_read(connection))
    )
    return tuple(each for each in found if each.txns)


def taken_back(connection: Connection, action: str) -> tuple[tuple[str, str], ...]:
    """Return (id, title) of the articles that stayed when an import was taken back."""
    kept = next((each.kept for each in _read(connection) if each.action == action), ())
    found = rows.get_many(connection, Article, kept)
    return tuple((key, found[key].title) for key in kept if key in found)


def remember(tx: Tx, name: str, total: int, articles: Iterable[Article]) -> None:
    """Note what this transaction of an import (:attr:`Tx.action`) made of articles."""
    marks = {article.id: _mark(article) for article in articles}
    found = _read(tx.connection)
    entry = next((each for each in found if each.action == tx.action), None)
    if entry is None:
        entry = Imported(action=tx.action, name=name, at=tx.now, total=total)
        _forget(tx, found)
    entry = msgspec.structs.replace(entry, done=entry.done + len(marks))
    _keep(tx, [*(each for each in found if each.action != tx.action), entry])
    if marks:
        local.keep(tx.connection, _marks_key(tx.id), msgspec.json.encode(marks).decode())


def _forget(tx: Tx, found: Iterable[Imported]) -> None:
    """Forget the marks of what can no longer be taken back."""
    there = {_marks_key(txn) for each in found for txn in undo_steps.of_action(tx.connection, each.action)}
    for key in local.keys(tx.connection, _marks_key("")):
        if key not in there:
            local.drop(tx.connection, key)


def to_keep(tx: Tx, txn: str, ids: Iterable[str]) -> frozenset[str]:
    """Return which of the rows that a transaction created stay when it is taken back: none but of an import.

    The articles among them are remembered, for :func:`taken_back`.
    """
    if undo_steps.label_of(tx.connection, txn) != LABEL:
        return frozenset()
    marks = msgspec.json.decode(local.value(tx.connection, _marks_key(txn), "{}"), type=dict[str, str])
    there = rows.get_many(tx.connection, Article, list(marks))
    changed = tuple(key for key, row in there.items() if row.deleted_at is None and _mark(row) != marks[key])
    if changed:
        _keep(
            tx,
            (
                msgspec.structs.replace(each, kept=tuple(dict.fromkeys((*each.kept, *changed))))
                if txn in undo_steps.of_action(tx.connection, each.action)
                else each
                for each in _read(tx.connection)
            ),
        )
    return frozenset(changed) | _used_categories(tx, frozenset(ids))


def _used_categories(tx: Tx, ids: frozenset[str]) -> frozenset[str]:
    """Return which of these rows are categories with articles in them, and all above those."""
    tree = {each.id: each for each in rows.everything(tx.connection, Category) if each.deleted_at is None}
    if not ids & tree.keys():
        return frozenset()
    used: set[str] = set()
    for start in {*rows.in_use(tx.connection, Article, "category_id"), *(key for key in tree if key not in ids)}:
        at = start
        while at in tree and at not in used:
            used.add(at)
            at = tree[at].parent_id
    return frozenset(used & ids)


def _marks_key(txn: str) -> str:
    return f"import:{txn}"


def _mark(article: Article) -> str:
    """Return a digest of what people write of an article and of its state; whether a file is there yet is neither."""
    content = [
        [ref.sha256 for ref in value] if name in ("images", "attachments") else value
        for name in CONTENT
        for value in (getattr(article, name),)
    ]
    return hashlib.blake2b(msgspec.json.encode([*content, article.status]), digest_size=9).hexdigest()
