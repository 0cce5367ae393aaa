"""Keep a vector of each title and similar question, so that an article is found by what it means.

Revision 0015, after 0014. The vectors themselves are made behind the desk; until then words find an article.
"""

from alembic import op

from app.search.index import VECTOR_DDL

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Ask for the vectors of all articles."""
    for statement in VECTOR_DDL:
        op.execute(statement)
    op.execute("INSERT OR IGNORE INTO search_vector (row, version, data) SELECT row, 1, NULL FROM search_article")
