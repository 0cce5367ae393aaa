"""Let what was seen and heard of the server be kept as it comes, so that no greeting looks for it in the whole outbox.

Revision 0011, after 0010.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_HEARD = "(SELECT CAST(v AS INTEGER) FROM sync_state WHERE k = 'server_time')"
_SEEN = "(SELECT CAST(v AS INTEGER) FROM sync_state WHERE k = 'seen_head')"


def upgrade() -> None:
    """Note the newest change that an answer told of, and let no answer be later than the time heard last."""
    op.execute(
        "INSERT OR REPLACE INTO sync_state (k, v) "
        f"SELECT 'seen_head', CAST(max(coalesce({_SEEN}, 0), coalesce(max(res_seq), 0)) AS TEXT) FROM outbox"
    )
    op.execute(
        f"UPDATE outbox SET answered_at = {_HEARD} "
        f"WHERE state <> 0 AND {_HEARD} IS NOT NULL AND (answered_at IS NULL OR answered_at > {_HEARD})"
    )
