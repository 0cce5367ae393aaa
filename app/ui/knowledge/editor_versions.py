"""Other states of the article that is edited: compared with what is written, and taken back into the text."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.knowledge import ArticleVersion
from app.storage import knowledge as queries
from app.ui.kit.i18n import tr
from app.ui.kit.notices import sentence
from app.ui.kit.screen import Context
from app.ui.knowledge.editor_text import ArticleEdit
from app.ui.knowledge.history import CompareDialog, Text
from app.ui.knowledge.session import Session


class Versions(QObject):
    """Compares and restores for one editor."""

    restored = Signal(object)
    """The :class:`ArticleVersion` whose text is in the editor now."""
    told = Signal(str, str)
    """(sentence, tone): why not."""

    def __init__(self, ctx: Context, session: Session, text: ArticleEdit, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._session, self._text, self._window = ctx, session, text, window

    def _sides(self) -> list[Text]:
        opened = self._session.opened
        sides = [Text(tr("正在编辑"), self._text.body())]
        if opened is not None:
            sides.append(Text(tr("线上 v{n}").format(n=opened.article.version), opened.article.body))
            sides += [Text(f"v{row.version}", None, row.id) for row in opened.versions]
        return sides

    def compare(self, title: str, version_id: str) -> None:
        """Show a version beside what is written."""
        sides = self._sides()
        left = next((place for place, side in enumerate(sides) if side.version_id == version_id), 0)
        CompareDialog(self._window, self._ctx, title, sides, left, 0)

    def compare_live(self, title: str, *verbs: tuple[str, Callable[[], object]]) -> None:
        """Show what is online beside what is written; ``verbs`` offer to do something then."""
        CompareDialog(self._window, self._ctx, title, self._sides(), 1, 0, verbs=verbs)

    def restore(self, version_id: str) -> None:
        """Put the text of a version in place of what is written; undo takes it out again."""
        self._ctx.tasks.read(lambda c: queries.version(c, version_id), self._take, self._failed, owner=self)

    def _take(self, found: ArticleVersion | None) -> None:
        if found is None:
            self.told.emit(tr("这个版本的内容不在本机"), "warning")
            return
        self.restored.emit(found)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.told.emit(sentence(error), "danger")
