"""What must hold when the faults have stopped, whoever made them: for the simulation and for the soak."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from app.domain.conversations import Author, Message
from app.domain.entity import Entity, Merge
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleVersion
from app.domain.registry import ENTITIES
from app.storage.driver import connect

Rows = Mapping[str, Mapping[str, Entity]]
"""Entity -> id -> row of the server."""


class Taken(msgspec.Struct, frozen=True):
    """An operation that the server applied."""

    op_id: str
    ent: str
    row: str
    kind: str
    rev: int
    body: dict[str, Any]


def taken(found: Iterable[Mapping[str, Any]]) -> list[Taken]:
    """Return the applied ones of the server's table of operations."""
    return [
        Taken(row["op_id"], row["ent"], row["row"], row["kind"], row["rev"], msgspec.json.decode(row["body"]))
        for row in found
        if row["rev"] and msgspec.json.decode(row["result"])["status"] in ("ok", "merged")
    ]


def messages_are_kept(office: Rows, ops: Iterable[Taken]) -> None:
    """I3 and I5: each accepted message is there once, and those of a conversation are numbered densely."""
    said = [row for row in office["message"].values() if isinstance(row, Message) and row.author is Author.AGENT]
    assert all(count == 1 for count in Counter(row.text or row.id for row in said).values()), "a message was doubled"
    for op in ops:
        if op.ent == "message" and op.kind == "create":
            assert op.row in office["message"], "an accepted message is gone"
    seqs: dict[str, list[int]] = defaultdict(list)
    for message in office["message"].values():
        assert isinstance(message, Message)
        seqs[message.conversation_id].append(message.seq)
    for found in seqs.values():
        assert sorted(found) == list(range(1, len(found) + 1)), "conversation numbers are not dense"


def registers_are_kept(office: Rows, ops: Iterable[Taken]) -> None:
    """I4: each value that was accepted is there, was overwritten by a later operation, or stands in a conflict."""
    lost: dict[tuple[str, str, str], set[bytes]] = defaultdict(set)
    for conflict in office["conflict"].values():
        assert isinstance(conflict, Conflict)
        lost[conflict.entity, conflict.row_id, conflict.field].add(_same(msgspec.json.decode(conflict.lost)))
    written: dict[tuple[str, str, str], list[tuple[int, Any]]] = defaultdict(list)
    for op in ops:
        plain = ENTITIES[op.ent].fields() if op.kind in ("create", "patch") else ()
        for name in plain:
            if name in op.body and ENTITIES[op.ent].rule(name) in (Merge.REGISTER, Merge.IMPORTANT):
                written[op.ent, op.row, name].append((op.rev, op.body[name]))
    for (ent, row_id, name), values in written.items():
        last = max(rev for rev, _ in values)
        now = _same(msgspec.to_builtins(getattr(office[ent][row_id], name)))
        for rev, value in values:
            kept = rev < last or _same(value) == now or _same(value) in lost[ent, row_id, name]
            assert kept, f"{value!r} of {ent}.{name} is lost"


def bodies_are_kept(office: Rows, ops: Iterable[Taken]) -> None:
    """I5: whatever was written into an article stands in one of its versions."""
    texts: dict[str, set[str]] = defaultdict(set)
    for version in office["article_version"].values():
        assert isinstance(version, ArticleVersion)
        texts[version.article_id].update(block.html for block in version.body)
    for op in ops:
        if op.ent == "article" and op.kind in ("create", "patch"):
            for block in op.body.get("body", ()):
                assert block.get("html", "") in texts[op.row], f"{block} is in no version"
    for article in office["article"].values():
        assert isinstance(article, Article)
        assert {block.html for block in article.body} <= texts[article.id]


def nothing_is_folded_in(path: Path, key: bytes | None = None) -> None:
    """I8: a device without unresolved operations shows the server's rows as they are."""
    with closing(connect(path, key, writable=False)) as file:
        assert file.execute("SELECT ent, row FROM sync_base").fetchall() == []
        assert file.execute("SELECT count(*) FROM outbox WHERE state < 2").fetchone() == (0,)


def file_is_sound(path: Path, key: bytes | None = None) -> None:
    """I16: the file is whole, whatever killed its processes."""
    with closing(connect(path, key, writable=False)) as file:
        assert file.execute("PRAGMA quick_check").fetchall() == [("ok",)]


def _same(value: Any) -> bytes:
    return msgspec.json.encode(value)
