"""Attachments: content-addressed files that rows refer to."""

import msgspec

from app.domain.bounds import Count, Key, Small, Words

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that may be attached, checked when attaching so that an offline agent is told at once."""


class FileRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reference to a blob: ``sha256`` in lower-case hex, ``size`` in bytes, a picture's measures in pixels."""

    sha256: Key
    name: Words
    size: Count
    mime: Key = "application/octet-stream"
    width: Small = 0
    height: Small = 0

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")
