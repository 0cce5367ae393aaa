"""Whoever tries the office is told where the customer's page is when no browser shows it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import os, sys, webbrowser
from pathlib import Path
import day
webbrowser.open = lambda url: sys.argv[1] == "opens"
os.geteuid = lambda: int(sys.argv[2])
page = day.open_page("http://127.0.0.1:1/chat", Path("/the/folder"))
if page:
    page.wait()
"""
ADDRESS = "day: the customer's page: http://127.0.0.1:1/chat"


def said(opens: str, user: int, chromium: str = "") -> list[str]:
    """Return what is printed for a user (by number), with a browser that the system opens or does not."""
    path = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, opens, str(user)],
        env={**os.environ, "PYTHONPATH": path, "CHROMIUM": chromium}, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip


def test_the_address_is_said_and_what_to_do_with_it() -> None:
    assert said("opens", 1000) == [ADDRESS]
    assert said("no", 1000)[0] == ADDRESS
    assert "by hand" in said("no", 1000)[1]
    assert "for root" in said("no", 0, "/no/such/browser")[1]


def test_root_gets_a_browser_without_the_sandbox_for_this_page_alone(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\n', encoding="utf-8")
    program.chmod(0o700)
    assert said("no", 0, str(program)) == [ADDRESS]
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split()
    assert {"--no-sandbox", "--user-data-dir=/the/folder", "--app=http://127.0.0.1:1/chat"} <= set(asked)
