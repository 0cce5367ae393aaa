"""The right column of the editor: everything of an article that is not its text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.commands.article_content import Content
from app.domain.knowledge import ArticleStatus, Audience
from app.storage.knowledge import Opened
from app.ui.kit.buttons import Segments
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.panes import panel, scrolled
from app.ui.knowledge import words
from app.ui.knowledge.fields import CategoryField, DayField
from app.ui.knowledge.history import VersionList
from app.ui.knowledge.library import Library


class Side(QWidget):
    """Fields in reading order; :attr:`changed` after any change by the person."""

    changed = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = panel("subtle", edge="left")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        content.setProperty("surface", "none")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(5)
        self.category = CategoryField(tr("未分类"))
        self._field(tr("分类"), self.category)
        self.questions = TagEditor(tr("相似问法"), hint=tr("加一种问法，回车确认"), separators="\n", width=240)
        self._asked = self._field(tr("相似问法"), self.questions)
        self.audience = Segments([(each.value, word.tr()) for each, word in words.AUDIENCES.items()], tr("适用对象"))
        self._field(tr("适用对象"), self.audience)
        self.language = QComboBox()
        for code, word in words.LANGUAGES.items():
            self.language.addItem(word.tr(), code)
        self._field(tr("语言"), self.language)
        now = library.clock()
        self.first, self.last = DayField(tr("生效日期"), now), DayField(tr("失效日期"), now, end=True)
        days = QHBoxLayout()
        days.setSpacing(10)
        for name, field in ((tr("生效日期"), self.first), (tr("失效日期"), self.last)):
            part = QVBoxLayout()
            part.setSpacing(5)
            part.addWidget(self._label(name, field))
            part.addWidget(field)
            days.addLayout(part, 1)
        self._column.addLayout(days)
        self._days_told = label("", "small", "danger", wrap=True)
        self._days_told.hide()
        self._column.addWidget(self._days_told)
        self._column.addSpacing(5)
        self.tags = TagEditor(tr("标签"))
        self._field(tr("标签"), self.tags)
        self._column.addWidget(separator())
        self._column.addSpacing(4)
        self._column.addWidget(label(tr("版本历史"), strong=True))
        self.versions = VersionList(restore=True)
        self._column.addWidget(self.versions)
        self._column.addStretch(1)
        inner.addWidget(scrolled(content))
        outer.addWidget(frame)
        self._connect()

    def _connect(self) -> None:
        self.category.chosen.connect(self.changed)
        self.questions.changed.connect(self._on_questions)
        self.audience.chosen.connect(lambda _choice: self.changed.emit())
        self.language.activated.connect(lambda _index: self.changed.emit())
        self.first.changed.connect(self._on_days)
        self.last.changed.connect(self._on_days)
        self.tags.changed.connect(self.changed)

    def _label(self, name: str, field: QWidget) -> QLabel:
        told = label(name, "small", "secondary", wrap=True)
        told.setBuddy(field)
        return told

    def _field(self, name: str, field: QWidget) -> QLabel:
        told = self._label(name, field)
        self._column.addWidget(told)
        self._column.addWidget(field)
        self._column.addSpacing(7)
        if not field.accessibleName():
            field.setAccessibleName(name)
        return told

    # -- showing and reading -----------------------------------------------------------------------------------

    def show_content(self, content: Content) -> None:
        """Show an article's fields without telling."""
        self.category.offer(self._library.tree, content.category_id)
        self.questions.set_tags(content.questions)
        self._count_questions()
        self.audience.choose(content.audience.value)
        index = self.language.findData(content.language)
        if index < 0:  # a region of its own, such as en-US
            self.language.addItem(words.language_name(content.language), content.language)
            index = self.language.count() - 1
        self.language.setCurrentIndex(index)
        self.first.show_at(content.valid_from)
        self.last.show_at(content.valid_until)
        self.tags.set_tags(content.tags)
        self._check_days()

    def show_history(self, opened: Opened | None, now: int) -> None:
        """Show the versions of the article."""
        live = opened.article.version if opened is not None else 0
        published = opened is not None and opened.article.status is ArticleStatus.PUBLISHED
        self.versions.show_versions(opened.versions if opened is not None else (), live, now, published=published)

    def values(self) -> dict[str, object]:
        """Return the fields of :class:`Content` that are edited here."""
        return {
            "category_id": self.category.category_id,
            "questions": self.questions.tags(),
            "audience": Audience(self.audience.choice),
            "language": str(self.language.currentData()),
            "valid_from": self.first.at,
            "valid_until": self.last.at,
            "tags": self.tags.tags(),
        }

    def _on_questions(self) -> None:
        self._count_questions()
        self.changed.emit()

    def _count_questions(self) -> None:
        number = len(self.questions.tags())
        self._asked.setText(tr("相似问法 · 用于搜索与机器人，共 {n} 条", n=number).format(n=number))

    def _on_days(self) -> None:
        self._check_days()
        self.changed.emit()

    def _check_days(self) -> None:
        first, last, now = self.first.at, self.last.at, self._library.clock()
        if first is not None and last is not None and last < first:
            told = tr("失效日期在生效日期之前")
        elif last is not None and last < now:
            told = tr("失效日期已经过去，客户不会再看到它")
        else:
            told = ""
        self._days_told.setText(told)
        self._days_told.setVisible(bool(told))
