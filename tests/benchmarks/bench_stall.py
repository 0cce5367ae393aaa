"""How long the GUI thread keeps events waiting while a client bootstraps and is worked in, beside a bare list.

A client with a large profile, offscreen, takes in a first synchronisation from a real server on loopback while a hand
scrolls its conversation list, a thread of three thousand messages and the library, and changes the conversation. Then
the same in peace. The server has a low priority, because nowhere but here it shares the desk's cores. ``delay_ms`` is
how long events posted in every millisecond would have waited; ``without_core_waits_ms`` is the same without the time
in which the operating system had no processor core for the thread: on a machine that others use, this says more about
the program. ``own_work_ms`` is what the thread computed between two events. ``switch_ms`` is the time from a click on
another conversation until its messages are painted. ``ratio`` compares p99.9 with a bare PySide6 list that is
scrolled for some seconds before and after.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.system.paths import app_paths
from app.system.settings import Settings, SettingsFile
from tests.benchmarks.bench_startup import ACCOUNT, make_profile
from tests.benchmarks.stall_office import LONG, await_first_pass, make_server

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96}
BARE_SECONDS = 10
START_SECONDS = 30
BOOTSTRAP_SECONDS = 600
LONGEST_SECONDS = BOOTSTRAP_SECONDS + 120


def _environment(folder: Path) -> dict[str, str]:
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "PYTHON_KEYRING_BACKEND": "tests.benchmarks.any_keyring.AnyKeyring",
    }


def start_server(folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    """Start the server over a folder's data; returns it and its port. Raises RuntimeError."""
    port_file = folder / "port"
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "sync_server", "serve", "--data", str(folder), "--port", "0"]
        # in an office it computes on another machine: here it takes the cores that the desk leaves
        behind = ["nice", "-n", "15", *command, "--port-file", str(port_file)]
        server = subprocess.Popen(behind, stdout=log, stderr=log, cwd=ROOT)
    deadline = time.monotonic() + START_SECONDS
    while not port_file.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            raise RuntimeError(f"the server did not start: {(folder / 'server.log').read_text(errors='replace')}")
        time.sleep(0.05)
    return server, int(port_file.read_text(encoding="ascii"))


def run(program: str, *arguments: str, folder: Path) -> dict[str, Any]:
    """Run a measured program; returns its figures. Raises RuntimeError."""
    done = subprocess.run(
        [sys.executable, HERE / program, *arguments],
        env=_environment(folder), capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS, cwd=ROOT,
    )  # fmt: skip
    sys.stderr.write(done.stderr)
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"{program} failed: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def prepare(folder: Path, articles: int, messages: int, rows: int) -> None:
    """Make the client's profile in ``client`` and the server's data in ``server``."""
    client = folder / "client"
    make_profile(client, articles, messages)
    await_first_pass(app_paths(client).profile(ACCOUNT.server_id, ACCOUNT.agent_id).database)
    make_server(folder / "server", rows)


def measure(folder: Path) -> dict[str, Any]:
    """Return every figure of a prepared folder. The folder has served its turn afterwards."""
    client = folder / "client"
    before = run("stall_bare.py", str(BARE_SECONDS), folder=folder)
    server, port = start_server(folder / "server")
    try:
        account = msgspec.structs.replace(ACCOUNT, server_url=f"http://127.0.0.1:{port}")
        settings = Settings(language="zh_CN", theme="light").with_account(account)
        SettingsFile(app_paths(client).settings).save(settings)
        found = run("stall_client.py", str(client), LONG, str(BOOTSTRAP_SECONDS), folder=folder)
    finally:
        server.terminate()
        server.wait()
    bare = [before, run("stall_bare.py", str(BARE_SECONDS), folder=folder)]
    yardstick = max(each["delay_ms"]["p99.9"] for each in bare)
    ratio = round(found["bootstrap"]["delay_ms"]["p99.9"] / yardstick, 1)
    return {**found, "bare": bare, "ratio": ratio}


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=200_000, help="what the first synchronisation brings")
    parser.add_argument("--keep", type=Path, help="folder to keep what was generated in, for the next run")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="zhiying-bench-") as made:
        folder = Path(made)
        source = options.keep or folder / "made"
        if not source.exists():
            prepare(source, options.articles, options.messages, options.rows)
        work = folder / "work"
        shutil.copytree(source, work) if options.keep else source.rename(work)
        figures = measure(work)
    sizes = {"articles": options.articles, "messages": options.messages}
    print(json.dumps({**sizes, **figures}, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
