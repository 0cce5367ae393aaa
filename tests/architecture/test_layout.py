"""The shape of the checkout: names, sizes, chapters."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture import source

TOP_LEVEL = {"app", "resources", "sync_server", "packaging", "tests"}
ROOT_FILES = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "README.zh-CN.md",
    "pyproject.toml",
    "requirements.lock",
}
MADE_BY_A_CHECKOUT = {"build", "dist", "out"}  # ignored by git
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common|base)(_|$)")
CLASS_SAYS_NOTHING = re.compile(r"(Manager|Helper|Utils?|Base)$")
LONGEST = 600  # lines; near 90 is usual, over 400 is a smell


def is_generated(path: Path) -> bool:
    """Whether a program writes this file: Alembic a migration, or one that its docstring names."""
    return path.parent.name == "versions" or "do not edit" in (ast.get_docstring(source.tree(path)) or "")


def test_the_root_holds_the_five_folders_and_what_convention_puts_there() -> None:
    entries = {path.name for path in source.ROOT.iterdir() if not path.name.startswith(".")}
    unknown = {name for name in entries if not name.endswith(".egg-info")} - TOP_LEVEL - ROOT_FILES - MADE_BY_A_CHECKOUT
    assert not unknown


def test_packaging_is_not_a_package() -> None:
    assert not (source.ROOT / "packaging/__init__.py").exists(), "it would shadow the library named packaging"


def test_every_package_says_what_it_is() -> None:
    folders = {path.parent for path in source.files(*source.PROGRAM)}
    run_by_path = {"migrations", "versions"}  # Alembic's; they need no __init__
    silent = [
        source.relative(folder)
        for folder in sorted(folders)
        if not (folder.name in run_by_path and not (folder / "__init__.py").exists())
        and not ((folder / "__init__.py").exists() and ast.get_docstring(source.tree(folder / "__init__.py")))
    ]
    assert not silent, f"no __init__ docstring: {silent}"


def test_every_module_says_what_it_is() -> None:
    modules = [path for path in source.files(*source.ALL) if path.read_bytes().strip()]
    silent = [source.relative(path) for path in modules if not ast.get_docstring(source.tree(path))]
    assert not silent, f"no docstring: {silent}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    breaches = [source.relative(path) for path in source.files(*source.ALL) if SAYS_NOTHING.search(path.stem)]
    assert not breaches


def test_no_class_has_a_name_that_says_nothing() -> None:
    breaches = [
        f"{source.relative(path)}:{node.lineno} {node.name}"
        for path in source.files(*source.PROGRAM)
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ClassDef) and CLASS_SAYS_NOTHING.search(node.name)
    ]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize("folder", source.ALL)
def test_no_module_is_too_long(folder: str) -> None:
    modules = [path for path in source.files(folder) if not is_generated(path)]
    sizes = {source.relative(path): len(path.read_bytes().splitlines()) for path in modules}
    too_long = {name: lines for name, lines in sizes.items() if lines > LONGEST}
    assert not too_long


def test_nothing_is_built_at_import_time() -> None:
    """An application, engine or thread made while a module is imported cannot be avoided or taken down by a test."""
    heavy = {"QApplication", "QGuiApplication", "QCoreApplication", "create_engine", "Thread", "ThreadPoolExecutor"}
    breaches = []
    for path in source.files(*source.PROGRAM):
        for node in source.tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            for call in ast.walk(node):
                name = call.func.attr if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else ""
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    name = call.func.id
                if name in heavy:
                    breaches.append(f"{source.relative(path)}:{node.lineno} {name}")
    assert not breaches, "\n".join(breaches)
