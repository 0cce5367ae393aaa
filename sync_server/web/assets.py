"""The page's files in memory: packed once, named by their content, so that a browser fetches each of them once.

The address of a script or a style sheet carries the hash of all of them (``/chat/static/VERSION/js/main.js``): what
lies there never changes, and what a module imports beside itself is of the same version. Only the page itself is asked
for again, and answered with 304 while it is the same.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from sync_server.web import WEB_DIR

TYPES: Final = MappingProxyType(
    {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
)
_PREFIX: Final = "/chat/static/"


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, the same packed by gzip, its type, and its ETag."""

    body: bytes
    packed: bytes
    mime: str
    etag: str


class Assets:
    """All files of the page as they were when the server started, by their path below the folder."""

    def __init__(self) -> None:
        files = {
            path.relative_to(WEB_DIR).as_posix(): path.read_bytes()
            for path in sorted(WEB_DIR.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }
        digest = hashlib.sha256()
        for name, body in files.items():
            digest.update(f"{name}\0{len(body)}\0".encode() + body)
        self.version: Final = digest.hexdigest()[:16]
        page = files.pop("index.html").replace(_PREFIX.encode(), f"{_PREFIX}{self.version}/".encode())
        self.page: Final = _asset("index.html", page)
        self._files = MappingProxyType({name: _asset(name, body) for name, body in files.items()})

    def find(self, path: str) -> tuple[Asset, bool] | None:
        """Return the file at a path below ``/chat/static/`` and whether it never changes there; None for no file.

        A page of another version, open while the server was upgraded, gets what there is now, to be asked for again.
        """
        first, _, rest = path.partition("/")
        of_version = len(first) == len(self.version) and all(each in "0123456789abcdef" for each in first)
        found = self._files.get(rest if of_version else path)
        return None if found is None else (found, first == self.version)


def _asset(name: str, body: bytes) -> Asset:
    packed = gzip.compress(body, 9, mtime=0)
    return Asset(body, packed, TYPES[PurePosixPath(name).suffix], f'"{hashlib.sha256(body).hexdigest()[:20]}"')
