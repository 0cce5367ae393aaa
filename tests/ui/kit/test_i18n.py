"""Every text has a translation, plurals are chosen, places survive, and Qt's own words follow."""

import importlib.util
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo, QLocale
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QLabel, QPushButton
from pytestqt.qtbot import QtBot

import app
from app.ui.kit.i18n import PSEUDO, install_language, mark, tr
from tests.helpers.log_watch import LogWatch

ROOT = Path(app.__file__).parent.parent
PLACES = re.compile(r"{\w+}")


def load_tool() -> ModuleType:
    """The program packaging/i18n.py as a module."""
    spec = importlib.util.spec_from_file_location("i18n_tool", ROOT / "packaging" / "i18n.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


tool = load_tool()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues, compiled."""
    folder = tmp_path_factory.mktemp("qm")
    tool.build(folder)
    return folder


@pytest.mark.parametrize("language", ["zh_TW", "en"])
def test_every_text_is_translated(language: str) -> None:
    gaps = [f"{part}: {text} {comment}" for part, keys in tool.missing()[language].items() for text, comment in keys]
    assert not gaps, f"python packaging/i18n.py missing\n{chr(10).join(gaps)}"


@pytest.mark.parametrize("language", ["zh_TW", "en"])
def test_translations_keep_the_places(language: str) -> None:
    for message in tool.memory(language).values():
        wanted = set(PLACES.findall(message.text))
        for form in filter(None, message.forms):
            got = set(PLACES.findall(form))
            # A singular may say "one" instead of the number.
            assert got == wanted or (message.plural and got == wanted - {"{n}"}), (message.text, form)


def test_traditional_texts_have_no_simplified_letters() -> None:
    simplified = set("会话设网络录编辑删传输显选项单张问题处该这们")
    for message in tool.memory("zh_TW").values():
        for form in message.forms:
            assert not simplified & set(form), form


@pytest.mark.usefixtures("look")
def test_a_language_changes_texts_plurals_dates_and_qt(built: Path) -> None:
    install_language("en", built)
    assert tr("转接") == "Transfer"
    assert tr("{n} 天", n=1).format(n=1) == "1 day"
    assert tr("{n} 天", n=3).format(n=3) == "3 days"
    assert mark("转接").tr() == "Transfer"
    assert QLocale().language() == QLocale.Language.English
    install_language("zh_TW", built)
    assert tr("转接") == "轉接"
    assert tr("{n} 天", n=3).format(n=3) == "3 天"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    install_language("zh_CN", built)
    assert tr("转接") == "转接"


@pytest.mark.usefixtures("look")
def test_a_catalogue_is_replaced_whole_while_a_program_has_the_old_one_mapped(built: Path) -> None:
    path = built / "zhiying_en.qm"
    with path.open("rb") as old:
        before = old.read()
        tool.build(built)
        assert path.stat().st_ino != os.fstat(old.fileno()).st_ino
        old.seek(0)
        assert old.read() == before
    assert {each.suffix for each in built.iterdir()} == {".qm"}


@pytest.mark.parametrize(("language", "folder"), [("zh_CN", "文件夹"), ("zh_TW", "資料夾")])
def test_qt_s_own_file_dialog_speaks_the_language_throughout(
    built: Path, qtbot: QtBot, tmp_path: Path, language: str, folder: str
) -> None:
    install_language(language, built)
    dialog = QFileDialog(None, "")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    for mode in (QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.Directory):
        dialog.setFileMode(mode)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        texts += [made.text() for made in dialog.findChildren(QPushButton)]
        english = [text for text in texts if len(text) > 1 and text.isascii()]
        assert len(texts) > 4 and not english
    assert QFileIconProvider().type(QFileInfo(str(tmp_path))) == folder


@pytest.mark.usefixtures("look")
def test_a_missing_catalogue_is_logged_and_leaves_the_source_language(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("app.ui.kit.i18n", "zhiying_en.qm is missing")
    install_language("en", tmp_path)
    assert tr("转接") == "转接"


@pytest.mark.usefixtures("look")
def test_the_pseudo_language_stretches_ours_and_leaves_qt_alone(qapp: QApplication) -> None:
    install_language(PSEUDO)
    stretched = tr("已同步 {n}")
    assert stretched.startswith("[") and len(stretched) > len("已同步 {n}") * 1.6
    assert stretched.format(n=3)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def make_project(folder: Path, code: str) -> Path:
    (folder / "app" / "ui" / "tickets").mkdir(parents=True)
    (folder / "app" / "ui" / "tickets" / "list.py").write_text(code, "utf-8")
    return folder


def test_update_extracts_keeps_and_drops(tmp_path: Path) -> None:
    root = make_project(tmp_path, 'tr("一")\ntr("{n} 个", n=2)\ntr("开", "door")\nmark("二")\n')
    tool.update(root=root)
    given = tmp_path / "given.json"
    given.write_text(
        '{"一": {"en": "One"}, "{n} 个": {"en": ["{n} thing", "{n} things"]}, "开|door": {"en": "Open"}}', "utf-8"
    )
    assert tool.fill(given, root=root) == 3
    assert tool.missing(root)["en"] == {"tickets": [("二", "")]}
    (root / "app" / "ui" / "tickets" / "list.py").write_text('tr("一")\n', "utf-8")
    tool.update(root=root)
    kept = tool.read_catalogue(tool.catalogue("en", "tickets", root / "resources" / "i18n"))
    assert {key: message.forms for key, message in kept.items()} == {("一", ""): ["One"]}


@pytest.mark.parametrize("code", ['tr(f"x{1}")', 'tr("a" + name)', "tr(name)", 'mark("a".format(x=1))'])
def test_a_computed_text_is_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(tool.NotLiteral):
        tool.extract(make_project(tmp_path, code))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("陈思远", "结束与陈思远的会话"),
        ("David Lim", "结束与 David Lim 的会话"),
        ("访客 7A", "结束与访客 7A 的会话"),
        ("Émile", "结束与 Émile 的会话"),
        ("「X」", "结束与「X」的会话"),
        ("", "结束与的会话"),
    ],
)
def test_a_latin_name_stands_apart_from_chinese_words(name: str, said: str) -> None:
    install_language("zh_CN")
    assert tr("结束与{name}的会话").format(name=name) == said
    assert mark("结束与{name}的会话").tr().format_map({"name": name}) == said


@pytest.mark.usefixtures("qapp")
def test_places_are_filled_as_ever() -> None:
    install_language("zh_CN")
    assert tr("优先级{priority}").format(priority=2) == "优先级 2"
    assert tr("{name}：{text}").format(name="王丽", text="OK") == "王丽：OK"  # no space beside a mark
    assert tr("{{x}} {n:03d}{a!r}").format(n=7, a="b") == "{x} 007'b'"
    # what is written into a row or a message must be a plain text
    assert type(tr("转接")) is str
    assert type(tr("由{name}负责").format(name="Amy")) is str
