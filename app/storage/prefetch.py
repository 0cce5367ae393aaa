"""Which files are worth fetching before anybody asks: what is opened next must be there when the line is not."""

from collections.abc import Iterable, Iterator

import msgspec

from app.domain.conversations import OPEN, Card
from app.domain.files import FileRef
from app.domain.knowledge import ArticleStatus
from app.storage.core import Connection

LARGEST = 5 << 20
"""Bytes of a file that is fetched unasked."""
MOST_BYTES = 256 << 20
"""What is fetched of each kind in one go, the newest first."""
MOST_ROWS = 2_000
_REFS = msgspec.json.Decoder(tuple[FileRef, ...])
_CARD = msgspec.json.Decoder(Card)


def of_conversations(connection: Connection, agent_id: str) -> list[tuple[str, int]]:
    """Return the files (sha256, bytes) of open conversations, the agent's own before the others, newest first."""
    states = ", ".join(f"'{status.value}'" for status in sorted(OPEN))
    rows = connection.exec_driver_sql(
        "SELECT m.attachments, m.card FROM conversation c JOIN message m ON m.conversation_id = c.id"
        f" WHERE c.status IN ({states}) AND c.deleted_at IS NULL AND m.deleted_at IS NULL"
        " AND (m.attachments <> '[]' OR m.card <> 'null')"
        " ORDER BY c.assignee_id = ? DESC, m.stored_at DESC LIMIT ?",
        (agent_id, MOST_ROWS),
    )
    return _small(ref for row in rows for ref in _of_message(row[0], row[1]))


def of_articles(connection: Connection) -> list[tuple[str, int]]:
    """Return the files (sha256, bytes) of published articles, newest first. It walks through all of them."""
    rows = connection.exec_driver_sql(
        "SELECT images, attachments FROM article WHERE status = ? AND deleted_at IS NULL"
        " AND (images <> '[]' OR attachments <> '[]') ORDER BY published_at DESC LIMIT ?",
        (ArticleStatus.PUBLISHED.value, MOST_ROWS),
    )
    return _small(ref for row in rows for text in row for ref in _REFS.decode(text))


def _of_message(attachments: str, card: str) -> Iterator[FileRef]:
    yield from _REFS.decode(attachments)
    if card != "null":
        sent = _CARD.decode(card)
        yield from (sent.image,) if sent.image is not None else ()
        yield from sent.attachments


def _small(refs: Iterable[FileRef]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    room = MOST_BYTES
    for ref in refs:
        if ref.pending or ref.size > LARGEST or ref.sha256 in found:
            continue
        room -= ref.size
        if room < 0:
            break
        found[ref.sha256] = ref.size
    return list(found.items())
