"""What was being written when the local data failed under it: kept in a file, and offered again on a sound desk.

Drafts and messages that were stored are salvaged from the database itself (:mod:`app.storage.salvage`). Here is what
stood in the fields of the window and its dialogs, wherever that was.
"""

import logging
import os
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.system.paths import ProfilePaths
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import theme

log = logging.getLogger(__name__)

_PATTERN = "unsaved-*.txt"


def typed(window: QWidget) -> str:
    """Return every text that stands in the fields of a window and its dialogs under the name of its field, "" for none.

    One-line fields count in dialogs only: elsewhere they search and filter.
    """
    parts: list[str] = []
    for field in window.findChildren(QWidget):
        if isinstance(field, QTextEdit | QPlainTextEdit):
            text = "" if field.isReadOnly() else field.toPlainText()
        elif isinstance(field, QLineEdit) and isinstance(field.window(), QDialog) and not field.isReadOnly():
            text = field.text() if field.echoMode() is QLineEdit.EchoMode.Normal else ""
        else:
            continue
        if text.strip():
            names = (field.window().windowTitle(), field.accessibleName())
            parts.append(f"【{' · '.join(name for name in names if name)}】\n{text.strip()}")
    return "\n\n".join(parts)


def keep(paths: ProfilePaths, text: str) -> Path | None:
    """Write a text beside the local data, for this user only; returns the file, None where the disk refuses."""
    file = paths.folder / f"unsaved-{time.strftime('%Y%m%d-%H%M%S')}.txt"
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        log.warning("what was being written could not be kept in %s: %s", file.name, error)
        return None
    return file


def waiting(paths: ProfilePaths) -> list[tuple[Path, str]]:
    """Return the kept texts that were not offered yet, oldest first."""
    found = []
    for file in sorted(paths.folder.glob(_PATTERN)):
        try:
            found.append((file, file.read_text(encoding="utf-8").strip()))
        except (OSError, UnicodeDecodeError) as error:
            log.warning("%s cannot be read: %s", file.name, error)
    return found


def put_away(paths: ProfilePaths, files: list[Path]) -> None:
    """The texts have been offered: they stay among the backups. One that cannot be moved is offered again."""
    for file in files:
        try:
            file.replace(paths.backups / file.name)
        except OSError as error:
            log.warning("%s cannot be put away: %s", file.name, error)


class RescuedText(Dialog):
    """Gives back what was being written."""

    def __init__(self, parent: QWidget, text: str, folder: Path | None) -> None:
        """``folder`` is where the texts stay, None where no disk took them."""
        super().__init__(parent, tr("没来得及保存的内容"), width=theme().px(560))
        self.body.addWidget(label(tr("本机数据出问题时，您正在写这些内容"), "h3", strong=True, wrap=True))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("没来得及保存的内容"))
        self.text.setMinimumHeight(theme().px(220))
        self.body.addWidget(self.text, 1)
        kept = tr("关闭后仍留在 {folder}").format(folder=folder)
        last = tr("只在这里还有，关闭前请复制")
        self.body.addWidget(label(kept if folder else last, "small", "secondary", wrap=True, selectable=True))
        self.copy = button(tr("复制全部"), lambda: QGuiApplication.clipboard().setText(text), icon="copy")
        self.body.addWidget(self.copy)
        self.add_button(tr("关闭"), kind="primary", default=True)
        self.text.setFocus()
