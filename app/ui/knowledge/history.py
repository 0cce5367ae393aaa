"""An article's versions: the list, and two of them side by side."""

import functools
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.domain.knowledge import ArticleVersion
from app.domain.rich import Body
from app.storage import knowledge as queries
from app.storage.knowledge import VersionRow
from app.ui.kit.buttons import button
from app.ui.kit.chips import Chip
from app.ui.kit.dialogs import Dialog
from app.ui.kit.formats import moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.screen import Context
from app.ui.kit.theme import theme
from app.ui.knowledge.differences import compare, pieces_html


class Text(msgspec.Struct, frozen=True):
    """One side of a comparison: its name, its body when it is at hand, else the version to read it from."""

    name: str
    body: Body | None = None
    version_id: str = ""


class VersionList(QWidget):
    """Versions, newest first. ``restore`` offers to take an old text into the editor."""

    compareWanted = Signal(str)
    """The id of a version to be compared with the present text."""
    restoreWanted = Signal(str)

    def __init__(self, *, restore: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restore = restore
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []

    def show_versions(self, rows: Sequence[VersionRow], live: int, now: int, *, published: bool) -> None:
        """Show an article's history; ``live`` is the version that is in use, for customers if ``published``."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [self._line(row, live, now, published) for row in rows]
        if not rows:
            self._lines.append(label(tr("还没有历史版本，首次同步后出现"), "small", "tertiary", wrap=True))
        for line in self._lines:
            self._column.addWidget(line)

    def _line(self, row: VersionRow, live: int, now: int, published: bool) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        across = QHBoxLayout()
        across.setSpacing(8)
        current = row.version == live and row.kind == "saved"
        number = label(f"v{row.version}", tone="accent" if current else "", strong=True)
        number.setFixedWidth(theme().px(36))
        across.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(row.note or row.title))
        words.addWidget(label(" · ".join(part for part in (row.editor, moment_full(row.at, now)) if part), "small",
                              "secondary"))  # fmt: skip
        across.addLayout(words, 1)
        if row.kind == "conflict":
            across.addWidget(Chip(tr("冲突留存"), "danger"))
        elif current:
            across.addWidget(Chip(tr("线上"), "success") if published else Chip(tr("当前")))
        if not current:
            made = button(tr("对比"), kind="link")
            made.clicked.connect(lambda _checked=False, key=row.id: self.compareWanted.emit(key))
            made.setAccessibleName(tr("对比 v{n} 与当前").format(n=row.version))
            across.addWidget(made)
            if self._restore:
                back = button(tr("恢复"), kind="link")
                back.clicked.connect(lambda _checked=False, key=row.id: self.restoreWanted.emit(key))
                back.setAccessibleName(tr("恢复 v{n} 的内容").format(n=row.version))
                across.addWidget(back)
        column.addLayout(across)
        column.addWidget(separator())
        return line


class CompareDialog(Dialog):
    """Two texts of an article side by side; either side can be another version."""

    def __init__(
        self,
        parent: QWidget,
        ctx: Context,
        title: str,
        sides: Sequence[Text],
        left: int,
        right: int,
        *,
        verbs: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """``sides`` are all texts that can be chosen; ``left`` and ``right`` are those shown first.

        ``verbs`` are what can be done then: (words, what they do), the last one the likeliest.
        """
        super().__init__(parent, tr("对比版本"), width=900)
        self._ctx = ctx
        self._sides = list(sides)
        self.body.addWidget(label(title, "h3", strong=True, wrap=True))
        across = QHBoxLayout()
        self._choices: list[QComboBox] = []
        for name, start in ((tr("左边的版本"), left), (tr("右边的版本"), right)):
            choice = QComboBox()
            choice.setAccessibleName(name)
            choice.addItems([side.name for side in sides])
            choice.setCurrentIndex(start)
            choice.currentIndexChanged.connect(lambda _index: self._read())
            self._choices.append(choice)
            across.addWidget(choice, 1)
        self.body.addLayout(across)
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(tr("两个版本并排"))
        self.view.setMinimumHeight(theme().px(420))
        self.body.addWidget(self.view, 1)
        self._told = label("", "small", "secondary")
        self.body.addWidget(self._told)
        close = self.add_button(tr("关闭"))
        close.setFocus()
        for place, (words, run) in enumerate(verbs, 1):
            kind = "primary" if place == len(verbs) else ""
            self.add_button(words, functools.partial(self._end, run), kind=kind).setObjectName(f"verb{place}")
        self._read()
        self.open()

    def _end(self, run: Callable[[], object]) -> None:
        self.accept()
        run()

    def _read(self) -> None:
        missing = [side for side in self._shown() if side.body is None]
        if not missing:
            self._show()
            return
        ids = [side.version_id for side in missing]
        self._ctx.tasks.read(lambda c: [queries.version(c, key) for key in ids], self._take, key="versions", owner=self)

    def _take(self, found: list[ArticleVersion | None]) -> None:
        bodies = {version.id: version.body for version in found if version is not None}
        self._sides = [
            side if side.body is not None else msgspec.structs.replace(side, body=bodies.get(side.version_id))
            for side in self._sides
        ]
        if all(side.body is not None for side in self._shown()):
            self._show()
        else:
            self._told.setText(tr("这个版本的内容不在本机"))

    def _shown(self) -> tuple[Text, Text]:
        first, second = (self._sides[choice.currentIndex()] for choice in self._choices)
        return first, second

    def _show(self) -> None:
        first, second = self._shown()
        pairs = compare(first.body or (), second.body or ())
        look = theme()
        gone, came, line = look.hex("danger.tint"), look.hex("success.tint"), look.hex("border.weak")
        start = next((place for place, pair in enumerate(pairs) if pair.state != "same"), -1)
        anchor = '<a name="first"></a>'
        cell = f'width="50%" style="border-bottom:1px solid {line}"'
        rows = "".join(
            f"<tr><td {cell}>{anchor if place == start else ''}{pieces_html(pair.old, gone)}</td>"
            f"<td {cell}>{pieces_html(pair.new, came)}</td></tr>"
            for place, pair in enumerate(pairs)
            if any(text.strip() for text, _ in (*pair.old, *pair.new))
        )
        self.view.setHtml(f'<table width="100%" border="0" cellspacing="0" cellpadding="8">{rows}</table>')
        self.view.scrollToAnchor("first")
        number = sum(pair.state != "same" for pair in pairs)
        self._told.setText(tr("{n} 处不同", n=number).format(n=number) if number else tr("内容相同"))
