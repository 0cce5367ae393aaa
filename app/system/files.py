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
    if os.name == "posix":  # the rename itself must survive a power cut
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def put_aside(path: Path, word: str) -> Path:
    """Rename a file that cannot be used, so that nothing of it is lost; returns its new name. Raises OSError."""
    target = path.with_name(f"{path.stem}.{word}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")
    path.rename(target)
    return target
