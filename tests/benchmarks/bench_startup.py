"""Start to a usable window, on a large profile, as a ratio to a bare PySide6 window with one list and one field.

Each start is a process of its own, timed from its launch to the first painted list with rows and a text field that
takes a key. Both are new processes with nothing in memory, over a warm file cache: the first start after booting the
machine waits for the disk, and that differs from disk to disk more than from program to program. Both run from
compiled bytecode, as an installed program does, whatever the environment says about writing it: it is kept in a folder
of the measurement and made by one start of each that is not counted. The runs alternate, so that a busy machine
disturbs both alike; figures are medians. ``*_cpu_ms`` is the processor time of all threads until usable, which a busy
machine changes less.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import keyring

from app.domain.clock import now_ms
from app.system.data_key import SERVICE, DataKey
from app.system.offline_sign_in import OfflineSignIn
from app.system.paths import app_paths
from app.system.secrets import TokenStore
from app.system.settings import Account, Settings, SettingsFile
from tests.benchmarks.any_keyring import KEY, AnyKeyring
from tests.benchmarks.desk_profile import AGENT, make_database
from tests.helpers.secret_service import secret_service

HERE = Path(__file__).parent
CLIENT, BARE = "start_client.py", "start_bare.py"
RUNS = 5
ACCOUNT = Account(
    server_url="http://127.0.0.1:9",
    server_id="bench",
    agent_id=AGENT,
    login="bench",
    server_name="bench",
    name="林晓彤",
    signed_in=True,
)
"""Nobody listens on port 9: the start is one without a network."""


def make_profile(folder: Path, articles: int, messages: int) -> None:
    """Make the folder of a client that was signed in and had a conversation open."""
    paths = app_paths(folder)
    paths.create()
    profile = paths.profile(ACCOUNT.server_id, ACCOUNT.agent_id)
    profile.create()
    keyring.set_keyring(AnyKeyring())  # type: ignore[no-untyped-call]
    DataKey(profile.data_key, TokenStore(SERVICE), ACCOUNT.server_id, ACCOUNT.agent_id).get()
    OfflineSignIn(profile.offline_sign_in).remember("", now_ms())
    make_database(profile.database, articles, messages)
    last = {ACCOUNT.key: "conversation-000000"}  # it is opened again
    settings = Settings(language="zh_CN", theme="light", places=last).with_account(ACCOUNT)
    SettingsFile(paths.settings).save(settings)


class Start(NamedTuple):
    """From launching a process until it says that it is usable: ms on the clock and of processor time."""

    wall: float
    cpu: float


@contextmanager
def desktop() -> Iterator[dict[str, str]]:
    """Give the environment of a desktop whose key store has the key of the measured profile."""
    if sys.platform == "linux" and shutil.which("dbus-daemon"):
        with secret_service(SERVICE, f"{ACCOUNT.server_id}/{ACCOUNT.agent_id}", KEY.hex()) as address:
            yield {"DBUS_SESSION_BUS_ADDRESS": address}
    else:
        yield {"PYTHON_KEYRING_BACKEND": "tests.benchmarks.any_keyring.AnyKeyring"}


def one_start(desk: Mapping[str, str], bytecode: Path, program: str, *arguments: str) -> Start:
    """Run a program until it is usable, with what a desktop adds to the environment. Raises RuntimeError."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(bytecode),
        "QT_QPA_PLATFORM": "offscreen",
        **desk,
    }
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, HERE / program, *arguments],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"a start failed: {done.stderr}")
    usable, cpu = done.stdout.split()[-2:]
    return Start((float(usable) - began) * 1000, float(cpu) * 1000)


def measure(articles: int, messages: int, runs: int) -> dict[str, object]:
    """Return every figure."""
    with tempfile.TemporaryDirectory(prefix="zhiying-bench-") as folder, desktop() as desk:
        bytecode, profile = Path(folder, "bytecode"), Path(folder, "profile")
        make_profile(profile, articles, messages)
        one_start(desk, bytecode, CLIENT, str(profile))
        one_start(desk, bytecode, BARE)
        usable: list[Start] = []
        plain: list[Start] = []
        for _ in range(runs):
            plain.append(one_start(desk, bytecode, BARE))
            usable.append(one_start(desk, bytecode, CLIENT, str(profile)))
    wall = [statistics.median(start.wall for start in starts) for starts in (usable, plain)]
    cpu = [statistics.median(start.cpu for start in starts) for starts in (usable, plain)]
    return {
        "articles": articles,
        "messages": messages,
        "usable_ms": round(wall[0]),
        "bare_ms": round(wall[1]),
        "ratio": round(wall[0] / wall[1], 2),
        "usable_cpu_ms": round(cpu[0]),
        "bare_cpu_ms": round(cpu[1]),
        "cpu_ratio": round(cpu[0] / cpu[1], 2),
        "usable_runs_ms": [round(start.wall) for start in usable],
        "bare_runs_ms": [round(start.wall) for start in plain],
    }


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    figures = measure(options.articles, options.messages, options.runs)
    print(json.dumps(figures, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
