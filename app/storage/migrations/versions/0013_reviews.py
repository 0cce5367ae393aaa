"""Hand articles in for publication; say who decides about those of a category.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what was handed in, of which there is nothing yet, and the reviewers, whom no category has yet."""
    op.add_column("article", sa.Column("review", sa.Text(), nullable=True, server_default="null"))
    op.create_index("ix_article_review", "article", ["review"], sqlite_where=sa.text("review <> 'null'"))
    op.add_column("category", sa.Column("reviewers", sa.Text(), nullable=False, server_default="[]"))
