"""Note which rows refer to a file: it is shown to those who see one of them.

Revision 0003, after 0002.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# where rows of the tables of 0001 name files, as JSON text
COLUMNS = {
    "message": ("attachments", "card"),
    "ticket": ("attachments",),
    "ticket_note": ("attachments",),
    "article": ("attachments", "images", "body"),
    "article_draft": ("attachments", "images", "body"),
    "article_version": ("attachments", "images", "body"),
}
HASH = re.compile(r'"([0-9a-f]{64})"')


def upgrade() -> None:
    """Add the table and fill it from what the rows say."""
    uses = op.create_table(
        "file_use",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "ent", "row", name="pk_file_use"),
    )
    op.create_index("ix_file_use_ent_row", "file_use", ["ent", "row"])
    connection = op.get_bind()
    for ent, names in COLUMNS.items():
        table = sa.table(ent, *(sa.column(name) for name in ("id", *names)))
        rows = connection.execute(sa.select(table.c.id, *(table.c[name] for name in names)))
        found = [
            {"sha256": sha256, "ent": ent, "row": row[0]}
            for row in rows
            for sha256 in sorted({each for text in row[1:] for each in HASH.findall(text)})
        ]
        if found:
            connection.execute(sa.insert(uses), found)
