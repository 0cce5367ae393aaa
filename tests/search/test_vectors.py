"""The vectors follow the articles, whatever is put, moved and removed, and the closest are found."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.search import index, vectors
from app.search.encoder import DIMENSIONS, SCALE, Vector, Vectors
from app.search.index import Document
from app.search.vectors import Closeness


def direction(seed: int) -> Vector:
    """A vector of length 1, another one for each seed."""
    drawn = np.random.default_rng(seed).normal(size=DIMENSIONS)
    made: Vector = (drawn / np.linalg.norm(drawn)).astype(np.float32)
    return made


def kept(found: Vector) -> Vectors:
    made: Vectors = np.rint(found * SCALE).astype(np.int8)
    return made


def read(connection: Connection, seeds: dict[str, int]) -> list[str]:
    """Keep a vector for each text that waits; return the texts."""
    found = vectors.waiting(connection, 100)
    vectors.keep(connection, [(one, np.stack([kept(direction(seeds[text])) for text in one.texts])) for one in found])
    return [text for one in found for text in one.texts]


def nearest(closeness: Closeness, connection: Connection, seed: int) -> list[tuple[int, float]]:
    closeness.refresh(connection)
    close = closeness.nearest(direction(seed), 3)
    return [(int(row), round(float(cosine), 1)) for row, cosine in zip(*close, strict=True) if cosine > 0.5]


SEEDS = {"退款": 1, "怎么退钱": 2, "发票": 3, "开票": 4, "钱何时到": 5, "正文": 6}


def test_a_new_article_waits_until_its_vectors_are_kept(connection: Connection) -> None:
    index.put(connection, Document(article_id="a", title="退款", questions=("怎么退钱",), body="正文"))
    closeness = Closeness()
    assert nearest(closeness, connection, 2) == []
    assert vectors.count_waiting(connection) == 1
    assert read(connection, SEEDS) == ["退款", "怎么退钱"]
    assert vectors.count_waiting(connection) == 0
    assert nearest(closeness, connection, 2) == [(1, 1.0)]


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"body": "另一段正文"}, []),
        ({"tags": ("保修",), "status": "draft"}, []),
        ({"title": "发票"}, ["发票", "怎么退钱"]),
        ({"questions": ("怎么退钱", "开票")}, ["退款", "怎么退钱", "开票"]),
        ({"questions": ()}, ["退款"]),
    ],
)
def test_only_what_changes_the_meaning_is_read_again(
    connection: Connection, change: dict[str, object], again: list[str]
) -> None:
    was: dict[str, object] = {"title": "退款", "questions": ("怎么退钱",), "body": "正文"}
    index.put(connection, Document(article_id="a", **was))  # type: ignore[arg-type]  # its own fields
    read(connection, SEEDS)
    index.put(connection, Document(article_id="a", **{**was, **change}))  # type: ignore[arg-type]  # its own fields
    assert read(connection, SEEDS) == again


def test_an_article_that_grew_is_found_where_it_is_now_only(connection: Connection) -> None:
    index.put_many(connection, [Document(article_id="a", title="退款"), Document(article_id="b", title="发票")])
    read(connection, SEEDS)
    closeness = Closeness()
    assert nearest(closeness, connection, 1) == [(0, 1.0)]
    index.put(connection, Document(article_id="a", title="退款", questions=("怎么退钱",)))
    assert nearest(closeness, connection, 1) == []  # old rows are gone, new ones not yet read
    read(connection, SEEDS)
    assert nearest(closeness, connection, 1) == [(2, 1.0)]
    assert nearest(closeness, connection, 3) == [(1, 1.0)]


def test_a_removed_article_and_a_shorter_one_leave_nothing_behind(connection: Connection) -> None:
    index.put(connection, Document(article_id="a", title="退款", questions=("怎么退钱", "钱何时到")))
    index.put(connection, Document(article_id="b", title="发票"))
    read(connection, SEEDS)
    closeness = Closeness()
    assert nearest(closeness, connection, 5) == [(2, 1.0)]
    index.put(connection, Document(article_id="a", title="退款"))
    read(connection, SEEDS)
    assert nearest(closeness, connection, 5) == []
    index.remove(connection, "b")
    assert nearest(closeness, connection, 3) == []
    assert read(connection, SEEDS) == []


def test_what_was_changed_while_it_was_read_goes_on_waiting(connection: Connection) -> None:
    index.put(connection, Document(article_id="a", title="退款"))
    found = vectors.waiting(connection, 100)
    index.put(connection, Document(article_id="a", title="发票"))
    vectors.keep(connection, [(one, kept(direction(1))[None, :]) for one in found])
    assert nearest(Closeness(), connection, 1) == []
    assert read(connection, SEEDS) == ["发票"]


def test_an_index_made_anew_has_no_old_vectors_in_memory(connection: Connection) -> None:
    index.put_many(connection, [Document(article_id="a", title="退款"), Document(article_id="b", title="发票")])
    read(connection, SEEDS)
    closeness = Closeness()
    assert nearest(closeness, connection, 1) == [(0, 1.0)]
    index.rebuild(connection, [Document(article_id="b", title="发票")])
    assert nearest(closeness, connection, 1) == []
    assert read(connection, SEEDS) == ["发票"]
    assert nearest(closeness, connection, 3) == [(0, 1.0)]


def test_an_article_without_a_title_means_what_its_text_says(connection: Connection) -> None:
    index.put(connection, Document(article_id="a", title="", body="正文"))
    assert read(connection, SEEDS) == ["正文"]


def cloud(count: int) -> NDArray[np.float32]:
    """Vectors in clusters, as sentences lie."""
    draw = np.random.default_rng(7)
    centres = draw.normal(size=(40, DIMENSIONS))
    made = centres[draw.integers(0, 40, count)] + 0.8 * draw.normal(size=(count, DIMENSIONS))
    found: NDArray[np.float32] = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return found


def test_the_closest_are_those_of_an_exact_scan(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "SIFTED", 120)
    count = 400
    texts = cloud(count)
    index.put_many(connection, (Document(article_id=f"a{number}", title=str(number)) for number in range(count)))
    vectors.keep(
        connection, ((one, kept(texts[int(one.texts[0])])[None, :]) for one in vectors.waiting(connection, count))
    )
    closeness = Closeness()
    closeness.refresh(connection)
    allowed = np.arange(count) % 3 > 0
    hit = 0
    for asked in cloud(420)[400:]:
        exact = np.argsort(-np.where(allowed, texts @ asked, -1.0))[:10]
        close = closeness.nearest(asked, 10, allowed)
        assert allowed[close.rows].all()
        hit += len(np.intersect1d(close.rows, exact))
        assert np.allclose(closeness.cosines(asked, exact), (texts @ asked)[exact], atol=0.02)
    assert hit >= 190  # of 200
