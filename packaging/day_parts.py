"""The programs that a day consists of: the server, desks, and the customer's page, each a real process of its own."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "nine lives of a cat"
"""Of every account of the sample office; it never leaves this computer."""
START_SECONDS = 30.0
PATIENCE_SECONDS = 15.0
"""How long something may take until it is seen, on a slow and busy machine."""
SCREEN = {
    "name": "desk",
    "x": 0,
    "y": 0,
    "width": 1600,
    "height": 1000,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}
"""The screen on which an offscreen client shows its windows."""


class DayFailed(Exception):
    """Something did not come about; the text says what."""


def child_env(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program of the day: the checkout, and a home of its own without a key store."""
    home.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        **more,
    }


def wait_until(what: str, look: Any, seconds: float = PATIENCE_SECONDS, every: float = 0.05) -> Any:
    """Return what ``look()`` returns as soon as it is true. Raises DayFailed(what) after a while."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > deadline:
            raise DayFailed(f"{what} did not come about within {seconds:.0f} s")
        time.sleep(every)
    return found


def end(process: "subprocess.Popen[Any]", seconds: float = 10.0) -> None:
    """Ask a program to end; make it if it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Server:
    """The sync server of an office, which may stop and come back on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "server"
        self.port = 0
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def _command(self, verb: str, *arguments: str | Path) -> list[str]:
        made = [sys.executable, "-m", "sync_server", verb, "--data", str(self.data), "--name", "知应客服台 示例"]
        return [*made, *map(str, arguments)]

    def load(self, office: Path, part: str) -> None:
        """Add a part of an office ("people" or "talk"); the server must not run. Raises DayFailed."""
        command = self._command("load-office", "--part", part, "--password-stdin", office)
        done = subprocess.run(
            command, input=f"{PASSWORD}\n", text=True, capture_output=True, check=False, cwd=ROOT,
            env=child_env(self.folder / "home"),
        )  # fmt: skip
        if done.returncode != 0:
            raise DayFailed(f"load-office: {done.stderr.strip()}")

    def start(self) -> None:
        """Start and wait until it answers. Raises DayFailed."""
        port_file = self.folder / "port"
        port_file.unlink(missing_ok=True)
        command = self._command("serve", "--port", str(self.port), "--port-file", port_file)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=ROOT, env=child_env(self.folder / "home")
            )
        wait_until("the server's start", lambda: port_file.exists() or self._died(), START_SECONDS)
        self.port = int(port_file.read_text(encoding="ascii"))

    def _died(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise DayFailed(f"the server ended with {self._process.returncode}: see {self._log}")
        return False

    def stop(self) -> None:
        """Stop it; its data stay."""
        if self._process is not None:
            end(self._process)
            self._process = None


class Desk:
    """One person's client: the real program, offscreen, with a hand on its keyboard (see day_desk.py)."""

    def __init__(self, name: str, folder: Path, pictures: Path, **environment: str) -> None:
        self.name = name
        self.folder = folder
        self.pictures = pictures
        self.profile = folder / "profile"
        self._log = folder / f"{name}.log"
        self._environment = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", **environment}
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    # -- life ------------------------------------------------------------------------------------------------------

    def start(self, *arguments: str) -> None:
        """Start the program, with arguments of its command line, and wait until it listens. Raises DayFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        screens = self.folder / "screens.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}
        command = [sys.executable, str(ROOT / "packaging/day_desk.py"), "--profile", str(self.profile)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=child_env(self.folder / "home", **platform, **self._environment),
                text=True,
                encoding="utf-8",
            )
        answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._answers = answers
        out = self._process.stdout
        assert out is not None

        def read() -> None:
            for line in out:
                answers.put(line)
            answers.put("")

        threading.Thread(target=read, name=f"{self.name}'s answers", daemon=True).start()
        self._answer("start", START_SECONDS)

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End it, if it runs."""
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            end(self._process)
            self._process = None

    @property
    def running(self) -> bool:
        """Whether the program runs."""
        return self._process is not None and self._process.poll() is None

    # -- hand and eye ----------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other ("Ctrl+1", "Return")."""
        self._ask("keys", keys=list(keys))

    def write(self, text: str) -> None:
        """Type a text where the caret is."""
        self._ask("type", text=_runs(text))

    def click(self, name: str, **how: Any) -> None:
        """Click the control with this name, or the list row that contains it (``row=True`` prefers rows)."""
        self._ask("click", name=name, **how)

    def wait(
        self, *shown: str, gone: Sequence[str] = (), focus: str | None = None, seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Wait until all these texts are seen, none of ``gone``, and the focus is where its name says."""
        self._ask("wait", shown=list(shown), gone=list(gone), focus=focus, seconds=seconds)

    def seen(self) -> str:
        """Return all that can be read now."""
        return str(self._ask("look")["seen"])

    def focus(self) -> str:
        """Return the name of what has the focus."""
        return str(self._ask("look")["focus"])

    def picture(self, name: str) -> Path:
        """Leave a picture of the window; returns its file."""
        file = self.pictures / f"{name}.png"
        self._ask("grab", file=str(file))
        return file

    def resize(self, width: int, height: int) -> None:
        """Give the window a size."""
        self._ask("resize", width=width, height=height)

    def _ask_where(self) -> None:
        """Have a client that hangs write down where."""
        if self._process is not None and hasattr(signal, "SIGUSR1"):
            self._process.send_signal(signal.SIGUSR1)
            time.sleep(0.5)  # nothing tells when it is written

    def _ask(self, what: str, **values: Any) -> Any:
        if self._process is None or self._process.stdin is None:
            raise DayFailed(f"{self.name}'s client is not running")
        try:
            self._process.stdin.write(json.dumps({"do": what, **values}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise DayFailed(f"{self.name}'s client is gone: see {self._log}") from error
        return self._answer(f"{what} {values}", values.get("seconds", 0) + START_SECONDS)

    def _answer(self, what: str, seconds: float) -> Any:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            self._ask_where()
            raise DayFailed(f"{self.name}'s client does not answer to: {what}; see {self._log}") from None
        if not line:
            raise DayFailed(f"{self.name}'s client ended at: {what}; see {self._log}")
        answer: Mapping[str, Any] = json.loads(line)
        if not answer["ok"]:
            raise DayFailed(f"{self.name}, {what}: {answer['why']}\nOn the screen was:\n{answer.get('seen', '')}")
        return answer["found"]


def _runs(text: str) -> list[str]:
    """Split a text where keys end and an input method begins: ASCII or not, in turn."""
    parts: list[str] = []
    for letter in text:
        if parts and parts[-1][-1].isascii() == letter.isascii():
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


def chromium() -> str:
    """Return the browser's program. Raises DayFailed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise DayFailed("no Chromium: install it, or name it in CHROMIUM")
    return found
