"""The checkout as the architecture tests see it: its Python files, their syntax trees and their imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ("app", "sync_server")
ALL = (*PROGRAM, "packaging", "tests")
NOT_OURS = {"__pycache__", "node_modules"}


@dataclass(frozen=True)
class Import:
    """One imported module, by full name, and where the statement stands."""

    name: str
    line: int
    top_level: bool


def files(*folders: str, suffix: str = ".py") -> list[Path]:
    """The files of these top-level folders, in a stable order."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if path.is_file() and not NOT_OURS.intersection(path.parts)
    )


def relative(path: Path) -> str:
    """The path as a person writes it: from the checkout's root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """``app/ui/kit/__init__.py`` -> ``app.ui.kit``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def is_type_checking(node: ast.stmt) -> bool:
    """Whether this is ``if TYPE_CHECKING:``."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """Every import of a file, in the order of the walk; read once for all tests."""
    return tuple(_find_imports(path))


def for_types_only(path: Path, found: Import) -> bool:
    """Whether an import stands below ``if TYPE_CHECKING``: no running program does it."""
    return any(
        node.lineno <= found.line <= (node.end_lineno or 0) for node in tree(path).body if is_type_checking(node)
    )


def _find_imports(path: Path) -> Iterator[Import]:
    """The imports of a file. Those in the module's body or below ``if TYPE_CHECKING`` are top level."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    body = tree(path).body
    top = {id(node) for node in body}
    top |= {id(inner) for node in body if is_type_checking(node) for inner in ast.walk(node)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in top)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parent, base] if base else parent)
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, id(node) in top)


def within(name: str, modules: tuple[str, ...]) -> bool:
    """Whether a module is one of these or stands below one of them."""
    return any(name == module or name.startswith(f"{module}.") for module in modules)
