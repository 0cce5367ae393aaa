"""Errors that people can be told about."""

from collections.abc import Mapping


class AppError(Exception):
    """A foreseen failure: a code for programs and values for the sentence that people read.

    ``app/ui/kit/notices.py`` holds the one sentence for each code. Nothing was changed when it is raised.
    """

    def __init__(self, code: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(code, dict(values or {}))
        self.code = code
        self.values: dict[str, object] = dict(values or {})

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({detail})" if detail else self.code


class Refused(AppError):
    """A domain rule says no: the state does not allow it, or the actor may not do it."""
