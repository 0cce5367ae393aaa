"""The search text of articles, kept with every write of an article or of a category above it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.domain.columns import chunks, codec
from app.domain.entity import Entity
from app.domain.knowledge import Article, Category
from app.domain.rich import body_text
from app.search.index import Document, put_many
from app.storage.core import ENTITY, Connection, select

_BATCH = 500
_FEW = 20


def index_articles(
    connection: Connection, articles: Iterable[Entity], *, between: Callable[[], None] = lambda: None
) -> None:
    """Put articles into the search index as they are now; those in the bin stay findable as such by their status.

    ``between`` is called between two of them.
    """
    wanted = [article for article in articles if isinstance(article, Article)]
    tree = _lineage(connection, {article.category_id for article in wanted} - {""})
    put_many(connection, (_document(article, tree) for article in wanted), between=between)


def index_below(connection: Connection, category_ids: Iterable[str]) -> None:
    """Index again every article at or below these categories, whose names or place changed."""
    tree = _categories(connection)
    moved = set(category_ids)
    below = [key for key in tree if moved & set(_ancestors(key, tree))]
    table, decode = ENTITY["article"], codec(Article)
    for part in chunks(below, _BATCH):
        found = connection.execute(
            select(*(table.c[name] for name in decode.names)).where(table.c.category_id.in_(part))
        )
        put_many(connection, (_document(decode.from_row(row), tree) for row in found))


def _categories(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, Category]:
    """Return categories by id: these, or all. Text instead of a statement of Core: every article saved asks for it."""
    decode = codec(Category)
    query = f"SELECT {', '.join(decode.names)} FROM category"
    if ids is not None:
        query += f" WHERE id IN ({', '.join('?' * len(ids))})"
    return {row[0]: decode.from_row(row) for row in connection.exec_driver_sql(query, tuple(ids or ()))}


def _lineage(connection: Connection, ids: set[str]) -> dict[str, Category]:
    """Return categories with all above them. Few are read one level after the other: an office has hundreds."""
    if len(ids) > _FEW:
        return _categories(connection)
    tree: dict[str, Category] = {}
    while ids:
        found = _categories(connection, sorted(ids))
        tree |= found
        ids = {row.parent_id for row in found.values()} - tree.keys() - {""}
    return tree


def _ancestors(category_id: str, tree: Mapping[str, Category]) -> Iterator[str]:
    """Yield a category and all above it; a cycle (two concurrent moves) is cut."""
    seen: set[str] = set()
    while category_id in tree and category_id not in seen:
        seen.add(category_id)
        yield category_id
        category_id = tree[category_id].parent_id


def _document(article: Article, tree: Mapping[str, Category]) -> Document:
    path = tuple(_ancestors(article.category_id, tree))
    names = tuple(word for key in path for word in (tree[key].name, *tree[key].synonyms))
    return Document(
        article_id=article.id,
        title=article.title,
        questions=article.questions,
        body=body_text(article.body),
        attachment_text=" ".join(ref.name for ref in article.attachments),
        tags=article.tags,
        category_ids=path,
        category_path=names,
        language=article.language,
        status="deleted" if article.deleted_at is not None else article.status.value,
        audience=article.audience.value,
        valid_from=article.valid_from,
        valid_until=article.valid_until,
    )
