"""Two texts side by side: nothing is left out, and only what differs is marked."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.rich import Block, Body, body_text
from app.ui.knowledge.differences import Pair, compare, pieces_html

_BODIES = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.text("甲乙丙丁", min_size=1, max_size=6)),
    max_size=6,
    unique_by=lambda p: p[0],
).map(lambda pairs: tuple(Block(key, html=text) for key, text in pairs))


def side(pairs: list[Pair], new: bool) -> str:
    return "\n".join("".join(text for text, _ in (p.new if new else p.old)) for p in pairs if (p.new if new else p.old))


@given(_BODIES, _BODIES)
def test_each_side_holds_its_whole_text_in_order(old: Body, new: Body) -> None:
    pairs = compare(old, new)
    assert side(pairs, new=False) == body_text(old)
    assert side(pairs, new=True) == body_text(new)


@given(_BODIES)
def test_a_text_does_not_differ_from_itself(body: Body) -> None:
    assert all(pair.state == "same" for pair in compare(body, body))


def test_a_changed_block_is_beside_its_old_self_and_marked_by_letters() -> None:
    old = (Block("a", html="长按 5 秒"), Block("b", html="完"))
    new = (Block("n", html="先擦干净"), Block("a", html="长按 10 秒"), Block("b", html="完"))
    pairs = compare(old, new)
    assert [pair.state for pair in pairs] == ["added", "changed", "same"]
    assert pairs[1].old == (("长按 ", False), ("5", True), (" 秒", False))
    assert pairs[1].new == (("长按 ", False), ("10", True), (" 秒", False))


def test_text_is_escaped() -> None:
    assert pieces_html((("<b>", True),), "#fff") == '<span style="background-color:#fff">&lt;b&gt;</span>'
