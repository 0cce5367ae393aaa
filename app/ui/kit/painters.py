"""What delegates draw: chips, avatars, badges, presence, waits, keys, and the states of a row.

Every function takes the painter and a place, draws with the theme in force and returns the rectangle that it used, so
that a delegate lays things out from one side to the other. The small widgets in ``chips`` draw with the same functions.
"""

import functools
import math
import zlib
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.kit.formats import duration
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.theme import TypeSize, theme

ChipTone = Literal[
    "neutral", "accent", "success", "warning", "danger", "assist", "outline", "warningSolid", "dangerSolid", "plain"
]
BadgeTone = Literal["danger", "accent", "warning", "neutral"]
PresenceState = Literal["online", "busy", "away", "offline"]

CHANNELS: dict[str, tuple[str, str]] = {
    "web": ("world", "accent.solid"),
    "wechat": ("brand-wechat", "success.solid"),
    "weibo": ("brand-weibo", "danger.solid"),
    "qq": ("brand-qq", "accent.solid"),
    "app": ("device-mobile", "assist.solid"),
    "phone": ("phone", "success.solid"),
    "email": ("mail", "warning.solid"),
    "api": ("plug", "assist.solid"),
    "walk_in": ("building-store", "warning.solid"),
}
"""Channel -> (icon, token of the disc). An unknown channel gets a plain message."""

_AVATAR_TONES = ("accent", "danger", "warning", "success", "assist", "neutral")
_HAN_START = 0x2E80
_AVATAR_EDGE = 6
"""Room around a disc for the badge at its foot, in pixels."""


def initial(name: str) -> str:
    """Return the letter of an avatar: the given name's first character in Chinese, else the first letter."""
    name = name.strip()
    if not name:
        return "?"
    if all(ord(letter) >= _HAN_START for letter in name) and 1 < len(name) <= 4:
        return name[2] if len(name) == 4 else name[1]  # four: a double surname
    return name[0].upper()


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    size: TypeSize = "body",
    token: str = "text.primary",
    strong: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> float:
    """Draw one line of text, elided to the rectangle and centred upright; returns the width it took."""
    look = theme()
    font = look.font(size, strong=strong)
    painter.setFont(font)
    painter.setPen(look.color(token))
    text = text.replace("\n", " ")
    width = look.text_width(text, size, strong)
    if width > rect.width():
        text = QFontMetricsF(font).elidedText(text, elide, rect.width())
        width = look.text_width(text, size, strong)
    # On one line whatever the script: Qt centres Chinese by the taller font behind ours, a pixel below the figures.
    left = rect.left()
    if align == Qt.AlignmentFlag.AlignRight:
        left = rect.right() - width
    elif align == Qt.AlignmentFlag.AlignHCenter:
        left = rect.center().x() - width / 2
    painter.drawText(QPointF(left, round(rect.center().y() + look.baseline(size, strong))), text)
    return width


def text_width(text: str, size: TypeSize = "body", strong: bool = False) -> float:
    """Return how wide a text is."""
    return theme().text_width(text, size, strong)


# -- chips -----------------------------------------------------------------------------------------------------


def _chip_colors(tone: ChipTone) -> tuple[str | None, str, str | None]:
    """Return (background, text, border) tokens."""
    if tone == "outline":
        return None, "text.secondary", "border.default"
    if tone == "plain":
        return None, "text.secondary", None
    if tone == "warningSolid":
        return "warning.solid", "text.onAccent", None
    if tone == "dangerSolid":
        return "danger.solid", "text.onAccent", None
    return f"{tone}.tint", f"{tone}.text", None


def chip_size(text: str, icon: str = "", strong: bool = False) -> QSizeF:
    """Return the size of a chip."""
    look = theme()
    width = text_width(text, "small", strong) + look.px(12)
    if icon:
        width += look.px(13) + look.px(3)
    return QSizeF(width, look.px(20))


def paint_chip(
    painter: QPainter,
    place: QRectF,
    text: str,
    tone: ChipTone = "neutral",
    *,
    icon: str = "",
    from_right: bool = False,
    strong: bool = False,
) -> QRectF:
    """Draw a chip at the left (or right) end of a place, upright in its middle; returns its rectangle."""
    size = chip_size(text, icon, strong)
    width = min(size.width(), place.width())
    left = place.right() - width if from_right else place.left()
    rect = QRectF(round(left), round(place.center().y() - size.height() / 2), width, size.height())
    ratio = painter.device().devicePixelRatioF()
    if width > 0:
        painter.drawImage(rect.topLeft(), _chip(text, tone, icon, strong, width, ratio, theme().stamp))
    return rect


@functools.lru_cache(maxsize=512)
def _chip(
    text: str, tone: ChipTone, icon: str, strong: bool, width: float, ratio: float, stamp: tuple[object, ...]
) -> QImage:
    """Draw a chip once: its round corners and letters cost 0.1 ms, and a table shows the same few words a hundred
    times. ``stamp`` tells looks apart.
    """
    look = theme()
    height = look.px(20)
    image = QImage(math.ceil(width * ratio), math.ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    rect = QRectF(0, 0, width, height)
    background, foreground, border = _chip_colors(tone)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color(border), 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(look.color(background) if background else Qt.BrushStyle.NoBrush)
    inset = 0.5 if border else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 4, 4)
    text_left = float(look.px(6))
    if icon:
        side = look.px(13)
        paint_icon(painter, QRectF(text_left, rect.center().y() - side / 2, side, side), icon, foreground)
        text_left += side + look.px(3)
    area = QRectF(text_left, 0, width - look.px(5) - text_left, height)
    paint_text(painter, area, text, size="small", token=foreground, strong=strong)
    painter.end()
    return image


class Wait(msgspec.Struct, frozen=True):
    """What an SLA clock shows: text, tone and icon."""

    text: str
    tone: ChipTone
    icon: str


def wait_state(seconds_left: float | None, seconds_total: float, prefix: str = "") -> Wait:
    """Return how a limit stands: neutral, amber from a fifth left, red and counting up once late, None = paused."""
    if seconds_left is None:
        return Wait(tr("已暂停"), "neutral", "clock")
    clock = duration(seconds_left)
    if seconds_left < 0:
        return Wait(f"{prefix or tr('超时')} {clock}", "dangerSolid", "flag")
    text = f"{prefix} {clock}" if prefix else clock
    if seconds_left <= seconds_total / 5:
        return Wait(text, "warning", "hourglass")
    return Wait(text, "neutral", "clock")


def paint_wait(painter: QPainter, place: QRectF, wait: Wait, *, from_right: bool = True) -> QRectF:
    """Draw an SLA clock as a chip."""
    strong = wait.tone in ("dangerSolid", "warning")
    return paint_chip(painter, place, wait.text, wait.tone, icon=wait.icon, from_right=from_right, strong=strong)


# -- marks -----------------------------------------------------------------------------------------------------


def paint_avatar(painter: QPainter, rect: QRectF, name: str, key: str, channel: str = "") -> QRectF:
    """Draw a disc with the initial of a name ("?" without one) and the channel's badge at its foot.

    Its colour comes from ``key``, the person's id and never the name: the same person looks the same everywhere.
    """
    tone = _AVATAR_TONES[zlib.crc32(key.encode()) % len(_AVATAR_TONES)]
    look = theme()
    colors = look.name, look.hex("bg.panel"), look.hex(f"{tone}.tint")
    ratio = painter.device().devicePixelRatioF()
    image = _avatar(initial(name), tone, channel, round(rect.height()), ratio, colors)
    painter.drawImage(rect.topLeft() - QPointF(_AVATAR_EDGE, _AVATAR_EDGE), image)
    return rect


@functools.lru_cache(maxsize=512)
def _avatar(letter: str, tone: str, channel: str, side: int, ratio: float, colors: tuple[str, ...]) -> QImage:
    """Draw an avatar once: discs and Chinese letters at odd sizes cost a millisecond. ``colors`` tell themes apart."""
    look = theme()
    whole = side + 2 * _AVATAR_EDGE
    image = QImage(round(whole * ratio), round(whole * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    rect = QRectF(_AVATAR_EDGE, _AVATAR_EDGE, side, side)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(f"{tone}.tint"))
    painter.drawEllipse(rect)
    font = look.font("body", strong=True)
    font.setPixelSize(max(9, round(rect.height() * 0.42)))
    painter.setFont(font)
    painter.setPen(look.color(f"{tone}.text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    if channel:
        glyph, disc = CHANNELS.get(channel, ("message", "accent.solid"))
        badge = rect.height() * 0.44
        place = QRectF(rect.right() - badge * 0.8, rect.bottom() - badge * 0.8, badge, badge)
        painter.setPen(QPen(look.color("bg.panel"), 1.5))
        painter.setBrush(look.color(disc))
        painter.drawEllipse(place)
        edge = badge * 0.2
        paint_icon(painter, place.adjusted(edge, edge, -edge, -edge), glyph, "text.onAccent")
    painter.end()
    return image


def badge_size(text: str) -> QSizeF:
    """Return the size of a badge; that of a dot without a text."""
    look = theme()
    if not text:
        return QSizeF(look.px(8), look.px(8))
    height = look.px(16)
    return QSizeF(max(height, text_width(text, "micro", strong=True) + look.px(8)), height)


def paint_badge(painter: QPainter, right_center: QPointF, text: str, tone: BadgeTone = "accent") -> QRectF:
    """Draw a round badge ending at a point (a dot without a text); returns its rectangle."""
    look = theme()
    size = badge_size(text)
    rect = QRectF(right_center.x() - size.width(), right_center.y() - size.height() / 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("neutral.tint" if tone == "neutral" else f"{tone}.solid"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    if text:
        painter.setFont(look.font("micro", strong=True))
        painter.setPen(look.color("neutral.text" if tone == "neutral" else "text.onAccent"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return rect


def paint_presence(painter: QPainter, rect: QRectF, state: PresenceState) -> QRectF:
    """Draw presence by shape and colour: disc online, bar busy, clock hand away, ring offline."""
    look = theme()
    color = look.color(f"presence.{state}")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    disc = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    inner = QColor(look.color("bg.panel"))
    if state == "offline":
        painter.setPen(QPen(color, side * 0.22))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = side * 0.14
        painter.drawEllipse(disc.adjusted(edge, edge, -edge, -edge))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(disc)
        if state == "busy":
            painter.setBrush(inner)
            bar = QRectF(disc.left() + side * 0.22, disc.center().y() - side * 0.1, side * 0.56, side * 0.2)
            painter.drawRoundedRect(bar, 1, 1)
        elif state == "away":
            painter.setPen(QPen(inner, side * 0.16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(disc.center(), QPointF(disc.center().x(), disc.top() + side * 0.2))
            painter.drawLine(disc.center(), QPointF(disc.right() - side * 0.28, disc.center().y()))
    painter.restore()
    return disc


def keys_width(keys: str) -> float:
    """Return the width of a key hint such as ``Ctrl+K``."""
    look = theme()
    parts = split_keys(keys)
    return sum(max(look.px(18), text_width(part, "micro") + look.px(10)) for part in parts) + look.px(4) * (
        len(parts) - 1
    )


def split_keys(keys: str) -> list[str]:
    """Return the caps of a sequence: ``Ctrl+Shift+T`` -> Ctrl, Shift, T."""
    if keys.endswith("++"):
        return [*(part for part in keys[:-2].split("+") if part), "+"]
    return [part for part in keys.split("+") if part]


def paint_keys(
    painter: QPainter, place: QRectF, keys: str, *, from_right: bool = True, on_accent: bool = False
) -> QRectF:
    """Draw a key hint as key caps at the right (or left) end of a place; returns the rectangle used."""
    look = theme()
    width = keys_width(keys)
    left = place.right() - width if from_right else place.left()
    height = look.px(18)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = look.font("micro")
    at = left
    for part in split_keys(keys):
        cap = QRectF(
            at, place.center().y() - height / 2, max(look.px(18), text_width(part, "micro") + look.px(10)), height
        )
        if on_accent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(255, 255, 255, 56))
        else:
            painter.setPen(QPen(look.color("border.default"), 1))
            painter.setBrush(look.color("bg.panel"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look.color("text.onAccent" if on_accent else "text.secondary"))
        painter.setFont(font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, part)
        at = cap.right() + look.px(4)
    painter.restore()
    return QRectF(left, place.center().y() - height / 2, width, height)


# -- rows ------------------------------------------------------------------------------------------------------


def paint_row_state(painter: QPainter, option: QStyleOptionViewItem, *, line: bool = True, bar: bool = True) -> None:
    """Draw a row's background: hover, selection with its 3 px bar, the focus ring of the keyboard, the line below."""
    look = theme()
    rect: QRect = option.rect
    state: QStyle.StateFlag = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(rect, look.color("bg.selected"))
        if bar:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.color("accent.solid"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, look.color("bg.hover"))
    if line:
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("border.weak"))
    keyboard = bool(state & QStyle.StateFlag.State_KeyboardFocusChange)
    if state & QStyle.StateFlag.State_HasFocus and (keyboard or not selected):
        painter.save()
        painter.setPen(QPen(look.color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def paint_skeleton_row(painter: QPainter, rect: QRectF, avatar: bool = True) -> None:
    """Draw the shape of a row whose value is under way."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("neutral.tint"))
    left = rect.left() + look.px(14)
    bar = look.px(9)
    middle = rect.center().y()
    if avatar:
        side = min(look.px(36), rect.height() - 8)
        painter.drawEllipse(QRectF(left, middle - side / 2, side, side))
        left += side + look.px(10)
    room = max(20.0, rect.right() - look.px(14) - left)
    path = QPainterPath()
    path.addRoundedRect(QRectF(left, middle - bar - look.px(3), room * 0.4, bar), 4, 4)
    path.addRoundedRect(QRectF(left, middle + look.px(3), room * 0.85, bar), 4, 4)
    painter.drawPath(path)
    painter.restore()
