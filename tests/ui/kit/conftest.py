"""The look in force for widget tests, put back to light and Chinese after each."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.kit.i18n import SOURCE_LANGUAGE, current_language, install_language
from app.ui.kit.theme import Theme, install_theme


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """The theme, light at 100 %, in Chinese."""
    theme = install_theme(qapp)
    theme.apply("light", text_percent=100, density="standard", language=SOURCE_LANGUAGE)
    yield theme
    theme.apply("light", text_percent=100, density="standard", language=SOURCE_LANGUAGE)
    if current_language() != SOURCE_LANGUAGE:
        install_language(SOURCE_LANGUAGE)
