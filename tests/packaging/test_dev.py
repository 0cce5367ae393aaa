"""packaging/dev.py as a person starts it: wrong words are refused before anything is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).resolve().parent.parent.parent / "packaging/dev.py"


def dev(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command with this interpreter."""
    return subprocess.run([sys.executable, DEV, *args], capture_output=True, text=True, check=False, timeout=60)


def test_help_names_every_verb() -> None:
    done = dev("--help")
    assert done.returncode == 0
    words = {line.split()[0] for line in done.stdout.splitlines()[2:] if line.strip()}
    assert words == {"run", "test", "check", "bench", "screens", "package", "lock"}


def test_an_unknown_verb_fails_and_shows_the_usage() -> None:
    done = dev("ruin")
    assert done.returncode == 2
    assert "no verb 'ruin'" in done.stderr and "usage:" in done.stderr


def test_no_verb_fails() -> None:
    assert dev().returncode == 2


@pytest.mark.parametrize("verb", ["test", "check", "bench", "package", "lock"])
def test_help_about_a_verb_does_nothing_else(verb: str) -> None:
    done = dev(verb, "--help")
    assert done.returncode == 0
    first, *rest = done.stdout.splitlines()
    assert first == f"usage: python3 packaging/dev.py {verb} [arguments]"
    assert len([line for line in rest if line]) == 1, "nothing was begun"
