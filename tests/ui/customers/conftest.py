"""The screen bench for every test here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.bench import ScreenBench, screen_bench


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ScreenBench]:
    """A screen over the sample office."""
    with screen_bench(qtbot, qapp, tmp_path) as made:
        yield made
