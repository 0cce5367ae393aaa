"""Keep what a branch's own server and its headquarters know of each other.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of both sides."""
    op.create_table(
        "branch_server",
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("fed", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", name="pk_branch_server"),
        sa.UniqueConstraint("token", name="uq_branch_server_token"),
        sa.UniqueConstraint("block", name="uq_branch_server_block"),
    )
    op.create_table(
        "branch_letter",
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("branch_id", "ent", "row", name="pk_branch_letter"),
    )
    op.create_index("ix_branch_letter_branch_id_seq", "branch_letter", ["branch_id", "seq"])
    op.create_table(
        "upstream_row",
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("image", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ent", "row", name="pk_upstream_row"),
    )
    op.create_table(
        "upstream_op",
        sa.Column("lsn", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lsn", name="pk_upstream_op"),
        sa.UniqueConstraint("op_id", name="uq_upstream_op_op_id"),
    )
    op.create_index("ix_upstream_op_ent_row", "upstream_op", ["ent", "row"])
    op.create_index("ix_upstream_op_stream_n", "upstream_op", ["stream", "n"])
