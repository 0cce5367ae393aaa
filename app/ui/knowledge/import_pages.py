"""The first and the last page of the import wizard: choose a table, and see what happened."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.commands.importing import Report
from app.commands.transfer.documents.reading import OLD_SUFFIXES, SUFFIXES
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import LANGUAGES, tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import label
from app.ui.kit.painters import paint_text
from app.ui.kit.states import Banner, progress
from app.ui.kit.theme import theme

TABLE_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".zip")
ALL_SUFFIXES = (*TABLE_SUFFIXES, *SUFFIXES, *OLD_SUFFIXES)
"""What may be dropped: a table or documents. Of some it is told only how to save them otherwise."""


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files among what is dragged that can be imported."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ALL_SUFFIXES]


class DropZone(QFrame):
    """Where files are dropped; also a button for it."""

    dropped = Signal(object)
    """(the paths of those that can be imported)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self.setMinimumHeight(theme().px(190))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if found := dropped_files(event.mimeData()):
            self.dropped.emit(found)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().color("accent.solid" if self._over else "border.control"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme().color("accent.tint" if self._over else "bg.subtle"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class ChoosePage(QWidget):
    """Step 1: a template to fill in, a table to import."""

    templateWanted = Signal(str)
    chooseWanted = Signal()
    filesChosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(18)
        self.banner = Banner()
        column.addWidget(self.banner)
        zone = DropZone()
        zone.dropped.connect(self.filesChosen)
        inner = QVBoxLayout(zone)
        inner.addStretch(1)
        inner.addWidget(Glyph("file-spreadsheet", "text.tertiary", 34), 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(label(tr("把表格或文档拖到这里"), "h3", strong=True), 0, Qt.AlignmentFlag.AlignHCenter)
        for told in (
            tr("表格：XLSX、CSV，或装着表格、图片和附件的 ZIP，一行一条知识"),
            tr("文档：DOCX、PDF、HTML、Markdown、TXT，按标题拆成多条知识"),
        ):
            inner.addWidget(label(told, tone="secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.choose_button = button(tr("选择文件"), self.chooseWanted.emit, kind="primary", icon="upload")
        self.choose_button.setAutoDefault(True)  # Enter presses it; no button of the dialog's foot is the main one here
        inner.addSpacing(6)
        inner.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        column.addWidget(zone, 1)
        card = QFrame()
        card.setProperty("surface", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        row.addWidget(Glyph("download", "accent.text", 20))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("还没有表格？先下载模板"), strong=True))
        words.addWidget(
            label(
                tr("第二页写着每一列怎么填。图片放在表格旁边的 images 文件夹，附件放在 attachments 文件夹。"),
                "small",
                "secondary",
                wrap=True,
            )
        )
        row.addLayout(words, 1)
        for code, name in LANGUAGES.items():
            made = button(name, dense=True)
            made.setAccessibleName(tr("下载模板：{language}").format(language=name))
            made.clicked.connect(lambda _checked=False, code=code: self.templateWanted.emit(code))
            row.addWidget(made)
        column.addWidget(card)
        self._column = column

    def add(self, card: QWidget) -> None:
        """Put a card below the others."""
        self._column.addWidget(card)


class StepMark(QWidget):
    """The number of a step in its disc: filled for the present one, a tick once it is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._state = number, "coming"
        self.setFixedSize(theme().px(20), theme().px(20))

    def set(self, state: str) -> None:
        """Show ``done``, ``now`` or ``coming``."""
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        fill = {"done": "success.solid", "now": "accent.solid"}.get(self._state)
        painter.setPen(QPen(look.color(fill or "border.control"), 1.5))
        painter.setBrush(look.color(fill or "bg.panel"))
        painter.drawEllipse(disc)
        if self._state == "done":
            paint_icon(painter, disc.adjusted(3, 3, -3, -3), "check", "text.onAccent")
        else:
            token = "text.onAccent" if self._state == "now" else "text.secondary"
            middle = Qt.AlignmentFlag.AlignHCenter
            paint_text(painter, disc, str(self._number), size="small", token=token, strong=True, align=middle)
        painter.end()


class Tile(QFrame):
    """A number with its name."""

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(0)
        column.addWidget(label(name, "small", tone or "secondary"))
        self._number = label("", "h1", tone, strong=True)
        column.addWidget(self._number)

    def show_text(self, text: str) -> None:
        """Show a number with its unit."""
        self._number.setText(text)


class ResultPage(QWidget):
    """Step 3: progress while it runs, then exactly what was done."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(60, 40, 60, 40)
        column.setSpacing(12)
        column.addStretch(1)
        self._icon = Glyph("refresh", "accent.text", 34)
        self._title = label("", "h2", strong=True, wrap=True)
        self._told = label("", tone="secondary", wrap=True)
        self.bar = progress(tr("导入进度"))
        for words in (self._title, self._told):
            words.setFixedWidth(theme().px(560))
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.bar.setMinimumWidth(theme().px(480))
        for shown in (self._icon, self._title, self._told, self.bar):
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        tiles = QHBoxLayout()
        tiles.setSpacing(10)
        self._tiles = {
            name: Tile(text, tone)
            for name, text, tone in (
                ("new", tr("新增"), "success"),
                ("updated", tr("更新"), "accent"),
                ("unchanged", tr("没有变化"), ""),
                ("skipped", tr("跳过的错误行"), "danger"),
                ("undone", tr("没有导入"), "warning"),
            )
        }
        for tile in self._tiles.values():
            tile.setMinimumWidth(theme().px(140))
            tiles.addWidget(tile)
        self._grid = QWidget()
        self._grid.setLayout(tiles)
        column.addSpacing(10)
        column.addWidget(self._grid, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._grid.hide()
        self.bar.show()
        self.bar.setValue(round(100 * done / total) if total else 100)
        self._icon.set("refresh", "accent.text")
        self._title.setText(tr("正在导入 {done} / {total}").format(done=count_text(done), total=count_text(total)))
        self._told.setText(tr("可以取消；已写入的部分可以撤销"))

    def show_report(self, report: Report, title: str, told: str, *, tone: str = "success") -> None:
        """Show what was done."""
        self.bar.hide()
        self._grid.show()
        icon = {"success": "circle-check", "warning": "alert-triangle", "danger": "circle-x"}[tone]
        self._icon.set(icon, f"{tone}.text")
        self._title.setText(title)
        self._told.setText(told)
        for name, tile in self._tiles.items():
            number = getattr(report, name)
            tile.show_text(count_text(number))
            tile.setVisible(bool(number) or name in ("new", "updated", "skipped"))
