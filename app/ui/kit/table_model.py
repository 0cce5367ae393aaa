"""Rows for lists and tables: immutable values with a key, changed by difference and never by a reset.

A small list gives its rows whole: ``model.set_rows(rows)``. A long one gives only its keys, in order, and the model
asks for the values that are looked at: ``model.set_keys(keys)`` with a ``fetch`` callable, answered by
``model.put_rows``. A hundred thousand keys cost some megabytes and one indexed query; selection, scroll position and
current row survive every change, because Qt is told what was inserted, removed and moved.

Delegates read the value by :data:`RowRole`; it is ``None`` while a lazy row is under way (paint a skeleton).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QIcon

from app.ui.kit.key_change import KeyChange, key_change, longest_increasing, ranges
from app.ui.kit.labels import plain_tip

R = TypeVar("R")

RowRole = int(Qt.ItemDataRole.UserRole) + 1
"""The row value itself, or None while it is fetched."""
KeyRole = int(Qt.ItemDataRole.UserRole) + 2
"""The key of the row."""

PAGE = 100
"""Rows fetched at once around one that is looked at."""
_MOVES_ONE_BY_ONE = 64
_NOWHERE = (-1, -1)
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Column(msgspec.Struct, Generic[R], frozen=True):
    """One column: its head and how a row shows in it. ``sort`` is the name that the query sorts by, if it can."""

    title: str
    text: Callable[[R], str]
    icon: Callable[[R], QIcon | None] | None = None
    tip: Callable[[R], str] | None = None
    numeric: bool = False
    sort: str = ""
    width: int = 120


class RowModel(QAbstractTableModel, Generic[R]):
    """A list or table of values. ``key`` names a row; ``accessible`` is the sentence a screen reader speaks."""

    sortRequested = Signal(str, bool)
    """(name of :attr:`Column.sort`, descending): sort in the query, then set the rows."""
    rowsChanged = Signal()
    """After any change: counts and empty states follow."""

    def __init__(
        self,
        key: Callable[[R], str],
        columns: Sequence[Column[R]] = (),
        *,
        accessible: Callable[[R], str] | None = None,
        fetch: Callable[[list[str]], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._columns = tuple(columns)
        self._accessible = accessible
        self._fetch = fetch
        self._keys: list[str] = []
        self._rows: dict[str, R] = {}
        self._positions: dict[str, int] | None = {}
        self._wanted: set[str] = set()
        self._asked: set[str] = set()
        self._stale: set[str] = set()
        self._looked_at = _NOWHERE
        self._changing = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    # -- reading -----------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def changing(self) -> bool:
        """Whether rows come and go just now.

        A view whose current row is removed makes its neighbour current: that is nobody's choice, and a screen that
        opens what is current asks this first.
        """
        return self._changing

    @property
    def keys(self) -> Sequence[str]:
        """The keys in order. Not to be changed."""
        return self._keys

    def row(self, position: int) -> R | None:
        """Return the value at a position, or None while it is fetched."""
        return self._rows.get(self._keys[position])

    def value(self, key: str) -> R | None:
        """Return the value of a key, or None if it is unknown or not fetched."""
        return self._rows.get(key)

    def loaded(self) -> Iterator[R]:
        """Yield the values at hand, in no order."""
        return iter(self._rows.values())

    def position(self, key: str) -> int | None:
        """Return where a key stands, or None."""
        if self._positions is None:
            self._positions = {key: at for at, key in enumerate(self._keys)}
        return self._positions.get(key)

    def index_of(self, key: str, column: int = 0) -> QModelIndex:
        """Return the index of a key; an invalid one if it is not there."""
        at = self.position(key)
        return QModelIndex() if at is None else self.index(at, column)

    # -- changing ----------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show exactly these rows in this order; what is new, gone, moved or different is told to the views."""
        values = {self._key(row): row for row in rows}
        # New values are there before their rows are announced: a view may ask for them at once.
        self._rows = {key: row for key, row in values.items() if self.position(key) is None} | self._rows
        self._change_keys(key_change(self._keys, values))
        self._take(values)
        self.rowsChanged.emit()

    def set_keys(self, keys: Iterable[str]) -> None:
        """Show exactly these keys in this order; values are fetched when they are looked at."""
        self.take_change(key_change(self._keys, keys))

    def take_change(self, change: KeyChange, most_ranges: int | None = None) -> bool:
        """Make a change of the keys that was worked out elsewhere; one from another list is worked out again.

        With ``most_ranges`` nothing changes, and False is returned, when more runs of rows than that would have to be
        put in or taken out: views take each by itself, and a new model is cheaper then.
        """
        if change.before is not self._keys and (change.before or self._keys):
            change = key_change(self._keys, change.keys)
        if most_ranges is not None and len(change.gone) + len(change.fresh) > most_ranges:
            return False
        self._change_keys(change)
        self.rowsChanged.emit()
        return True

    def put_rows(self, rows: Iterable[R]) -> None:
        """Take values for keys that are shown: the answer to ``fetch``, or fresh values after a notice."""
        self._take({self._key(row): row for row in rows})

    def invalidate(self, keys: Iterable[str] | None = None) -> None:
        """Fetch these values (all at hand without ``keys``) again; the old ones stay on screen meanwhile.

        Of all at hand only those around what was looked at last are fetched now, the others when they are looked at:
        whoever has scrolled far has thousands, and a first synchronisation invalidates them every few seconds.
        """
        stale = set(self._rows) if keys is None else set(keys) & self._rows.keys()
        if keys is None:
            near = {key for page in self._looked_at for key in self._keys[page * PAGE : (page + 1) * PAGE]}
            self._stale = stale - near
            stale &= near
        if stale:
            self._wanted |= stale
            self._asked -= stale
            self._timer.start()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else max(1, len(self._columns))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        key = self._keys[index.row()]
        if role == KeyRole:
            return key
        row = self._rows.get(key)
        if row is None:
            self._want(index.row())
            return None
        if self._fetch is not None and (page := index.row() // PAGE) not in self._looked_at:
            self._look_at(page)
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole and self._accessible is not None:
            return self._accessible(row)
        if self._columns:
            return self._column_data(self._columns[index.column()], row, role)
        return None

    def _column_data(self, column: Column[R], row: R, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(row)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return plain_tip(column.tip(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns) and self._columns[column].sort:
            self.sortRequested.emit(self._columns[column].sort, order == Qt.SortOrder.DescendingOrder)

    # -- lazily ------------------------------------------------------------------------------------------------

    def _want(self, position: int) -> None:
        """Note that a row is looked at; one request for the page around it follows when the view has painted."""
        if self._fetch is None or self._keys[position] in self._asked:
            return
        first = position - position % PAGE
        for key in self._keys[first : first + PAGE]:
            if key not in self._rows and key not in self._asked:
                self._wanted.add(key)
        if not self._timer.isActive():
            self._timer.start()

    def _look_at(self, page: int) -> None:
        """Remember the last two pages that were looked at, and fetch again what is stale in a new one."""
        self._looked_at = (self._looked_at[1], page)
        stale = self._stale.intersection(self._keys[page * PAGE : (page + 1) * PAGE])
        if stale:
            self._stale -= stale
            self._wanted |= stale
            self._asked -= stale
            self._timer.start()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, set()
        if self._fetch is None or not wanted:
            return
        if len(self._asked) > PAGE * 100:
            self._asked.clear()
        self._asked |= wanted
        self._fetch(sorted(wanted, key=lambda key: self.position(key) or 0))

    def retry(self) -> None:
        """Forget what was asked for: after a failed fetch the rows are asked for again when looked at."""
        self._asked.clear()

    def _take(self, values: dict[str, R]) -> None:
        """Store values and tell the views which rows differ, in as few ranges as possible."""
        different: list[int] = []
        for key, row in values.items():
            at = self.position(key)
            if at is None:
                continue
            self._asked.discard(key)
            if self._rows.get(key) != row:
                self._rows[key] = row
                different.append(at)
        last_column = self.columnCount() - 1
        for first, last in ranges(sorted(different)):
            self.dataChanged.emit(self.index(first, 0), self.index(last, last_column))

    # -- differences -------------------------------------------------------------------------------------------

    def _change_keys(self, change: KeyChange) -> None:
        if not change.empty:
            self._keys = list(self._keys)  # the old list may be compared with a newer one just now, on another thread
            self._changing = True
            self._looked_at = _NOWHERE  # other rows stand there now
            try:
                self._take_out(change.gone)
                if change.moved:
                    self._reorder(change.kept)
                self._put_in(change.keys, change.fresh)
            finally:
                self._changing = False
        self._keys, self._positions = change.keys, change.places

    def _take_out(self, gone: list[tuple[int, int]]) -> None:
        for first, last in reversed(gone):
            self.beginRemoveRows(_ROOT, first, last)
            for key in self._keys[first : last + 1]:
                self._rows.pop(key, None)
            del self._keys[first : last + 1]
            self._positions = None
            self.endRemoveRows()

    def _put_in(self, target: list[str], fresh: list[tuple[int, int]]) -> None:
        for first, last in fresh:
            self.beginInsertRows(_ROOT, first, last)
            self._keys[first:first] = target[first : last + 1]
            self._positions = None
            self.endInsertRows()

    def _reorder(self, order: list[str]) -> None:
        """Bring the keys, which are the same ones, into this order: few moves one by one, many as a new layout."""
        if order == self._keys:
            return
        places = {key: at for at, key in enumerate(order)}
        staying = longest_increasing([places[key] for key in self._keys])
        moving = [key for key in order if places[key] not in staying]
        if len(moving) > _MOVES_ONE_BY_ONE:
            self._relayout(order, places)
            return
        for key in moving:
            # Everything before this key in the new order stands right by now: it goes behind its new predecessor.
            source = self._keys.index(key)
            place = places[key]
            target = 0 if place == 0 else self._keys.index(order[place - 1]) + 1
            if target in (source, source + 1):
                continue
            self.beginMoveRows(_ROOT, source, source, _ROOT, target)
            self._keys.insert(target, key)
            del self._keys[source if target > source else source + 1]
            self._positions = None
            self.endMoveRows()

    def _relayout(self, order: list[str], places: dict[str, int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        old_keys, self._keys = self._keys, order
        self._positions = None
        after = [self.index(places[old_keys[index.row()]], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
