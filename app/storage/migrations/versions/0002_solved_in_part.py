"""Say of a conversation whether it was solved, solved in part, or not: a truth value cannot.

Revision 0002, after 0001.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = {True: "yes", False: "no"}


def upgrade() -> None:
    """Put words in the place of the truth values, also in the kept images of the server's rows."""
    op.add_column("conversation", sa.Column("outcome", sa.Text(), nullable=True))
    op.execute("UPDATE conversation SET outcome = CASE WHEN solved THEN 'yes' ELSE 'no' END WHERE solved IS NOT NULL")
    op.drop_column("conversation", "solved")
    op.execute("ALTER TABLE conversation RENAME COLUMN outcome TO solved")
    connection = op.get_bind()
    base = sa.table("sync_base", sa.column("ent"), sa.column("row"), sa.column("image"))
    kept = sa.select(base.c.row, base.c.image).where(base.c.ent == "conversation", base.c.image.is_not(None))
    for row, text in connection.execute(kept).all():
        image = json.loads(text)
        if image.get("solved") in WORDS:
            image["solved"] = WORDS[image["solved"]]
            changed = json.dumps(image, ensure_ascii=False)
            connection.execute(
                sa.update(base).where(base.c.ent == "conversation", base.c.row == row).values(image=changed)
            )
