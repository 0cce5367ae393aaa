"""Whether the server is there, and which one it is."""

import msgspec
from litestar import get

from app.domain.protocol import PROTOCOL
from sync_server import __version__
from sync_server.http.wire import Running


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a client knows this product and this installation before it signs in."""

    product: str
    server_id: str
    server_name: str
    proto: int
    version: str
    now: int
    upload: int
    """1: each answer about a file says how much of it is there; without this, it is not this server's."""
    files: bool
    """Whether the store of the files can be reached. While it cannot, files wait and everything else goes on."""


@get("/health", sync_to_thread=False, tags=["health"])
def health(runtime: Running) -> Health:
    """Tell which installation this is. Needs no sign-in and no database."""
    return Health(
        product="zhiying",
        server_id=runtime.db.server_id,
        server_name=runtime.config.name,
        proto=PROTOCOL,
        version=__version__,
        now=runtime.clock(),
        upload=1,
        files=runtime.files.place.reachable,
    )
