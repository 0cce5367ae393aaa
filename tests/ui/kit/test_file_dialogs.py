"""Where dialogs for files begin."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.dialogs import file_dialog


class Kept:
    """One person's memory."""

    def __init__(self) -> None:
        self.folder = ""

    def last_folder(self) -> str:
        return self.folder

    def keep_folder(self, folder: str) -> None:
        self.folder = folder


def test_a_dialog_begins_among_the_downloads_and_then_where_one_was_last(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads, elsewhere = tmp_path / "downloads", tmp_path / "elsewhere"
    for folder in (downloads, elsewhere):
        folder.mkdir()
    (elsewhere / "a.pdf").write_bytes(b"x")
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(downloads))
    parent, kept = QWidget(), Kept()
    qtbot.addWidget(parent)
    first = file_dialog(parent, "x", kept)
    assert first.directory().absolutePath() == str(downloads) != os.getcwd()
    first.setDirectory(str(elsewhere))
    first.selectFile(str(elsewhere / "a.pdf"))
    first.accept()
    assert kept.folder == str(elsewhere)
    second = file_dialog(parent, "x", kept, save="b.pdf")
    assert second.directory().absolutePath() == str(elsewhere)
    assert Path(second.selectedFiles()[0]).name == "b.pdf"
    kept.folder = str(tmp_path / "gone")
    assert file_dialog(parent, "x", kept).directory().absolutePath() == str(downloads)
