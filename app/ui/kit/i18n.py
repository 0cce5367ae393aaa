"""Every visible string of the program.

The source language is Simplified Chinese: the literal in the code is what zh_CN shows. The one mechanism:

- ``tr("转接")`` gives the text in the language in force. The argument is a literal, never an f-string.
- ``tr("已发送给{name}").format(name=name)``: named places, filled after translating. The space that belongs between
  Chinese and a Latin name or a number is set by itself: 已发送给陈思远, but 已发送给 David Lim.
- ``tr("{n} 条未读", n=count).format(n=count)``: ``n`` picks the plural form of the language.
- ``tr("打开", "state")``: the comment tells apart two uses that other languages word differently.
- ``mark("会话")`` for a constant: translated later by ``.tr()``, since nothing may be translated at import time.

All texts share one namespace, so that a word used twice is translated once. Catalogues are Qt Linguist files in
``resources/i18n/<language>/<part>.ts``, a file for each part of the interface; ``python packaging/i18n.py`` extracts
new texts into them and builds ``zhiying_<language>.qm``. What Qt's own catalogues lack stands in ``qt/<language>.ts``.

A change of language takes effect at once: :func:`install_language` loads the catalogues and the composition root builds
the window anew; widgets therefore translate when they are made and need not listen for ``LanguageChange``.
"""

from __future__ import annotations

import logging
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.ui.kit.resources import resource

log = logging.getLogger(__name__)

CONTEXT = "zhiying"
SOURCE_LANGUAGE = "zh_CN"
LANGUAGES: dict[str, str] = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
PSEUDO = "pseudo"
"""A made-up language for tests: every text about 60 % longer and accented, see :class:`PseudoTranslator`."""


_PLACES = string.Formatter()


class Phrase(str):
    """A text with places. Filling them sets a space where Chinese meets Latin letters or digits.

    Only the borders of a place are looked at: what a person wrote stays as it was written.
    """

    __slots__ = ()

    def format(self, *args: Any, **values: Any) -> str:
        return _fill(self, args, values)

    def format_map(self, values: Any, /) -> str:
        return _fill(self, (), values)


def _fill(text: str, args: Sequence[Any], values: Mapping[str, Any]) -> str:
    filled = ""
    for words, place, spec, conversion in _PLACES.parse(text):
        filled = _joined(filled, words)
        if place is not None:
            value, _ = _PLACES.get_field(place, args, values)
            if conversion:
                value = _PLACES.convert_field(value, conversion)
            filled = _joined(filled, format(value, spec or ""))
    return filled


def _joined(left: str, right: str) -> str:
    if left and right:
        before, after = left[-1], right[0]
        if (_is_han(before) and _is_latin(after)) or (_is_latin(before) and _is_han(after)):
            return f"{left} {right}"
    return left + right


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or letter >= "\U00020000"


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" and letter.isalnum()


def _phrase(text: str) -> str:
    # A plain text stays a plain str: what is stored or sent must not be a subclass.
    return Phrase(text) if "{" in text else text


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return the text in the language in force; the text itself when there is no translation."""
    return _phrase(QCoreApplication.translate(CONTEXT, text, comment, n))


class Marked(NamedTuple):
    """A text of a constant, translated when it is shown."""

    text: str
    comment: str = ""

    def tr(self, n: int = -1) -> str:
        """Return the text in the language in force."""
        return _phrase(QCoreApplication.translate(CONTEXT, self.text, self.comment, n))


def mark(text: str, comment: str = "") -> Marked:
    """Mark a literal for translation without translating it yet."""
    return Marked(text, comment)


class PseudoTranslator(QTranslator):
    """Stretches every text and puts accents on it: what is clipped or not translated at all shows at once."""

    _ACCENTS = str.maketrans("aeiounAEIOUNcC", "àéîöüñÀÉÎÖÜÑçÇ")

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if context != CONTEXT:
            return None  # not an empty text: Qt then asks the next translator
        # Chinese is denser than any translation, so that it is stretched more; places stay as they are.
        width = sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
        plain = text if "{" in text else text.translate(self._ACCENTS)
        return f"[{plain}{'~' * max(1, round(width * 0.6))}]"


_installed: list[QTranslator] = []


def system_language() -> str:
    """Return the supported language nearest to the system's first choice."""
    for wanted in QLocale.system().uiLanguages():
        name = wanted.replace("-", "_")
        if name.startswith("zh"):
            traditional = any(part in name for part in ("TW", "HK", "MO", "Hant"))
            return "zh_TW" if traditional else "zh_CN"
        if name.startswith("en"):
            return "en"
    return "en"


def locale(language: str) -> QLocale:
    """Return the locale for dates and numbers of a UI language."""
    return (
        QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
        if language in ("en", PSEUDO)
        else QLocale(language)
    )


def current_language() -> str:
    """Return the language in force."""
    app = QCoreApplication.instance()
    found = app.property("language") if app is not None else None
    return str(found) if found else SOURCE_LANGUAGE


def install_language(language: str, catalogues: Path | None = None) -> None:
    """Put a language in force for texts made from now on, for Qt's own dialogs and for dates and numbers.

    ``catalogues`` is the folder of the built ``.qm`` files, ``resources/i18n`` unless given.
    A missing catalogue is logged and leaves the source language on screen; it is a broken build, not a reason to stop.
    """
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a language needs an application")
    for translator in _installed:
        app.removeTranslator(translator)
        translator.deleteLater()
    _installed.clear()
    app.setProperty("language", language)
    QLocale.setDefault(locale(language))
    wanted: list[QTranslator] = []
    if language == PSEUDO:
        wanted.append(PseudoTranslator(app))
    else:
        # Qt has no file for its source language, English, and none is needed.
        if language != "en":
            wanted.append(_load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
            wanted.append(_load(f"qt_{language}", str(catalogues or resource("i18n")), level=logging.INFO))
        if language != SOURCE_LANGUAGE:
            wanted.append(_load(f"zhiying_{language}", str(catalogues or resource("i18n"))))
    for translator in wanted:
        app.installTranslator(translator)
        _installed.append(translator)


def _load(name: str, folder: str, *, level: int = logging.WARNING) -> QTranslator:
    translator = QTranslator(QCoreApplication.instance())
    if not translator.load(name, folder):
        log.log(level, "translation %s.qm is missing in %s", name, folder)
    return translator
