"""Make the first tables.

Revision 0001, after none.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KINDS: dict[str, sa.types.TypeEngine[Any]] = {
    "words": sa.Text(),
    "whole": sa.BigInteger(),
    "small": sa.Integer(),
    "truth": sa.Boolean(),
}

# name -> (primary key, columns by kind; a "?" after a name allows NULL)
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "account": (
        "id",
        {
            "words": "id login password",
            "whole": "created_at disabled_at?",
        },
    ),
    "agent": (
        "id",
        {
            "words": "id scope login name role branch_id group_ids languages title frev extra",
            "whole": "rev deleted_at? line capacity",
            "truth": "active",
        },
    ),
    "article": (
        "id",
        {
            "words": (
                "id scope title category_id questions body attachments images audience language channels tags "
                "import_key status updated_by frev extra"
            ),
            "whole": (
                "rev deleted_at? valid_from? valid_until? number version published_at? updated_at sent_count "
                "useful_count useless_count"
            ),
        },
    ),
    "article_draft": (
        "id",
        {
            "words": (
                "id scope article_id title category_id questions body attachments images audience language "
                "channels tags note editor_id frev extra"
            ),
            "whole": "rev deleted_at? base_version valid_from? valid_until? saved_at",
        },
    ),
    "article_version": (
        "id",
        {
            "words": "id scope article_id title body attachments images kind note editor_id frev extra",
            "whole": "rev deleted_at? version parent row_rev at",
        },
    ),
    "blob": (
        "sha256",
        {
            "words": "sha256 mime",
            "whole": "size stored_at",
        },
    ),
    "branch": (
        "id",
        {
            "words": "id scope name city frev extra",
            "whole": "rev deleted_at?",
            "truth": "headquarters",
        },
    ),
    "category": (
        "id",
        {
            "words": "id scope name parent_id synonyms owner_id frev extra",
            "whole": "rev deleted_at? position",
        },
    ),
    "conflict": (
        "id",
        {
            "words": "id scope entity row_id field base kept lost op_id author_id kept_by frev extra",
            "whole": "rev deleted_at? at",
            "truth": "open",
        },
    ),
    "conversation": (
        "id",
        {
            "words": (
                "id scope customer_id channel group_id status assignee_id subject language category_id tags "
                "wrap_note routing_reason page_url frev extra"
            ),
            "whole": (
                "rev deleted_at? number priority snoozed_until? opened_at queued_at? assigned_at? "
                "first_response_at? waiting_since? closed_at? last_message_at last_seq customer_read_seq"
            ),
            "truth": "solved?",
        },
    ),
    "counter": (
        "name",
        {
            "words": "name",
            "whole": "value",
        },
    ),
    "customer": (
        "id",
        {
            "words": "id scope name phone email level city address language tags note purchases frev extra",
            "whole": "rev deleted_at? created_at",
        },
    ),
    "device": (
        "id",
        {
            "words": "id account_id name",
            "whole": "created_at seen_at",
        },
    ),
    "event": (
        "id",
        {
            "words": "id scope subject subject_id action actor_id device_id values frev extra",
            "whole": "rev deleted_at? at composed_at",
        },
    ),
    "group": (
        "id",
        {
            "words": "id scope name branch_id entry frev extra",
            "whole": "rev deleted_at?",
        },
    ),
    "heartbeat": (
        "agent_id",
        {
            "words": "agent_id",
            "whole": "at lost_at?",
        },
    ),
    "identity": (
        "id",
        {
            "words": "id scope customer_id channel external_id display_name frev extra",
            "whole": "rev deleted_at?",
        },
    ),
    "message": (
        "id",
        {
            "words": (
                "id scope conversation_id author author_id kind text card? attachments article_id values state "
                "frev extra"
            ),
            "whole": "rev deleted_at? article_version composed_at stored_at? delivered_at? read_at? seq",
            "truth": "useful?",
        },
    ),
    "presence": (
        "id",
        {
            "words": "id scope state reason frev extra",
            "whole": "rev deleted_at? since",
        },
    ),
    "read_mark": (
        "id",
        {
            "words": "id scope conversation_id agent_id frev extra",
            "whole": "rev deleted_at? seq",
        },
    ),
    "sign_in_failure": (
        "id",
        {
            "words": "id login address",
            "whole": "at",
        },
    ),
    "survey": (
        "id",
        {
            "words": "id scope conversation_id customer_id agent_id group_id solved? tags comment frev extra",
            "whole": "rev deleted_at? asked_at answered_at? stars",
            "truth": "may_contact",
        },
    ),
    "sync_client": (
        "client_id",
        {
            "words": "client_id user_id device",
            "whole": "last_n last_seen_at",
            "small": "schema proto",
        },
    ),
    "sync_feed": (
        "scope ent id",
        {
            "words": "scope ent id",
            "whole": "seq",
            "small": "kind",
        },
    ),
    "sync_head": (
        "k",
        {
            "small": "k",
            "whole": "seq sampled_at",
        },
    ),
    "sync_meta": (
        "k",
        {
            "words": "k v",
        },
    ),
    "sync_op": (
        "op_id",
        {
            "words": "op_id client_id user_id ent row kind result body",
            "whole": "n rev seq at",
        },
    ),
    "sync_stream": (
        "client_id n",
        {
            "words": "client_id op_id",
            "whole": "n",
        },
    ),
    "sync_time": (
        "seq",
        {
            "whole": "seq at",
        },
    ),
    "ticket": (
        "id",
        {
            "words": (
                "id scope title description customer_id conversation_id category_id group_id assignee_id priority "
                "status local_number attachments tags created_by merged_into frev extra"
            ),
            "whole": (
                "rev deleted_at? line number due_at? opened_at first_response_at? solved_at? "
                "customer_confirmed_at? closed_at?"
            ),
        },
    ),
    "ticket_note": (
        "id",
        {
            "words": "id scope ticket_id author_id text attachments frev extra",
            "whole": "rev deleted_at? composed_at",
            "truth": "public",
        },
    ),
    "token": (
        "hash",
        {
            "words": "hash account_id device_id",
            "whole": "created_at used_at expires_at",
        },
    ),
    "visitor": (
        "id",
        {
            "words": "id token customer_id locale entry name page_url",
            "whole": "created_at seen_at",
        },
    ),
    "visitor_conversation": (
        "visitor_id conversation_id",
        {
            "words": "visitor_id conversation_id",
        },
    ),
    "visitor_file": (
        "visitor_id sha256",
        {
            "words": "visitor_id sha256",
        },
    ),
}

UNIQUE = {"account": "login", "visitor": "token"}

# name -> (table, columns)
INDEXES = {
    "ix_agent_scope": ("agent", "scope"),
    "ix_article_category_id": ("article", "category_id"),
    "ix_article_import_key": ("article", "import_key"),
    "ix_article_scope": ("article", "scope"),
    "ix_article_status": ("article", "status"),
    "ix_article_draft_article_id": ("article_draft", "article_id"),
    "ix_article_draft_scope": ("article_draft", "scope"),
    "ix_article_version_article_id_version": ("article_version", "article_id version"),
    "ix_article_version_scope": ("article_version", "scope"),
    "ix_branch_scope": ("branch", "scope"),
    "ix_category_parent_id": ("category", "parent_id"),
    "ix_category_scope": ("category", "scope"),
    "ix_conflict_row_id": ("conflict", "row_id"),
    "ix_conflict_scope": ("conflict", "scope"),
    "ix_conversation_customer_id": ("conversation", "customer_id"),
    "ix_conversation_group_id_status": ("conversation", "group_id status"),
    "ix_conversation_scope": ("conversation", "scope"),
    "ix_conversation_status_assignee_id": ("conversation", "status assignee_id"),
    "ix_customer_phone": ("customer", "phone"),
    "ix_customer_scope": ("customer", "scope"),
    "ix_device_account_id": ("device", "account_id"),
    "ix_event_scope": ("event", "scope"),
    "ix_event_subject_id_at": ("event", "subject_id at"),
    "ix_group_scope": ("group", "scope"),
    "ix_identity_channel_external_id": ("identity", "channel external_id"),
    "ix_identity_customer_id": ("identity", "customer_id"),
    "ix_identity_scope": ("identity", "scope"),
    "ix_message_article_id": ("message", "article_id"),
    "ix_message_conversation_id_seq": ("message", "conversation_id seq"),
    "ix_message_scope": ("message", "scope"),
    "ix_presence_scope": ("presence", "scope"),
    "ix_read_mark_conversation_id": ("read_mark", "conversation_id"),
    "ix_read_mark_scope": ("read_mark", "scope"),
    "ix_sign_in_failure_address_at": ("sign_in_failure", "address at"),
    "ix_sign_in_failure_login_at": ("sign_in_failure", "login at"),
    "ix_survey_conversation_id": ("survey", "conversation_id"),
    "ix_survey_scope": ("survey", "scope"),
    "ix_sync_feed_scope_ent_seq": ("sync_feed", "scope ent seq"),
    "ix_sync_feed_scope_seq": ("sync_feed", "scope seq"),
    "ix_sync_feed_seq": ("sync_feed", "seq"),
    "ix_sync_op_row_client": ("sync_op", "row client_id n"),
    "ix_ticket_conversation_id": ("ticket", "conversation_id"),
    "ix_ticket_customer_id": ("ticket", "customer_id"),
    "ix_ticket_scope": ("ticket", "scope"),
    "ix_ticket_status_assignee_id": ("ticket", "status assignee_id"),
    "ix_ticket_note_scope": ("ticket_note", "scope"),
    "ix_ticket_note_ticket_id": ("ticket_note", "ticket_id"),
    "ix_token_account_id": ("token", "account_id"),
    "ix_visitor_conversation_conversation": ("visitor_conversation", "conversation_id"),
}


def upgrade() -> None:
    """Bring an empty database to the first revision."""
    for name, (key, columns) in TABLES.items():
        made: list[sa.Column[Any] | sa.Constraint] = []
        for kind, names in columns.items():
            for column in names.split():
                plain = column.removesuffix("?")
                # counting up is never the database's business
                made.append(sa.Column(plain, KINDS[kind], nullable=column != plain, autoincrement=False))
        made.append(sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{name}"))
        if name in UNIQUE:
            made.append(sa.UniqueConstraint(UNIQUE[name], name=f"uq_{name}_{UNIQUE[name]}"))
        room: dict[str, Any] = {"postgresql_with": {"fillfactor": 10}} if name == "sync_head" else {}
        op.create_table(name, *made, **room)
    for name, (table, names) in INDEXES.items():
        op.create_index(name, table, names.split())
