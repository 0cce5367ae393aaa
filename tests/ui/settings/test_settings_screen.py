"""The settings: every change holds at once and reaches the disk; keys are checked for clashes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget

from app.domain.files import FileRef
from app.storage.blobs import Blobs, note
from app.system.settings import SettingsFile
from app.ui.kit.action import Action
from app.ui.kit.buttons import Segments, Switch
from app.ui.kit.i18n import mark
from app.ui.settings.data_page import licences, measure, versions
from app.ui.settings.keys_page import why_not
from app.ui.settings.view import SettingsView
from tests.helpers.bench import ScreenBench


@pytest.fixture
def view(bench: ScreenBench) -> SettingsView:
    holder = QWidget()
    bench._shown.append(holder)
    for name, keys in (("demo.one", ("Ctrl+1",)), ("demo.two", ("Ctrl+2",))):
        action = Action(id=name, text=mark("示例"), run=_nothing, keys=keys)
        bench.ctx.actions.add(action, holder)
    return bench.show(SettingsView(bench.ctx))


def _nothing() -> None:
    """The demonstration actions do nothing."""


def control(view: SettingsView, kind: type[QWidget], name: str) -> QWidget:
    return next(found for found in view.findChildren(kind) if name in found.accessibleName())


@pytest.mark.parametrize(
    ("kind", "name", "act", "field", "value"),
    [
        (Segments, "主题", lambda it: it.chosen.emit("dark"), "theme", "dark"),
        (Segments, "密度", lambda it: it.chosen.emit("compact"), "density", "compact"),
        (Segments, "发送键", lambda it: it.chosen.emit("ctrl_enter"), "send_key", "ctrl_enter"),
        (QSpinBox, "撤销时间", lambda it: it.setValue(0), "undo_seconds", 0),
        (QSpinBox, "最多占用", lambda it: it.setValue(512), "files_mb", 512),
        (Switch, "预先下载", lambda it: it.click(), "prefetch_files", False),
        (Switch, "隐藏内容", lambda it: it.click(), "hide_content", True),
        (Switch, "声音", lambda it: it.click(), "notify_sound", False),
        (QComboBox, "语言", lambda it: it.activated.emit(it.findData("en")), "language", "en"),
    ],
)
def test_a_change_holds_at_once_and_is_written(
    bench: ScreenBench, view: SettingsView, kind: type[QWidget], name: str, act: Callable[[QWidget], object],
    field: str, value: object, tmp_path: Path,
) -> None:  # fmt: skip
    act(control(view, kind, name))
    assert getattr(bench.preferences.value, field) == value
    path = tmp_path / "settings.json"
    bench.qtbot.waitUntil(path.is_file, timeout=3000)
    bench.qtbot.waitUntil(lambda: getattr(SettingsFile(path).load()[0], field) == value, timeout=3000)


def test_a_theme_changed_elsewhere_shows_here(bench: ScreenBench, view: SettingsView) -> None:
    bench.preferences.change(theme="dark")
    assert view.pages["look"].themes.choice == "dark"  # type: ignore[attr-defined]


def test_files_are_cleared_but_for_what_is_nowhere_else(bench: ScreenBench, view: SettingsView) -> None:
    files: Blobs = bench.ctx.service(Blobs)
    kept, gone, just_used = (files.store(word) for word in (b"unsent", b"on the server", b"just used"))
    for sha256 in (kept, gone):
        path = files.path(sha256)
        assert path is not None
        os.utime(path, (0, 0))
    ref = FileRef(kept, "a.txt", 6)
    bench.database.write(lambda tx: note(tx.connection, ref, "unsent", tx.now)).result()
    view.data.clear()
    bench.settle()
    assert {path.name for path in files.folder.glob("??/*")} == {kept, just_used}
    assert bench.said()[-1] == (
        "已清理 1 个附件，需要时会重新下载；1 个没上传、刚发出或在草稿里，留着；1 个刚用过，留着"
    )


def test_the_account_page_says_who_it_is(bench: ScreenBench, view: SettingsView) -> None:
    words = {found.text() for found in view.account.findChildren(QLabel)}
    assert {"林晓彤", "一线客服", "售前、售后"} & words >= {"林晓彤", "一线客服"}


def test_own_keys_are_taken_and_a_clash_is_said(bench: ScreenBench, view: SettingsView) -> None:
    bench.preferences.changed.connect(lambda _: bench.ctx.actions.set_custom_keys(bench.preferences.value.keys))
    view.keys.set_keys("demo.one", "Ctrl+2")
    assert bench.ctx.actions.key_text("demo.one") == "Ctrl+2"
    assert "Ctrl+2" in view.keys.conflicts()
    view.keys.set_keys("demo.one", "Ctrl+1")
    assert dict(bench.preferences.value.keys) == {}
    assert view.keys.conflicts() == ""
    view.keys.set_keys("demo.two", "")
    assert bench.ctx.actions.keys("demo.two") == ()
    view.keys.reset_all()
    assert bench.ctx.actions.keys("demo.two") == ("Ctrl+2",)


@pytest.mark.parametrize("keys", ["Ctrl+Alt+K", "Ctrl+Space", "A", "Alt+B", "Shift+C"])
def test_keys_that_typing_needs_are_refused(keys: str) -> None:
    assert why_not(keys)


@pytest.mark.parametrize("keys", ["Ctrl+K", "F7", "Ctrl+Shift+M", "Alt+1"])
def test_keys_that_are_free_are_taken(keys: str) -> None:
    assert why_not(keys) == ""


def test_the_local_data_is_measured(bench: ScreenBench, view: SettingsView, tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite3").write_bytes(b"x" * 4096)
    bench.blobs.store(b"y" * 2048)
    assert measure(tmp_path).database == 4096
    view.open_item("data")
    bench.settle()
    words = {found.text() for found in view.data.findChildren(QLabel)}
    assert {"4.0 KB", "2.0 KB"} <= words


def test_versions_and_licences_are_there() -> None:
    assert "PySide6-Essentials 6." in versions()
    assert "LGPL" in licences()
    assert "tabler" in licences()


def test_the_pages_are_walked_by_keyboard(bench: ScreenBench, view: SettingsView) -> None:
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    assert view.trail() == ("外观与语言",)
    view.open_item("about")
    assert view.trail() == ("关于",)
