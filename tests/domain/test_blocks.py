"""Laws of the three-way merge of rich text."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.blocks import merge_bodies
from app.domain.rich import Block, BlockKind, Body

IDS = st.sampled_from("abcdefgh")
TEXTS = st.sampled_from(["一", "二", "三", "四"])


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    ids = draw(st.lists(IDS, unique=True, max_size=7))
    return tuple(Block(id=key, html=draw(TEXTS)) for key in ids)


def ids(body: Body) -> list[str]:
    return [block.id for block in body]


@given(bodies(), bodies())
def test_a_side_that_changed_nothing_changes_nothing(base: Body, other: Body) -> None:
    assert merge_bodies(base, other, other) == other
    assert merge_bodies(base, base, other) == other
    assert merge_bodies(base, other, base) == other


@given(bodies(), bodies(), bodies())
def test_every_inserted_or_changed_block_survives(base: Body, mine: Body, theirs: Body) -> None:
    merged = merge_bodies(base, mine, theirs)
    if merged is None:
        return
    assert len(set(ids(merged))) == len(merged)
    was = {block.id: block for block in base}
    for side in (mine, theirs):
        for block in side:
            if was.get(block.id) != block:
                assert block in merged


@given(bodies(), bodies(), bodies())
def test_the_sides_are_equal_up_to_order(base: Body, mine: Body, theirs: Body) -> None:
    one, other = merge_bodies(base, mine, theirs), merge_bodies(base, theirs, mine)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert sorted(one, key=lambda b: b.id) == sorted(other, key=lambda b: b.id)


def test_two_changes_of_one_block_are_kept_apart() -> None:
    base = (Block(id="a", html="一"), Block(id="b", html="二"))
    mine = (Block(id="a", html="我"), Block(id="b", html="二"))
    theirs = (Block(id="a", html="他"), Block(id="b", html="二"))
    assert merge_bodies(base, mine, theirs) is None


def test_an_edit_beats_a_removal() -> None:
    base = (Block(id="a", html="一"), Block(id="b", html="二"))
    edited = (Block(id="a", html="一改"), Block(id="b", html="二"))
    removed = (Block(id="b", html="二"),)
    assert merge_bodies(base, edited, removed) == edited
    assert merge_bodies(base, removed, edited) == edited


def test_an_insertion_stays_beside_its_neighbour() -> None:
    base = tuple(Block(id=key, html=key) for key in "abc")
    mine = (base[0], Block(id="m", html="m"), base[1], base[2])
    theirs = (base[0], base[1], Block(id="t", html="t"), base[2])
    merged = merge_bodies(base, mine, theirs)
    assert merged is not None
    assert ids(merged) == ["a", "m", "b", "t", "c"]


def test_the_side_that_moved_blocks_gives_the_order() -> None:
    base = tuple(Block(id=key, html=key) for key in "abc")
    moved = (base[2], base[0], base[1])
    added = (*base, Block(id="d", html="d"))
    merged = merge_bodies(base, moved, added)
    assert merged is not None
    assert ids(merged) == ["c", "d", "a", "b"]  # the new block follows the one that it was written after


def text(merged: Body | None) -> list[str] | None:
    return None if merged is None else [block.html for block in merged]


def para(html: str) -> Body:
    return (Block(id="a", html=html),)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("先断电。再开盖。", "先断电十秒。再开盖。", "先断电。再开后盖。", "先断电十秒。再开后盖。"),
        ("先断电。再开盖。", "先断电。", "先断开电源。再开盖。", "先断开电源。"),
        ("先断电。", "先断电。甲补。", "先断电。乙补。", "先断电。乙补。甲补。"),
        ("先断电。", "先断电。同补。", "先断电。同补。", "先断电。同补。"),
        ("先断电。 OK", "先断电。 OK！", "请先断电。 OK", "请先断电。 OK！"),
        ("Wait 3.5 s. Open.", "Wait 3.5 s. Open it.", "Wait 4.5 s. Open.", "Wait 4.5 s. Open it."),
        ("Wait. Open.", "First read. Wait. Open.", "Wait. Open it.", "First read. Wait. Open it."),
        ("先断电。<b>再</b>开盖。", "<i>先</i>断电。<b>再</b>开盖。", "先断电。<b>再</b>开后盖。",
         "<i>先</i>断电。<b>再</b>开后盖。"),
        ("一<br>二<br>三", "一甲<br>二<br>三", "一<br>二<br>三乙", "一甲<br>二<br>三乙"),
        ("先断电。", "先断电三秒。", "先断电十秒。", None),  # one sentence, two meanings
        ("", "甲。", "乙。", None),
        ("先断电。", "先断电。甲", "先断电。乙", None),  # where the one ends and the other begins, nobody could say
        ("一  二。三。", "一  二甲。三。", "一  二。三乙。", None),  # not canonical: reading it would change it
    ],
)  # fmt: skip
def test_a_paragraph_that_both_changed_is_merged_by_sentence(
    base: str, mine: str, theirs: str, merged: str | None
) -> None:
    assert text(merge_bodies(para(base), para(mine), para(theirs))) == (None if merged is None else [merged])


SENTENCES = st.lists(st.sampled_from(["一。", "二！", "三？", "四；", "五。"]), max_size=5, unique=True)
WRITTEN = st.lists(st.sampled_from(["六。", "七！", "八？", "九；"]), max_size=3, unique=True)


@st.composite
def edited(draw: st.DrawFn, base: list[str], mark: str) -> list[str]:
    """One side: sentences removed, changed and added; what it wrote has its mark."""
    found = [draw(st.sampled_from([each, each, each, mark + each])) for each in base if draw(st.integers(0, 4))]
    for each in draw(WRITTEN):
        found.insert(draw(st.integers(0, len(found))), mark + each)
    return found


@settings(max_examples=40)
@given(st.data(), SENTENCES)
def test_every_sentence_that_either_wrote_survives_or_both_texts_are_kept(data: st.DataObject, base: list[str]) -> None:
    mine, theirs = data.draw(edited(base, "我")), data.draw(edited(base, "他"))
    merged = text(merge_bodies(*(para("".join(side)) for side in (base, mine, theirs))))
    other = text(merge_bodies(*(para("".join(side)) for side in (base, theirs, mine))))
    assert (merged is None) == (other is None)
    if merged is None or other is None:
        return
    assert sorted(merged[0]) == sorted(other[0])
    kept = [sentence for sentence in base if sentence in mine and sentence in theirs]
    wanted = [sentence for sentence in (*mine, *theirs, *kept) if sentence not in base or sentence in kept]
    assert sorted(merged[0]) == sorted("".join(set(wanted)))


def test_kind_and_text_of_one_block_merge() -> None:
    base = Block(id="a", html="一。")
    heading = msgspec.structs.replace(base, kind=BlockKind.HEADING, level=2)
    written = msgspec.structs.replace(base, html="一改。")
    assert merge_bodies((base,), (heading,), (written,)) == (msgspec.structs.replace(heading, html="一改。"),)
    assert merge_bodies((base,), (heading,), (msgspec.structs.replace(base, kind=BlockKind.QUOTE),)) is None


def table(*rows: str) -> Body:
    return (Block(id="t", kind=BlockKind.TABLE, rows=tuple(tuple(row.split(" ")) for row in rows)),)


def cells(merged: Body | None) -> list[str] | None:
    return None if merged is None else [" ".join(row) for row in merged[0].rows]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (["型号 价", "A 1", "B 2"], ["型号 价", "A 9", "B 2"], ["型号 价", "A 1", "B 8"],
         ["型号 价", "A 9", "B 8"]),
        (["型号 价", "A 1"], ["型号 价", "A 9"], ["型号 价格", "A 1"], ["型号 价格", "A 9"]),
        (["型号 价", "A 1"], ["型号 价", "AA 1"], ["型号 价", "A 2"], ["型号 价", "AA 2"]),  # one row, two cells
        (["型号 价", "A 1"], ["型号 价", "A 1", "B 2"], ["型号 价", "A 3"], ["型号 价", "A 3", "B 2"]),
        (["型号 价", "A 1"], ["型号 价", "A 1", "B 2"], ["型号 价", "A 1", "C 3"],
         ["型号 价", "A 1", "C 3", "B 2"]),
        (["型号 价", "A 1"], ["序 型号 价", "1 A 1"], ["型号 价", "A 5"], ["序 型号 价", "1 A 5"]),  # a column
        (["型号 价", "A 1"], ["型号 价", "A 2"], ["型号 价", "A 3"], None),
        (["型号 价", "A 1"], ["序 型号 价", "1 A 1"], ["型号 价", "A 1", "B 2"], None),
    ],
)  # fmt: skip
def test_tables_merge_by_row_by_column_and_by_cell(
    base: list[str], mine: list[str], theirs: list[str], merged: list[str] | None
) -> None:
    assert cells(merge_bodies(table(*base), table(*mine), table(*theirs))) == merged


CELL = st.sampled_from(["", "甲", "乙"])


@st.composite
def grids(draw: st.DrawFn) -> Body:
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.tuples(*[CELL] * width), min_size=1, max_size=4))
    return (Block(id="t", kind=BlockKind.TABLE, rows=tuple(rows)),)


@settings(max_examples=40)
@given(grids(), grids(), grids())
def test_a_merged_table_is_a_rectangle_or_both_are_kept(base: Body, mine: Body, theirs: Body) -> None:
    merged = merge_bodies(base, mine, theirs)
    assert merged is None or len({len(row) for row in merged[0].rows}) <= 1
    assert merge_bodies(base, mine, mine) == mine == merge_bodies(base, base, mine)


def test_blocks_that_both_moved_go_where_each_put_his() -> None:
    base = tuple(Block(id=key, html=key) for key in "abcdef")
    order = {block.id: block for block in base}
    mine = tuple(order[key] for key in "fabcde")  # f to the front
    theirs = tuple(order[key] for key in "acdebf")  # b behind e
    merged = merge_bodies(base, mine, theirs)
    assert merged is not None
    assert ids(merged) == ["f", "a", "c", "d", "e", "b"]


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_a_move_beside_a_change_keeps_both(one: list[str], other: list[str]) -> None:
    base = tuple(Block(id=key, html=key) for key in "abcdef")
    mine = tuple(Block(id=key, html=f"{key}改" if key == "c" else key) for key in one)
    theirs = tuple(Block(id=key, html=f"{key}改" if key == "d" else key) for key in other)
    merged = merge_bodies(base, mine, theirs)
    assert merged is not None
    assert {block.html for block in merged} == {"a", "b", "c改", "d改", "e", "f"}
    if one == sorted(one):
        assert ids(merged) == other
