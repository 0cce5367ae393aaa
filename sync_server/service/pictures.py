"""What kind of picture a file is and how large, read from its first bytes: PNG, JPEG, GIF, WebP."""

import struct

import msgspec

LARGEST = 100_000
"""Pixels of a side: what says that it is larger was made to do harm, and is shown as a picture of unknown measures."""


class Picture(msgspec.Struct, frozen=True):
    """A picture's type and measures in pixels; 0 x 0 when its header does not tell within the bytes given."""

    mime: str
    width: int = 0
    height: int = 0


def measure(head: bytes) -> Picture | None:
    """Return what the beginning of a file says, None when it is not a picture that browsers show."""
    picture = _read(head)
    if picture is not None and max(picture.width, picture.height) > LARGEST:
        return Picture(picture.mime)
    return picture


def _read(head: bytes) -> Picture | None:
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return Picture("image/png", *struct.unpack(">II", head[16:24]))
        if head[:6] in (b"GIF87a", b"GIF89a"):
            return Picture("image/gif", *struct.unpack("<HH", head[6:10]))
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return Picture("image/webp", *_webp(head))
        if head.startswith(b"\xff\xd8\xff"):
            return Picture("image/jpeg", *_jpeg(head))
    except struct.error:
        return None
    return None


def _webp(head: bytes) -> tuple[int, int]:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(head: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header: its markers are C0..CF without C4, C8 and CC."""
    at = 2
    while at + 9 < len(head):
        if head[at] != 0xFF:
            return 0, 0
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", head[at + 2 : at + 4])[0])
    return 0, 0
