"""The index holds exactly what its articles say, whatever was put and removed before."""

from array import array
from collections.abc import Iterable

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, event

from app.search import index, terms
from app.search.cache import PostingCache
from app.search.index import Document
from app.search.query import Query, search

WORDS = (
    "退款",
    "发票",
    "耳机",
    "漏水",
    "洗衣机",
    "怎么",
    "单侧无声",
    "AP2-7731",
    "X1 Pro",
    "refund",
    "orders",
    "重置",
    "的",
)

titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
documents = st.builds(
    Document,
    article_id=st.sampled_from([f"article-{number}" for number in range(6)]),
    title=titles,
    questions=st.lists(titles, max_size=3).map(tuple),
    body=st.lists(st.sampled_from(WORDS), max_size=12).map("，".join),
    tags=st.lists(st.sampled_from(("保修", "售后")), max_size=1).map(tuple),
    status=st.sampled_from(("published", "draft")),
)
changes = st.lists(
    st.one_of(
        documents, st.lists(documents, max_size=4), st.sampled_from([f"article-{number}" for number in range(6)])
    ),
    max_size=12,
)
QUESTIONS = (*WORDS, "耳机怎么退款", "xiyiji", "fp", "发飘", "refnd", "AP2", "保修", "水")


def answers(connection: Connection) -> dict[str, dict[str, float]]:
    """What the index answers to every question: article and score."""
    return {
        text: {
            hit.article_id: round(hit.score, 6) for hit in search(connection, Query(text=text, statuses=(), limit=50))
        }
        for text in QUESTIONS
    }


def apply(connection: Connection, steps: Iterable[Document | list[Document] | str]) -> dict[str, Document]:
    """Apply changes to an index and return the articles that it should then hold."""
    held: dict[str, Document] = {}
    for step in steps:
        if isinstance(step, str):
            index.remove(connection, step)
            held.pop(step, None)
        elif isinstance(step, list):
            index.put_many(connection, step)
            held.update((document.article_id, document) for document in step)
        else:
            index.put(connection, step)
            held[step.article_id] = step
    return held


@settings(max_examples=40)
@given(changes)
def test_any_history_ends_as_a_rebuilt_index(steps: list[Document | list[Document] | str]) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        index.create_tables(connection)
        held = apply(connection, steps)
        after_history = answers(connection)
        index.rebuild(connection, held.values())
        assert after_history == answers(connection)
    engine.dispose()


@given(st.lists(documents, min_size=1, max_size=8))
def test_removing_everything_leaves_no_posting(put: list[Document]) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        index.create_tables(connection)
        index.put_many(connection, put)
        for document in put:
            index.remove(connection, document.article_id)
        assert connection.exec_driver_sql("SELECT count(*) FROM search_posting").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT articles, phrases FROM search_state").one() == (0, 0)
    engine.dispose()


def test_putting_twice_is_putting_once(connection: Connection) -> None:
    document = Document(article_id="a", title="如何退款", questions=("钱什么时候退",), body="三天内退款。")
    index.put(connection, document)
    once = connection.exec_driver_sql("SELECT * FROM search_posting").all()
    index.put(connection, document)
    assert connection.exec_driver_sql("SELECT * FROM search_posting").all() == once


def test_an_edit_keeps_the_rows_of_the_article(connection: Connection) -> None:
    for number in range(5):
        index.put(connection, Document(article_id="a", title=f"第{number}版", questions=("问题",)))
    assert connection.exec_driver_sql("SELECT next_row FROM search_state").scalar_one() == 2


def test_a_rolled_back_put_leaves_nothing(connection: Connection) -> None:
    connection.commit()
    index.put(connection, Document(article_id="a", title="如何退款"))
    connection.rollback()
    assert search(connection, Query(text="退款")) == []


def test_every_change_raises_the_generation(connection: Connection) -> None:
    seen = [index.generation(connection)]
    index.put(connection, Document(article_id="a", title="如何退款"))
    seen.append(index.generation(connection))
    index.set_synonyms(connection, [("退款", "退钱")])
    seen.append(index.generation(connection))
    index.remove(connection, "a")
    seen.append(index.generation(connection))
    index.rebuild(connection, [])
    seen.append(index.generation(connection))
    assert seen == sorted(set(seen))


def test_an_article_put_again_as_it_is_changes_nothing(connection: Connection) -> None:
    document = Document(article_id="a", title="如何退款", body="三天到账")
    index.put(connection, document)
    before = index.generation(connection)
    index.put(connection, document)
    assert index.generation(connection) == before
    index.put(connection, msgspec.structs.replace(document, body="五天到账"))
    assert index.generation(connection) > before


def test_an_index_of_another_format_asks_to_be_rebuilt(connection: Connection) -> None:
    assert not index.needs_rebuild(connection)
    connection.exec_driver_sql("UPDATE search_state SET format = format - 1")
    assert index.needs_rebuild(connection)
    index.rebuild(connection, [Document(article_id="a", title="如何退款")])
    assert not index.needs_rebuild(connection)
    assert [hit.article_id for hit in search(connection, Query(text="退款"))] == ["a"]


def test_a_page_of_articles_is_written_in_few_statements(connection: Connection) -> None:
    """Python's lock changes hands at every row of a statement that writes row by row: a window beside it stutters."""
    texts = [f"{first}{second}" for first in WORDS for second in WORDS]
    page = [Document(article_id=str(at), title=text, body=f"说明{at}") for at, text in enumerate(texts)]
    steps: list[int] = []

    def count(conn: object, cursor: object, statement: object, parameters: object, context: object, many: bool) -> None:
        steps.append(len(parameters) if many and isinstance(parameters, list) else 1)

    event.listen(connection, "before_cursor_execute", count)
    index.put_many(connection, page)
    event.remove(connection, "before_cursor_execute", count)
    assert sum(steps) < 60 < len(page)


def test_postings_that_cross_a_block_are_all_found(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE search_state SET next_row = 16382")
    index.put_many(connection, [Document(article_id=str(number), title=f"退款{number}") for number in range(5)])
    assert len(search(connection, Query(text="退款"))) == 5
    index.remove(connection, "3")
    assert len(search(connection, Query(text="退款"))) == 4


def test_a_cache_never_answers_from_before_a_change(connection: Connection) -> None:
    cache = PostingCache()
    index.put(connection, Document(article_id="a", title="如何退款"))
    assert len(search(connection, Query(text="退款"), cache)) == 1
    index.put(connection, Document(article_id="b", title="退款多久到账"))
    assert len(search(connection, Query(text="退款"), cache)) == 2
    index.remove(connection, "a")
    assert [hit.article_id for hit in search(connection, Query(text="退款"), cache)] == ["b"]
    assert search(connection, Query(text="退款"), cache) == search(connection, Query(text="退款"))


def test_a_longer_body_writes_only_what_is_new(connection: Connection) -> None:
    body = "请先确认电源线已经插好，再长按电源键十秒。"
    index.put(connection, Document(article_id="a", title="如何重置", body=body))
    before: dict[str, bytes] = dict(connection.exec_driver_sql("SELECT term, data FROM search_posting").all())
    index.put(connection, Document(article_id="a", title="如何重置", body=body + "\nfirmware " + "update " * 30))
    after: dict[str, bytes] = dict(connection.exec_driver_sql("SELECT term, data FROM search_posting").all())
    changed = {term for term, data in after.items() if before.get(term) != data}
    assert changed == {"bfirmwar", "bupdat", terms.LENGTH + terms.BODY}
    assert before.keys() <= after.keys()


def test_postings_stay_in_the_order_of_rows(connection: Connection) -> None:
    for article_id in "abcd":
        index.put(connection, Document(article_id=article_id, title="如何退款"))
    index.put(connection, Document(article_id="b", title="如何退货"))
    index.put_many(connection, [Document(article_id=name, title="如何退款吗") for name in "dbca"])
    for data in connection.exec_driver_sql("SELECT data FROM search_posting").scalars():
        rows = [posting >> 8 for posting in array("I", data)]
        assert rows == sorted(set(rows))
