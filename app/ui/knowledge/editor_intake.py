"""What comes into an article from outside: pasted text, pictures, files; read and stored away from the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.rich import Body
from app.domain.rich_html import parse_html
from app.storage.blobs import Blobs
from app.ui.kit.dialogs import file_dialog
from app.ui.kit.i18n import tr
from app.ui.kit.notices import sentence
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context
from app.ui.knowledge.editor_document import picture_bytes
from app.ui.knowledge.editor_text import ArticleEdit
from app.ui.knowledge.pictures import Given, store_given, store_picture


class Intake(QObject):
    """Takes what the text field and the file dialogs give, and puts pictures into the text when they are stored."""

    stored = Signal(object)
    """References of pictures that the text may show now."""
    filesReady = Signal(object)
    """References of files that belong beside the text."""
    told = Signal(str, str)
    """(sentence, tone): what was left out or could not be taken."""

    def __init__(self, ctx: Context, text: ArticleEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._text, self._window = ctx, text, parent
        self._blobs: Blobs = ctx.service(Blobs)
        self._told_unsafe = False
        text.imageGiven.connect(self.take_picture)
        text.filesGiven.connect(self.take_paths)
        text.pastedHtml.connect(self.take_html)
        text.unsafeSeen.connect(self._tell_unsafe)

    def pick(self, *, pictures: bool) -> None:
        """Ask for files: pictures for the text, or attachments."""
        title = tr("选择图片") if pictures else tr("选择附件")
        dialog = file_dialog(self._window, title, self._ctx.services.get(Preferences))
        if pictures:
            dialog.setNameFilter(tr("图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp)"))
        dialog.filesSelected.connect(lambda names: self.take_paths([Path(name) for name in names], pictures=pictures))
        dialog.open()

    def take_paths(self, paths: list[Path], pictures: bool = True) -> None:
        """Store files; pictures among them go into the text if ``pictures``."""
        blobs = self._blobs
        self._ctx.tasks.run(
            lambda: store_given(blobs, paths, pictures=pictures), self._take_given, self._failed, owner=self
        )

    def _take_given(self, given: Given) -> None:
        for ref in given.pictures:
            self._insert(ref)
        if given.files:
            self.filesReady.emit(given.files)
        for error in given.errors:
            self._failed(error)

    def take_picture(self, data: bytes, name: str) -> None:
        """Store a picture from the clipboard."""
        blobs = self._blobs
        self._ctx.tasks.run(lambda: store_picture(blobs, data, name), self._insert, self._failed, owner=self)

    def _insert(self, ref: FileRef) -> None:
        self.stored.emit([ref])
        stem = Path(ref.name).stem
        self._text.insert_picture(ref.sha256, ref.width, "" if stem == "picture" else stem)

    def take_html(self, html: str) -> None:
        """Read HTML with pictures: those inside it are stored, none is fetched from anywhere."""
        blobs = self._blobs

        def read() -> tuple[Body, list[FileRef]]:
            refs: list[FileRef] = []

            def picture(source: str, alt: str) -> str | None:
                data = picture_bytes(source)
                if data is None:
                    return None
                try:
                    refs.append(store_picture(blobs, data, alt))
                except AppError:
                    return None  # a picture that cannot be had is left out, the text around it is not
                return refs[-1].sha256

            return parse_html(html, picture), refs

        def done(found: tuple[Body, list[FileRef]]) -> None:
            body, refs = found
            self.stored.emit(refs)
            self._text.insert_blocks(body)
            if html.lower().count("<img") > len(refs):
                self.told.emit(tr("网页里的图片没有带过来，请复制图片本身再粘贴"), "warning")

        self._ctx.tasks.run(read, done, self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, AppError):
            self.told.emit(sentence(error), "danger")

    def _tell_unsafe(self) -> None:
        if not self._told_unsafe:
            self._told_unsafe = True
            self.told.emit(tr("粘贴的内容带有脚本，已经去掉，只留下文字和格式"), "warning")
