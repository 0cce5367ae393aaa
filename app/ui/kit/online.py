"""What needs the server now, such as the next customer or today's report, as a service of the context.

The composition root binds it to the session once there is one; before that, and while there is no connection, a call
fails at once with AppError("offline"). Calls block: make them through ``tasks.run``.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from app.domain.errors import AppError

T = TypeVar("T")


class Requests(Protocol):
    """The requests that a screen may make; :class:`app.sync.transport.Transport` is the real thing."""

    def get(self, path: str, into: type[T]) -> T:
        """Return the record at a path."""
        ...

    def post(self, path: str, body: Any, into: type[T]) -> T:
        """Send a record and return the answer."""
        ...


Ask = Callable[[Requests], Any]


class Online:
    """Makes requests through whatever the composition root bound. Safe to call from any thread."""

    def __init__(self) -> None:
        self._call: Callable[[Ask], Any] | None = None
        self._fetch: Callable[[str], None] | None = None

    def bind(self, call: Callable[[Ask], Any] | None, fetch: Callable[[str], None] | None = None) -> None:
        """Use this session from now on; None for none."""
        self._call, self._fetch = call, fetch

    def call(self, fn: Callable[[Requests], T]) -> T:
        """Return ``fn(requests)``. Raises AppError: "offline" at once, or why the request failed."""
        if self._call is None:
            raise AppError("offline", {"why": ""})
        found: T = self._call(fn)
        return found

    def fetch(self, sha256: str) -> None:
        """Have a file of the server on this device. Raises AppError."""
        if self._fetch is None:
            raise AppError("offline", {"why": ""})
        self._fetch(sha256)
