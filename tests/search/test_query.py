"""Agents find articles however they type, and are told why; customers' messages get suggestions or an honest none."""

import threading
from collections.abc import Iterable
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from app.search import cache, index, rank, sound
from app.search.bm25 import Posted
from app.search.cache import PostingCache, Reader
from app.search.explain import Field, Why
from app.search.index import Document
from app.search.levels import GOOD_MATCH
from app.search.query import Hit, Query, search, suggest

TITLES = (
    "蓝牙耳机单侧无声怎么办",
    "如何申请电子发票",
    "洗衣机漏水如何处理",
    "退款多久到账",
    "扫地机器人无法回充",
    "修改收货地址",
    "空调不制冷的原因",
    "会员积分怎么兑换",
    "路由器重置步骤",
    "热水器显示错误代码",
    "冰箱门封条更换",
    "电饭煲保修期说明",
)
ARTICLES = (
    *(Document(article_id=f"zh{number}", title=title) for number, title in enumerate(TITLES)),
    Document(article_id="code", title="AP2-7731 固件升级", body="适用于 X1 Pro。升级前请充电。"),
    Document(
        article_id="en", title="How to cancel an order", body="Open the order page. Deliveries on the way return."
    ),
    Document(
        article_id="extra", title="企业采购", questions=("公司买东西怎么开专票", "批量下单有折扣吗"), tags=("对公",)
    ),
    Document(article_id="file", title="安装指南", attachment_text="膨胀螺丝孔距为八厘米", category_path=("挂架",)),
)


@pytest.fixture
def shop(connection: Connection) -> Connection:
    """An index of sixteen articles."""
    index.put_many(connection, ARTICLES)
    return connection


def first(connection: Connection, text: str) -> Hit:
    """Return the best hit."""
    hits = search(connection, Query(text=text))
    assert hits, text
    return hits[0]


@given(st.data())
def test_every_article_is_found_by_any_short_word_of_its_title(data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(TITLES))
    size = data.draw(st.integers(1, 2))
    start = data.draw(st.integers(0, len(title) - size))
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        index.create_tables(connection)
        index.put_many(connection, ARTICLES)
        found = search(connection, Query(text=title[start : start + size], limit=50))
    engine.dispose()
    assert title in [hit.title for hit in found]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_found_first_in_traditional_in_pinyin_and_by_initials(shop: Connection, title: str) -> None:
    spoken = sound.read(title)
    for typed in (
        title,
        opencc.OpenCC("s2t").convert(title),
        "".join(spoken),
        " ".join(spoken),
        "".join(spoken)[:-1],
        "".join(syllable[0] for syllable in spoken),
        title[:2] + "".join(spoken[2:]),
    ):
        assert first(shop, typed).title == title, typed


@pytest.mark.parametrize(
    ("typed", "article_id", "why"),
    [
        ("单侧", "zh0", Why.TITLE),
        ("dance", "zh0", Why.PINYIN),
        ("发飘", "zh1", Why.HOMOPHONE),
        ("专票", "extra", Why.QUESTION),
        ("螺丝", "file", Why.ATTACHMENT),
        ("挂架", "file", Why.LABEL),
        ("对公", "extra", Why.LABEL),
        ("充电", "code", Why.BODY),
        ("电。", "code", Why.BODY),
        ("ap27731", "code", Why.TITLE),
        ("7731", "code", Why.TITLE),
        ("ＡＰ２－７７３１", "code", Why.TITLE),
        ("x1pro", "code", Why.BODY),
        ("X1 PRO", "code", Why.BODY),
        ("cancelled orders", "en", Why.TITLE),
        ("canc", "en", Why.SIMILAR_WORD),
        ("ordre", "en", Why.SIMILAR_WORD),
        ("delivery", "en", Why.BODY),
    ],
)
def test_finds_and_says_why(shop: Connection, typed: str, article_id: str, why: Why) -> None:
    hits = {hit.article_id: hit for hit in search(shop, Query(text=typed))}
    assert article_id in hits
    assert why in [reason.why for reason in hits[article_id].reasons]


def test_a_prefix_of_a_code_finds_it_while_typing(shop: Connection) -> None:
    for size in range(2, len("AP2-7731") + 1):
        assert first(shop, "AP2-7731"[:size]).article_id == "code", "AP2-7731"[:size]


SOUNDING = (
    "智能音响连不上网", "按钮没有反应", "保修期多久", "手镜怎么清洁", "手机壳有哪些颜色", "发货时间", "Factory reset"
)  # fmt: skip


@pytest.fixture
def sounding(connection: Connection) -> Connection:
    """An index of titles that sound alike at the beginning, among many others."""
    others = (Document(article_id=f"other{number}", title=f"第 {number} 号规定") for number in range(40))
    titles = (Document(article_id=title[:2], title=title) for title in SOUNDING)
    index.put_many(connection, (*titles, *others))
    return connection


@pytest.mark.parametrize(
    ("typed", "title", "heard"),
    [
        ("yin", "智能音响连不上网", "音"),
        ("yinx", "智能音响连不上网", "音响"),
        ("yinxi", "智能音响连不上网", "音响"),
        ("yinxia", "智能音响连不上网", "音响"),
        ("yinxian", "智能音响连不上网", "音响"),
        ("yinxiang", "智能音响连不上网", "音响"),
        ("智能yinxian", "智能音响连不上网", "智能音响"),
        ("ying", "按钮没有反应", "应"),
        ("xia", "智能音响连不上网", "响"),
        ("shouji", "手机壳有哪些颜色", "手机"),
        ("shoujin", "手镜怎么清洁", "手镜"),
        ("fa", "发货时间", "发"),
        ("fah", "发货时间", "发货"),
    ],
)
def test_whole_and_half_typed_syllables_find_what_sounds_so(
    sounding: Connection, typed: str, title: str, heard: str
) -> None:
    hit = first(sounding, typed)
    assert hit.title == title
    assert "".join(title[start:end] for start, end in hit.title_spans) == heard
    assert hit.confidence >= GOOD_MATCH


def test_what_sounds_exactly_so_comes_before_what_only_begins_so(sounding: Connection) -> None:
    found = [hit.title for hit in search(sounding, Query(text="yin"))]
    assert found == ["智能音响连不上网", "按钮没有反应"]
    spoken, begun = search(sounding, Query(text="shouji"))
    assert spoken.title == "手机壳有哪些颜色"
    assert spoken.confidence > begun.confidence


def test_the_one_letter_of_a_model_is_no_initial(connection: Connection) -> None:
    index.put_many(connection, [Document(article_id="a", title="参数"), Document(article_id="b", title="M27 接口")])
    assert search(connection, Query(text="C-30")) == []
    assert [hit.article_id for hit in search(connection, Query(text="M27"))] == ["b"]


def test_little_words_do_not_outweigh_what_a_question_is_about(connection: Connection) -> None:
    index.put_many(
        connection,
        [
            Document(article_id="watch", title="Watch shows no messages", body="Choose which apps may notify."),
            Document(article_id="refund", title="When will I get it", body="It is still only for those that do."),
            Document(article_id="sound", title="Only the left one plays", body="It works for some, but not for all."),
            *(Document(article_id=f"zh{number}", title=title) for number, title in enumerate(TITLES)),
        ],
    )
    assert first(connection, "I found it, but it only notifies for some of the apps").article_id == "watch"


def test_the_best_phrase_wins_and_is_named(shop: Connection) -> None:
    hit = first(shop, "批量下单折扣")
    assert (hit.article_id, hit.phrase, hit.field) == ("extra", "批量下单有折扣吗", Field.QUESTION)
    assert "".join(hit.phrase[start:end] for start, end in hit.phrase_spans) == "批量下单折扣"


def test_words_that_say_nothing_are_not_marked_beside_others(shop: Connection) -> None:
    index.put(shop, Document(article_id="extra", title="How to get the refund to a card", body="x"))
    hit = next(hit for hit in search(shop, Query(text="I want to get the refund")) if hit.article_id == "extra")
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["refund"]


def test_spans_mark_the_words_in_title_and_snippet(shop: Connection) -> None:
    body = "第一段没有关系。" * 30 + "请长按复位键十秒。" + "结尾。" * 30
    index.put(shop, Document(article_id="long", title="Ⅷ型 音箱㎡ 复位", body=body))
    hit = first(shop, "复位键")
    assert [hit.title[start:end] for start, end in hit.title_spans] == ["复位"]
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["复位键"]
    assert hit.snippet.startswith("…")


def test_synonyms_of_the_office_find_each_other(shop: Connection) -> None:
    assert "zh3" not in [hit.article_id for hit in search(shop, Query(text="返钱"))]
    index.set_synonyms(shop, [("返钱", "退款", "money back")])
    assert first(shop, "返钱").article_id == "zh3"
    assert first(shop, 'money back "退款"').article_id == "zh3"


def test_filters_keep_what_they_name(connection: Connection) -> None:
    index.put_many(
        connection,
        [
            Document(article_id="a", title="退款规则", category_ids=("c1", "root"), language="zh-CN"),
            Document(article_id="b", title="退款规则", category_ids=("c2", "root"), status="draft"),
            Document(article_id="c", title="退款规则", audience="internal", tags=("内部",), valid_until=1_000),
        ],
    )

    def ids(**filters: object) -> set[str]:
        asked = Query(text="退款", **filters)  # type: ignore[arg-type]
        return {hit.article_id for hit in search(connection, asked)}

    assert ids() == {"a", "c"}
    assert ids(statuses=()) == {"a", "b", "c"}
    assert ids(statuses=("draft",)) == {"b"}
    assert ids(category_ids=("root",), statuses=()) == {"a", "b"}
    assert ids(category_ids=("c1", "c2"), statuses=("published",)) == {"a"}
    assert ids(audiences=("internal",)) == {"c"}
    assert ids(languages=("zh-CN",)) == {"a"}
    assert ids(tags=("内部",), category_ids=("c1",)) == set()
    assert ids(now_ms=999) == {"a", "c"}
    assert ids(now_ms=1_000) == {"a"}
    assert ids(now_ms=1_000, include_expired=True) == {"a", "c"}


def test_many_expired_articles_do_not_hide_a_valid_one(connection: Connection) -> None:
    old = [Document(article_id=f"old{number}", title="退款规则", valid_until=1) for number in range(300)]
    index.put_many(connection, [*old, Document(article_id="new", title="退款规则的新说明")])
    assert [hit.article_id for hit in search(connection, Query(text="退款规则", now_ms=2))] == ["new"]


@pytest.mark.parametrize("text", ["", "   ", "。！？", "\x00", "🙂", "'\"%_*\\"])
def test_nothing_to_look_for_finds_nothing(shop: Connection, text: str) -> None:
    assert search(shop, Query(text=text)) == []


@given(text=st.text(max_size=60))
def test_no_text_breaks_a_search(text: str) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        index.create_tables(connection)
        index.put_many(connection, [*ARTICLES, Document(article_id="any", title=text, body=text)])
        index.set_synonyms(connection, [("a", text), ("退", "回")])
        for hit in search(connection, Query(text=text)):
            assert 0.0 <= hit.confidence <= 1.0
            for shown, spans in (
                (hit.title, hit.title_spans),
                (hit.phrase, hit.phrase_spans),
                (hit.snippet, hit.snippet_spans),
            ):
                assert all(0 <= start < end <= len(shown) for start, end in spans)
    engine.dispose()


@pytest.mark.parametrize(
    ("message", "article_id"),
    [
        ("你好，请问一下我的洗衣机漏水了怎么处理呢？", "zh2"),
        ("退款要多久才能到账啊", "zh3"),
        ("在吗？我想修改一下收货地址，谢谢", "zh5"),
        ("空調不製冷是什麼原因", "zh6"),
        ("Hi, how can I cancel my order?", "en"),
    ],
)
def test_a_message_gets_the_right_suggestion(shop: Connection, message: str, article_id: str) -> None:
    assert article_id in [hit.article_id for hit in suggest(shop, message)]


@pytest.mark.parametrize(
    "message", ["你好", "在吗", "今天天气真不错我们去公园散步吧", "好的谢谢", "ok thanks bye", "嗯嗯"]
)
def test_a_message_without_an_answer_gets_no_suggestion(shop: Connection, message: str) -> None:
    assert suggest(shop, message) == []


def test_readers_on_several_threads_share_a_cache(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'search.db'}")
    with engine.begin() as connection:
        index.create_tables(connection)
        index.put_many(connection, ARTICLES)
    shared = PostingCache()
    failures: list[str] = []

    def ask() -> None:
        for _ in range(5):
            for title in TITLES:
                with engine.connect() as connection:
                    hits = search(connection, Query(text=title), shared)
                if hits[0].title != title:
                    failures.append(title)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert failures == []


def test_a_full_cache_forgets_and_still_answers_the_same(shop: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LIMIT", 20_000)
    small = PostingCache()
    for title in TITLES * 2:
        for size in range(1, len(title) + 1):
            asked = Query(text=title[:size])
            assert search(shop, asked, small) == search(shop, asked)
            assert small.kept(index.generation(shop)).size <= 20_000


def test_a_query_that_would_read_too_much_keeps_to_its_rarest_terms(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = [Document(article_id=f"common{number}", title="蓝牙耳机没有声音怎么办") for number in range(200)]
    index.put_many(connection, [*common, Document(article_id="rare", title="蓝牙耳机掉进洗手池怎么办")])
    read: list[int] = []
    original = Reader.posted

    def counted(reader: Reader, wanted: Iterable[str]) -> dict[str, Posted]:
        found = original(reader, wanted)
        read.append(sum(len(posted.rows) for posted in found.values()))
        return found

    monkeypatch.setattr(Reader, "posted", counted)
    monkeypatch.setattr(rank, "_BUDGET", 500)
    assert first(connection, "我的蓝牙耳机掉进洗手池怎么办").article_id == "rare"
    assert max(read) <= 500


def test_a_message_is_no_half_typed_word(shop: Connection) -> None:
    assert search(shop, Query(text="canc"))
    assert suggest(shop, "canc") == []
