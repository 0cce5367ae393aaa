"""The sentence model itself: other words and the other language find, and nonsense finds nothing."""

import pytest
from sqlalchemy import Connection

from app.search import index, vectors
from app.search.encoder import Encoder
from app.search.explain import Why
from app.search.index import Document
from app.search.meaning import Meaning
from app.search.query import Query, search, suggest

pytestmark = pytest.mark.slow  # the model takes a second or two to load

ARTICLES = {
    "refund": "退款多久能到账",
    "invoice": "电子发票怎么开",
    "password": "忘记密码如何重置",
    "parcel": "快递显示签收但没收到",
    "battery": "耳机充不进电",
    "address": "How do I change the delivery address?",
}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def meaning(connection: Connection, encoder: Encoder) -> Meaning:
    index.put_many(connection, (Document(article_id=key, title=title) for key, title in ARTICLES.items()))
    vectors.keep(connection, vectors.read(encoder, vectors.waiting(connection, 100)))
    return Meaning(encoder)


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("When will I get my money back?", "refund"),
        ("I can't log in, I don't remember the passphrase", "password"),
        ("钱多久退回来", "refund"),
        ("密码不记得了", "password"),
        ("包裹沒有收到", "parcel"),
        ("tuikuan", "refund"),
    ],
)
def test_other_words_and_the_other_language_find(
    connection: Connection, meaning: Meaning, asked: str, right: str
) -> None:
    hits = search(connection, Query(text=asked), None, meaning)
    assert hits[0].article_id == right
    assert hits[0].reasons


def test_what_only_the_meaning_found_says_so(connection: Connection, meaning: Meaning) -> None:
    asked = "When will I get my money back?"
    assert "refund" not in {hit.article_id for hit in search(connection, Query(text=asked))}
    hit = search(connection, Query(text=asked), None, meaning)[0]
    assert [reason.why for reason in hit.reasons] == [Why.MEANING]


def test_chances_fall_in_the_order_of_the_hits(connection: Connection, meaning: Meaning) -> None:
    hits = search(connection, Query(text="退款什么时候到账"), None, meaning)
    chances = [hit.confidence for hit in hits]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.5


@pytest.mark.parametrize("message", ["你好，在吗", "今天天气真好", "asdkjh qwe", "哈哈哈哈"])
def test_small_talk_and_nonsense_get_no_suggestion(connection: Connection, meaning: Meaning, message: str) -> None:
    assert [hit.title for hit in suggest(connection, message, None, None, meaning)] == []


def test_filters_hold_for_what_the_meaning_finds(connection: Connection, meaning: Meaning) -> None:
    index.put(connection, Document(article_id="refund", title=ARTICLES["refund"], status="draft", audience="internal"))
    for query in (Query(text="return my money"), Query(text="return my money", statuses=(), audiences=("customer",))):
        assert "refund" not in {hit.article_id for hit in search(connection, query, None, meaning)}
    every = search(connection, Query(text="return my money", statuses=()), None, meaning)
    assert "refund" in {hit.article_id for hit in every}
