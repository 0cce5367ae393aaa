"""The day at the sample office, as ``dev.py run`` plays it without a display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 13
LONGEST_SECONDS = 400
"""The day itself may take 120 s and says so; two tests at once on a busy machine take longer."""

pytestmark = pytest.mark.e2e


def test_the_day_is_played_to_its_end(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, ROOT / "packaging/day.py", "--play", "--out", tmp_path, "--no-limit"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" ok after ") == STEPS
    pictures = {path.name for path in (tmp_path / "pictures").glob("*.png")}
    for name in (
        "1-import-done",
        "4-suggested-linxiaotong",
        "6-card-page",
        "7-offline-linxiaotong",
        "11-report-sunwan",
    ):
        assert f"{name}.png" in pictures


def test_a_day_that_goes_wrong_says_where_and_fails(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "CHROMIUM": "/bin/false"}
    done = subprocess.run(
        [sys.executable, ROOT / "packaging/day.py", "--play", "--out", tmp_path],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST_SECONDS,
    )
    assert done.returncode == 1
    assert "FAILED" in done.stdout
