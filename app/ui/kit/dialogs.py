"""Dialogs: for what cannot be undone, what customers will see, or what needs two inputs or more.

Buttons carry verbs, the focus starts on the first field or on the safe button, and nothing blocks: ``open()`` and a
callback, never ``exec()``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QEvent, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain.errors import AppError
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import sentence
from app.ui.kit.states import Banner
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme

T = TypeVar("T")
_DIM = QColor(14, 20, 32, 117)  # 46 %
_FRAME = QSize(16, 40)
"""What a title bar and borders add to a dialog at most; before it is shown nobody knows."""


class Folders(Protocol):
    """Remembers where files come from and go; :class:`app.ui.kit.preferences.Preferences` is the real one."""

    def last_folder(self) -> str: ...

    def keep_folder(self, folder: str) -> None: ...


def file_dialog(parent: QWidget, title: str, folders: Folders | None, *, save: str = "") -> QFileDialog:
    """Return a dialog that asks for files, or where to ``save`` one of that name, to be opened by the caller.

    It begins in the folder that was used last, for the first time among the person's downloads: never in the program's
    own working folder.
    """
    standard = QStandardPaths.StandardLocation
    places = [folders.last_folder() if folders is not None else ""]
    places += [
        QStandardPaths.writableLocation(each) for each in (standard.DownloadLocation, standard.DocumentsLocation)
    ]
    here = next((place for place in places if place and Path(place).is_dir()), str(Path.home()))
    dialog = QFileDialog(parent, title, here)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if save:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(save)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    if folders is not None:
        dialog.accepted.connect(lambda: folders.keep_folder(dialog.directory().absolutePath()))
    return dialog


class Dim(QWidget):
    """A veil over a window while a dialog or the palette is in front."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(QRect(0, 0, window.width(), window.height()))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _DIM)
        painter.end()


def _lineage(widget: QWidget | None) -> list[QWidget]:
    """Return a widget and what it stands in, inside out."""
    found: list[QWidget] = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return found


def _taker(widget: QWidget) -> QWidget | None:
    """Return who takes the focus by Tab: a widget itself, or the first in it; None when nobody does."""
    for each in (widget, *widget.findChildren(QWidget)):
        policy = each.focusPolicy()
        if each.isEnabled() and each.isVisible() and Qt.FocusPolicy.TabFocus in policy:
            return each
    return None


class Dialog(QDialog):
    """A window-modal dialog: a title row, :attr:`body` for fields, a foot of buttons. Escape is the safe way out."""

    def __init__(self, parent: QWidget, title: str, *, width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(width))
        self._default: QPushButton | None = None
        self._before = _lineage(parent.window().focusWidget())
        self.finished.connect(self._give_focus_back)
        self._dim = Dim(parent.window())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        top = QFrame()
        top.setProperty("surface", "panel")
        self.body = QVBoxLayout(top)
        self.body.setContentsMargins(20, 18, 20, 18)
        self.body.setSpacing(10)
        outer.addWidget(top, 1)
        self.refusal = Banner()
        outer.addWidget(self.refusal)
        foot = self._foot_row = QFrame()
        foot.setProperty("surface", "subtle")
        foot.setProperty("edge", "top")
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(20, 10, 20, 10)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        outer.addWidget(foot)
        self.finished.connect(self._dim.deleteLater)

    def _give_focus_back(self) -> None:
        """To what stands beside the widget that had it, if that was disabled or went meanwhile.

        Qt gave it then to whatever comes next in the window: to the rail, as a rule.
        """
        for number, widget in enumerate(self._before):
            if not isValid(widget) or not widget.isVisible() or widget.isWindow():
                continue
            if number and widget.isAncestorOf(widget.window().focusWidget()):
                return
            if (taker := _taker(widget)) is not None:
                if number:  # else it has it, or somebody else was given it on purpose
                    taker.setFocus()
                return

    def add_field(self, name: str, field: QWidget) -> None:
        """Add a field under its name, which stands nearer to it than to the field before."""
        head = label(name, "small", "secondary")
        head.setBuddy(field)
        field.setAccessibleName(name)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(head)
        column.addWidget(field)
        self.body.addLayout(column)

    def add_button(
        self, text: str, on_click: Callable[[], object] | None = None, *, kind: str = "", default: bool = False
    ) -> QPushButton:
        """Add a button at the right end of the foot. Without ``on_click`` it closes the dialog (reject)."""
        made = button(text, on_click if on_click is not None else self.reject, kind=kind)
        made.setAutoDefault(True)  # Enter on a button presses that one, and never the default in its place
        made.setDefault(default)
        if default:
            self._default = made
        self.foot.addWidget(made)
        return made

    def store(self, tasks: Tasks, fn: Callable[[Any], T], done: Callable[[T], object] | None = None) -> None:
        """Write, and close once it is stored: when the disk or a rule says no, what was typed is here still.

        ``fn`` gets the transaction, ``done`` what it returned. For dialogs that ask for more than a yes.
        """
        self._foot_row.setEnabled(False)
        self.refusal.set("")

        def stored(result: T) -> None:
            self.accept()
            if done is not None:
                done(result)

        def refused(error: BaseException) -> None:
            self._foot_row.setEnabled(True)
            told = sentence(error) if isinstance(error, AppError) else tr("没有存下，请再试一次")
            self.refusal.set(told, "danger")

        tasks.write(fn, stored, refused, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the default button also from a field in which Enter begins a line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._default is not None:
                self._default.click()  # which a disabled button ignores
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        handled = super().event(event)
        # asked last of all: a deferred delete has just taken the dialog away
        if kind == QEvent.Type.LayoutRequest and self.isVisible() and (layout := self.layout()) is not None:
            need = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
            if need > self.height():  # a line appeared: nothing that stood there is cut for it
                self.resize(self.width(), min(need, self.screen().availableSize().height() - _FRAME.height()))
        return handled

    def showEvent(self, event: QShowEvent) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth() and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            # Qt measured the height for a narrower dialog than the least width lets it be.
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        room = self.screen().availableSize() - _FRAME
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        self.resize(self.size().boundedTo(room.expandedTo(self.minimumSizeHint())))  # its buttons stay on the screen
        super().showEvent(event)
        self._dim.show()
        self._dim.raise_()


def confirm(
    parent: QWidget,
    title: str,
    text: str,
    verb: str,
    on_yes: Callable[[], object],
    *,
    destructive: bool = True,
    way_out: str = "",
) -> Dialog:
    """Ask before something that cannot be undone. ``title`` is the question, ``text`` its consequence, ``verb`` the
    button. The focus is on the way out (取消 by default)."""
    dialog = Dialog(parent, title, width=420)
    row = QHBoxLayout()
    row.setSpacing(12)
    if destructive:
        row.addWidget(Glyph("alert-triangle", "danger.text", side=22), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(label(title, "h3", strong=True, wrap=True))
    column.addWidget(label(text, tone="secondary", wrap=True))
    column.addStretch(1)
    row.addLayout(column, 1)
    dialog.body.addLayout(row)
    dialog.setAccessibleDescription(text)
    safe = dialog.add_button(way_out or tr("取消"))

    def yes() -> None:
        dialog.accept()
        on_yes()

    dialog.add_button(verb, yes, kind="dangerSolid" if destructive else "primary").setObjectName("yes")
    safe.setDefault(True)
    safe.setFocus()
    dialog.open()
    return dialog


def show_crash(parent: QWidget, details: str, on_report: Callable[[str], object] | None = None) -> Dialog:
    """Say once that the program made a mistake, with the traceback to copy."""
    dialog = Dialog(parent, tr("程序出了差错"), width=620)
    dialog.body.addWidget(label(tr("程序出了差错"), "h3", strong=True))
    dialog.body.addWidget(
        label(
            tr("刚才的一步没有完成，已保存的内容不受影响。把下面的内容交给管理员，有助于查清原因。"),
            tone="secondary",
            wrap=True,
        )
    )
    text = QPlainTextEdit(details)
    text.setReadOnly(True)
    text.setAccessibleName(tr("差错详情"))
    text.setMinimumHeight(200)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    dialog.body.addWidget(text, 1)
    dialog.add_button(tr("复制"), lambda: QGuiApplication.clipboard().setText(details))
    if on_report is not None:
        dialog.add_button(tr("保存报告"), lambda: on_report(details))
    close = dialog.add_button(tr("继续工作"), kind="primary", default=True)
    close.setFocus()
    dialog.open()
    return dialog
