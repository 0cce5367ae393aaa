"""The tables of the local database.

An entity's table is what the interface reads: the server's image with this device's own unresolved operations folded
in. ``sync_base`` keeps the server's image of a row for as long as operations on it are unresolved.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text, text

from app.domain.registry import ENTITIES
from app.sql import NAMING, entity_table

METADATA = MetaData(naming_convention=NAMING)

ENTITY: dict[str, Table] = {
    name: entity_table(
        entity,
        METADATA,
        Column("_gen", Integer, nullable=False, default=0, server_default="0"),
        Column("_epoch", Text, nullable=False, default="", server_default=""),
    )
    for name, entity in ENTITIES.items()
}

_ARTICLE = ENTITY["article"].c
# Everything by which the library filters and sorts: articles are long, and a listing must not read them.
Index(
    "ix_article_library",
    _ARTICLE.deleted_at,
    _ARTICLE.category_id,
    _ARTICLE.status,
    _ARTICLE.valid_until,
    _ARTICLE.audience,
    _ARTICLE.language,
    _ARTICLE.sent_count,
    _ARTICLE.updated_at,
    _ARTICLE.updated_by,
    _ARTICLE.useful_count,
    _ARTICLE.useless_count,
    _ARTICLE.version,
    _ARTICLE.number,
    _ARTICLE.title,
    _ARTICLE.id,
)

# What waits for a decision, which is little; the condition must stand in a query in these very words.
Index("ix_article_review", _ARTICLE.review, sqlite_where=text("review <> 'null'"))

_TALK = ENTITY["conversation"].c
# The customers in contact most recently, without a look at every conversation there ever was.
Index("ix_conversation_contact", _TALK.deleted_at, _TALK.last_message_at, _TALK.customer_id)

_CUSTOMER = ENTITY["customer"].c
# Who was merged, which few are; the condition must stand in a query in these very words.
Index("ix_customer_merged_into", _CUSTOMER.merged_into, sqlite_where=text("merged_into > ''"))

_SAID = ENTITY["message"].c
# The articles sent lately; the condition must stand in a query in these very words.
Index(
    "ix_message_card", _SAID.composed_at, _SAID.article_id, _SAID.deleted_at, sqlite_where=text("article_id <> ''")
)  # fmt: skip

_TICKET = ENTITY["ticket"].c
# All by which the tabs are counted; and the solved ones, newest first.
Index("ix_ticket_tabs", _TICKET.deleted_at, _TICKET.status, _TICKET.assignee_id, _TICKET.group_id, _TICKET.line)
Index("ix_ticket_solved", _TICKET.deleted_at, _TICKET.solved_at)

SYNC_STATE = Table("sync_state", METADATA, Column("k", Text, primary_key=True), Column("v", Text, nullable=False))
SYNC_SCOPE = Table(
    "sync_scope",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("cursor", BigInteger, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("pass_state", Text),  # JSON of protocol.Pass while the scope's first pass is on
)
SYNC_BASE = Table(
    "sync_base",
    METADATA,
    Column("ent", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("image", Text),  # JSON of the server's row; NULL while the server has none
    Column("scope", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("gone", Boolean, nullable=False),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("lsn", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("client_id", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("txn", Text, nullable=False),
    Column("ent", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("op", Text, nullable=False),  # JSON of the operation
    Column("wall", BigInteger, nullable=False),
    Column("state", Integer, nullable=False),  # 0 pending, 1 answered, 2 done
    Column("res_rev", BigInteger, nullable=False, default=0, server_default="0"),
    Column("res_seq", BigInteger, nullable=False, default=0, server_default="0"),
    Column("result", Text),
    Column("answered_at", BigInteger),  # on the server's clock (ms)
    sqlite_autoincrement=True,
)
Index("ix_outbox_state", OUTBOX.c.state, OUTBOX.c.lsn)
Index("ix_outbox_row", OUTBOX.c.ent, OUTBOX.c.row)
SYNC_ISSUE = Table(
    "sync_issue",
    METADATA,
    Column("op_id", Text, primary_key=True),
    Column("ent", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("open", Boolean, nullable=False),
)
SYNC_PARKED = Table(
    "sync_parked",
    METADATA,
    Column("ent", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("image", Text, nullable=False),
)
BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # "unsent", "stored" on the server too, "lost": never will be
    Column("used_at", BigInteger, nullable=False),  # since when it was noted here, 0 once the server has had it
)
DRAFT = Table(
    "draft",
    METADATA,
    Column("conversation_id", Text, primary_key=True),
    Column("mode", Text, primary_key=True),  # "reply" or "note"
    Column("text", Text, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("staged", Text, nullable=False),  # JSON list of what is staged above the text
    Column("saved_at", BigInteger, nullable=False),
)
HELD = Table(
    "held",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("message", Text, nullable=False),  # JSON list of the messages that leave at leave_at unless undone
    Column("then", Text, nullable=False),  # JSON of the intent that follows them: its action ("" for none) and args
    Column("draft", Text, nullable=False),  # JSON to restore the composer from
    Column("leave_at", BigInteger, nullable=False),
    Column("known", Text),  # JSON of what each message's author had before him, in the messages' order
)
UNDO = Table(
    "undo_step",
    METADATA,
    Column("txn", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("before", Text, nullable=False),  # JSON list of [entity, id, image before or null]
    Column("undone", Boolean, nullable=False),
    Column("action", Text, nullable=False, default="", server_default=""),  # what is taken back with it; see Tx.action
)
Index("ix_undo_step_action", UNDO.c.action)
LOCAL = Table("local_value", METADATA, Column("k", Text, primary_key=True), Column("v", Text, nullable=False))
