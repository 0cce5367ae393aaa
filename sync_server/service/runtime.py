"""What every request may use; built once by ``server.create_app``."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import msgspec

from app.domain.clock import Clock
from app.domain.protocol import Beat
from sync_server.config import Config
from sync_server.service.accounts import Caller, Passwords, caller_of, prolong
from sync_server.service.desks import Answer, Asked, Beating, Lately, Standing
from sync_server.service.files import FileStore
from sync_server.service.headquarters import Headquarters
from sync_server.service.hub import Hub
from sync_server.service.load import Load
from sync_server.service.together import Together
from sync_server.service.told import Told
from sync_server.service.typing import Typing
from sync_server.service.visits import Visits
from sync_server.storage.database import Database
from sync_server.storage.devices import NOBODY, Visit
from sync_server.web.assets import Assets
from sync_server.web.framing import Refused

T = TypeVar("T")


class Runtime(msgspec.Struct, frozen=True):
    """The long-lived objects of one server process."""

    config: Config
    db: Database
    hub: Hub
    passwords: Passwords
    typing: Typing
    visits: Visits
    reveals: Visits
    told: Told
    files: FileStore
    load: Load
    assets: Assets
    framing: Refused
    headquarters: Headquarters
    clock: Clock
    looks: Together[Asked, Answer]
    beats: Together[Beating, Beat | Standing]
    lately: Lately

    def caller(self, token: str, visit: Visit = NOBODY) -> Caller:
        """Return who a token is. Raises AppError: "token_expired", "device_wiped"."""
        caller, note = self.db.read(lambda reader: caller_of(reader, token, visit))
        if note:
            self.db.write(lambda tx: prolong(tx, self.config, caller, visit))
        return caller

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return what a blocking function returns, run beside the event loop."""
        return await asyncio.to_thread(work)
