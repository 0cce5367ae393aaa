"""Cold start to a usable window, on a large profile, as a ratio to a bare PySide6 window with one list and one field.

Each start is a process of its own, timed from its launch to the first painted list with rows and a text field that
takes a key. ``usable`` and ``bare`` are medians in ms of alternating runs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.system.paths import app_paths
from app.system.settings import Account, Settings, SettingsFile
from tests.benchmarks.desk_profile import AGENT, make_database

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
)
"""Nobody listens on port 9: the start is one without a network."""


def make_profile(folder: Path, articles: int, messages: int) -> None:
    """Make the folder of a client that was signed in."""
    paths = app_paths(folder)
    paths.create()
    profile = paths.profile(ACCOUNT.server_id, ACCOUNT.agent_id)
    profile.create()
    make_database(profile.database, articles, messages)
    settings = Settings(language="zh_CN", theme="light").with_account(ACCOUNT)
    SettingsFile(paths.settings).save(settings)


def one_start(program: str, *arguments: str) -> float:
    """Return the ms from launching a process until it says that it is usable. Raises RuntimeError."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "tests.benchmarks.any_keyring.AnyKeyring",
    }
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, HERE / program, *arguments],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"a start failed: {done.stderr}")
    return (float(done.stdout.split()[-1]) - began) * 1000


def measure(articles: int, messages: int, runs: int) -> dict[str, object]:
    """Return every figure."""
    with tempfile.TemporaryDirectory(prefix="zhiying-bench-") as folder:
        make_profile(Path(folder), articles, messages)
        one_start(CLIENT, folder)  # the cache of files is warm for both afterwards
        one_start(BARE)
        usable: list[float] = []
        plain: list[float] = []
        for _ in range(runs):
            plain.append(one_start(BARE))
            usable.append(one_start(CLIENT, folder))
    return {
        "articles": articles,
        "messages": messages,
        "usable_ms": round(statistics.median(usable)),
        "bare_ms": round(statistics.median(plain)),
        "ratio": round(statistics.median(usable) / statistics.median(plain), 2),
        "usable_runs_ms": [round(each) for each in usable],
        "bare_runs_ms": [round(each) for each in plain],
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
