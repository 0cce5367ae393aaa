"""Settings that are kept in the database: what the chat page shows, and the secret of the devices' keys."""

import msgspec
from sqlalchemy import select

from app.domain.protocol import Seal
from app.domain.sealed import device_key
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import SYNC_META

_WEBCHAT = "webchat"


class Webchat(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says before anybody wrote; texts by language tag, the first being used where none fits."""

    shop_name: str = ""
    default_entry: str = ""  # the group that takes those who ask for none
    greeting: dict[str, str] = msgspec.field(
        default_factory=lambda: {
            "zh-CN": "您好，请问有什么可以帮您？",
            "zh-TW": "您好，請問有什麼可以幫您？",
            "en": "Hello, how can we help you?",
        }
    )
    quick_questions: tuple[dict[str, str], ...] = ()


def webchat(reader: Reader) -> Webchat:
    """Return the chat page's settings."""
    stored = reader.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == _WEBCHAT)).scalar()
    return msgspec.json.decode(stored, type=Webchat) if stored else Webchat()


def set_webchat(tx: Tx, chosen: Webchat) -> None:
    """Store the chat page's settings."""
    tx.upsert(SYNC_META, [{"k": _WEBCHAT, "v": msgspec.json.encode(chosen).decode()}], ("k",))


def seal(reader: Reader, device_id: str) -> Seal:
    """Return what a device signs with; always the same, so that nothing of it is kept."""
    query = select(SYNC_META.c.k, SYNC_META.c.v).where(SYNC_META.c.k.in_(("server_id", "seal_secret")))
    found = {row[0]: row[1] for row in reader.connection.execute(query)}
    key = device_key(bytes.fromhex(found["seal_secret"]), device_id)
    return Seal(server_id=found["server_id"], device_id=device_id, key=key)
