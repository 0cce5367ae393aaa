"""The category tree: its model, its look, and dragging categories and articles within it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.domain.access import ALL
from app.domain.knowledge import Category
from app.storage.knowledge import UNCATEGORISED
from app.ui.kit import painters
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import plain_tip
from app.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
IdRole = int(Qt.ItemDataRole.UserRole) + 1
CountRole = int(Qt.ItemDataRole.UserRole) + 2
CATEGORY_MIME = "application/x-zhiying-category"
ARTICLES_MIME = "application/x-zhiying-articles"
_ROOT = QModelIndex()


class _Node:
    """A category in the tree; ``total`` counts the articles in it and below."""

    __slots__ = ("category", "children", "parent", "place", "total")

    def __init__(self, category: Category | None, parent: "_Node | None", place: int) -> None:
        self.category, self.parent, self.place = category, parent, place
        self.children: list[_Node] = []
        self.total = 0


class CategoryModel(QAbstractItemModel):
    """Categories with the number of articles at and below each. ``editable`` allows renaming and dragging."""

    moveWanted = Signal(str, str, int)
    """(category, new parent, place among its children or -1)."""
    renameWanted = Signal(str, str)
    articlesDropped = Signal(list, str)
    """(ids of articles, category)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editable = False
        self.articles_movable = False
        self._root = _Node(None, None, 0)
        self._nodes: dict[str, _Node] = {}
        self._shape: tuple[tuple[str, str], ...] = ()

    def show(self, categories: Sequence[Category], counts: Mapping[str, int]) -> bool:
        """Show these categories; returns whether the tree was built anew (its indexes are void then)."""
        shape = tuple((each.id, each.parent_id) for each in categories)
        anew = shape != self._shape
        if anew:
            self.beginResetModel()
            self._build(categories)
            self._shape = shape
        for category in categories:
            if category.id in self._nodes:
                self._nodes[category.id].category = category
        for key, node in self._nodes.items():
            node.total = counts.get(key, 0)
        for node in self._below(self._root):  # children come before their parents
            if node.parent is not None and node.parent.category is not None:
                node.parent.total += node.total
        if anew:
            self.endResetModel()
        else:
            self._tell(self._root)
        return anew

    def _build(self, categories: Sequence[Category]) -> None:
        self._root = _Node(None, None, 0)
        known = {each.id: each for each in categories}
        children: dict[str, list[Category]] = {}
        for each in categories:
            children.setdefault(each.parent_id if each.parent_id in known else "", []).append(each)
        self._nodes = {}

        def grow(node: _Node, key: str) -> None:
            for each in sorted(children.get(key, ()), key=lambda found: (found.position, found.name)):
                if each.id in self._nodes:
                    continue
                child = _Node(each, node, len(node.children))
                node.children.append(child)
                self._nodes[each.id] = child
                grow(child, each.id)

        grow(self._root, "")
        for each in categories:
            if each.id not in self._nodes:  # two people moved two categories into each other: begin somewhere
                self._root.children.append(top := _Node(each, self._root, len(self._root.children)))
                self._nodes[each.id] = top
                grow(top, each.id)

    def _below(self, node: _Node) -> Iterable[_Node]:
        for child in node.children:
            yield from self._below(child)
            yield child

    def _tell(self, node: _Node) -> None:
        if node.children:
            first = self.createIndex(0, 0, node.children[0])
            self.dataChanged.emit(first, self.createIndex(len(node.children) - 1, 0, node.children[-1]))
        for child in node.children:
            self._tell(child)

    def index_of(self, category_id: str) -> QModelIndex:
        """Return the index of a category; an invalid one for an unknown category."""
        node = self._nodes.get(category_id)
        return QModelIndex() if node is None else self.createIndex(node.place, 0, node)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def _node(self, index: Index) -> _Node:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, _Node) else self._root

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        node = self._node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]  # QObject.parent() of the stubs
        node = self._node(index).parent
        if node is None or node.category is None:
            return QModelIndex()
        return self.createIndex(node.place, 0, node)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node.category is None:
            return None
        name = node.category.name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return name
        if role == IdRole:
            return node.category.id
        if role == CountRole:
            return node.total
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{name}，{n} 条知识", n=node.total).format(name=name, n=node.total)
        if role == Qt.ItemDataRole.ToolTipRole and node.category.synonyms:
            return plain_tip(tr("也叫：{words}").format(words="、".join(node.category.synonyms)))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self._node(index)
        name = str(value).strip()
        if node.category is None or not name or name == node.category.name:
            return False
        self.renameWanted.emit(node.category.id, name)
        return False  # the tree changes when the command has run

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            if index.isValid() and index.data(IdRole) != UNCATEGORISED:
                flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        elif self.articles_movable and index.isValid():
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    # -- dragging ----------------------------------------------------------------------------------------------

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [CATEGORY_MIME, ARTICLES_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        if indexes:
            made.setData(CATEGORY_MIME, QByteArray(str(indexes[0].data(IdRole)).encode()))
        return made

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if data.hasFormat(ARTICLES_MIME):
            return self.articles_movable and parent.isValid()
        if not data.hasFormat(CATEGORY_MIME) or not self.editable:
            return False
        if parent.isValid() and parent.data(IdRole) == UNCATEGORISED:
            return False
        dragged = bytes(data.data(CATEGORY_MIME).data()).decode()
        node: _Node | None = self._node(parent)
        while node is not None and node.category is not None:
            if node.category.id == dragged:
                return False  # not into itself or below itself
            node = node.parent
        return True

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = str(parent.data(IdRole)) if parent.isValid() else ""
        if data.hasFormat(ARTICLES_MIME):
            self.articlesDropped.emit(decode_ids(data), target)
            return False
        dragged = bytes(data.data(CATEGORY_MIME).data()).decode()
        node = self._nodes.get(dragged)
        place = row
        if node is not None and 0 <= node.place < row and node.parent is self._node(parent):
            place -= 1  # counted without the category itself
        self.moveWanted.emit(dragged, target, place)
        return False  # nothing is removed here: the tree changes when the command has run


def articles_mime(ids: Sequence[str]) -> QMimeData:
    """Return what is dragged when articles are dragged onto a category."""
    made = QMimeData()
    made.setData(ARTICLES_MIME, QByteArray(msgspec.json.encode(list(ids))))
    return made


def decode_ids(data: QMimeData) -> list[str]:
    """Return the articles of a drag."""
    return msgspec.json.decode(bytes(data.data(ARTICLES_MIME).data()), type=list[str])


class _Delegate(QStyledItemDelegate):
    """A folder, the name, the count at the right end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme().px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        is_open = bool(state & QStyle.StateFlag.State_Open)
        side = theme().px(16)
        token = "accent.text" if selected else "text.secondary"
        place = QRectF(rect.left() + 2, rect.center().y() - side / 2 + 0.5, side, side)
        glyph = "circle-dashed" if index.data(IdRole) == UNCATEGORISED else "folder-open" if is_open else "folder"
        paint_icon(painter, place, glyph, token)
        number = count_text(int(index.data(CountRole) or 0))
        right = QRectF(rect.adjusted(0, 0, -18, 0))  # the row ends 8 pixels before the pane, as those of the shelves
        width = painters.text_width(number, "small")
        painters.paint_text(
            painter, right, number, size="small", token=token, strong=selected, align=Qt.AlignmentFlag.AlignRight
        )
        text = QRectF(place.right() + 8, rect.top(), right.right() - width - 8 - place.right() - 8, rect.height())
        painters.paint_text(painter, text, str(index.data()), strong=selected)


class CategoryTree(QTreeView):
    """The tree as a view: rows with a rounded selection, expansion kept when the tree is built anew."""

    chosen = Signal(str)
    """A category was chosen by the person."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.categories = CategoryModel(self)
        self.setModel(self.categories)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(theme().px(14))
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr("分类"))
        self.setProperty("surface", "subtle")
        self.setProperty("kind", "places")  # :meth:`drawRow` paints what is chosen, round and with its branch
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._open: set[str] = set()
        self._showing = False
        self._chosen = ""
        self.expanded.connect(lambda index: self._open.add(str(index.data(IdRole))))
        self.collapsed.connect(lambda index: self._open.discard(str(index.data(IdRole))))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_current)
        self.activated.connect(self._on_current)

    @property
    def current_id(self) -> str:
        """The category under the cursor, "" for none."""
        return str(self.currentIndex().data(IdRole) or "")

    def show_tree(self, categories: Sequence[Category], counts: Mapping[str, int], current: str) -> None:
        """Show these categories and put the cursor on one.

        Articles that stand in none of them have a place of their own, behind all categories.
        """
        self._showing = True
        loose = sum(counts.values()) - sum(counts.get(each.id, 0) for each in categories)
        if categories and (loose or current == UNCATEGORISED):
            place = Category(id=UNCATEGORISED, scope=ALL, name=tr("未分类"), position=1 << 40)
            categories, counts = (*categories, place), {**counts, UNCATEGORISED: loose}
        if self.categories.show(categories, counts):
            for key in list(self._open):
                self.setExpanded(self.categories.index_of(key), True)
        self.select(current)
        if self.hasFocus() and not self.currentIndex().isValid():
            # the focus came while there was no row yet: the keys begin at the first one, as in focusInEvent
            self.setCurrentIndex(self.categories.index(0, 0))
        self._showing = False

    def select(self, category_id: str) -> None:
        """Put the cursor on a category without telling; "" takes it away."""
        showing, self._showing = self._showing, True
        self._chosen = category_id
        index = self.categories.index_of(category_id)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.setExpanded(above, True)
                above = above.parent()
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._showing = showing

    def rename_current(self) -> None:
        """Edit the name in place."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        look = theme()
        rect = QRectF(option.rect).adjusted(0, 1, -8, -1)
        selected = bool(self._chosen) and index.data(IdRole) == self._chosen
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected:
            painter.setBrush(look.color("bg.selected"))
            painter.drawRoundedRect(rect, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("bg.hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self.hasFocus() and index == self.currentIndex():
            painter.setPen(look.color("focus.ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.restore()
        super().drawRow(painter, option, index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt puts the cursor on the first row when there is none; that is no choice of the person.
        showing, self._showing = self._showing, True
        super().focusInEvent(event)
        self._showing = showing

    def _on_current(self, index: QModelIndex) -> None:
        if not self._showing and index.isValid():
            self._chosen = str(index.data(IdRole))
            self.chosen.emit(self._chosen)
