"""The one command of a developer's day: ``python3 packaging/dev.py VERB``.

It needs nothing but Python 3.11 or 3.12: it makes its own virtual environment, installs the locked dependencies and, on
Debian and Ubuntu as root, missing system packages. Elsewhere it says what to install. The exit code is 0 only if all
that the verb promises was done.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import machine
from machine import ROOT, Command, Need, SetupError, say, venv_program

NO_TESTS_COLLECTED = 5  # pytest's exit code
LONG_MODULE = 400  # lines, as CONTRIBUTING says; tests/architecture refuses more than 600
QUICK = "not slow and not e2e and not bench"
SLOW = "(slow or e2e) and not bench"


def child_env() -> dict[str, str]:
    """The environment of everything started from here: the checkout is importable, output is UTF-8 and unbuffered."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def step(title: str, command: Command) -> int:
    """Run one part of a verb with a line before and after; returns its exit code."""
    say(f"{title} ...")
    began = time.monotonic()
    code = machine.run(command, env=child_env())
    say(f"{title}: {'ok' if code == 0 else f'FAILED (exit code {code})'} after {time.monotonic() - began:.1f} s")
    return code


def script(path: str, args: Sequence[str]) -> int:
    """Run a Python file of the checkout with the environment's Python."""
    if not (ROOT / path).is_file():
        say(f"{path} does not exist in this checkout")
        return 2
    return step(path, [venv_program("python"), ROOT / path, *args])


def ensure_texts() -> None:
    """Compile the translations when a catalogue is newer than what was compiled."""
    folder = ROOT / "resources/i18n"
    sources = [path.stat().st_mtime for path in folder.rglob("*.ts")]
    compiled = [path.stat().st_mtime for path in folder.glob("*.qm")]
    stale = bool(sources) and (not compiled or max(sources) > min(compiled))
    if stale and step("translations", [venv_program("python"), ROOT / "packaging/i18n.py", "build"]) != 0:
        raise SetupError("the translations could not be compiled")


def name_long_modules() -> None:
    """Point at modules that have grown: a remark, no failure."""
    for folder in ("app", "sync_server", "packaging", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            lines = len(path.read_bytes().splitlines())
            if lines > LONG_MODULE and path.parent.name != "versions":
                say(f"remark: {path.relative_to(ROOT)} has {lines} lines; is it still one thing?")


def run(args: Sequence[str]) -> int:
    """Start the office: server, client and the customer's page; without a display it plays a whole day by itself."""
    return script("packaging/day.py", args)


def check(args: Sequence[str]) -> int:
    """Lint, types and the layers; every step runs, so that one look shows everything."""
    if args:
        say(f"check takes no arguments, got {' '.join(args)}")
        return 2
    python = venv_program("python")
    codes = [
        step("ruff", [python, "-m", "ruff", "check", "."]),
        step("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        step("mypy", [python, "-m", "mypy"]),
        step("import-linter", [venv_program("lint-imports")]),
    ]
    name_long_modules()
    return max(codes, key=abs)


def test(args: Sequence[str]) -> int:
    """check, then the unit tests, then the slow and end-to-end tests; arguments go to pytest, as in test -k word."""
    if checked := check([]):
        return checked
    pytest: Command = [venv_program("python"), "-m", "pytest", "-n", "2"]
    if "-m" in args:
        return step("pytest", [*pytest, *args])
    codes = []
    for title, expression in (("unit tests", QUICK), ("slow and end-to-end tests", SLOW)):
        code = step(title, [*pytest, "-m", expression, *args])
        if code not in (0, NO_TESTS_COLLECTED):
            return code
        codes.append(code)
    return min(codes)  # one suite may be empty for a given path, both may not


def bench(args: Sequence[str]) -> int:
    """Measure: bench NAME [--json]; the names are those of tests/benchmarks/bench_NAME.py."""
    names = sorted(path.stem.removeprefix("bench_") for path in (ROOT / "tests/benchmarks").glob("bench_*.py"))
    if not args or args[0] not in names:
        say(f"usage: bench NAME [--json]; NAME is one of: {', '.join(names) or '(none in this checkout)'}")
        return 2
    return script(f"tests/benchmarks/bench_{args[0]}.py", args[1:])


def screens(args: Sequence[str]) -> int:
    """Write every screen as PNG, in both themes and three languages: screens --out DIR [--only NAME]."""
    return script("tests/helpers/screens.py", args)


def package(args: Sequence[str]) -> int:
    """Freeze the client into dist/zhiying with PyInstaller."""
    if not (ROOT / "app/__main__.py").is_file():
        say("app/__main__.py does not exist in this checkout")
        return 2
    places: Command = ["--distpath", ROOT / "dist", "--workpath", ROOT / "build"]
    spec = ROOT / "packaging/app.spec"
    code = step("PyInstaller", [venv_program("python"), "-m", "PyInstaller", "--noconfirm", *places, *args, spec])
    if code == 0:
        say(f"the program is in {ROOT / 'dist' / 'zhiying'}")
    return code


def lock(args: Sequence[str]) -> int:
    """Write requirements.lock from pyproject.toml for every platform; --upgrade takes newer releases."""
    if set(args) - {"--upgrade"}:
        say(f"lock takes only --upgrade, got {' '.join(args)}")
        return 2
    uv: Command = [venv_program("python"), "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras"]
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    named = ["--custom-compile-command", "python3 packaging/dev.py lock", "--output-file", machine.LOCK.name]
    return step("lock", [*uv, *options, "--quiet", *named, *args])


@dataclass(frozen=True)
class Verb:
    """A word of the command line: what it does and what it needs of the operating system."""

    action: Callable[[Sequence[str]], int]
    needs: tuple[Need, ...] = ()
    texts: bool = True  # whether it needs the compiled translations
    own_help: bool = False  # whether the script that it runs explains its arguments


VERBS = {
    "run": Verb(run, (*machine.WINDOW, *machine.DISPLAY, *machine.BROWSER), own_help=True),
    "test": Verb(
        test,
        (*machine.WINDOW, *machine.DISPLAY, *machine.VIRTUAL_DISPLAY, *machine.BROWSER, *machine.DATABASE),
    ),
    "check": Verb(check, texts=False),
    "bench": Verb(bench, machine.WINDOW),
    "screens": Verb(screens, (*machine.WINDOW, *machine.BROWSER), own_help=True),
    "package": Verb(package, (*machine.WINDOW, *machine.DISPLAY, *machine.FREEZER)),
    "lock": Verb(lock, texts=False),
}


def usage() -> str:
    """One line a verb, from the docstrings."""
    lines = [f"  {name:<8} {(verb.action.__doc__ or '').strip()}" for name, verb in VERBS.items()]
    return "\n".join(["usage: python3 packaging/dev.py VERB [arguments]", "", *lines])


def main(argv: Sequence[str]) -> int:
    """Prepare the machine, then do what the verb says; returns the exit code."""
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if argv else 2
    name, args = argv[0], argv[1:]
    verb = VERBS.get(name)
    if verb is None:
        print(f"dev: no verb {name!r}\n\n{usage()}", file=sys.stderr)
        return 2
    if not verb.own_help and {"-h", "--help"} & set(args):
        print(f"usage: python3 packaging/dev.py {name} [arguments]\n\n  {(verb.action.__doc__ or '').strip()}")
        return 0
    try:
        machine.ensure_system(verb.needs)
        machine.ensure_dependencies()
        if verb.texts:
            ensure_texts()
        code = verb.action(args)
    except SetupError as problem:
        print(f"dev: {problem}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    say(f"{name}: {'done' if code == 0 else 'FAILED'}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
