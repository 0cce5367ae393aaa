"""Colours, sizes and fonts: Fusion, our palette, one generated style sheet, and tokens for whatever is painted.

The tokens are the product's own files in ``resources/themes``: ``light.json``, ``dark.json`` (colours),
``metrics.json`` (logical pixels at 100 %, motion in milliseconds), ``widgets.qss`` (the sheet, with ``@token``
places), and ``contrast.json``: pairs of foreground, background and the least ratio (WCAG 2) that both themes keep.

Widgets never carry a style sheet of their own. They say what they are by dynamic properties that the sheet knows:
``tone`` (secondary, tertiary, accent, success, warning, danger, assist) and ``typeSize`` (micro … kpi) on labels,
``kind`` (primary, danger, dangerSolid, ghost, link, chip) on buttons, ``surface`` (panel, subtle, sunken, card, popup)
on frames.
"""

import functools
import re
import sys
from typing import Any, Literal

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from app.ui.kit.resources import resource

Mode = Literal["light", "dark", "system"]
Density = Literal["compact", "standard", "roomy"]
TypeSize = Literal["micro", "small", "body", "message", "h3", "h2", "h1", "kpi"]

_LATIN = {"win32": ["Segoe UI"], "darwin": [".AppleSystemUIFont", "Helvetica Neue"]}
_LATIN_LINUX = ["Inter", "Noto Sans"]
_HANS = {
    "win32": ["Microsoft YaHei UI", "Microsoft YaHei"],
    "darwin": ["PingFang SC"],
}
_HANS_LINUX = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
_HANT = {"win32": ["Microsoft JhengHei UI", "Microsoft JhengHei"], "darwin": ["PingFang TC"]}
_HANT_LINUX = ["Noto Sans CJK TC", "Source Han Sans TC"]
_MONO = {"win32": ["Cascadia Mono", "Consolas"], "darwin": ["SF Mono", "Menlo"]}
_MONO_LINUX = ["JetBrains Mono", "DejaVu Sans Mono"]

_PLACE = re.compile(r"@(?:px\((?P<px>\d+)\)|glyph\((?P<glyph>[\w-]+)\)|(?P<token>[a-z]+\.\w+))")
_KEPT_WIDTHS = 4_000


def font_families(language: str, mono: bool = False, platform: str = sys.platform) -> list[str]:
    """Return the font stack for a UI language: Latin first, then the Han forms of that language."""
    latin = (_MONO.get(platform, _MONO_LINUX) if mono else []) + _LATIN.get(platform, _LATIN_LINUX)
    hans, hant = _HANS.get(platform, _HANS_LINUX), _HANT.get(platform, _HANT_LINUX)
    return latin + (hant + hans if language == "zh_TW" else hans + hant)


@functools.cache
def load_fonts() -> None:
    """Make the bundled Latin font known where the system brings none of its own; needs a QApplication."""
    if sys.platform not in _LATIN:
        for path in sorted(resource("fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(path))


@functools.cache
def load_tokens(name: str) -> dict[str, Any]:
    """Return a parsed file of ``resources/themes``."""
    parsed: dict[str, Any] = msgspec.json.decode(resource("themes", f"{name}.json").read_bytes())
    return parsed


def load_colors(name: Literal["light", "dark"], high_contrast: bool = False) -> dict[str, str]:
    """Return token -> ``#RRGGBB`` of one theme, sharpened when the person asked the system for more contrast."""
    groups: dict[str, dict[str, str]] = load_tokens(name)
    colors = {f"{group}.{key}": value for group, members in groups.items() for key, value in members.items()}
    if high_contrast:
        colors["border.weak"] = colors["border.default"] = colors["border.control"]
        colors["text.tertiary"] = colors["text.secondary"]
        for token in colors:
            if token.endswith(".tint"):
                colors[token] = colors["bg.panel"]
    return colors


class Theme(QObject):
    """The look in force. One object lives as long as the application; widgets ask it while painting."""

    themeChanged = Signal()
    """Colours, type size or density changed: drop cached pixmaps and layouts, then repaint."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.mode: Mode = "light"
        self.name: Literal["light", "dark"] = "light"
        self.text_percent = 100
        self.density: Density = "standard"
        self.language = "zh_CN"
        self._metrics = load_tokens("metrics")
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[TypeSize, bool, bool], QFont] = {}
        self._widths: dict[tuple[str, TypeSize, bool], float] = {}
        self._baselines: dict[tuple[TypeSize, bool], float] = {}
        self._applied: tuple[object, ...] = ()
        self._sheet: tuple[object, ...] = ()
        self._load()
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    # -- reading -----------------------------------------------------------------------------------------------

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    @property
    def stamp(self) -> tuple[object, ...]:
        """What tells one look from another: a picture that was drawn under this stamp is right as long as it stays."""
        return self._applied

    def color(self, token: str) -> QColor:
        """Return a colour by token, such as ``"text.secondary"``. Raises KeyError for an unknown one."""
        return self._colors[token]

    def hex(self, token: str) -> str:
        """Return a colour as ``#rrggbb`` for rich text."""
        return self._colors[token].name()

    def px(self, at_100: float) -> int:
        """Return a length that grows with the text size: row heights, icons, avatars."""
        return max(1, round(at_100 * self.text_percent / 100))

    def type_px(self, size: TypeSize) -> int:
        """Return the font size of a step of the scale in pixels."""
        return self.px(self._metrics["type"][size]["px"])

    def line_px(self, size: TypeSize) -> int:
        """Return the line height of a step of the scale in pixels."""
        return self.px(self._metrics["type"][size]["line"])

    def space(self, step: int) -> int:
        """Return step 1..8 of the spacing scale: 2 4 6 8 12 16 24 32 (does not grow with the text)."""
        return int(self._metrics["space"][str(step)])

    def radius(self, name: str) -> int:
        """Return a corner radius: xs, sm, md, lg, xl or full."""
        return int(self._metrics["radius"][name])

    def control_height(self, name: str = "md") -> int:
        """Return the height of a control: xs 22, sm 26, md 30, lg 36 at 100 %."""
        return self.px(self._metrics["control"][name])

    def row_height(self, kind: Literal["list", "table"]) -> int:
        """Return the row height of lists or tables for the density in force."""
        return self.px(self._metrics["row"][self.density][kind])

    def motion_ms(self, name: Literal["fast", "base", "slow"] = "base") -> int:
        """Return the length of an animation, 0 when the person asked the system for less motion."""
        accessibility = QGuiApplication.styleHints().accessibility()
        preference = getattr(accessibility, "motionPreference", None)  # Qt 6.12 and newer
        if preference is not None and "Reduced" in str(preference()):
            return 0
        return int(self._metrics["motion"][name])

    def font(self, size: TypeSize = "body", strong: bool = False, mono: bool = False) -> QFont:
        """Return a font of the scale, for painting. Figures are tabular; there are two weights only."""
        key = (size, strong, mono)
        kept = self._fonts.get(key)
        if kept is None:  # a delegate asks for a dozen a row, and making one costs 0.1 ms
            kept = QFont(self._app.font())
            if mono:
                kept.setFamilies(font_families(self.language, mono=True))
            kept.setPixelSize(self.type_px(size))
            kept.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            kept.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = kept
        return QFont(kept)

    def text_width(self, text: str, size: TypeSize = "body", strong: bool = False) -> float:
        """Return how wide one line of text is. Delegates measure the same few words again with every painted row."""
        key = (text, size, strong)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= _KEPT_WIDTHS:
                self._widths.clear()
            width = self._widths[key] = QFontMetricsF(self.font(size, strong)).horizontalAdvance(text)
        return width

    def baseline(self, size: TypeSize = "body", strong: bool = False) -> float:
        """Return how far below the middle of a line its letters stand, whatever their script."""
        key = (size, strong)
        kept = self._baselines.get(key)
        if kept is None:
            metrics = QFontMetricsF(self.font(size, strong))
            kept = self._baselines[key] = (metrics.ascent() - metrics.descent()) / 2
        return kept

    # -- changing ----------------------------------------------------------------------------------------------

    def apply(
        self,
        mode: Mode | None = None,
        *,
        text_percent: int | None = None,
        density: Density | None = None,
        language: str | None = None,
        sheet: bool = True,
    ) -> None:
        """Put the look in force; what is not given stays. ``text_percent`` is kept within 90..150.

        Without ``sheet`` the style sheet waits for :meth:`put_on`. Nothing is done when nothing differs.
        """
        self.mode = mode or self.mode
        self.text_percent = min(150, max(90, text_percent or self.text_percent))
        self.density = density or self.density
        self.language = language or self.language
        self._load()
        wanted = (self.name, self.text_percent, self.density, self.language, self._colors["border.weak"].name())
        if wanted == self._applied:
            if sheet:
                self.put_on()
            return
        self._applied = wanted
        if self._app.style().objectName().lower() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        if self.mode != "system":
            # Only makes native title bars follow; on some platforms it does nothing, hence our own palette.
            scheme = Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light
            self._app.styleHints().setColorScheme(scheme)
        else:
            self._app.styleHints().unsetColorScheme()
        load_fonts()
        font = QFont()
        font.setFamilies(font_families(self.language))
        font.setPixelSize(self.type_px("body"))
        self._app.setFont(font)
        self._fonts.clear()
        self._widths.clear()
        self._baselines.clear()
        self._app.setPalette(self._palette())
        if sheet:
            self.put_on()
        self.themeChanged.emit()

    def put_on(self) -> None:
        """Set the style sheet if it is not in force.

        At the start this comes when the first window is built: Qt styles all that a widget holds anew at each parent
        that it is given, which costs a window of 350 widgets 0.25 s where styling it once costs 0.04 s.
        """
        if self._sheet != self._applied:
            self._sheet = self._applied
            self._app.setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """Return the sheet with its places filled in."""

        def fill(place: re.Match[str]) -> str:
            if place["px"]:
                return f"{self.px(int(place['px']))}px"
            if place["glyph"]:
                path = resource("themes", "glyphs", f"{place['glyph']}-{self.name}.svg")
                return f'url("{path.as_posix()}")'
            return self.hex(place["token"])

        return _PLACE.sub(fill, resource("themes", "widgets.qss").read_text("utf-8"))

    def _on_system_scheme(self) -> None:
        if self.mode == "system":
            self.apply()

    def _load(self) -> None:
        hints = self._app.styleHints()
        if self.mode == "system":
            # Unknown means that the platform cannot tell: stay light, the default.
            self.name = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        else:
            self.name = self.mode
        preference = hints.accessibility().contrastPreference()
        colors = load_colors(self.name, high_contrast=preference == Qt.ContrastPreference.HighContrast)
        self._colors = {token: QColor(value) for token, value in colors.items()}

    def _palette(self) -> QPalette:
        palette = QPalette()
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        tokens = {
            role.Window: "bg.app",
            role.WindowText: "text.primary",
            role.Base: "bg.panel",
            role.AlternateBase: "bg.subtle",
            role.Text: "text.primary",
            role.PlaceholderText: "text.tertiary",
            role.Button: "bg.panel",
            role.ButtonText: "text.primary",
            role.BrightText: "danger.text",
            role.ToolTipBase: "bg.popup",
            role.ToolTipText: "text.primary",
            role.Highlight: "accent.solid",
            role.HighlightedText: "text.onAccent",
            role.Accent: "accent.solid",
            role.Link: "accent.text",
            role.LinkVisited: "assist.text",
            role.Light: "bg.panel",
            role.Midlight: "bg.hover",
            role.Mid: "border.default",
            role.Dark: "border.control",
            role.Shadow: "border.control",
        }
        for key, token in tokens.items():
            palette.setColor(group.All, key, self.color(token))
        # A selection keeps its colours when the window is not active; a grey one reads as another state.
        for key in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText, role.ToolTipText):
            palette.setColor(group.Disabled, key, self.color("text.disabled"))
        palette.setColor(group.Disabled, role.Base, self.color("bg.subtle"))
        palette.setColor(group.Disabled, role.Highlight, self.color("border.default"))
        palette.setColor(group.Disabled, role.HighlightedText, self.color("text.disabled"))
        palette.setColor(group.Disabled, role.Accent, self.color("border.default"))
        return palette


def install_theme(app: QApplication) -> Theme:
    """Return the application's theme, made on the first call."""
    found: Theme | None = app.findChild(Theme)
    return found if found is not None else Theme(app)


_in_use: list[Theme] = []


def theme() -> Theme:
    """Return the theme of the running application. Raises RuntimeError without an application."""
    if _in_use and isValid(_in_use[-1]):  # delegates ask a thousand times a repaint; a search of the tree costs 20 us
        return _in_use[-1]
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a theme needs a QApplication")
    _in_use[:] = [install_theme(app)]
    return _in_use[-1]


def set_state(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the style sheet reads and restyle the widget, only if one of them differs."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
