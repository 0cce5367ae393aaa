"""Opening an attachment: harmless kinds as a copy under their own name, everything else only by saving it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.files import FileRef, safe_name
from app.storage.blobs import Blobs
from app.ui.kit import intake
from app.ui.kit.dialogs import file_dialog
from app.ui.kit.i18n import tr
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context

HARMLESS = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".bmp",
        ".pdf",
        ".txt",
        ".csv",
        ".docx",
        ".xlsx",
        ".pptx",
        ".mp3",
        ".mp4",
    }
)
"""What the system's program for it shows and does not run."""


def open_copy(parent: QWidget, ctx: Context, path: Path, ref: FileRef) -> None:
    """Open a stored file, or ask where to save it when it is of a kind that could run."""
    name, blobs = safe_name(ref.name), ctx.service(Blobs)
    if Path(name).suffix.lower() in HARMLESS:
        ctx.tasks.run(lambda: blobs.copy_to_open(path, name), lambda copy: _show(ctx, copy), owner=parent)
        return
    dialog = file_dialog(parent, tr("附件另存为"), ctx.services.get(Preferences), save=name)
    dialog.fileSelected.connect(
        lambda target: ctx.tasks.run(
            lambda: intake.save_as(blobs, path, Path(target)),
            lambda _: ctx.notices.toast(tr("已存到 {path}").format(path=target)),
            owner=parent,
        )
    )
    dialog.open()


def _show(ctx: Context, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        ctx.notices.error(AppError("file_gone", {"file": path.name, "why": ""}))
