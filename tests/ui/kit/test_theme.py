"""Both themes keep their contrast, fill every place of the sheet, and scale with the text size."""

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.labels import label
from app.ui.kit.resources import resource
from app.ui.kit.theme import Theme, font_families, load_colors, load_tokens, set_state

THEMES = ("light", "dark")


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [tuple(pair) for pair in load_tokens("contrast")["pairs"]]


def test_the_formula_is_the_one_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("foreground", "background", "least"), PAIRS)
def test_contrast(theme: str, foreground: str, background: str, least: float) -> None:
    colors = load_colors(theme)  # type: ignore[arg-type]
    assert ratio(colors[foreground], colors[background]) >= least


def test_more_contrast_on_request() -> None:
    usual, sharp = load_colors("light"), load_colors("light", high_contrast=True)
    panel = usual["bg.panel"]
    assert ratio(sharp["border.weak"], panel) >= 3 > ratio(usual["border.weak"], panel)
    assert ratio(sharp["text.tertiary"], panel) > ratio(usual["text.tertiary"], panel)


def test_both_themes_know_the_same_tokens() -> None:
    assert load_colors("light").keys() == load_colors("dark").keys()


@pytest.mark.parametrize("mode", THEMES)
def test_the_sheet_has_no_place_left_and_every_picture_exists(look: Theme, mode: str) -> None:
    look.apply(mode)  # type: ignore[arg-type]
    sheet = look.style_sheet()
    assert not re.findall(r"@[a-z]+[.(]", sheet)
    assert "font-family" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    for picture in pictures:
        assert resource("themes", "glyphs", picture.rsplit("/", 1)[1]).is_file()


def test_applying_changes_palette_and_font_and_tells(look: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.themeChanged):
        look.apply("dark", text_percent=150, language="zh_TW")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == load_colors("dark")["bg.app"].lower()
    assert qapp.font().pixelSize() == round(13 * 1.5)
    assert qapp.font().families()[-2:] == font_families("zh_TW")[-2:]
    with qtbot.assertNotEmitted(look.themeChanged):
        look.apply("dark")


@pytest.mark.parametrize(("asked", "got"), [(10, 90), (100, 100), (400, 150)])
def test_text_size_has_limits(look: Theme, asked: int, got: int) -> None:
    look.apply(text_percent=asked)
    assert look.text_percent == got


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_han_forms_follow_the_language(platform: str) -> None:
    simplified, traditional = font_families("zh_CN", platform=platform), font_families("zh_TW", platform=platform)
    assert simplified != traditional
    assert sorted(simplified) == sorted(traditional)


def test_density_changes_rows(look: Theme) -> None:
    heights = []
    for density in ("compact", "standard", "roomy"):
        look.apply(density=density)
        heights.append(look.row_height("list"))
    assert heights == [52, 68, 80]


def test_properties_restyle_a_widget(look: Theme, qtbot: QtBot) -> None:
    words = label("x", "h1")
    qtbot.addWidget(words)
    words.show()
    assert words.font().pixelSize() == 20
    set_state(words, tone="danger")
    words.ensurePolished()
    assert words.palette().color(QPalette.ColorRole.WindowText) == look.color("danger.text")


def test_labels_never_take_text_for_html(look: Theme, qtbot: QtBot) -> None:
    words: QLabel = label("<b>x</b>")
    qtbot.addWidget(words)
    plain: QWidget = label("&lt;")
    qtbot.addWidget(plain)
    assert words.sizeHint().width() > plain.sizeHint().width()


def test_letters_take_a_colour_that_is_made_for_letters() -> None:
    sheet = resource("themes", "widgets.qss").read_text("utf-8")
    tokens = set(re.findall(r"(?<![\w-])color: @(\w+\.\w+)", sheet))
    assert "accent.text" in tokens
    assert {token for token in tokens if "text" not in token.split(".")} == set()
