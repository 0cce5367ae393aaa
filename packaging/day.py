"""A day at the sample office: ``python3 packaging/dev.py run``.

With a display it starts a server with the sample office, a client signed in as 林晓彤, and the customer's page in the
default browser; closing the client stops what it started. Without one, or with ``--play``, it plays a day by itself,
with the real client window offscreen and a real headless Chromium as the customer, and fails loudly where something
does not come about.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import webbrowser
from pathlib import Path
from types import FrameType

from day_office import AGENT, furnish
from day_page import browser
from day_parts import PASSWORD, ROOT, DayFailed, Server, child_env, chromium
from day_story import STEPS, Day
from playwright.sync_api import Error as BrowserError

from app.domain.errors import AppError

LONGEST_SECONDS = 120


def say(text: str) -> None:
    """Print one line at once."""
    print(f"day: {text}", flush=True)


def has_display() -> bool:
    """Say whether windows can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def play(folder: Path, longest: float) -> int:
    """Play the day; returns the exit code: it fails, too, when it takes longer than ``longest`` seconds.

    Pictures and logs are left in ``folder``.
    """
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    try:
        with browser() as chromium:
            day = Day(folder, pictures, chromium)
            try:
                if not all(take(day, name, step) for name, step in STEPS):
                    return 1
            finally:
                day.close()
    except (DayFailed, BrowserError) as error:
        say(f"FAILED: the day could not be begun or ended: {error}")
        return 1
    seconds = time.monotonic() - began
    say(f"the whole day took {seconds:.0f} s; pictures of every step are in {pictures}")
    if seconds > longest:
        say(f"FAILED: a day may take {longest:.0f} s")
        return 1
    return 0


def take(day: Day, name: str, step: object) -> bool:
    """Take one step of the day; says how it went and whether it went well."""
    assert callable(step)
    began = time.monotonic()
    try:
        step(day)
        day.shoot(name)
    except (DayFailed, AppError, AssertionError, LookupError, BrowserError) as error:
        say(f"{name} FAILED after {time.monotonic() - began:.1f} s: {(step.__doc__ or '').strip()}")
        say(str(error) if isinstance(error, DayFailed) else "".join(traceback.format_exception(error)))
        leave_traces(day, name)
        say(f"pictures are in {day.pictures}, logs in {day.folder}")
        return False
    say(f"{name} ok after {time.monotonic() - began:.1f} s: {(step.__doc__ or '').strip()}")
    return True


def leave_traces(day: Day, name: str) -> None:
    """Leave pictures of how things stood when a step failed."""
    try:
        day.shoot(f"{name}-FAILED")
    except (DayFailed, BrowserError) as error:
        say(f"no more pictures: {error}")


def open_page(url: str, folder: Path) -> subprocess.Popen[bytes] | None:
    """Open the customer's page, and say what to do where that may come to nothing.

    Chromium does not start for root unless its sandbox is off. Root gets one of its own without, which shows nothing
    but this page of our own server, keeps its things in ``folder``, and is returned to be stopped.
    """
    say(f"the customer's page: {url}")
    if getattr(os, "geteuid", lambda: -1)() != 0:
        if not webbrowser.open(url):
            say("no browser could be started: open that address by hand")
        return None
    try:
        command = [chromium(), "--no-sandbox", "--no-first-run", f"--user-data-dir={folder}", f"--app={url}"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (DayFailed, OSError) as error:
        say(f"no browser could be started for root: {error}. Open that address by hand")
        return None


def show(folder: Path) -> int:
    """Run the office for a person to try; returns the client's exit code."""
    server = Server(folder)
    page = None
    try:
        say("a server gets the sample office ...")
        furnish(server, folder)
        say(f"server: {server.url}; every account has the password: {PASSWORD}")
        page = open_page(f"{server.url}/chat", folder / "browser")
        command = [sys.executable, "-m", "app", "--profile", str(folder / "profile"), "--server", server.url]
        done = subprocess.run(
            [*command, "--login", AGENT, "--password-stdin"],
            input=f"{PASSWORD}\n", text=True, cwd=ROOT, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        return done.returncode
    except DayFailed as error:
        say(f"FAILED: {error}")
        return 1
    finally:
        if page is not None:
            page.terminate()
            page.wait()
        server.stop()


def end_by_signals() -> None:
    """Let a closed terminal and a kill end this program as its own end does: what it started is stopped, too."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):  # not on Windows
        signal.signal(signal.SIGHUP, end)


def main(argv: list[str]) -> int:
    """Show the office or play the day; returns the exit code."""
    parser = argparse.ArgumentParser(prog="day.py", description=__doc__)
    parser.add_argument("--play", action="store_true", help="play the day although there is a display")
    parser.add_argument("--out", type=Path, help="folder for pictures and logs (a new temporary one by default)")
    parser.add_argument("--no-limit", action="store_true", help="do not fail a day for being slow")
    options = parser.parse_args(argv)
    end_by_signals()
    for name, value in child_env(Path(tempfile.gettempdir())).items():
        os.environ.setdefault(name, value)
    if has_display() and not options.play:
        folder = Path(tempfile.mkdtemp(prefix="zhiying-office-"))
        try:
            return show(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    folder = options.out or Path(tempfile.mkdtemp(prefix="zhiying-day-"))
    return play(folder.resolve(), float("inf") if options.no_limit else LONGEST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
