"""The formatting bar above an article's text."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QMenu, QSpinBox, QToolButton, QWidget

from app.domain.rich import BlockKind
from app.ui.kit.buttons import tool_button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label, separator
from app.ui.kit.menus import Menu
from app.ui.kit.theme import set_state, theme
from app.ui.knowledge.editor_text import ArticleEdit

INKS = ("#b7211b", "#8a4b00", "#0e6e40", "#1f4fc4", "#5b36b8", "#5c6779")
"""Text colours of the house: each reads on white and is never the only sign of a meaning."""
PAPERS = ("#fff1d6", "#fde7e5", "#e0f4e8", "#e3ecfd", "#efeafc")
"""Colours behind text."""
_TABLE_MOST = 30


def _ink_names() -> dict[str, str]:
    names = (tr("红"), tr("棕"), tr("绿"), tr("蓝"), tr("紫"), tr("灰"))
    return dict(zip(INKS, names, strict=True))


def _paper_names() -> dict[str, str]:
    names = (tr("黄底"), tr("红底"), tr("绿底"), tr("蓝底"), tr("紫底"))
    return dict(zip(PAPERS, names, strict=True))


def _swatch(color: str) -> QIcon:
    pixmap = QPixmap(16, 16)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme().color("border.default"))
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(1, 1, 14, 14, 3, 3)
    painter.end()
    return QIcon(pixmap)


class Toolbar(QFrame):
    """Buttons that act on the text and show what holds at the cursor."""

    picturesWanted = Signal()
    filesWanted = Signal()
    findWanted = Signal()
    previewToggled = Signal(bool)

    def __init__(self, edit: ArticleEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.setProperty("surface", "subtle")
        self.setProperty("edge", "bottom")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(1)
        self._undo = self._add("arrow-back-up", tr("撤销"), edit.undo, "Ctrl+Z")
        self._redo = self._add("arrow-forward-up", tr("重做"), edit.redo, "Ctrl+Shift+Z")
        edit.undoAvailable.connect(self._undo.setEnabled)
        edit.redoAvailable.connect(self._redo.setEnabled)
        self._undo.setEnabled(False)
        self._redo.setEnabled(False)
        self._line()
        self._heading = self._add_menu("heading", tr("小标题"), self._heading_menu())
        self._bold = self._add("bold", tr("加粗"), edit.toggle_bold, "Ctrl+B", checks=True)
        self._italic = self._add("italic", tr("斜体"), edit.toggle_italic, "Ctrl+I", checks=True)
        self._underline = self._add("underline", tr("下划线"), edit.toggle_underline, "Ctrl+U", checks=True)
        self._add_menu("text-color", tr("文字颜色"), self._color_menu(_ink_names(), edit.set_color))
        self._add_menu("highlight", tr("底色"), self._color_menu(_paper_names(), edit.set_highlight))
        self._line()
        self._bullets = self._kind("list", tr("项目符号"), BlockKind.BULLET)
        self._numbers = self._kind("list-numbers", tr("编号步骤"), BlockKind.NUMBERED)
        self._outdent = self._add("indent-decrease", tr("减少缩进"), lambda: edit.indent(-1))
        self._indent = self._add("indent-increase", tr("增加缩进"), lambda: edit.indent(1))
        self._quote = self._kind("quote", tr("引用"), BlockKind.QUOTE)
        self._callout = self._kind("info-circle", tr("提醒框"), BlockKind.CALLOUT)
        self._line()
        self._table = self._add("table-plus", tr("插入表格"), self._ask_table)
        self._table_buttons = [
            self._add(glyph, name, lambda change=change: edit.change_table(change))  # type: ignore[misc]
            for glyph, name, change in (
                ("row-insert-bottom", tr("下面加一行"), "row+"),
                ("row-remove", tr("删除这一行"), "row-"),
                ("column-insert-right", tr("右边加一列"), "column+"),
                ("column-remove", tr("删除这一列"), "column-"),
            )
        ]
        self._line()
        self._add("link", tr("链接"), self.ask_link, "Ctrl+L")
        self._add("photo", tr("图片"), self.picturesWanted.emit)
        self._alt = self._add("message", tr("图片说明"), self.ask_picture)
        self._add("paperclip", tr("附件"), self.filesWanted.emit)
        self._row.addWidget(tool_button("search", tr("查找与替换"), self.findWanted.emit, keys="Ctrl+F"))
        self._row.addStretch(1)
        self.preview = tool_button("eye", tr("客户视图"), text=True)
        self.preview.setCheckable(True)
        self.preview.toggled.connect(self.previewToggled)
        self._row.addWidget(self.preview)
        edit.cursorPositionChanged.connect(self.show_state)
        edit.currentCharFormatChanged.connect(lambda _made: self.show_state())
        edit.textChanged.connect(self.show_state)
        self.show_state()

    def _line(self) -> None:
        line = separator(vertical=True)
        line.setFixedHeight(theme().px(18))
        self._row.addSpacing(4)
        self._row.addWidget(line)
        self._row.addSpacing(4)

    def _add(
        self, glyph: str, name: str, run: Callable[[], object], keys: str = "", *, checks: bool = False
    ) -> QToolButton:
        made = tool_button(glyph, name, self._then_text(run), keys=keys)
        made.setCheckable(checks)
        if keys and keys not in ("Ctrl+Z", "Ctrl+Shift+Z"):  # those are the text field's own
            action = QAction(name, self._edit)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False: run())
            self._edit.addAction(action)
        self._row.addWidget(made)
        return made

    def _kind(self, glyph: str, name: str, kind: BlockKind) -> QToolButton:
        return self._add(glyph, name, lambda: self._edit.toggle_kind(kind), checks=True)

    def _add_menu(self, glyph: str, name: str, menu: QMenu) -> QToolButton:
        made = tool_button(glyph, name)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(made)
        return made

    def _then_text(self, run: Callable[[], object]) -> Callable[[], None]:
        def act() -> None:
            run()
            self._edit.setFocus()
            self.show_state()

        return act

    def _heading_menu(self) -> QMenu:
        menu = Menu(self)
        for text, level in ((tr("正文"), 0), (tr("大标题"), 1), (tr("小标题"), 2), (tr("更小的标题"), 3)):
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            menu.addAction(text, self._then_text(lambda kind=kind, level=level: self._edit.toggle_kind(kind, level)))  # type: ignore[misc]
        return menu

    def _color_menu(self, colors: dict[str, str], run: Callable[[str], None]) -> QMenu:
        menu = Menu(self)
        for color, name in colors.items():
            menu.addAction(_swatch(color), name, self._then_text(lambda color=color: run(color)))  # type: ignore[misc]
        menu.addSeparator()
        menu.addAction(icon("x"), tr("默认"), self._then_text(lambda: run("")))
        return menu

    def show_state(self) -> None:
        """Show what holds at the cursor."""
        edit = self._edit
        kind, _level = edit.kind()
        for made, on in (
            (self._bold, edit.fontWeight() >= 600 and kind is not BlockKind.HEADING),
            (self._italic, edit.fontItalic()),
            (self._underline, edit.fontUnderline()),
            (self._bullets, kind is BlockKind.BULLET),
            (self._numbers, kind is BlockKind.NUMBERED),
            (self._quote, kind is BlockKind.QUOTE),
            (self._callout, kind is BlockKind.CALLOUT),
        ):
            made.setChecked(on)
        listed = kind in (BlockKind.BULLET, BlockKind.NUMBERED)
        self._indent.setEnabled(listed)
        self._outdent.setEnabled(listed)
        inside = edit.in_table
        self._table.setVisible(not inside)
        for made in self._table_buttons:
            made.setVisible(inside)
        self._alt.setVisible(edit.picture() is not None)

    # -- questions ---------------------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        menu = Menu(self)
        for rows, columns in ((2, 2), (3, 2), (3, 3), (4, 3), (5, 4)):
            text = tr("{rows} 行 {columns} 列").format(rows=rows, columns=columns)
            menu.addAction(
                text,
                self._then_text(lambda rows=rows, columns=columns: self._edit.insert_table(rows, columns)),  # type: ignore[misc]
            )
        menu.addSeparator()
        menu.addAction(tr("其他大小"), self._ask_table_size)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._table.mapToGlobal(QPoint(0, self._table.height())))

    def _ask_table_size(self) -> None:
        dialog = Dialog(self, tr("插入表格"))
        rows, columns = QSpinBox(), QSpinBox()
        grid = QGridLayout()
        for line, (name, field, most, value) in enumerate(
            ((tr("行"), rows, _TABLE_MOST, 4), (tr("列"), columns, 10, 3))
        ):
            field.setRange(1, most)
            field.setValue(value)
            field.setAccessibleName(name)
            grid.addWidget(label(name), line, 0)
            grid.addWidget(field, line, 1)
        dialog.body.addLayout(grid)
        dialog.add_button(tr("取消"))

        def yes() -> None:
            dialog.accept()
            self._edit.insert_table(rows.value(), columns.value())
            self._edit.setFocus()

        dialog.add_button(tr("插入"), yes, kind="primary", default=True)
        dialog.open()

    def ask_link(self) -> None:
        """Ask for an address for the selection."""
        address, text = self._edit.link()
        dialog = Dialog(self, tr("链接"))
        field, shown = QLineEdit(address or "https://"), QLineEdit(text)
        grid = QGridLayout()
        for line, (name, each) in enumerate(((tr("地址"), field), (tr("显示文字"), shown))):
            each.setAccessibleName(name)
            grid.addWidget(label(name), line, 0)
            grid.addWidget(each, line, 1)
        dialog.body.addLayout(grid)
        wrong = label("", "small", "danger", wrap=True)
        dialog.body.addWidget(wrong)
        cursor = QTextCursor(self._edit.textCursor())
        if address:
            dialog.add_button(tr("去掉链接"), lambda: finish(""), kind="ghost")
        dialog.add_button(tr("取消"))

        def finish(target: str) -> None:
            self._edit.setTextCursor(cursor)
            if not self._edit.set_link(target, shown.text()):
                wrong.setText(tr("链接要以 https://、http://、mailto: 或 tel: 开头"))
                set_state(field, invalid=True)
                field.setFocus()
                return
            dialog.accept()
            self._edit.setFocus()

        dialog.add_button(tr("加链接"), lambda: finish(field.text().strip()), kind="primary", default=True)
        dialog.open()
        field.setFocus()
        field.selectAll()

    def ask_picture(self) -> None:
        """Ask for what the picture at the cursor shows, and how wide."""
        found = self._edit.picture()
        if found is None:
            return
        made = found[1]
        dialog = Dialog(self, tr("图片说明"))
        alt = QLineEdit(str(made.property(made.Property.ImageAltText.value) or ""))
        alt.setMaxLength(120)
        alt.setAccessibleName(tr("图片里是什么"))
        width = QSpinBox()
        width.setRange(40, 1600)
        width.setSuffix(" px")
        width.setValue(round(made.width()) or 400)
        width.setAccessibleName(tr("显示宽度"))
        grid = QGridLayout()
        grid.addWidget(label(tr("图片里是什么")), 0, 0)
        grid.addWidget(alt, 0, 1)
        grid.addWidget(label(tr("显示宽度")), 1, 0)
        grid.addWidget(width, 1, 1)
        dialog.body.addLayout(grid)
        dialog.body.addWidget(label(tr("看不到图片的客户会听到或读到这段说明"), "small", "tertiary", wrap=True))
        dialog.add_button(tr("取消"))

        def yes() -> None:
            dialog.accept()
            self._edit.set_picture(width.value(), alt.text().strip())
            self._edit.setFocus()

        dialog.add_button(tr("保存"), yes, kind="primary", default=True)
        dialog.open()
        alt.setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())
