"""Generate the local database of a busy desk: many articles and messages, in bulk and always the same.

Rows are written as the first synchronisation would have left them (``rev`` 1, no operations). A conversation has twelve
messages; the agent serves eight, thirty wait in his groups' queues, the rest is closed history.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from app.domain.access import ALL, PEOPLE, group_scope, user_scope
from app.domain.clock import now_ms
from app.domain.conversations import Author, Conversation, Delivery, Message, Status
from app.domain.customers import Customer
from app.domain.entity import Actor, Entity
from app.domain.knowledge import Article, ArticleStatus, Category
from app.domain.people import Agent, Branch, Group, Presence, PresenceState, Role
from app.domain.registry import BY_CLASS
from app.domain.rich import Block, BlockKind, Body
from app.sql import codec
from app.storage import outbox, rows
from app.storage.database import Database
from app.storage.tables import ENTITY, SYNC_SCOPE
from tests.benchmarks.any_keyring import KEY
from tests.benchmarks.profile import PRODUCTS, SENTENCES, SampleArticle, generate_articles

AGENT = "agent-bench"
GROUP = "group-bench"
MESSAGES_EACH = 12
SERVED, WAITING = 8, 30
BATCH = 10_000
ARTICLE_BATCH = 2_000
MINUTE = 60_000
_LINES = (
    "你好，我的{product}出了点问题",
    "麻烦看一下，昨天还是好的",
    "好的，我按您说的试试",
    "请问大概多久能处理好？",
    "已经试过了，还是不行",
    "谢谢，这下可以了",
)


def category_rows() -> list[Category]:
    """Return one category a product, below five roots."""
    roots = [Category(id=f"cat-root-{n}", scope=ALL, rev=1, name=f"分类 {n + 1}", position=n) for n in range(5)]
    leaves = [
        Category(id=f"cat-{name}", scope=ALL, rev=1, name=name, parent_id=roots[n % 5].id, position=n)
        for n, name in enumerate(PRODUCTS)
    ]
    return [*roots, *leaves]


def article_row(sample: SampleArticle, number: int, now: int) -> Article:
    """Return the article of a generated text: one paragraph and numbered steps."""
    first, *others = [part for part in sample.body.split("。") if part]
    body: Body = (
        Block(id=f"{sample.article_id}-0", html=first + "。"),
        *(
            Block(id=f"{sample.article_id}-{n}", kind=BlockKind.NUMBERED, html=part + "。")
            for n, part in enumerate(others, 1)
        ),
    )
    return Article(
        id=sample.article_id,
        scope=ALL,
        rev=1,
        title=sample.title,
        category_id=f"cat-{sample.category}",
        questions=sample.questions,
        body=body,
        status=ArticleStatus.PUBLISHED,
        number=number,
        version=1,
        published_at=now,
        updated_at=now - number * MINUTE,
    )


def people_rows(now: int) -> list[Entity]:
    """Return a branch, a group and the agent."""
    return [
        Branch(id="branch-bench", scope=ALL, rev=1, name="总部"),
        Group(id=GROUP, scope=ALL, rev=1, name="售后", branch_id="branch-bench", entry="after"),
        Agent(
            id=AGENT, scope=ALL, rev=1, login="bench", name="林晓彤", role=Role.AGENT,
            branch_id="branch-bench", group_ids=(GROUP,), capacity=12,
        ),
        Presence(id=AGENT, scope=ALL, rev=1, state=PresenceState.ONLINE, since=now),
    ]  # fmt: skip


def talk_rows(messages: int, now: int) -> Iterator[tuple[Customer | None, Conversation, list[dict[str, Any]]]]:
    """Yield conversations with the rows of their messages, the newest conversation first; every third customer is new.

    Message rows come as columns: a million values would take a minute to build.
    """
    draw = random.Random(11)
    scope = group_scope(GROUP)
    coder = codec(Message)
    template = coder.to_row(
        Message(id="", scope=scope, rev=1, conversation_id="", author=Author.CUSTOMER, state=Delivery.READ)
    )
    for index in range(-(-messages // MESSAGES_EACH)):
        began = now - (index + 1) * 7 * MINUTE
        who = f"customer-{index // 3:06d}"
        customer = None
        if index % 3 == 0:
            customer = Customer(
                id=who, scope=PEOPLE, rev=1, name=f"顾客{index // 3:05d}", phone=f"138{index:08d}", created_at=began
            )
        key = f"conversation-{index:06d}"
        mine, waits = index < SERVED, SERVED <= index < SERVED + WAITING
        count = min(MESSAGES_EACH, messages - index * MESSAGES_EACH)
        last = began + count * 20_000
        yield (
            customer,
            Conversation(
                id=key,
                scope=scope,
                rev=1,
                customer_id=who,
                group_id=GROUP,
                status=Status.ACTIVE if mine else Status.QUEUED if waits else Status.CLOSED,
                assignee_id=AGENT if not waits else "",
                number=index + 1,
                subject="售后咨询",
                opened_at=began,
                queued_at=began,
                assigned_at=None if waits else began,
                first_response_at=None if waits else began + 20_000,
                waiting_since=last if mine or waits else None,
                closed_at=None if mine or waits else last,
                last_message_at=last,
                last_seq=count,
            ),
            [
                {
                    **template,
                    "id": f"message-{index:06d}-{seq:02d}",
                    "conversation_id": key,
                    "author": (Author.CUSTOMER if seq % 2 or waits else Author.AGENT).value,
                    "author_id": who if seq % 2 or waits else AGENT,
                    "text": draw.choice(_LINES if seq % 2 else SENTENCES).format(
                        product=draw.choice(PRODUCTS), part="滤芯", fault="无法开机", channel="官方商城",
                        matter="退款进度", action="更换", city="杭州", code="XP1-1024",
                    ),
                    "composed_at": began + seq * 20_000,
                    "stored_at": began + seq * 20_000,
                    "seq": seq,
                    "_gen": 1,
                    "_epoch": "bench",
                }
                for seq in range(1, count + 1)
            ],
        )  # fmt: skip


def fill(connection: Connection, articles: int, messages: int) -> None:
    """Write a profile into an empty local database, in the caller's transaction."""
    now = now_ms()
    for value in people_rows(now):
        rows.write(connection, BY_CLASS[type(value)].name, [value], 1, "bench")
    rows.write(connection, "category", category_rows(), 1, "bench")
    samples = enumerate(generate_articles(articles), 1000)
    while part := list(islice(samples, ARTICLE_BATCH)):
        rows.write(connection, "article", [article_row(sample, number, now) for number, sample in part], 1, "bench")
    _fill_talk(connection, messages, now)
    tell_synced(connection, now)


def tell_synced(connection: Connection, now: int) -> None:
    """Leave what a complete first synchronisation leaves: a stream, the server's epoch, cursors."""
    for key, value in (("client_id", "bench"), ("epoch", "bench"), ("last_sync_at", str(now)), ("seen_seq", "1")):
        outbox.set_state(connection, key, value)
    scopes = (ALL, PEOPLE, group_scope(GROUP), user_scope(AGENT))
    connection.execute(insert(SYNC_SCOPE), [{"scope": scope, "cursor": 1, "gen": 1} for scope in scopes])


def _fill_talk(connection: Connection, messages: int, now: int) -> None:
    people: list[Entity] = []
    talks: list[Entity] = []
    said: list[dict[str, Any]] = []
    for customer, conversation, lines in talk_rows(messages, now):
        people += [customer] if customer is not None else []
        talks.append(conversation)
        said += lines
        if len(said) >= BATCH:
            _flush(connection, people, talks, said)
            people, talks, said = [], [], []
    _flush(connection, people, talks, said)


def _flush(
    connection: Connection, people: Iterable[Entity], talks: Iterable[Entity], said: Sequence[dict[str, Any]]
) -> None:
    rows.write(connection, "customer", people, 1, "bench")
    rows.write(connection, "conversation", talks, 1, "bench")
    if said:
        connection.execute(insert(ENTITY["message"]), list(said))


def make_database(path: Path, articles: int, messages: int) -> None:
    """Make the file of a local database with this many articles and messages."""
    database = Database(path, Actor(AGENT, Role.AGENT), key=KEY)
    database.open()
    try:
        database.replicate(lambda replica: fill(replica.connection, articles, messages)).result()
    finally:
        database.close()
