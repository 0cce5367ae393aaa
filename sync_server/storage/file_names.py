"""How the places of files name what they keep."""

import re

import msgspec

PREFIXES = tuple(f"{n:02x}" for n in range(256))
"""How the hashes of files begin: whoever looks at all files looks at a part of them at a time."""
INCOMING = "incoming"
"""Where unfinished uploads lie."""
PIECE = 1 << 20
"""Bytes that are read or written at once."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Held(msgspec.Struct, frozen=True):
    """A file that lies in a place: its hash, its size in bytes, and when it was stored, in seconds since 1970."""

    sha256: str
    size: int
    stored_at: float


def is_hash(text: str) -> bool:
    """Say whether a text is a SHA-256 as files are named by."""
    return _SHA256.fullmatch(text) is not None
