"""The pages of the settings: rows that change one setting each, at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSlider, QSpinBox, QVBoxLayout, QWidget

from app.ui.kit.buttons import Segments, Switch
from app.ui.kit.i18n import LANGUAGES, system_language, tr
from app.ui.kit.labels import label, separator
from app.ui.kit.preferences import Preferences


class Page(QWidget):
    """A titled page of cards of rows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 22, 28, 24)
        outer.setSpacing(14)
        outer.addWidget(label(title, "h1", strong=True))
        self.column = outer

    def card(self, heading: str = "") -> QVBoxLayout:
        """Begin a card and return its column."""
        if heading:
            self.column.addWidget(label(heading, "h3", strong=True))
        frame = QFrame()
        frame.setProperty("surface", "card")
        frame.setMaximumWidth(760)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 6, 16, 6)
        column.setSpacing(0)
        self.column.addWidget(frame)
        return column

    def end(self) -> "Page":
        """Leave the rest of the page empty."""
        self.column.addStretch(1)
        return self


def row(column: QVBoxLayout, name: str, hint: str, control: QWidget) -> None:
    """Add a row: name and hint at the left, its control at the right."""
    if column.count():
        column.addWidget(separator())
    line = QHBoxLayout()
    line.setContentsMargins(0, 9, 0, 9)
    line.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(1)
    title = label(name)
    title.setBuddy(control)
    words.addWidget(title)
    if hint:
        words.addWidget(label(hint, "small", "secondary", wrap=True))
    line.addLayout(words, 1)
    line.addWidget(control)
    column.addLayout(line)


def switch(preferences: Preferences, field: str, name: str) -> Switch:
    """Return a switch for a yes-or-no setting."""
    made = Switch(name)
    made.setChecked(bool(getattr(preferences.value, field)))
    made.toggled.connect(lambda on: preferences.change(**{field: on}))
    return made


def segments(preferences: Preferences, field: str, name: str, choices: Sequence[tuple[str, str]]) -> Segments:
    """Return a choice between a few values of a setting."""
    made = Segments(choices, name)
    made.choose(str(getattr(preferences.value, field)))
    made.chosen.connect(lambda choice: preferences.change(**{field: choice}))
    return made


def number(
    preferences: Preferences, field: str, name: str, limits: tuple[int, int], suffix: str, step: int = 1
) -> QSpinBox:
    """Return a field for a whole number."""
    made = QSpinBox()
    made.setRange(*limits)
    made.setSingleStep(step)
    made.setSuffix(suffix)
    made.setAccessibleName(name)
    made.setValue(int(getattr(preferences.value, field)))
    made.setKeyboardTracking(False)
    made.lineEdit().setTextMargins(6, 1, 0, 0)  # the style sheet's padding does not reach the field within
    made.valueChanged.connect(lambda value: preferences.change(**{field: value}))
    return made


class LookPage(Page):
    """Language, theme, size of text, density."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(tr("外观与语言"))
        self._preferences = preferences
        column = self.card()
        language = QComboBox()
        language.setAccessibleName(tr("语言"))
        language.addItem(tr("跟随系统（{language}）").format(language=LANGUAGES[system_language()]), "")
        for code, name in LANGUAGES.items():
            language.addItem(name, code)
        language.setCurrentIndex(max(0, language.findData(preferences.value.language)))
        language.activated.connect(lambda at: preferences.change(language=language.itemData(at)))
        row(column, tr("语言"), tr("马上生效，打开的内容不变"), language)
        choices = [("light", tr("浅色")), ("dark", tr("深色")), ("system", tr("跟随系统"))]
        self.themes = segments(preferences, "theme", tr("主题", "look"), choices)
        preferences.changed.connect(self._on_changed)
        row(column, tr("主题", "look"), "Ctrl+Shift+D", self.themes)
        row(column, tr("文字大小"), "Ctrl+=  Ctrl+-  Ctrl+0", _text_size(preferences))
        choices = [("compact", tr("紧凑")), ("standard", tr("标准")), ("roomy", tr("宽松"))]
        row(column, tr("密度"), tr("列表和表格的行高"), segments(preferences, "density", tr("密度"), choices))
        self.end()

    def _on_changed(self, names: frozenset[str]) -> None:
        if "theme" in names:
            self.themes.choose(self._preferences.value.theme)


def _text_size(preferences: Preferences) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(9, 15)
    slider.setFixedWidth(160)
    slider.setPageStep(1)
    slider.setAccessibleName(tr("文字大小"))
    slider.setTracking(False)
    shown = label(f"{preferences.value.text_percent}%", "small", "secondary")
    slider.setValue(round(preferences.value.text_percent / 10))
    slider.sliderMoved.connect(lambda value: shown.setText(f"{value * 10}%"))
    slider.valueChanged.connect(lambda value: preferences.change(text_percent=value * 10))
    line.addWidget(slider)
    line.addWidget(shown)
    return holder


def work_page(preferences: Preferences) -> Page:
    """Sending and undoing."""
    page = Page(tr("发送与撤销"))
    column = page.card()
    choices = [("enter", "Enter"), ("ctrl_enter", "Ctrl+Enter")]
    hint = tr("选 Ctrl+Enter 时，Enter 换行")
    row(column, tr("发送键"), hint, segments(preferences, "send_key", tr("发送键"), choices))
    seconds = number(preferences, "undo_seconds", tr("撤销时间"), (0, 10), tr(" 秒"))
    row(column, tr("撤销时间"), tr("卡片、文件和「发送并结束」在这段时间里可以撤回；0 为马上发出"), seconds)
    return page.end()


def notification_page(preferences: Preferences) -> Page:
    """What calls the person, and how."""
    page = Page(tr("通知"))
    column = page.card()
    row(column, tr("新消息"), tr("窗口不在前面时提醒"), switch(preferences, "notify_messages", tr("新消息")))
    row(
        column,
        tr("分给我的会话"),
        tr("排队的客户分给您时提醒"),
        switch(preferences, "notify_assignments", tr("分给我的会话")),
    )
    row(column, tr("声音"), tr("小休时不响"), switch(preferences, "notify_sound", tr("声音")))
    row(
        column,
        tr("隐藏内容"),
        tr("通知里不显示客户说的话，适合有人看得到屏幕的地方"),
        switch(preferences, "hide_content", tr("隐藏内容")),
    )
    row(
        column,
        tr("关闭窗口后留在托盘"),
        tr("没有托盘的系统上，关闭窗口就退出"),
        switch(preferences, "close_to_tray", tr("关闭窗口后留在托盘")),
    )
    return page.end()


def open_folder(path: Any) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
