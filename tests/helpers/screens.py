"""Write every screen as PNG, for people to look at: ``python3 packaging/dev.py screens --out DIR``.

The sample office is prepared once; then one process a language and theme shows it in the real program and one a
language in a real Chromium. ``DIR/LANGUAGE-THEME/NAME.png`` is left, where NAME begins with the letter of the design's
picture. This module starts processes and nothing else, so that it can be read without any of the rest.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("zh_CN", "zh_TW", "en")
THEMES = ("light", "dark")
PARTS = ("desk", "page")
SCREEN = {"x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
LONGEST_SECONDS = 1800


def say(text: str) -> None:
    """Print one line at once."""
    print(f"screens: {text}", flush=True)


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the processes: one screen, one time zone, a home and a key store of their own."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [{"name": "desk", **SCREEN}]}), encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "packaging"))),
        "PYTHONUTF8": "1",
        "PYTHON_KEYRING_BACKEND": "tests.helpers.memory_keyring.MemoryKeyring",
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_LOGGING_RULES": "qt.qpa.*=false;default.warning=false",
        "TZ": "Asia/Shanghai",
        "LC_ALL": "C.UTF-8",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def run(module: str, arguments: Sequence[str | Path], folder: Path) -> int:
    """Run a module of the helpers until it ends; returns its exit code."""
    command = [sys.executable, "-m", f"tests.helpers.{module}", *map(str, arguments)]
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment(folder), check=False, timeout=LONGEST_SECONDS)
    words = " ".join(map(str, arguments[2:]))
    say(f"{module} {words}: {'ok' if done.returncode == 0 else 'FAILED'} after {time.monotonic() - began:.0f} s")
    return done.returncode


def main(argv: Sequence[str]) -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(prog="screens", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where DIR/LANGUAGE-THEME/NAME.png are written")
    parser.add_argument("--only", default="", help="only pictures whose name contains this")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this theme")
    parser.add_argument("--language", choices=LANGUAGES, action="append", help="only this language")
    parser.add_argument("--part", choices=PARTS, action="append", help="only the client, or only the customer's page")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    options = parser.parse_args(argv)
    out: Path = options.out.resolve()
    languages, themes, parts = options.language or LANGUAGES, options.theme or THEMES, options.part or PARTS
    before = pictures(out)
    with tempfile.TemporaryDirectory(prefix="zhiying-screens-") as name:
        folder = Path(name)
        if run("screens_office", [folder], folder) != 0:
            return 1
        with ThreadPoolExecutor(options.jobs) as pool:
            jobs = [
                pool.submit(run, "screens_desk", [folder, out, language, theme, options.only], folder)
                for language in languages
                for theme in themes
                if "desk" in parts
            ]
            jobs += [
                pool.submit(run, "screens_page", [folder, out, language, ",".join(themes), options.only], folder)
                for language in languages
                if "page" in parts
            ]
            codes = [job.result() for job in jobs]
    after = pictures(out)
    written = [file for file, stamp in after.items() if before.get(file) != stamp]
    say(f"{len(written)} pictures are in {out}")
    return 1 if any(codes) or not written else 0


def pictures(folder: Path) -> dict[Path, int]:
    """Return the pictures below a folder with the time of their writing."""
    return {file: file.stat().st_mtime_ns for file in folder.glob("*/*.png")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
