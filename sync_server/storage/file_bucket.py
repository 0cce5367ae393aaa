"""Files in a bucket of a store that speaks S3: Amazon's, MinIO, SeaweedFS, Ceph and others.

Where the store is and who we are stands in the environment or in its usual files, as for every S3 client:
``AWS_ENDPOINT_URL_S3``, ``AWS_ACCESS_KEY_ID``, ``AWS_SECRET_ACCESS_KEY``, ``AWS_REGION``, ``~/.aws/config``.

An object cannot be appended to. So each piece of an upload is an object of its own, named by the offset at which it
begins; they are put together and checked when the last one is here. Nothing of it lies on the server's own disk: any
process goes on with what another one began.
"""

import hashlib
import logging
import re
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
import msgspec
from fsspec.asyn import sync

from app.domain.errors import AppError
from sync_server.storage.file_names import INCOMING, PIECE, Held, is_hash

log = logging.getLogger(__name__)

CONNECT_S, READ_S = 3, 10
ATTEMPTS = 2
CONNECTIONS = 40
PAUSE_S = 5.0
"""How long after a failure everybody is told at once that the store is out of reach, but for one who tries it."""
WHOLE_AT_ONCE = 3
"""Uploads that are put together at once: each takes the memory of a whole file."""
_ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w.!()=@-]+)*)/?", re.ASCII)


class Reach:
    """Remembers whether a store answers: while it does not, only one request in a while waits to find that out."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._lost = False
        self._next_try = 0.0

    @property
    def lost(self) -> bool:
        """Whether the last request failed."""
        return self._lost

    @contextmanager
    def asking(self, *, key: bool = False) -> Iterator[None]:
        """Ask the store something in the block. Raises AppError("files_out_of_reach").

        ``key``: FileNotFoundError says that an object is not there, and passes; else the bucket is not.
        """
        with self._lock:
            now = time.monotonic()
            if self._lost and now < self._next_try:
                raise self._out_of_reach()
            self._next_try = now + PAUSE_S
        try:
            yield
        except Exception as error:  # of the library's, botocore's and aiohttp's errors there is no common kind
            if not (key and isinstance(error, FileNotFoundError)):
                self._failed(error)
                raise self._out_of_reach() from error
            self._answered()
            raise
        self._answered()

    def _failed(self, error: Exception) -> None:
        with self._lock:
            first, self._lost = not self._lost, True
            self._next_try = time.monotonic() + PAUSE_S
        if first:
            log.error("The files at %s are out of reach; they wait: %s: %s", self._name, type(error).__name__, error)

    def _answered(self) -> None:
        if not self._lost:
            return
        with self._lock:
            again, self._lost = self._lost, False
        if again:
            log.info("The files at %s are within reach again", self._name)

    def _out_of_reach(self) -> AppError:
        return AppError("files_out_of_reach", {"retry_after_s": int(PAUSE_S)})


class _Found(msgspec.Struct, frozen=True):
    """An object below the bucket's folder: its name there, its size in bytes, and when it was stored."""

    name: str
    size: int
    stored_at: float


class FileBucket:
    """See :class:`sync_server.storage.file_places.FilePlace`. Raises AppError("bad_blobs") for no bucket's address."""

    def __init__(self, address: str) -> None:
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise AppError("bad_blobs", {"blobs": address})
        self.name = address
        self._bucket, folder = found[1], found[2].strip("/")
        self._before = f"{folder}/" if folder else ""
        self._reach = Reach(address)
        self._whole = threading.BoundedSemaphore(WHOLE_AT_ONCE)
        self._store: Any = fsspec.filesystem(
            "s3",
            skip_instance_cache=True,
            use_listings_cache=False,  # other processes write there, too
            config_kwargs={
                "connect_timeout": CONNECT_S,
                "read_timeout": READ_S,
                "retries": {"total_max_attempts": 1},  # the layer above does that
                "max_pool_connections": CONNECTIONS,
            },
        )
        self._store.retries = ATTEMPTS

    @property
    def reachable(self) -> bool:
        """Whether the store answered when it was last asked."""
        return not self._reach.lost

    def look(self) -> None:
        """Ask whether the store is there and lets us in."""
        deque(self._list(f"{INCOMING}/0000/"), maxlen=0)

    def close(self) -> None:
        """Close the connections."""
        if (client := self._store._s3) is not None:  # the library's own way starts this in the caller's event loop
            sync(self._store.loop, client.__aexit__, None, None, None)

    def size(self, sha256: str) -> int | None:
        """Return how many bytes a file has, None if it is not here."""
        try:
            with self._reach.asking(key=True):
                return int(self._store.info(self._path(_file(sha256)))["size"])
        except FileNotFoundError:
            return None

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Yield a file's bytes. Each piece is asked for when the one before is taken: a slow reader holds nothing."""
        while start < end:
            yield (piece := self._read(_file(sha256), start, min(start + PIECE, end)))
            start += len(piece)

    def scratch(self) -> Path:
        """Return an empty file among the temporary ones of this machine."""
        with tempfile.NamedTemporaryFile(prefix="zhiying-file-", delete=False) as made:
            return Path(made.name)

    def keep(self, path: Path, sha256: str) -> None:
        """Send a file to the store."""
        with self._whole:
            self._write(_file(sha256), path.read_bytes())

    def remove(self, sha256: str) -> None:
        """Remove a file if it is here."""
        self._remove(_file(sha256))

    def held(self, prefix: str) -> Iterator[Held]:
        """Yield the files whose hash begins so."""
        for found in self._list(prefix):
            folder, _, name = found.name.partition("/")
            if is_hash(name) and folder == name[:2]:
                yield Held(name, found.size, found.stored_at)

    def begun(self, upload: str) -> int:
        """Return how many bytes of an upload have come."""
        return sum(size for _, size in self._come(upload))

    def append(self, upload: str, offset: int, piece: bytes) -> None:
        """Add a piece."""
        if piece:
            self._write(_piece(upload, offset), piece)

    def complete(self, upload: str, length: int, sha256: str) -> str | None:
        """Put an upload together, check it, and keep it as one object."""
        with self._whole:
            try:
                whole = b"".join(self._read(name, 0, size) for name, size in self._come(upload))
            except FileNotFoundError:
                return None
            if len(whole) != length:
                return None
            found = hashlib.sha256(whole).hexdigest()
            if found == sha256:
                self._write(_file(sha256), whole)
        self.drop(upload)
        return found

    def drop(self, upload: str) -> None:
        """Forget an upload."""
        for found in self._list(f"{INCOMING}/{upload}/"):
            self._remove(found.name)

    def forget(self, before: float) -> int:
        """Forget uploads that nobody went on with."""
        newest: dict[str, float] = {}
        for found in self._list(f"{INCOMING}/"):
            upload = found.name.split("/")[1]
            newest[upload] = max(newest.get(upload, 0.0), found.stored_at)
        over = [upload for upload, at in newest.items() if at < before]
        for upload in over:
            self.drop(upload)
        return len(over)

    def _come(self, upload: str) -> list[tuple[str, int]]:
        """Return name and size of the pieces that follow on one another from the beginning.

        Two devices of an agent may have sent pieces of different lengths; one that follows on nothing is passed over.
        """
        come, end = [], 0
        for found in self._list(f"{INCOMING}/{upload}/"):
            if found.name == _piece(upload, end):
                come.append((found.name, found.size))
                end += found.size
        return come

    def _path(self, name: str) -> str:
        return f"{self._bucket}/{self._before}{name}"

    def _list(self, beginning: str) -> Iterator[_Found]:
        """Yield the objects whose name begins so, ordered by it."""
        asked = {"Bucket": self._bucket, "Prefix": self._before + beginning}
        while True:
            with self._reach.asking():
                page = self._store.call_s3("list_objects_v2", **asked)  # find() asks twice more where nothing is
            for each in page.get("Contents", []):
                yield _Found(each["Key"].removeprefix(self._before), each["Size"], each["LastModified"].timestamp())
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]

    def _read(self, name: str, start: int, end: int) -> bytes:
        with self._reach.asking(key=True):
            piece: bytes = self._store.cat_file(self._path(name), start=start, end=end)
            if len(piece) != end - start:
                raise OSError(f"{len(piece)} bytes of {end - start} came")
        return piece

    def _write(self, name: str, content: bytes) -> None:
        with self._reach.asking():
            self._store.pipe_file(self._path(name), content)

    def _remove(self, name: str) -> None:
        with self._reach.asking():
            self._store.rm_file(self._path(name))


def _file(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _piece(upload: str, offset: int) -> str:
    return f"{INCOMING}/{upload}/{offset:012d}"
