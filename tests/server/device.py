"""An office in a database, and a device of an agent: the smallest client that obeys the protocol."""

from pathlib import Path
from typing import Any

import msgspec

from app.domain.change import Operation, Result
from app.domain.conversations import Conversation, Status
from app.domain.entity import Entity
from app.domain.ids import new_id
from app.domain.people import Agent, Branch, Group, Presence, PresenceState, Role
from app.domain.protocol import Page, Pass, Pull, Push, Pushed
from app.domain.registry import BY_CLASS, ENTITIES
from sync_server.config import Config
from sync_server.service import exchange, pages
from sync_server.service.accounts import Caller
from sync_server.storage import heartbeats
from sync_server.storage.database import Database
from sync_server.storage.records import E, Tx
from tests.helpers.server import SettableClock, epoch_of

Key = tuple[str, str]


class Office:
    """A branch with groups ``presale`` and ``after``; agents are made as the test needs them."""

    def __init__(self, db: Database, clock: SettableClock) -> None:
        self.db = db
        self.clock = clock
        self.config = Config(data=Path())

        def begin(tx: Tx) -> None:
            tx.put(Branch(id="hq", scope="all", name="HQ"))
            for name in ("presale", "after"):
                tx.put(Group(id=name, scope="all", name=name, branch_id="hq", entry=name))

        db.write(begin)

    def agent(
        self, name: str, *groups: str, role: Role = Role.AGENT, capacity: int = 4, online: bool = False
    ) -> "Device":
        """Create an agent and return a device of his."""
        agent = Agent(
            id=name, scope="all", login=name, name=name.title(), role=role, branch_id="hq",
            group_ids=groups or ("presale",), capacity=capacity,
        )  # fmt: skip

        def make(tx: Tx) -> None:
            tx.put(agent)
            state = PresenceState.ONLINE if online else PresenceState.OFFLINE
            tx.put(Presence(id=name, scope="all", state=state, since=tx.now))
            if online:
                heartbeats.beat(tx, name)

        self.db.write(make)
        return Device(self, name)

    def queued(self, row_id: str, group: str = "presale", **fields: Any) -> Conversation:
        """Put a conversation into a group's queue."""
        row = Conversation(
            id=row_id, scope=f"g:{group}", customer_id=fields.pop("customer_id", f"customer-{row_id}"), group_id=group,
            status=Status.QUEUED, opened_at=self.clock.now, queued_at=self.clock.now,
            waiting_since=self.clock.now, **fields,
        )  # fmt: skip
        return self.put(row)

    def put(self, row: E) -> E:
        """Write a row as the server does."""
        return self.db.write(lambda tx: tx.put(row))

    def get(self, cls: type[E], row_id: str) -> E:
        """Return a row that must be there."""
        row = self.db.read(lambda reader: reader.get(cls, row_id))
        assert row is not None
        return row

    def find(self, cls: type[E], **where: Any) -> list[E]:
        """Return rows."""
        return self.db.read(lambda reader: reader.find(cls, **where))


class Device:
    """What a client holds: its stream, its cursors and the rows of its scopes."""

    def __init__(self, office: Office, agent_id: str) -> None:
        self.office = office
        self.agent_id = agent_id
        self.client_id = new_id()
        self.n = 0
        self.seen_seq = 0
        self.epoch = epoch_of(office.db)
        self.cursors: dict[str, int] = {}
        self.passes: dict[str, Pass] = {}
        self.view: str | None = ""
        self.scopes: tuple[str, ...] = ()
        self.rows: dict[Key, Entity] = {}
        self.marked: dict[str, set[Key]] = {}

    @property
    def caller(self) -> Caller:
        """The agent on this device."""
        return Caller(self.agent_id, f"device-{self.agent_id}")

    # -- operations ------------------------------------------------------------------------------------------------

    def op(
        self, ent: str, row: str, kind: Any, body: dict[str, Any] | None = None, *, base_rev: int = 0, txn: str = ""
    ) -> Operation:
        """Make the next operation of the stream."""
        self.n += 1
        return Operation(
            id=new_id(), txn=txn or new_id(), ent=ent, row=row, kind=kind, wall=self.office.clock.now, n=self.n,
            base_rev=base_rev, seen_seq=self.seen_seq, body=body or {},
        )  # fmt: skip

    def push(self, *ops: Operation) -> Pushed:
        """Push operations as they are."""
        request = Push(client_id=self.client_id, epoch=self.epoch, ops=ops, wall=self.office.clock.now)
        return self.office.db.write(lambda tx: exchange.push(tx, self.caller, request)).answer

    def do(self, ent: str, row: str, kind: Any, body: dict[str, Any] | None = None, *, base_rev: int = 0) -> Result:
        """Make one operation, push it, and return its result."""
        pushed = self.push(self.op(ent, row, kind, body, base_rev=base_rev))
        assert pushed.problem == ""
        return pushed.results[0]

    def say(self, conversation_id: str, message_id: str, text: str = "hello", **fields: Any) -> Result:
        """Send a message."""
        body = {
            "conversation_id": conversation_id,
            "author": "agent",
            "author_id": self.agent_id,
            "text": text,
            **fields,
        }
        return self.do("message", message_id, "create", body)

    # -- rows ------------------------------------------------------------------------------------------------------

    def page(self, limit: int = 1000) -> Page:
        """Fetch one page and apply it as a client must."""
        request = Pull(
            client_id=self.client_id,
            epoch=self.epoch,
            cursors=self.cursors,
            passes=self.passes,
            limit=limit,
            view=self.view,
        )
        page = pages.answer(self.office.db, self.caller, request)
        self.apply(page)
        return page

    def apply(self, page: Page) -> None:
        """Scopes lost, passes begun, rows, passes ended."""
        self.scopes = page.scopes
        self.view = page.view if self.view is not None else None
        self.rows = {key: row for key, row in self.rows.items() if row.scope in page.scopes}
        for scope in page.scopes:
            fresh = self.cursors.get(scope, 0) == 0 and scope not in self.passes
            if fresh or scope in page.resync:
                self.marked[scope] = set()
        for row in page.rows:
            assert row.scope in page.scopes
            key = (row.ent, row.id)
            self.marked.setdefault(row.scope, set()).add(key)
            held = self.rows.get(key)
            if row.kind == "put":
                value: Entity = msgspec.json.decode(bytes(row.image), type=ENTITIES[row.ent].cls)
                if held is None or value.rev >= held.rev:
                    self.rows[key] = value
            elif held is not None and held.scope == row.scope:
                del self.rows[key]
        for scope in page.scopes:
            begun = scope in self.passes or scope in page.resync or self.cursors.get(scope, 0) == 0
            if begun and scope not in page.passes:  # perhaps all of it was in this page
                swept = self.marked.pop(scope, set())
                self.rows = {key: row for key, row in self.rows.items() if row.scope != scope or key in swept}
        self.cursors, self.passes = dict(page.cursors), dict(page.passes)
        if not page.more:
            self.seen_seq = page.head

    def pull(self, limit: int = 1000) -> int:
        """Fetch pages until there are no more; returns how many there were."""
        for count in range(1, 10_000):
            if not self.page(limit).more:
                return count
        raise AssertionError("a pull that does not end")

    def held(self, cls: type[E]) -> dict[str, E]:
        """Return the rows of one entity that this device holds."""
        return {row.id: row for row in self.rows.values() if isinstance(row, cls)}

    def expected(self) -> dict[Key, Entity]:
        """Return the server's rows of this device's scopes."""
        return {
            (BY_CLASS[type(row)].name, row.id): row
            for entity in ENTITIES.values()
            for row in self.office.find(entity.cls)
            if row.scope in self.scopes
        }
