"""Attachments: content-addressed files that rows refer to."""

import re

import msgspec

from app.domain.bounds import Count, Key, Small, Words

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that may be attached, checked when attaching so that an offline agent is told at once."""
LONGEST_NAME = 150
"""Bytes of UTF-8 that a file's name may have: file systems take 255, and a folder's copies get a number behind it."""
_LONGEST_SUFFIX = 16
_REFUSED = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\ud800-\udfff]+')
"""What some system does not take in a name, and what is no character."""
_UNSEEN = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that are not seen, or turn the direction: ``exe.png`` may be shown for what ends in ``gnp.exe``."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d) *(\.|$)", re.IGNORECASE)
"""Names that mean a device on Windows, whatever stands behind the dot."""


class FileRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reference to a blob: ``sha256`` in lower-case hex, ``size`` in bytes, a picture's measures in pixels.

    ``pending``: whoever attached it has not sent the file itself yet; the server says so.
    """

    sha256: Key
    name: Words
    size: Count
    mime: Key = "application/octet-stream"
    width: Small = 0
    height: Small = 0
    pending: bool = False

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")


def safe_name(name: str) -> str:
    """Return a file's name as every system can store and show it: no folders, nothing hidden, reserved or unseen.

    The name comes from others (a customer, a table that is imported), so it may be made to do harm. A long one keeps
    its ending; an empty one becomes ``file``. What is safe stays as it is: ``safe_name(safe_name(x)) == safe_name(x)``.
    """
    bare = _UNSEEN.sub("", name).replace("\\", "/").rpartition("/")[2]
    clean = _REFUSED.sub("_", bare).strip(" .")
    if _DEVICE.match(clean):
        clean = f"_{clean}"
    stem, dot, suffix = clean.rpartition(".")
    if not dot or len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = clean, ""
    ending = dot + suffix if suffix else ""
    room = LONGEST_NAME - len(ending.encode())
    return (stem.encode()[:room].decode(errors="ignore").strip(" .") + ending) or "file"
