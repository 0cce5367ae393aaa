"""Whoever tries the office is told where the customer's page is when no browser shows it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import os, sys, webbrowser
import day
webbrowser.open = lambda url: sys.argv[1] == "opens"
os.geteuid = lambda: int(sys.argv[2])
day.open_page("http://127.0.0.1:1/chat")
"""
ADDRESS = "day: the customer's page: http://127.0.0.1:1/chat"


@pytest.mark.parametrize(("opens", "user", "advice"), [("opens", 1000, ""), ("opens", 0, "root"), ("no", 1000, "hand")])
def test_the_address_is_said_and_what_to_do_with_it(opens: str, user: int, advice: str) -> None:
    path = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM, opens, str(user)],
        env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert said[0] == ADDRESS
    assert len(said) == (2 if advice else 1)
    assert advice in said[-1]
