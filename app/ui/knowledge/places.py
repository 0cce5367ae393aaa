"""The left pane: smart lists above the category tree, each with its count."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.storage.knowledge import Shelf
from app.ui.kit import painters
from app.ui.kit.buttons import tool_button
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import label
from app.ui.kit.states import StateView
from app.ui.kit.theme import theme
from app.ui.knowledge.library import Library
from app.ui.knowledge.tree import CategoryTree
from app.ui.knowledge.words import SHELVES


class ShelfButton(QAbstractButton):
    """One smart list: icon, name, count."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count: int | None = None
        self.setText(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)

    def set_count(self, count: int) -> None:
        """Show another count; none stands there before the first one."""
        self._count = count
        self.setAccessibleName(tr("{name}，{n} 条知识", n=count).format(name=self.text(), n=count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(look.color("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self.hasFocus():
            painter.setPen(look.color("focus.ring"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        strong = self.isChecked()
        token = "accent.text" if strong else "text.secondary"
        side = look.px(16)
        paint_icon(painter, QRectF(rect.left() + 8, rect.center().y() - side / 2, side, side), self._icon, token)
        number = count_text(self._count) if self._count is not None else ""
        right = rect.adjusted(0, 0, -10, 0)
        painters.paint_text(
            painter, right, number, size="small", token=token, strong=strong, align=Qt.AlignmentFlag.AlignRight
        )
        width = right.right() - painters.text_width(number, "small") - 8 - rect.left() - 32
        text = QRectF(rect.left() + side + 16, rect.top(), width, rect.height())
        painters.paint_text(painter, text, self.text(), strong=strong)
        painter.end()


class Places(QFrame):
    """Where to look: it shows the library's shelves and tells it what was chosen."""

    categoryAddWanted = Signal(str)
    """A new category below this one ("" for the root)."""
    categoryRemoveWanted = Signal()
    """The category under the cursor is to go."""
    menuWanted = Signal(QPoint)
    """The menu of the category under the cursor, at a place on the screen."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.setProperty("surface", "subtle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.shelves: dict[Shelf, ShelfButton] = {}
        for shelf, (name, icon) in SHELVES.items():
            made = ShelfButton(name.tr(), icon)
            made.clicked.connect(lambda _checked=False, shelf=shelf: library.open_shelf(shelf))
            self._group.addButton(made)
            self.shelves[shelf] = made
            made.setVisible(shelf is not Shelf.REVIEW or library.may("knowledge.edit"))
            column.addWidget(made)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 4)
        head.addWidget(label(tr("分类"), "small", "secondary"), 1)
        self.add_button = tool_button("plus", tr("新建分类"), lambda: self.categoryAddWanted.emit(""))
        self.more_button = tool_button("dots", tr("分类操作"), self._pop_up)
        head.addWidget(self.add_button)
        head.addWidget(self.more_button)
        column.addLayout(head)
        self.tree = CategoryTree()
        self.tree.chosen.connect(library.open_category)
        self.tree.customContextMenuRequested.connect(
            lambda place: self.menuWanted.emit(self.tree.viewport().mapToGlobal(place))
        )
        beside = QHBoxLayout()
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addWidget(self.tree)
        column.addLayout(beside, 1)
        self._empty = StateView()
        beside.addWidget(self._empty, 1)
        self._local = label("", "small", "tertiary", wrap=True)
        self._local.setContentsMargins(16, 6, 12, 0)
        column.addWidget(self._local)
        self.setFocusProxy(self.tree)
        library.shelvesChanged.connect(self._show)
        library.cutChanged.connect(self._mark)
        library.linkChanged.connect(self._tell_link)
        self._show()
        self._mark()

    def _show(self) -> None:
        found = self._library.shelves
        known = self._library.shelves_known
        for shelf, made in self.shelves.items():
            if known:
                made.set_count(getattr(found, shelf.value))
        editable = not self._library.why_not_categories()
        hint = tr("导入知识或点「＋」建立第一个分类") if editable else tr("知识管理员建立后会列在这里")
        self._empty.set("folders", tr("还没有分类"), hint)
        self.tree.categories.editable = editable
        self.tree.categories.articles_movable = not self._library.why_not_edit()
        self.tree.setDragEnabled(editable)
        self._show_tree()
        self.tree.setVisible(bool(found.categories) or not known)
        self._empty.setVisible(known and not found.categories)
        for made_button in (self.add_button, self.more_button):
            made_button.setEnabled(editable)
            made_button.setToolTip(self._library.why_not_categories() or made_button.accessibleName())
        self._tell_link()

    def _show_tree(self) -> None:
        found = self._library.shelves
        self.tree.show_tree(found.categories, found.by_category, self._library.cut.category_id)

    def _mark(self) -> None:
        cut = self._library.cut
        self._group.setExclusive(False)
        for shelf, made in self.shelves.items():
            made.setChecked(shelf is cut.shelf and not cut.category_id)
        self._group.setExclusive(True)
        self._show_tree()

    def _tell_link(self) -> None:
        number = self._library.shelves.all
        text = tr("本机有全部 {n} 条，离线可搜", n=number).format(n=count_text(number))
        self._local.setText(text if number else "")

    def _pop_up(self) -> None:
        self.menuWanted.emit(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.tree.hasFocus():
            self.tree.rename_current()
        elif event.key() == Qt.Key.Key_Delete and self.tree.hasFocus():
            self.categoryRemoveWanted.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self._pop_up()
        else:
            super().keyPressEvent(event)
