"""The sample office: how it gets into a server, and a look at all that a server holds."""

import functools
import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from day_parts import PASSWORD, ROOT, DayFailed, Server, wait_until

from app.commands import importing
from app.commands.transfer.files import open_files
from app.commands.transfer.plan import plan_import
from app.commands.transfer.table import read_table
from app.domain.entity import Actor, Entity
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.ids import link_id
from app.domain.knowledge import Article, Category
from app.domain.notice import SyncStatus
from app.domain.people import Agent
from app.domain.protocol import Hello, Page, Pass, Pull, Welcome
from app.domain.registry import BY_CLASS
from app.storage import rows, sync_status
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.sync.connection import Connection, first_sign_in
from app.sync.connection import Server as Home
from app.sync.transport import Transport

SAMPLE = ROOT / "resources/sample"
OFFICE = SAMPLE / "office.json"
KNOWLEDGE = SAMPLE / "knowledge.xlsx"
ADMIN, AGENT, SUPERVISOR = "sunwan", "linxiaotong", "zhoumin"

E = TypeVar("E", bound=Entity)


def office_id(kind: str, key: str) -> str:
    """Return the id that the server gives to a row of the office's file."""
    return link_id("office", kind, key)


def furnish(server: Server, folder: Path) -> None:
    """Give a new server the sample office with its knowledge and talk. The server runs afterwards. Raises DayFailed."""
    server.load(OFFICE, "people")
    server.start()
    import_knowledge(server.url, folder)
    check_files(server.url)
    server.stop()
    server.load(OFFICE, "talk")
    server.start()


def import_knowledge(url: str, folder: Path) -> None:
    """Import the sample table as the knowledge admin does, through a client without a window. Raises AppError."""
    signed = first_sign_in(Home(url=url, login=ADMIN), PASSWORD)
    database = Database(folder / "import.sqlite3", Actor(signed.agent_id, "knowledge_admin"))
    database.open()
    blobs = Blobs(folder / "import-blobs")
    told: list[SyncStatus] = []
    home = Home(url=url, login=ADMIN, server_id=signed.server_id)
    connection = Connection(home, database, blobs, token=signed.token, on_status=told.append)
    connection.start()
    try:
        wait_until("the first synchronisation", lambda: told and told[-1].last_sync_at and not told[-1].pending, 60)
        table = read_table(KNOWLEDGE)
        present = database.read(lambda c: importing.existing_articles(c, table))
        tree = database.read(lambda c: rows.everything(c, Category))
        with open_files(SAMPLE) as files:
            plan = plan_import(table, present, tree, files, zone=importing.LocalZone())

            def store(ref: FileRef, entry: str) -> None:
                blobs.store(files.read(entry, MAX_FILE_BYTES))

            importing.carry_out(plan, database.write, store)
        wait_until("the import's way to the server", lambda: not database.read(sync_status.waiting), 60)
    finally:
        connection.close()
        database.close()


def check_files(url: str) -> None:
    """Look whether the server has every file of the sample's articles. Raises DayFailed that names what is missing."""
    witness = Witness(url, ADMIN)
    try:
        refs = {ref.sha256: ref for row in witness.rows(Article) for ref in (*row.images, *row.attachments)}
        missing = sorted(ref.name for ref in refs.values() if not witness.has(ref))
    finally:
        witness.close()
    there = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in sorted(SAMPLE.glob("*s/*.*"))}
    missing += sorted(name for sha256, name in there.items() if sha256 not in refs)
    if missing:
        raise DayFailed(f"{len(missing)} of {len(there)} files of the sample are not on the server: {missing}")


class Witness:
    """Sees what a server holds over its own protocol, as a supervisor's new device would."""

    def __init__(self, url: str, login: str = SUPERVISOR) -> None:
        signed = first_sign_in(Home(url=url, login=login), PASSWORD)
        self.transport = Transport(url, lambda: signed.token)

    def close(self) -> None:
        """Let go of the connections."""
        self.transport.close()

    def all(self, *classes: type[Entity]) -> dict[str, dict[str, Entity]]:
        """Return every row of these entities by entity name and id, from one complete pass."""
        decoders = {BY_CLASS[cls].name: msgspec.json.Decoder(cls) for cls in classes}
        found: dict[str, dict[str, Entity]] = {name: {} for name in decoders}
        client_id = f"witness-{os.urandom(6).hex()}"
        welcome = self.transport.post("/sync/v1/hello", Hello(client_id=client_id, next_n=1), Welcome)
        cursors: dict[str, int] = {}
        passes: dict[str, Pass] = {}
        while True:
            pull = Pull(client_id=client_id, epoch=welcome.epoch, cursors=cursors, passes=passes)
            page = self.transport.post("/sync/v1/pull", pull, Page)
            for row in page.rows:
                if row.ent in found and row.kind == "put":
                    found[row.ent][row.id] = decoders[row.ent].decode(row.image)
                elif row.ent in found:
                    found[row.ent].pop(row.id, None)
            cursors, passes = page.cursors, page.passes
            if not page.more:
                return found

    def has(self, ref: FileRef) -> bool:
        """Say whether the server has a file, by fetching all of it."""
        with tempfile.TemporaryDirectory() as folder:
            blobs = Blobs(Path(folder))
            try:
                self.transport.download(f"/files/v1/{ref.sha256}", blobs.incoming(ref.sha256))
            except AppError as error:
                if error.code != "no_such_file":
                    raise
            return blobs.path(ref.sha256) is not None

    def rows(self, cls: type[E]) -> list[E]:
        """Return every row of one entity that is not in the bin."""
        found: Iterable[Entity] = self.all(cls)[BY_CLASS[cls].name].values()
        return [each for each in found if isinstance(each, cls) and each.deleted_at is None]

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """Agents' names by id."""
        return {agent.id: agent.name for agent in self.rows(Agent)}

    def article(self, import_key: str) -> Article:
        """Return the article of a row of the sample table. Raises LookupError."""
        found = [each for each in self.rows(Article) if each.import_key == import_key]
        if len(found) != 1:
            raise LookupError(f"{len(found)} articles have the key {import_key}")
        return found[0]
