"""Where the files of ``resources/`` are: beside ``app/`` in a checkout, in an installed wheel and once frozen."""

from pathlib import Path

import app


def resource(*parts: str) -> Path:
    """Return the path of one resource, which need not exist."""
    return Path(app.__file__).resolve().parent.parent.joinpath("resources", *parts)
