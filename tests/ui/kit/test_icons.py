"""Icons draw in the colour of their token, follow the theme, and exist wherever the code names them."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

import app
from app.ui.kit.icons import icon, icon_pixmap
from app.ui.kit.resources import resource
from app.ui.kit.theme import Theme


def darkest(made: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> QColor:
    """The colour of the pixel that is covered most."""
    image = made.pixmap(QSize(48, 48), mode, state).toImage()
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    return max(pixels, key=lambda color: color.alpha())


def near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) <= 3 for a, b in pairs)


def test_an_icon_has_its_token_s_colour_and_follows_the_theme(look: Theme) -> None:
    made = icon("square", "danger.text", on_token="accent.text")
    assert near(darkest(made), look.color("danger.text"))
    assert near(darkest(made, state=QIcon.State.On), look.color("accent.text"))
    assert near(darkest(made, QIcon.Mode.Disabled), look.color("text.disabled"))
    look.apply("dark")
    assert near(darkest(made), look.color("danger.text"))


def test_a_pixmap_has_the_pixels_of_its_screen(look: Theme) -> None:
    pixmap = icon_pixmap("bell", size=16, ratio=2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.deviceIndependentSize().toSize() == QSize(16, 16)


@pytest.mark.usefixtures("qapp")
def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


@pytest.mark.usefixtures("look")
def test_every_vendored_icon_can_be_drawn() -> None:
    names = [path.stem for path in resource("icons").glob("*.svg")]
    assert len(names) > 100
    for name in names:
        image = icon_pixmap(name, "text.primary", 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def names_in(path: Path) -> set[str]:
    """Literal icon names: the first argument of icon functions and every ``icon=`` argument."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
        if called in {"icon", "make_icon", "icon_pixmap", "tool_button", "Glyph", "StateView"}:
            values += node.args[:1]
        found |= {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return found - {""}


def test_the_code_names_no_icon_that_is_not_there() -> None:
    there = {path.stem for path in resource("icons").glob("*.svg")}
    named: set[str] = set()
    for path in (Path(app.__file__).parent / "ui").rglob("*.py"):
        assert names_in(path) <= there, path
        named |= names_in(path)
    assert len(named) > 40, "the search for names finds them"
