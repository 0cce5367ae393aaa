"""The tables: one for each entity, and those of the synchronisation, the accounts and the desk."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, text

from app.domain.registry import ENTITIES
from app.sql import NAMING, entity_table

METADATA = MetaData(naming_convention=NAMING)

ENTITY_TABLES: Mapping[str, Table] = MappingProxyType(
    {
        # frev: who last set each field (see records.Stamped); extra: fields of a newer program, kept for it
        entity.name: entity_table(
            entity, METADATA, Column("frev", Text, nullable=False), Column("extra", Text, nullable=False)
        )
        for entity in ENTITIES.values()
    }
)

_CONVERSATION = ENTITY_TABLES["conversation"].c
# Who was given work last, what a group's customers waited lately, and the day's report.
for _columns in (
    (_CONVERSATION.assignee_id, _CONVERSATION.assigned_at),
    (_CONVERSATION.group_id, _CONVERSATION.assigned_at),
    (_CONVERSATION.opened_at,),
    (_CONVERSATION.closed_at,),
):
    Index("_".join(("ix_conversation", *(column.name for column in _columns))), *_columns)

_MESSAGE = ENTITY_TABLES["message"].c
# Who answered last. The condition stands in words: no database knows that a bound value is one of those indexed.
_ANSWERS = text("author = 'agent' AND kind <> 'note'")
Index(
    "ix_message_answer",
    *(_MESSAGE.conversation_id, _MESSAGE.stored_at, _MESSAGE.seq),
    sqlite_where=_ANSWERS,
    postgresql_where=_ANSWERS,
)

SYNC_META = Table(
    "sync_meta", METADATA, Column("k", Text, primary_key=True), Column("v", Text, nullable=False)
)  # fmt: skip

SYNC_HEAD = Table(
    "sync_head",
    METADATA,
    Column("k", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("sampled_at", BigInteger, nullable=False),
    postgresql_with={"fillfactor": 10},  # updated at every commit: leave room in the page for the new versions
)

SYNC_FEED = Table(
    "sync_feed",
    METADATA,
    Column("scope", Text, primary_key=True),
    Column("ent", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),
    Index("ix_sync_feed_scope_seq", "scope", "seq"),
    Index("ix_sync_feed_scope_ent_seq", "scope", "ent", "seq"),
    Index("ix_sync_feed_seq", "seq"),
    # What left a scope. The condition stands in words, as in the query (see feed.left_between).
    Index("ix_sync_feed_left", "scope", "seq", sqlite_where=text("kind = 2"), postgresql_where=text("kind = 2")),
)

SYNC_CLIENT = Table(
    "sync_client",
    METADATA,
    Column("client_id", Text, primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("last_n", BigInteger, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("proto", Integer, nullable=False),
    Column("device", Text, nullable=False),
    Column("last_seen_at", BigInteger, nullable=False),
)

SYNC_OP = Table(
    "sync_op",
    METADATA,
    Column("op_id", Text, primary_key=True),
    Column("client_id", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("ent", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("result", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_sync_op_row_client", "row", "client_id", "n"),
)

SYNC_STREAM = Table(
    "sync_stream",
    METADATA,
    Column("client_id", Text, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("op_id", Text, nullable=False),
)

SYNC_TIME = Table(
    "sync_time",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
)

COUNTER = Table(
    "counter", METADATA, Column("name", Text, primary_key=True), Column("value", BigInteger, nullable=False)
)  # fmt: skip

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

TOKEN = Table(
    "token",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("account_id", Text, nullable=False, index=True),
    Column("device_id", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

DEVICE = Table(
    "device",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    # the newest change by which something left its scopes, or these became others, of those that it has taken in
    Column("told", BigInteger, nullable=False, server_default="0"),
    Column("key", Text, nullable=False, server_default="", index=True),  # the hash of what it shows itself by
    Column("system", Text, nullable=False, server_default=""),
    Column("version", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    Column("wipe_at", BigInteger),  # when it was told to delete what it holds
    Column("wiped_at", BigInteger),  # when it said that it has
    Column("spared_at", BigInteger),  # when the order was taken back; null again as soon as it signs in
    Column("unsent", BigInteger),  # what it had not sent by then; null where it could not tell
)

RESCOPED = Table(
    # The change by which an agent's role, branch or groups became what they are.
    "rescoped",
    METADATA,
    Column("agent_id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

SIGN_IN_FAILURE = Table(
    "sign_in_failure",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("login", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_sign_in_failure_login_at", "login", "at"),
    Index("ix_sign_in_failure_address_at", "address", "at"),
)

HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("agent_id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("lost_at", BigInteger),
    Column("device_id", Text, nullable=False, server_default=""),
)

VISITOR = Table(
    "visitor",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("customer_id", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("page_url", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

VISITOR_CONVERSATION = Table(
    # Which conversations a visitor's page shows: his own, also after his customer was merged with another.
    "visitor_conversation",
    METADATA,
    Column("visitor_id", Text, primary_key=True),
    Column("conversation_id", Text, primary_key=True),
    Index("ix_visitor_conversation_conversation", "conversation_id"),
)

VISITOR_FILE = Table(
    # Which files a visitor has uploaded: he may see those before a message refers to them.
    "visitor_file",
    METADATA,
    Column("visitor_id", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
)

BRANCH_SERVER = Table(
    # At headquarters: the branches that have a server of their own, and how far each has fed its rows.
    "branch_server",
    METADATA,
    Column("branch_id", Text, primary_key=True),
    Column("token", Text, nullable=False, unique=True),
    Column("block", Integer, nullable=False, unique=True),
    Column("epoch", Text, nullable=False),  # the branch's history that is fed; "" before the first row
    Column("fed", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
)

BRANCH_LETTER = Table(
    # At headquarters: rows that went to a branch and that it has not acknowledged.
    "branch_letter",
    METADATA,
    Column("branch_id", Text, primary_key=True),
    Column("ent", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Index("ix_branch_letter_branch_id_seq", "branch_id", "seq"),
)

HANDOVER = Table(
    # Open conversations that were offered to a group on the other side of a branch's border, as they stood then.
    "handover",
    METADATA,
    Column("conversation_id", Text, primary_key=True),
    Column("offer_id", Text, nullable=False),
    Column("group_id", Text, nullable=False),
    Column("assignee_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

UPSTREAM_ROW = Table(
    # At a branch: the revision of headquarters that is held of a row, and, while operations on it are unresolved, the
    # row as headquarters has it ("null": it has none).
    "upstream_row",
    METADATA,
    Column("ent", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("image", Text),
)

UPSTREAM_OP = Table(
    # What was done here to rows about which the other side of the border decides, kept for 30 days after its answer: at
    # a branch to those of headquarters, at headquarters to those of a branch.
    "upstream_op",
    METADATA,
    Column("lsn", Integer, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("stream", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("ent", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("answered_at", BigInteger),
    Column("rev", BigInteger, nullable=False),  # of the row at headquarters that carries it, once it is answered
    Column("branch_id", Text, nullable=False, server_default=""),  # at headquarters: whose server decides
    Index("ix_upstream_op_ent_row", "ent", "row"),
    Index("ix_upstream_op_stream_n", "stream", "n"),
)

FILE_USE = Table(
    # Which rows refer to a file ("upload": the agent who sent it): who sees one of them may see the file. An agent who
    # named a file that he could not see has promised it: until he sends it, that row opens it to nobody.
    "file_use",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("ent", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("promised_by", Text, nullable=False, server_default=""),
    Index("ix_file_use_ent_row", "ent", "row"),
    Index(
        "ix_file_use_promised",
        "promised_by",
        "sha256",
        sqlite_where=text("promised_by != ''"),
        postgresql_where=text("promised_by != ''"),
    ),
)

BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("mime", Text, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    Column("idle_since", BigInteger),  # since when (ms) nothing refers to it; null while something does
)
