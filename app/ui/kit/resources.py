"""Where the files of ``resources/`` are: beside ``app/`` in a checkout, in an installed wheel and once frozen."""

import functools
from pathlib import Path

import app


def resource(*parts: str) -> Path:
    """Return the path of one resource, which need not exist."""
    return _folder().joinpath(*parts)


@functools.cache
def _folder() -> Path:
    return Path(app.__file__).resolve().parent.parent / "resources"
