"""Texts: what lupdate can find, and words that do not belong into a repository."""

import ast
import re
import subprocess

import pytest

from tests.architecture import source

TRANSLATORS = {"tr", "translate", "QT_TRANSLATE_NOOP", "QT_TR_NOOP"}
# Pieces are joined here so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.\-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me/[a-z]+"]) + r")/")
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
REGISTRY = re.compile(r"(?:files\.python" + r"hosted\.org|py" + r"pi\.org/simple|registry\.npm" + r"js)")
CODE = {".py", ".js", ".css", ".html", ".ts", ".spec", ".sh", ".mako"}
TEXT = {*CODE, ".md", ".toml", ".json", ".lock", ".yml", ".ini", ""}


def tracked_files() -> list[str]:
    """The files that git would commit, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.splitlines() if (source.ROOT / name).is_file()]


def lines_that_match(pattern: re.Pattern[str]) -> list[str]:
    """``path:line: text`` for each match in a text file of the repository."""
    found = []
    for name in tracked_files():
        path = source.ROOT / name
        if path.suffix not in TEXT:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, UNFINISHED, REGISTRY], ids=["paths", "unfinished", "registry"])
def test_words_that_do_not_belong_here(pattern: re.Pattern[str]) -> None:
    found = lines_that_match(pattern)
    assert not found, "\n".join(found)


def callee(call: ast.Call) -> str:
    """The last name of what is called: ``self.tr(...)`` -> ``tr``."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_texts_for_people_are_literals() -> None:
    """lupdate takes an f-string as a text that never matches, without a word; a variable it does not take at all."""
    breaches = [
        f"{source.relative(path)}:{call.lineno} {callee(call)}(...) with {type(argument).__name__}"
        for path in source.files("app")
        for call in ast.walk(source.tree(path))
        if isinstance(call, ast.Call) and callee(call) in TRANSLATORS
        for argument in call.args[:2]
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
        or (isinstance(argument, ast.Call) and callee(argument) == "format")
    ]
    assert not breaches, "\n".join(breaches)
