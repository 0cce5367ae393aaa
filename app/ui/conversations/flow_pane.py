"""A guided flow beside the conversation: what was said, the question that is on, its answers by number, what follows.

Keys while the pane has the focus: 1-9 choose, Backspace and ← go back, Enter sends the step to the customer.
"""

import functools

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.flow_chart import ActionKind, Outcome, Step, way_ahead
from app.ui.conversations.flow_walker import Walker
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.ime import ImeGuard
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import scrolled
from app.ui.kit.theme import theme

WIDE = 384
_PAD = 16
_OUTCOMES: dict[Outcome, Marked] = {Outcome.SOLVED: mark("到此解决"), Outcome.HANDOVER: mark("转给专家")}
_ACTIONS: dict[ActionKind, Marked] = {
    ActionKind.CATEGORY: mark("设置问题类型"),
    ActionKind.TICKET: mark("新建工单"),
    ActionKind.TEXT: mark("插入话术"),
}


class Progress(QWidget):
    """A bar for each step: done, the one that is on, to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._of = 1, 1
        self.setFixedHeight(theme().px(6))

    def set(self, at: int, of: int) -> None:
        """Show step ``at`` (from 1) of ``of``."""
        self._at, self._of = at, max(of, 1)
        self.setAccessibleName(tr("第 {at} 步，共 {of} 步").format(at=at, of=of))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 4.0
        width = (self.width() - gap * (self._of - 1)) / self._of
        for number in range(1, self._of + 1):
            token = "success.solid" if number < self._at else "accent.solid" if number == self._at else "border.default"
            painter.setBrush(theme().color(token))
            painter.drawRoundedRect(QRectF((number - 1) * (width + gap), 0, width, self.height()), 3, 3)
        painter.end()


class AnswerButton(QFrame):
    """An answer with its number; the whole of it is pressed."""

    chosen = Signal(int)

    def __init__(self, number: int, text: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.button = button(f"{number}   {text}", functools.partial(self.chosen.emit, number))
        self.button.setAccessibleName(tr("答案 {number}：{text}").format(number=number, text=text))
        self.button.setProperty("align", "left")
        self.button.setStyleSheet("text-align: left;")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setMinimumHeight(theme().px(40))
        self.button.setToolTip(" · ".join(part for part in (text, hint) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.button)
        if hint:
            said = label(hint, "small", "secondary", wrap=True)
            said.setContentsMargins(_PAD, 0, 0, 2)
            column.addWidget(said)


class FlowPane(QFrame):
    """The pane. Made the first time that a walk is shown."""

    closed = Signal()
    """Fold it away; the walk stays where it is."""

    def __init__(self, walker: Walker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.walker = walker
        self._shown: object = None
        self.setProperty("surface", "panel")
        self.setProperty("edge", "left")
        self.setFixedWidth(theme().px(WIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("引导流程"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._body = QWidget()
        self._body.setProperty("surface", "none")
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(_PAD, 12, _PAD, 12)
        self._rows.setSpacing(10)
        column.addWidget(scrolled(self._body), 1)
        column.addWidget(self._foot())
        walker.changed.connect(self.refresh)
        theme().themeChanged.connect(self._anew)
        self.refresh()

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("edge", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(_PAD, 10, 8, 10)
        row.addWidget(Glyph("route", "assist.text", side=18))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = ElidedLabel("", strong=True)
        self._where = label("", "small", "secondary")
        words.addWidget(self._title)
        words.addWidget(self._where)
        row.addLayout(words, 1)
        row.addWidget(tool_button("x", tr("收起流程（停在这一步）"), self.closed.emit))
        return head

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("edge", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(_PAD, 10, _PAD, 10)
        self._back = KeyButton(tr("上一步"), "←", self.walker.back, icon="arrow-back-up", dense=True)
        row.addWidget(self._back)
        row.addStretch(1)
        expert = functools.partial(self.walker.finish, Outcome.HANDOVER)
        row.addWidget(button(tr("转专家"), expert, dense=True))
        stop = functools.partial(self.walker.finish, Outcome.STOPPED)
        row.addWidget(button(tr("中止并记录"), stop, kind="ghost", dense=True))
        return foot

    # -- showing ---------------------------------------------------------------------------------------------------

    def _anew(self) -> None:
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Show where the walk stands. What is being typed into a field stays."""
        walk, step = self.walker.walk, self.walker.step
        if walk is None:
            return
        at, of = self.walker.progress()
        self._title.setText(walk.title)
        self._where.setText(tr("第 {at} 步，共 {of} 步").format(at=at, of=of) + f" · v{walk.version}")
        self._back.setEnabled(at > 1)
        shown = (walk.id, walk.choices, walk.done, self.walker.chart)
        if shown == self._shown:
            return
        self._shown = shown
        held = self.isAncestorOf(self.window().focusWidget()) if self.isVisible() else False
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        bars = Progress()
        bars.set(at, of)
        self._rows.addWidget(bars)
        for key, choice in self.walker.way():
            if choice is not None:
                self._rows.addWidget(self._done(key, choice.asked, choice.said))
        self._rows.addWidget(self._card(step) if step is not None else self._gone())
        if step is not None and (ahead := self._ahead_of(step)):
            self._rows.addWidget(self._ahead(ahead))
        self._rows.addStretch(1)
        if held:
            self.setFocus()

    def _ahead_of(self, step: Step) -> list[Step]:
        """Return what follows the step for certain."""
        chart = self.walker.chart
        return way_ahead(chart, step.id)[1:] if chart is not None else []

    def _done(self, key: str, asked: str, said: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(Glyph("circle-check", "success.text", side=18))
        line.addWidget(ElidedLabel(f"{asked}  {said}".strip()), 1)
        change = button(tr("改"), functools.partial(self.walker.back, key), kind="link", dense=True)
        change.setAccessibleName(tr("改「{step}」的回答").format(step=asked))
        line.addWidget(change)
        return row

    def _card(self, step: Step) -> QWidget:
        card = QFrame()
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        head = tr("问客户") if step.outcome is None else _OUTCOMES.get(step.outcome, mark("结束")).tr()
        column.addWidget(label(head, "small", "secondary"))
        column.addWidget(label(step.text or step.title, "h3", strong=True, wrap=True, selectable=True))
        if step.note:
            column.addWidget(label(step.note, "small", "secondary", wrap=True))
        for question in step.questions:
            column.addWidget(self._field(question.id, question.name, question.required))
        why = self.walker.desk.may_reply()
        row = QHBoxLayout()
        send = KeyButton(tr("发送"), "Enter", self.walker.send, kind="primary", icon="send", dense=True)
        send.setEnabled(not why)
        send.setToolTip(why or tr("发给客户；网页上的客户可以自己点选"))
        row.addWidget(send)
        if self._ahead_of(step):
            way = button(tr("发送后面几步"), self.walker.send_way, dense=True)
            way.setEnabled(not why)
            row.addWidget(way)
        row.addStretch(1)
        column.addLayout(row)
        for action in step.actions:
            column.addWidget(self._action(step, action.id, action.kind, action.value))
        for number, answer in enumerate(step.answers, 1):
            made = AnswerButton(number, answer.text or tr("下一步"), answer.hint)
            made.chosen.connect(self.walker.choose)
            column.addWidget(made)
        if step.outcome is not None:
            finish = functools.partial(self.walker.finish, step.outcome)
            done = button(f"1   {tr('结束流程')}", finish)
            done.setMinimumHeight(theme().px(40))
            column.addWidget(done)
        return card

    def _field(self, question_id: str, name: str, required: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        words = f"{name} *" if required else name
        head = label(words, "small", "secondary")
        field = QLineEdit(self.walker.values().get(question_id, ""))
        field.setAccessibleName(words)
        head.setBuddy(field)
        ImeGuard(field)
        field.editingFinished.connect(lambda: self.walker.write_down(question_id, field.text()))
        field.returnPressed.connect(self.setFocus)
        column.addWidget(head)
        column.addWidget(field)
        return box

    def _action(self, step: Step, action_id: str, kind: ActionKind, value: str) -> QWidget:
        walk = self.walker.walk
        done = walk is not None and f"{step.id}/{action_id}" in walk.done
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Glyph("circle-check" if done else "bolt", "success.text" if done else "text.secondary"))
        words = _ACTIONS[kind].tr() if kind is ActionKind.CATEGORY else f"{_ACTIONS[kind].tr()}：{value}"
        line.addWidget(ElidedLabel(words, "small"), 1)
        if not done:
            run = functools.partial(self.walker.act, step.id, action_id)
            line.addWidget(button(tr("执行"), run, kind="link", dense=True))
        return row

    def _ahead(self, steps: list[Step]) -> QWidget:
        box = QFrame()
        box.setProperty("surface", "subtle")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(label(tr("接下来"), "small", strong=True))
        row.addStretch(1)
        row.addWidget(KeyHint("1"))
        column.addLayout(row)
        column.addWidget(label(" → ".join(step.name for step in steps), "small", "secondary", wrap=True))
        return box

    def _gone(self) -> QWidget:
        words = tr("流程改过，这一步已经没有了。退回上一步，或中止后重新开始。")
        return label(words, tone="danger", wrap=True)

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        step = self.walker.step
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            if step is not None and step.outcome is not None and key == Qt.Key.Key_1:
                self.walker.finish(step.outcome)
            else:
                self.walker.choose(key - Qt.Key.Key_0)
        elif plain and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.walker.back()
        elif plain and key == Qt.Key.Key_Right and step is not None and len(step.answers) == 1:
            self.walker.choose(1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            why = self.walker.desk.may_reply()
            if why:
                self.walker.desk.ctx.notices.toast(why, tone="warning")
            else:
                self.walker.send()
        else:
            super().keyPressEvent(event)
