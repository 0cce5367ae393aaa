"""Knowledge beside the conversation: search as one types, or what suits the customer's last message."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.storage import flows
from app.storage.flows import FlowRow
from app.storage.suggestions import Finding, Findings, frequent
from app.ui.conversations.desk import Desk
from app.ui.conversations.findings import CARD_FORMAT, PAD, SEEN_MS, FindingDelegate, FindingModel, by_chance, is_good
from app.ui.kit.buttons import Segments, button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.menus import Menu
from app.ui.kit.states import Content
from app.ui.kit.table_model import RowRole
from app.ui.kit.theme import theme

if TYPE_CHECKING:
    from app.ui.conversations.flow_walker import Walker


class ResultList(QListView):
    """The results. Keys: Enter sends the card, E or Ctrl+Enter edits first, T inserts the text, Space previews."""

    cardWanted = Signal(str)
    editWanted = Signal(str)
    textWanted = Signal(str)
    previewWanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stepped = False
        self.desk = desk
        self.buttons = self._make_buttons()
        self.rows = FindingModel(desk.clock, self)
        self.delegate = FindingDelegate(desk.clock, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(tr("知识搜索结果"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _: self._emit(self.previewWanted))
        self.verticalScrollBar().valueChanged.connect(lambda _: self._place_buttons())
        self._pressed: QPoint | None = None
        theme().themeChanged.connect(self.scheduleDelayedItemsLayout)

    def _make_buttons(self) -> QWidget:
        box = QWidget(self.viewport())
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.send_card = self._key_button(tr("发送图文"), "Enter", self.cardWanted, primary=True)
        self.edit_first = self._key_button(tr("编辑后发送"), "E", self.editWanted)
        self.insert_text = button(tr("插入文本"), functools.partial(self._emit, self.textWanted), dense=True)
        self.insert_text.setToolTip(tr("插入文本 (T)"))
        for made in (self.send_card, self.edit_first, self.insert_text):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(tool_button("eye", tr("预览"), functools.partial(self._emit, self.previewWanted), keys="Space"))
        box.hide()
        return box

    def _key_button(self, text: str, key: str, signal: object, *, primary: bool = False) -> KeyButton:
        made = KeyButton(
            text,
            key,
            functools.partial(self._emit, signal),
            kind="primary" if primary else "",
            icon="send" if primary else "",
            dense=True,
        )
        made.setToolTip(f"{text} ({key})")
        return made

    def show_rows(self, rows: tuple[Finding, ...]) -> None:
        """Show results; the first one is current."""
        self._stepped = False
        self.rows.set_rows(rows)
        first = self.rows.index(0, 0)
        self.setCurrentIndex(first)
        self._on_current(first)
        self.scrollToTop()

    def current(self) -> Finding | None:
        """Return the result that keys and buttons act on."""
        found = self.currentIndex().data(RowRole)
        return found if isinstance(found, Finding) else None

    def in_use(self) -> bool:
        """Return whether somebody is choosing: the rows must not move now."""
        return self._stepped or self.hasFocus() or self.underMouse()

    def step(self, step: int) -> None:
        """Move the current row."""
        count = self.rows.rowCount()
        if count:
            self._stepped = True
            self.setCurrentIndex(self.rows.index(min(max(self.currentIndex().row() + step, 0), count - 1), 0))

    def send_current(self) -> None:
        """Send the current result as a card."""
        self._emit(self.cardWanted)

    def edit_current(self) -> None:
        """Put the current result into the composer, to be changed first."""
        self._emit(self.editWanted)

    def name_keys(self, *, searching: bool) -> None:
        """Show the keys that work now: in the search field a letter is typed."""
        self.edit_first.set_keys("Ctrl+Enter" if searching else "E")
        self.edit_first.setToolTip(f"{self.edit_first.text()} ({'Ctrl+Enter' if searching else 'E'})")
        self._place_buttons()

    def _emit(self, signal: object) -> None:
        finding = self.current()
        if finding is None:
            return
        if signal is not self.previewWanted and not finding.can_send:
            self.desk.ctx.notices.toast(tr("内部知识不能发给客户，可以预览"), tone="warning")
            return
        signal.emit(finding.article_id)  # type: ignore[attr-defined]  # a bound signal

    def _on_current(self, index: QModelIndex) -> None:
        finding = index.data(RowRole) if index.isValid() else None
        self.delegate.current = finding.article_id if isinstance(finding, Finding) else ""
        self.doItemsLayout()
        if isinstance(finding, Finding):
            for made in (self.send_card, self.edit_first, self.insert_text):
                made.setEnabled(finding.can_send and not self.desk.may_reply())
        self._place_buttons()

    def refresh_buttons(self) -> None:
        """The conversation changed: what can be sent may be another."""
        self._on_current(self.currentIndex())

    def _place_buttons(self) -> None:
        rect = self.visualRect(self.currentIndex()) if self.currentIndex().isValid() else None
        if rect is None or rect.isEmpty() or self.current() is None:
            self.buttons.hide()
            return
        height = theme().px(30)
        self._give_way(rect.width())
        # The eye's own margin reaches into the pane's, so that what one sees of it stands on the edge.
        width = rect.width() - PAD - 8
        self.buttons.setGeometry(rect.left() + PAD, rect.bottom() - height - 7, width, height)
        self.buttons.show()

    def _give_way(self, room: int) -> None:
        """Where room is short the keys go first, which the tool tips name, and only then a button: T does it, too."""
        keyed = (self.edit_first, self.send_card)
        for made in keyed:
            made.show_keys(True)
        for made in keyed:
            if room < self._wide():
                made.show_keys(False)
        self.insert_text.setVisible(room >= self._wide())

    def _wide(self) -> int:
        parts = (self.send_card, self.edit_first, self.insert_text)
        return sum(part.minimumSizeHint().width() for part in parts) + theme().px(28) + PAD + 8 + 12

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()  # Qt does so for another height alone
        self._place_buttons()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.edit_current()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = {
            Qt.Key.Key_Return: self.cardWanted,
            Qt.Key.Key_Enter: self.cardWanted,
            Qt.Key.Key_E: self.editWanted,
            Qt.Key.Key_T: self.textWanted,
            Qt.Key.Key_Space: self.previewWanted,
        }
        signal = keys.get(Qt.Key(event.key())) if plain else None
        if signal is not None:
            self._emit(signal)
        else:
            super().keyPressEvent(event)

    def _menu(self, point: QPoint) -> None:
        if self.current() is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, signal in (
            (tr("发送图文") + "\tEnter", self.cardWanted),
            (tr("编辑后发送") + "\tE", self.editWanted),
            (tr("插入文本") + "\tT", self.textWanted),
            (tr("预览") + "\tSpace", self.previewWanted),
        ):
            menu.addAction(words, functools.partial(self._emit, signal))
        menu.popup(self.viewport().mapToGlobal(point))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        finding = self.current()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None or finding is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag = QDrag(self)
        data = QMimeData()
        data.setData(CARD_FORMAT, finding.article_id.encode())
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


class KnowledgePanel(QFrame):
    """Heading, search, results."""

    cardWanted = Signal(str)
    editWanted = Signal(str)
    textWanted = Signal(str)
    previewWanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._queries: dict[str, str] = {}
        self._answered = ""
        self._walker: Walker | None = None
        self._flow: FlowRow | None = None
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(PAD, 0, PAD, 0)
        top.addWidget(Glyph("book-2", "text.secondary", side=17))
        top.addWidget(label(tr("知识"), strong=True))
        top.addStretch(1)
        self.source = Segments([("fit", tr("推荐")), ("often", tr("常用"))], tr("没有输入时显示"))
        self.source.chosen.connect(lambda _: self._ask())
        top.addWidget(self.source)
        column.addLayout(top)
        self.search = SearchField(tr("搜索知识：标题、问法、拼音"))
        self.search.searched.connect(lambda _: self._ask())
        self.search.installEventFilter(self)
        box = QHBoxLayout()
        box.setContentsMargins(PAD, 0, PAD, 0)
        box.addWidget(self.search)
        column.addLayout(box)
        self._weak = label("", "small", "secondary")
        self._weak.setContentsMargins(PAD, 0, PAD, 0)
        self._weak.hide()
        column.addWidget(self._weak)
        self._offer = button("", icon="route", dense=True)
        self._offer.hide()
        offer = QHBoxLayout()
        offer.setContentsMargins(PAD, 0, PAD, 0)
        offer.addWidget(self._offer)
        offer.addStretch(1)
        column.addLayout(offer)
        self.results = ResultList(desk)
        self.search.moved.connect(self.results.step)
        self.search.entered.connect(self._on_entered)
        for name in ("cardWanted", "editWanted", "textWanted", "previewWanted"):
            getattr(self.results, name).connect(getattr(self, name))
        self.content = Content(self.results)
        column.addWidget(self.content, 1)
        desk.opened.connect(self._on_opened)
        desk.advice.changed.connect(self._on_suggestions)
        desk.threadChanged.connect(self.results.refresh_buttons)
        self._ask()

    def offer(self, walker: "Walker") -> None:
        """Offer the guided flow that suits the customer's words, or what is searched for."""
        self._walker = walker
        self._offer.clicked.connect(self._begin_flow)
        walker.changed.connect(self._show_offer)
        self.search.searched.connect(lambda _: self._show_offer())
        self._show_offer()

    def _show_offer(self) -> None:
        query, tasks = self.search.query(), self.desk.ctx.tasks
        if query:
            tasks.read(lambda c: flows.find(c, query, most=1), self._show_flows, key="flow", owner=self)
        else:
            tasks.forget(self, "flow")
            self._show_flows(self._walker.offered if self._walker is not None else ())

    def _show_flows(self, found: Sequence[FlowRow]) -> None:
        self._flow = found[0] if found and self.desk.current else None
        self._offer.setVisible(self._flow is not None)
        if self._flow is not None:
            title = tr("引导流程：{title}").format(title=self._flow.title)
            self._offer.setText(
                self._offer.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, theme().px(270))
            )
            self._offer.setToolTip(f"{title} (Ctrl+Shift+G)")

    def _begin_flow(self) -> None:
        why = self.desk.may_reply()
        if why:
            self.desk.ctx.notices.toast(why, tone="warning")
        elif self._flow is not None and self._walker is not None:
            self._walker.begin(self._flow.id)

    def focus_search(self) -> None:
        """Put the caret into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_Down:
                self.results.setFocus()
                return True
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.results.edit_current()
                return True
        elif watched is self.search and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.results.name_keys(searching=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _on_opened(self, conversation_id: str) -> None:
        """The last query is kept per conversation."""
        self.search.setText(self._queries.get(conversation_id, ""))
        self._ask()

    def _on_suggestions(self) -> None:
        if not self.search.query() and self.source.choice == "fit":
            self._ask()

    def _ask(self) -> None:
        query = self.search.query()
        if self.desk.current:
            self._queries[self.desk.current] = query
        if query:
            self.desk.advice.find(query, self._show_found, owner=self)
        elif self.source.choice == "often":
            at = self.desk.clock()
            self.desk.ctx.tasks.read(lambda c: frequent(c, at), self._show_often, key="find", owner=self)
        else:
            self.desk.ctx.tasks.forget(self, "find")
            self._show_fitting()

    def _on_entered(self) -> None:
        """Send what one has seen: an Enter that is faster than the search only searches."""
        if self._answered == self.search.query():
            self.results.send_current()

    def _show_found(self, found: Findings) -> None:
        if found.query != self.search.query() or (found.by_meaning and self.results.in_use()):
            return
        rows = by_chance(found.rows)
        before = self.results.current()
        if found.by_meaning and rows and (before is None or before.article_id != rows[0].article_id):
            self._answered = ""
            QTimer.singleShot(SEEN_MS, self, lambda: self._seen(found.query))
        else:
            self._answered = found.query
        count = len(found.rows)
        self.search.set_status(tr("{n} 条 · {ms} ms", n=count).format(n=count, ms=found.took_ms))
        self._show(rows)
        if not found.rows:
            self.content.show_state(
                "search",
                tr("没有「{query}」的知识").format(query=found.query),
                tr("换个说法，或用拼音首字母试试"),
                [(tr("清空"), self.search.clear)],
            )

    def _seen(self, query: str) -> None:
        if query == self.search.query():
            self._answered = query

    def _show_often(self, found: Findings) -> None:
        self._answered = ""
        self.search.set_status("")
        self._show(found.rows)
        if not found.rows:
            self.content.show_state("history", tr("近 7 天没有发送过知识"), tr("在上面输入要找的内容"))

    def _show_fitting(self) -> None:
        self._answered = ""
        self.search.set_status("")
        rows = self.desk.advice.suggested.rows
        self._show(rows)
        if not rows:
            asked = bool(self.desk.advice.suggested.query)
            title = tr("没有很吻合的知识") if asked else tr("客户来信后，这里给出推荐")
            self.content.show_state("bulb", title, tr("在上面输入要找的内容"))

    def _show(self, rows: tuple[Finding, ...]) -> None:
        weak = bool(rows) and not is_good(rows)
        self._weak.setVisible(weak)
        self._weak.setText(tr("没有很吻合的，以下可能有关") if weak else "")
        self.results.show_rows(rows)
        if rows:
            self.content.show_content()
