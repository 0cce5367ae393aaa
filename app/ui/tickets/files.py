"""Opening an attachment: harmless kinds as a copy under their own name, everything else only by saving it."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import AppError
from app.domain.files import FileRef
from app.ui.kit.i18n import tr
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


def safe_name(name: str) -> str:
    """Return a file name without folders and without characters that some system refuses."""
    bare = Path(name.replace("\\", "/")).name
    clean = "".join("_" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in bare).strip(" .")
    return clean or "file"


def open_copy(parent: QWidget, ctx: Context, path: Path, ref: FileRef) -> None:
    """Open a stored file, or ask where to save it when it is of a kind that could run."""
    name = safe_name(ref.name)
    if Path(name).suffix.lower() in HARMLESS:
        ctx.tasks.run(lambda: _copy_aside(path, name), lambda copy: _show(ctx, copy), owner=parent)
        return
    dialog = QFileDialog(parent, tr("附件另存为"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.selectFile(name)
    dialog.fileSelected.connect(
        lambda target: ctx.tasks.run(
            lambda: _copy(path, Path(target)),
            lambda _: ctx.notices.toast(tr("已存到 {path}").format(path=target)),
            owner=parent,
        )
    )
    dialog.open()


def _copy_aside(path: Path, name: str) -> Path:
    return _copy(path, Path(tempfile.mkdtemp(prefix="zhiying-")) / name)


def _copy(path: Path, target: Path) -> Path:
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise AppError("disk_full", {"path": str(target), "why": error.strerror or str(error)}) from error
    return target


def _show(ctx: Context, path: Path) -> None:
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        ctx.notices.error(AppError("file_gone", {"file": path.name, "why": ""}))
