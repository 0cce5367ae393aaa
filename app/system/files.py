"""Writing a file so that a crash or a full disk leaves the old one or the new one, never half of either."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content. Raises OSError; the old file is then untouched."""
    replace_atomically(path, lambda file: file.write(content))


def replace_atomically(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Replace a file by what ``write`` writes. Raises OSError and what ``write`` raises; the old file is untouched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def put_in_place(source: Path, target: Path) -> None:
    """Give a file that is synced to disk its name, durably. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power cut, where the system lets one ask for it. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_aside(path: Path, word: str) -> Path:
    """Rename a file that cannot be used, so that nothing of it is lost; returns its new name. Raises OSError."""
    target = path.with_name(f"{path.stem}.{word}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")
    path.rename(target)
    return target


def overwrite(path: Path, wrote: Callable[[int], None] = lambda count: None) -> None:
    """Write zeros over a file and remove it; ``wrote`` is told of each piece.

    Its beginning goes first, also on the disk: who finds that whole finds the rest whole. A disk that writes elsewhere
    (flash, a copying file system) keeps the old bytes until it uses their place again. Raises OSError.
    """
    try:
        left = path.stat().st_size
        with path.open("r+b", buffering=0) as file:
            blank = bytes(1 << 20)
            while left > 0:
                count = file.write(blank[: min(left, len(blank))])
                if file.tell() == count < left:
                    os.fsync(file.fileno())
                left -= count
                wrote(count)
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
