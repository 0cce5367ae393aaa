"""Laws of the three-way merge of rich text."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.blocks import merge_bodies
from app.domain.rich import Block, Body

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
