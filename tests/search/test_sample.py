"""The sample shop's articles answer the questions of its customers, and nothing else answers small talk."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, create_engine

from app.commands.transfer.files import open_files
from app.commands.transfer.plan import plan_import
from app.commands.transfer.table import read_table
from app.domain.rich import body_text
from app.search import index
from app.search.cache import PostingCache
from app.search.index import Document
from app.search.levels import GOOD_MATCH
from app.search.query import Query, search, suggest

SAMPLE = Path(__file__).parents[2] / "resources/sample"
WANTED = 0.9  # the share of questions that must find their article among three suggestions


class Question(msgspec.Struct, frozen=True):
    """A line of questions.json: any of the articles answers it."""

    text: str
    key: str
    also: tuple[str, ...] = ()


class _Questions(msgspec.Struct, frozen=True):
    questions: tuple[Question, ...]


def sample_documents() -> Iterator[Document]:
    """Yield the sample's articles as the index is given them, named by their import keys."""
    with open_files(SAMPLE) as files:
        plan = plan_import(read_table(SAMPLE / "knowledge.xlsx"), [], [], files, zone=datetime.UTC)
    tree = {category.id: category for category in plan.categories}
    for row in plan.rows:
        article = row.article
        assert article is not None, row.problems
        path = []
        at = article.category_id
        while at in tree:
            path.append(tree[at])
            at = tree[at].parent_id
        yield Document(
            article_id=article.import_key,
            title=article.title,
            questions=article.questions,
            body=body_text(article.body),
            attachment_text=" ".join(attached.name for attached in article.attachments),
            tags=article.tags,
            category_path=tuple(word for category in path for word in (category.name, *category.synonyms)),
            language=article.language,
        )


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    """The sample's articles."""
    return tuple(sample_documents())


@pytest.fixture(scope="module")
def sample(documents: tuple[Document, ...]) -> Iterator[Connection]:
    """An index of the sample's articles."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        index.create_tables(connection)
        index.rebuild(connection, documents)
        yield connection
    engine.dispose()


def test_nine_in_ten_questions_find_their_article_among_three_suggestions(sample: Connection) -> None:
    questions = msgspec.json.decode((SAMPLE / "questions.json").read_bytes(), type=_Questions).questions
    cache = PostingCache()
    missed = []
    for question in questions:
        found = [hit.article_id for hit in suggest(sample, question.text, Query(text="", limit=3), cache)]
        if not {question.key, *question.also} & set(found):
            missed.append((question.text, question.key, found))
    assert len(missed) <= (1 - WANTED) * len(questions), missed


@pytest.mark.parametrize("asked", ["{}怎么办", "请问{}怎么处理？", "{}是什么原因"])
def test_how_one_asks_weighs_nothing(sample: Connection, asked: str) -> None:
    told = [(hit.article_id, hit.confidence) for hit in suggest(sample, "左耳没有声音")]
    assert told == [(hit.article_id, hit.confidence) for hit in suggest(sample, asked.format("左耳没有声音"))]


def test_an_english_follow_up_finds_the_article_again(sample: Connection) -> None:
    first, *_ = suggest(sample, "Found it, but it only works for some apps. WhatsApp still doesn't show.")
    assert first.article_id == "EN-014"
    assert first.confidence >= GOOD_MATCH


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ("My Air Pro 2 left earbud has no sound, help", "EN-001"),
        ("Air Pro 2 earbuds got wet in the rain", "EN-006"),
        ("my Air Pro 2 hisses when noise cancelling is on", "EN-008"),
        ("我的Air Pro 2 左耳机没有声音了怎么办", "EAR-001"),
        ("Air Pro 2 说明书", "EAR-026"),
        ("Air Pro 2 参数", "EAR-024"),
    ],
)
def test_what_happened_says_more_than_the_name_of_the_product(sample: Connection, message: str, key: str) -> None:
    assert suggest(sample, message)[0].article_id == key


@pytest.mark.parametrize(
    "message",
    [
        "您好",
        "你好",
        "您好！",
        "在吗",
        "在吗？",
        "谢谢",
        "谢谢你们",
        "好的谢谢",
        "ok",
        "OK",
        "嗯嗯",
        "嗯",
        "哦哦",
        "好的",
        "thanks",
        "thank you so much",
        "ok thanks bye",
        "hello",
        "Hi there!",
        "早上好",
        "晚上好，在不在",
        "辛苦了",
        "知道了",
        "收到",
        "等一下",
        "有人吗",
        "哈哈哈",
        "再见",
        "好的，我试试",
        "？",
        "没事了，谢谢",
        "不用了",
        "對的",
        "謝謝",
        "Good morning",
    ],
)
def test_small_talk_gets_no_suggestion(sample: Connection, message: str) -> None:
    assert [hit.title for hit in suggest(sample, message)] == []


@pytest.mark.parametrize(
    "message",
    [
        "今天天气真不错我们去公园散步吧",
        "中国的首都是哪里",
        "帮我写一首诗",
        "世界杯谁赢了",
        "给我讲个笑话",
        "明天会下雨吗",
        "推荐一本小说",
        "猫咪不吃饭",
        "你多大了",
        "怎么学英语",
        "股票什么时候涨",
        "what is the capital of france",
        "who won the world cup",
        "can you write a poem",
        "the weather is nice today",
    ],
)
def test_a_question_off_the_topic_gets_no_suggestion(sample: Connection, message: str) -> None:
    assert [hit.title for hit in suggest(sample, message)] == []


@pytest.mark.parametrize("typed", ["单侧无声", "單側無聲", "耳机单侧无声", "dancewusheng", "电子发票", "滤网装反"])
def test_key_words_that_one_article_has_are_a_sure_match(sample: Connection, typed: str) -> None:
    first, *others = search(sample, Query(text=typed, limit=3))
    assert first.confidence >= 0.8
    assert all(hit.confidence < first.confidence for hit in others)


def test_a_title_or_similar_question_is_a_sure_match(sample: Connection, documents: tuple[Document, ...]) -> None:
    cache = PostingCache()
    for document in documents:
        for phrase in document.phrases():
            first = search(sample, Query(text=phrase, limit=3), cache)[0]
            assert first.confidence >= 0.8, (phrase, first.title, first.confidence)


def test_words_that_many_articles_have_are_no_sure_match(sample: Connection) -> None:
    hits = search(sample, Query(text="耳机"))
    assert len(hits) > 1
    assert all(hit.confidence < 0.8 for hit in hits)
