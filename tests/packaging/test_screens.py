"""``dev.py screens``: the pictures are written where their names say, and something is on them."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

SCREENS = Path(__file__).resolve().parent.parent / "helpers/screens.py"
LEAST_COLOURS = 40
"""A window with texts has hundreds; a blank one, or one that was never drawn, a handful."""

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def shoot(out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Take pictures as the developer's command does."""
    command = [sys.executable, str(SCREENS), "--out", str(out), "--jobs", "1", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def colours(file: Path) -> int:
    """Return how many colours a picture has, at every fourth pixel."""
    image = QImage(str(file))
    places = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return len({image.pixel(x, y) for x, y in places})


def test_a_screen_of_the_client_is_written_and_not_blank(tmp_path: Path) -> None:
    done = shoot(tmp_path, "--only", "g-tickets-menu", "--language", "en", "--theme", "dark", "--part", "desk")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.png")] == ["en-dark/g-tickets-menu.png"]
    image = QImage(str(tmp_path / "en-dark/g-tickets-menu.png"))
    assert (image.width(), image.height()) == (1440, 900)
    assert colours(tmp_path / "en-dark/g-tickets-menu.png") > LEAST_COLOURS


def test_the_customers_page_is_written_in_both_themes(tmp_path: Path) -> None:
    done = shoot(tmp_path, "--only", "m2-webchat-nobody", "--language", "zh_TW", "--part", "page")
    assert done.returncode == 0, done.stdout + done.stderr
    light, dark = (QImage(str(tmp_path / f"zh_TW-{theme}/m2-webchat-nobody.png")) for theme in ("light", "dark"))
    assert (light.width(), light.height()) == (780, 1688)
    assert light.pixelColor(10, 600).lightness() > 128 > dark.pixelColor(10, 600).lightness()


def test_a_name_that_no_picture_has_fails(tmp_path: Path) -> None:
    done = shoot(tmp_path, "--only", "no such picture", "--language", "en", "--theme", "light")
    assert done.returncode == 1
    assert "0 pictures" in done.stdout
