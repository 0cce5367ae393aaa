"""The messages of one conversation as a view: model, delegate, scrolling, selection of text."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.clock import Clock
from app.domain.conversations import Card
from app.domain.files import FileRef
from app.ui.conversations import bubble, bubble_paint
from app.ui.conversations.bubble import GAP, Layout
from app.ui.conversations.thread_items import BubbleItem, Item, LineItem, spoken
from app.ui.kit.attachments import Attachments, words_of
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.lists import PaintedList, unseen
from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.rich_text import Media, RichView, open_link
from app.ui.kit.table_model import KeyRole, RowModel, RowRole
from app.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
KEPT_LAYOUTS = 600
NEAR_TOP = 120
"""This many pixels from the upper end older messages are fetched."""
FOOT = 12
LINE = 34
"""What a day or a line of the system takes."""


class ThreadDelegate(QStyledItemDelegate):
    """Lays out and paints the items, and edits nothing: its editor only lets a text be selected."""

    def __init__(
        self, media: Media | None, clock: Clock, width: Callable[[], int], places: Attachments | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._places = places
        self._media, self._clock, self._width = media, clock, width
        self._layouts: OrderedDict[tuple[str, int], Layout] = OrderedDict()
        self.found = ""
        theme().themeChanged.connect(self._forget_all)

    def _forget_all(self) -> None:
        self._layouts.clear()

    def layout_of(self, item: BubbleItem) -> Layout:
        """Return the layout of a bubble in the view's present width."""
        width = self._width()
        key = (item.id, width)
        kept = self._layouts.get(key)
        if kept is None or kept.item != item:
            kept = bubble.measure(item, width, self._media)
            self._layouts[key] = kept
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        return kept

    def forget(self, sha256: str) -> None:
        """A picture has arrived: lay out again what shows it."""
        gone = [
            key
            for key, layout in self._layouts.items()
            if any(ref.sha256 == sha256 for ref in layout.item.message.attachments)
        ]
        for key in gone:
            del self._layouts[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(RowRole)
        last = FOOT if index.row() == index.model().rowCount() - 1 else 0
        if isinstance(item, BubbleItem):
            return QSize(self._width(), self.layout_of(item).height + last)
        return QSize(self._width(), theme().px(LINE) + last)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if unseen(option):
            return
        item = index.data(RowRole)
        rect = QRect(option.rect)
        keyed = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        focused = option.state & keyed == keyed
        if isinstance(item, BubbleItem):
            layout = self.layout_of(item)
            bubble_paint.paint(
                painter,
                QPointF(rect.topLeft()),
                item,
                layout,
                self._clock(),
                self._media,
                places=self._places,
                ringed=focused or item.id == self.found,
            )
        elif item is not None:
            self._paint_line(painter, rect, item, focused)

    def _paint_line(self, painter: QPainter, rect: QRect, item: Item, focused: bool) -> None:
        look = theme()
        icon = item.icon if isinstance(item, LineItem) else ""
        token = item.tone if isinstance(item, LineItem) else "text.tertiary"
        words = item.text if not isinstance(item, BubbleItem) else ""
        side = look.px(14)
        width = min(text_width(words, "small"), rect.width() - 60)
        # as far from the bubble above as from the one below, whose own gap follows; also where the foot is added
        middle = QPointF(rect.center().x(), rect.top() + (look.px(LINE) + GAP) / 2)
        if icon:
            place = QRectF(middle.x() - width / 2 - side - 5, middle.y() - side / 2, side, side)
            paint_icon(painter, place, icon, token)
        area = QRectF(middle.x() - width / 2, middle.y() - 10, width + 2, 20)
        paint_text(painter, area, words, size="small", token=token)
        if focused:
            painter.setPen(QPen(look.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-8 - (side + 5 if icon else 0), -2, 8, 2), 11, 11)

    # -- selecting text --------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        view = RichView(None, parent)
        view.document().setDocumentMargin(0)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.viewport().setAutoFillBackground(False)
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        view.setPalette(palette)
        view.setAccessibleName(tr("消息文字，可选择和复制"))
        return view

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        item = index.data(RowRole)
        if isinstance(editor, RichView) and isinstance(item, BubbleItem):
            layout = self.layout_of(item)
            if layout.document is not None:
                document = layout.document.clone(editor)
                editor.setDocument(document)
                editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(RowRole)
        if isinstance(item, BubbleItem):
            text = self.layout_of(item).text
            editor.setGeometry(text.translated(QRect(option.rect).topLeft()).toRect().adjusted(0, 0, 2, 2))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing is edited."""


class ThreadView(PaintedList):
    """The conversation's messages. Stays at its end unless one has scrolled away from it."""

    olderWanted = Signal()
    menuWanted = Signal(object, QPoint)
    """(the BubbleItem, global position)"""
    fileWanted = Signal(object)
    """A FileRef that was clicked."""
    cardWanted = Signal(str)
    """The id of an article whose card was clicked."""
    endSeen = Signal()
    """The newest message is on screen."""

    def __init__(
        self, media: Media | None, clock: Clock, places: Attachments | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._places = places
        self.rows: RowModel[Item] = RowModel(
            lambda item: item.id, accessible=lambda item: self._spoken(item, clock()), parent=self
        )
        self.setModel(self.rows)
        self.delegate = ThreadDelegate(media, clock, self._width, places, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(tr("消息"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalScrollBar().setSingleStep(24)
        self._at_end = True
        self._settling = False
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.setMouseTracking(True)
        self._range_before = 0
        self._anchored = False
        if media is not None:
            media.arrived.connect(self._on_picture)
        if places is not None:
            places.changed.connect(self._on_place)
        theme().themeChanged.connect(self.scheduleDelayedItemsLayout)

    def _width(self) -> int:
        """Return the width of a row: the same with a scroll bar and without, so that none is measured twice for one."""
        return self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()

    def _spoken(self, item: Item, now: int) -> str:
        if not isinstance(item, BubbleItem):
            return spoken(item, "")
        places = self._places
        refs = item.message.attachments if places is not None else ()
        stand = [words_of(places.place_of(ref))[0] for ref in refs] if places is not None else []
        return "，".join(filter(None, (spoken(item, moment(item.time, now)), *stand)))

    def show_items(self, items: Sequence[Item], *, fresh: bool) -> None:
        """Show a thread; ``fresh`` is another conversation, shown from its end."""
        if fresh:
            self._at_end = True
            self.delegate.found = ""
            self.setCurrentIndex(QModelIndex())
        bar = self.verticalScrollBar()
        # What is put in above must not move what one reads: keep the distance to the lower end.
        self._range_before = bar.maximum() - bar.value()
        self._anchored = not self._at_end
        self.rows.set_rows(items)
        self.doItemsLayout()
        self._settle()

    def scroll_to_end(self) -> None:
        """Show the newest message."""
        self._at_end = True
        self._settle()

    @property
    def at_end(self) -> bool:
        """Whether the newest message is on screen."""
        return self._at_end

    def show_found(self, item_id: str) -> None:
        """Mark one bubble as found and bring it on screen; "" for none."""
        self.delegate.found = item_id
        index = self.rows.index_of(item_id)
        if index.isValid():
            self._at_end = False
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            bar = self.verticalScrollBar()
            self._at_end = bar.value() >= bar.maximum() - 4  # a short thread does not scroll, and tells nothing
        self.viewport().update()

    def select_text(self, item_id: str) -> None:
        """Let the text of one bubble be selected with mouse and keys."""
        index = self.rows.index_of(item_id)
        if index.isValid():
            self.openPersistentEditor(index)
            editor = self.indexWidget(index)
            editor.installEventFilter(self)
            editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if isinstance(watched, RichView) and (escape or event.type() == QEvent.Type.FocusOut):
            QTimer.singleShot(0, self, self._close_editors)
        return super().eventFilter(watched, event)

    def _close_editors(self) -> None:
        for row in range(self.rows.rowCount()):
            index = self.rows.index(row, 0)
            if self.isPersistentEditorOpen(index) and not self.indexWidget(index).hasFocus():
                self.closePersistentEditor(index)

    # -- scrolling -------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        bar = self.verticalScrollBar()
        self._settling = True
        if self._at_end:
            bar.setValue(bar.maximum())
            self.endSeen.emit()
        elif self._anchored:
            bar.setValue(bar.maximum() - self._range_before)
        self._settling = False

    def _on_range(self, low: int, high: int) -> None:
        if self._at_end or self._anchored:
            self._settle()

    def _on_scrolled(self, value: int) -> None:
        if self._settling:
            return
        bar = self.verticalScrollBar()
        self._anchored = False
        was, self._at_end = self._at_end, value >= bar.maximum() - 4
        if self._at_end and not was:
            self.endSeen.emit()
        if value < NEAR_TOP and bar.maximum() > 0:
            self.olderWanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        bar = self.verticalScrollBar()
        if event.angleDelta().y() > 0 and bar.value() <= NEAR_TOP:
            self.olderWanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Qt lays a list out anew only when its height changes, but here a row's height depends on the width.
            bar = self.verticalScrollBar()
            self._range_before, self._anchored = bar.maximum() - bar.value(), not self._at_end
            self.scheduleDelayedItemsLayout()
        self._settle()

    def _on_picture(self, sha256: str) -> None:
        self.delegate.forget(sha256)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_place(self, _sha256: str) -> None:
        self.viewport().update()

    # -- pointer and keys ------------------------------------------------------------------------------------------

    def item_at(self, point: QPoint) -> tuple[BubbleItem, QPointF] | None:
        """Return the bubble under a point of the viewport, and the point in the bubble's own place."""
        index = self.indexAt(point)
        item = index.data(RowRole) if index.isValid() else None
        if not isinstance(item, BubbleItem):
            return None
        return item, QPointF(point - self.visualRect(index).topLeft())

    def link_at(self, point: QPoint) -> str:
        """Return the address under a point, or ""."""
        hit = self.item_at(point)
        if hit is None:
            return ""
        layout = self.delegate.layout_of(hit[0])
        if layout.document is None or not layout.text.contains(hit[1]):
            return ""
        return layout.document.documentLayout().anchorAt(hit[1] - layout.text.topLeft())

    def file_at(self, point: QPoint) -> FileRef | None:
        """Return the file or picture under a point."""
        hit = self.item_at(point)
        if hit is None:
            return None
        item, at = hit
        layout = self.delegate.layout_of(item)
        refs = item.message.card.attachments if item.message.card is not None else item.message.attachments
        for rect, ref in zip(layout.files, refs, strict=False):
            if rect.contains(at):
                return ref
        if item.message.card is None and layout.picture is not None and layout.picture.contains(at):
            return refs[0]
        return None

    def card_at(self, point: QPoint) -> Card | None:
        """Return the knowledge card under a point."""
        hit = self.item_at(point)
        inside = hit is not None and self.delegate.layout_of(hit[0]).box.contains(hit[1])
        return hit[0].message.card if hit is not None and inside else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if link := self.link_at(point):
            open_link(QUrl(link))
        elif (ref := self.file_at(point)) is not None:
            self.fileWanted.emit(ref)
        elif (card := self.card_at(point)) is not None and card.article_id:  # a flow's step is all in its card
            self.cardWanted.emit(card.article_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.item_at(event.position().toPoint())
        if hit is not None and self.delegate.layout_of(hit[0]).text.contains(hit[1]):
            self.select_text(hit[0].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        hand = bool(self.link_at(point)) or self.file_at(point) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Who comes by key stands on the newest message, not on the oldest that is on screen.
        last = self.rows.index(self.rows.rowCount() - 1, 0)
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.currentIndex().isValid() and last.isValid():
            self.selectionModel().setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        hit = self.item_at(point) if event.reason() != QContextMenuEvent.Reason.Keyboard else None
        item = hit[0] if hit is not None else self.currentIndex().data(RowRole)
        if isinstance(item, BubbleItem):
            where = point if hit is not None else self.visualRect(self.currentIndex()).center()
            self.menuWanted.emit(item, self.viewport().mapToGlobal(where))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentIndex().data(RowRole)
        copy = event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if copy and isinstance(item, BubbleItem):
            copy_text(item)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(item, BubbleItem):
            if item.message.attachments and not item.message.text:
                self.fileWanted.emit(item.message.attachments[0])
                return
            self.select_text(str(self.currentIndex().data(KeyRole)))
        else:
            super().keyPressEvent(event)


def copy_text(item: BubbleItem) -> None:
    """Put what a message says on the clipboard."""
    card = item.message.card
    if card is not None:
        lines = [card.title, *(f"{n}. {step}" for n, step in enumerate(card.steps, 1))]
        words = "\n".join(lines if card.steps else [card.title, card.summary])
    else:
        words = item.message.text or "\n".join(ref.name for ref in item.message.attachments)
    QGuiApplication.clipboard().setText(words)
