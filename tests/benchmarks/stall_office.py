"""A server's database with a first synchronisation to bring, and a client's that waits for it.

What the server brings is new to the client: knowledge, customers and ended conversations with their messages, in the
proportions of :mod:`tests.benchmarks.desk_profile`. The client keeps the profile that it has: its rows count as brought
by the pass that begins, so none is swept at its end.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from app.domain.clock import now_ms
from app.domain.conversations import Author, Message
from app.domain.entity import Actor, Entity
from app.domain.people import Agent
from app.domain.registry import BY_CLASS
from app.sql import codec
from app.storage.database import Database
from app.storage.tables import ENTITY, SYNC_SCOPE
from sync_server.config import Config
from sync_server.server import build, shut
from sync_server.service import accounts
from sync_server.storage import credentials, devices
from sync_server.storage.records import PUT, Tx
from sync_server.storage.tables import ENTITY_TABLES, SYNC_FEED, SYNC_HEAD, SYNC_META
from tests.benchmarks.any_keyring import KEY
from tests.benchmarks.desk_profile import AGENT, MESSAGES_EACH, SERVED, WAITING, article_row, people_rows, talk_rows
from tests.benchmarks.profile import generate_articles

TOKEN = KEY.hex()
"""What :class:`tests.benchmarks.any_keyring.AnyKeyring` answers."""
ARTICLE_SHARE = 0.08
ROWS_A_COMMIT = 50
BATCH = 5_000
LONG = "conversation-000000"
LONG_MESSAGES = 3_000
Record = tuple[str, dict[str, Any]]
"""Entity name and columns."""


def make_server(folder: Path, rows: int) -> None:
    """Fill the database of a server that has this many rows to bring."""
    runtime = build(Config(data=folder))
    try:
        runtime.db.write(lambda tx: _fill(tx, rows))
    finally:
        shut(runtime)


def _fill(tx: Tx, rows: int) -> None:
    for key in ("epoch", "server_id"):
        tx.connection.execute(update(SYNC_META).where(SYNC_META.c.k == key).values(v="bench"))
    for value in people_rows(tx.now):
        if isinstance(value, Agent):
            accounts.create(tx, value, accounts.Passwords().hash("not asked for"))
        elif BY_CLASS[type(value)].name != "presence":
            tx.put(value)
    tx.at_end(lambda seq: _sign_in(tx))
    tx.at_end(lambda seq: _history(tx.connection, _records(rows, tx.now)))


def _sign_in(tx: Tx) -> None:
    device = devices.register(tx, AGENT, "bench")
    credentials.add_token(tx, accounts.hash_token(TOKEN), AGENT, device, tx.now + 86_400_000)


def _history(connection: Connection, records: Iterator[Record]) -> None:
    """Write rows as commits of some rows each, the first one the newest: in a pass it comes first."""
    head = connection.execute(select(SYNC_HEAD.c.seq)).scalar_one()
    found = list(records)
    last = head + len(found) // ROWS_A_COMMIT + 1
    for start in range(0, len(found), BATCH):
        part = found[start : start + BATCH]
        for name in dict.fromkeys(name for name, _ in part):
            columns = [{**row, "frev": "[]", "extra": "{}"} for kind, row in part if kind == name]
            connection.execute(insert(ENTITY_TABLES[name]), columns)
        feed = [
            {"scope": row["scope"], "ent": name, "id": row["id"], "seq": last - at // ROWS_A_COMMIT, "kind": PUT}
            for at, (name, row) in enumerate(part, start)
        ]
        connection.execute(insert(SYNC_FEED), feed)
    connection.execute(update(SYNC_HEAD).values(seq=last))


def _records(rows: int, now: int) -> Iterator[Record]:
    articles = int(rows * ARTICLE_SHARE)
    for number, sample in enumerate(generate_articles(articles, seed=2)):
        renamed = sample._replace(article_id=f"new-{sample.article_id}")
        yield _record(article_row(renamed, 200_000 + number, now))
    yield from islice(_talk(rows - articles, now), rows - articles)


def _talk(rows: int, now: int) -> Iterator[Record]:
    messages = (rows // (MESSAGES_EACH + 1) + SERVED + WAITING + 2) * MESSAGES_EACH
    for number, (customer, conversation, lines) in enumerate(talk_rows(messages, now)):
        if customer is not None:
            yield _record(msgspec.structs.replace(customer, id=f"new-{customer.id}"))
        if number < SERVED + WAITING:  # no more work for the desk: only what is over
            continue
        who, key = f"new-{conversation.customer_id}", f"new-{conversation.id}"
        yield _record(msgspec.structs.replace(conversation, id=key, customer_id=who))
        for line in lines:
            own = {name: value for name, value in line.items() if not name.startswith("_")}
            yield "message", {**own, "id": f"new-{line['id']}", "conversation_id": key}


def _record(value: Entity) -> Record:
    entity = BY_CLASS[type(value)]
    return entity.name, codec(entity.cls).to_row(value)


def await_first_pass(path: Path) -> None:
    """Have a client's database begin the first pass of all its scopes again, and give it a long conversation."""

    def change(connection: Connection) -> None:
        connection.execute(update(SYNC_SCOPE).values(cursor=0))
        _lengthen(connection)

    database = Database(path, Actor(AGENT, "agent"), key=KEY)
    database.open()
    try:
        database.replicate(lambda replica: change(replica.connection)).result()
    finally:
        database.close()


def _lengthen(connection: Connection) -> None:
    """Add what was said earlier in the first conversation."""
    table, coder, now = ENTITY["message"], codec(Message), now_ms()
    query = select(*(table.c[name] for name in coder.names)).where(table.c.conversation_id == LONG)
    found: list[Message] = [coder.from_row(row) for row in connection.execute(query.order_by(table.c.seq))]
    said = [
        {
            **coder.to_row(message), "id": f"{message.id}-{turn}", "seq": message.seq + len(found) * turn,
            "author": (Author.AGENT if turn % 3 == 0 else message.author).value,
            "composed_at": now - 1000 * (LONG_MESSAGES - len(found) * turn),
            "stored_at": now - 1000 * (LONG_MESSAGES - len(found) * turn),
            "_gen": 1, "_epoch": "bench",
        }
        for turn in range(1, LONG_MESSAGES // len(found))
        for message in found
    ]  # fmt: skip
    connection.execute(insert(table), said)
    conversations = ENTITY["conversation"]
    newest = {"last_seq": max(row["seq"] for row in said), "last_message_at": now}
    connection.execute(update(conversations).where(conversations.c.id == LONG).values(newest))
