"""Guided flows: how two people's steps go together, what keeps a flow from being published, and where a walk stands."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.entity import Actor
from app.domain.errors import Refused
from app.domain.flow_chart import Answer, Chart, Choice, Outcome, Step, path, steps_left, troubles, way_ahead
from app.domain.flows import Flow, FlowStatus, publish
from app.domain.parts import merge_parts

ADMIN = Actor(id="lin", role="knowledge_admin")


def ask(key: str, *to: str) -> Step:
    return Step(
        key, key.upper(), f"{key}?", answers=tuple(Answer(f"{key}{n}", str(n), each) for n, each in enumerate(to))
    )


def end(key: str, outcome: Outcome = Outcome.SOLVED) -> Step:
    return Step(key, key.upper(), key, outcome=outcome)


FLOW = (ask("a", "b", "c"), ask("b", "d"), end("c", Outcome.HANDOVER), end("d"))


# -- merging ---------------------------------------------------------------------------------------------------------


def test_two_people_who_change_different_steps_both_keep_their_work() -> None:
    mine = (msgspec.structs.replace(FLOW[0], text="mine"), *FLOW[1:], end("e"))
    theirs = (FLOW[0], msgspec.structs.replace(FLOW[1], text="theirs"), FLOW[3])
    parts, clash = merge_parts(FLOW, mine, theirs)
    assert [(step.id, step.text) for step in parts] == [("a", "mine"), ("b", "theirs"), ("d", "d"), ("e", "e")]
    assert not clash


def test_of_one_step_each_keeps_the_fields_that_only_he_changed() -> None:
    mine = (msgspec.structs.replace(FLOW[0], text="mine", note="mine"), *FLOW[1:])
    theirs = (msgspec.structs.replace(FLOW[0], text="theirs", title="theirs"), *FLOW[1:])
    parts, clash = merge_parts(FLOW, mine, theirs)
    assert (parts[0].text, parts[0].note, parts[0].title) == ("mine", "mine", "theirs")
    assert clash


def test_a_change_beats_a_removal_and_what_both_removed_is_gone() -> None:
    changed = (FLOW[0], msgspec.structs.replace(FLOW[1], text="new"))
    assert [step.text for step in merge_parts(FLOW, changed, FLOW[:1]).parts] == ["a?", "new"]
    assert merge_parts(FLOW, FLOW[:1], FLOW[:1]).parts == FLOW[:1]


def test_who_moved_a_step_gives_the_order_also_when_the_other_changed_and_added_some() -> None:
    changed = (msgspec.structs.replace(FLOW[0], text="changed"), end("e"), *FLOW[1:])
    moved = (FLOW[0], FLOW[3], FLOW[1], FLOW[2])
    for sides in ((changed, moved), (moved, changed)):
        parts, clash = merge_parts(FLOW, *sides)
        assert [(step.id, step.text) for step in parts] == [
            ("a", "changed"), ("e", "e"), ("d", "d"), ("b", "b?"), ("c", "c"),
        ]  # fmt: skip
        assert not clash


_STEPS = st.lists(
    st.builds(Step, id=st.sampled_from("abcdef"), text=st.sampled_from(("", "x", "y"))),
    max_size=6,
    unique_by=lambda step: step.id,
).map(tuple)


@given(_STEPS, _STEPS, _STEPS)
def test_nothing_is_lost_or_doubled_whatever_was_written(
    base: tuple[Step, ...], mine: tuple[Step, ...], theirs: tuple[Step, ...]
) -> None:
    parts, _ = merge_parts(base, mine, theirs)
    ids = [step.id for step in parts]
    assert len(ids) == len(set(ids))
    was = {step.id: step for step in base}
    for side in (mine, theirs):
        for step in side:
            assert step.id in ids or was.get(step.id) == step  # the other side took out what this one left as it was
    assert merge_parts(base, mine, mine).parts == mine
    assert merge_parts(base, mine, base).parts == mine
    assert merge_parts(base, base, theirs).parts == theirs


# -- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (FLOW, []),
        ((ask("a", "b"), Step("b", text="b")), [("flow_dead_end", "b", 0)]),
        ((ask("a", "b", "x"), end("b")), [("flow_answer_nowhere", "a", 2)]),
        ((*FLOW, end("z")), [("flow_unreachable", "z", 0)]),
        (
            (ask("a", "b", "c"), ask("b", "e"), ask("e", "b"), end("c")),
            [("flow_no_way_out", "b", 0), ("flow_no_way_out", "e", 0)],
        ),
        ((msgspec.structs.replace(ask("a", "b"), text=" "), end("b")), [("flow_step_empty", "a", 0)]),
        ((ask("a", *"b" * 10), end("b")), [("flow_many_answers", "a", 0)]),
        ((msgspec.structs.replace(ask("a", "b"), outcome=Outcome.SOLVED), end("b")), [("flow_end_goes_on", "a", 0)]),
        ((ask("b", "a"),), [("flow_no_start", "", 0)]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_step(steps: tuple[Step, ...], found: list[tuple[str, str, int]]) -> None:
    assert [(each.code, each.step_id, each.answer) for each in troubles("Flow", "a", steps)] == found


def test_publishing_freezes_what_is_written_and_counts() -> None:
    flow = Flow(id="f", scope="all", title="Flow", start="a", steps=FLOW)
    first = publish(flow, {}, ADMIN, 5)
    assert first.chart == Chart("Flow", "a", FLOW)
    assert (first.version, first.status, first.published_at) == (1, FlowStatus.PUBLISHED, 5)
    assert publish(first, {}, ADMIN, 6) is first
    edited = msgspec.structs.replace(first, steps=(*FLOW[:3], msgspec.structs.replace(FLOW[3], text="new")))
    assert edited.chart == first.chart
    assert publish(edited, {}, ADMIN, 7).version == 2


def test_who_may_not_publish_and_what_is_not_ready_is_refused() -> None:
    flow = Flow(id="f", scope="all", title="Flow", start="a", steps=FLOW)
    with pytest.raises(Refused, match="knowledge_permission"):
        publish(flow, {}, Actor(id="wang", role="agent"), 5)
    with pytest.raises(Refused, match="flow_dead_end"):
        publish(msgspec.structs.replace(flow, steps=(ask("a", "b"), Step("b", text="b"))), {}, ADMIN, 5)


# -- where a walk stands -----------------------------------------------------------------------------------------------


def chose(at: int, step: str, to: str, *, answer: str = "1") -> Choice:
    return Choice(f"c{at}", at, step, answer, to)


@pytest.mark.parametrize(
    ("choices", "way"),
    [
        ((), ["a"]),
        ((chose(1, "a", "b"), chose(2, "b", "d")), ["a", "b", "d"]),
        ((chose(2, "b", "d"), chose(1, "a", "b")), ["a", "b", "d"]),  # in the order in which it was done, not came
        ((chose(1, "a", "b"), chose(2, "b", "a", answer="")), ["a"]),
        ((chose(1, "a", "b"), chose(2, "b", "d"), chose(3, "a", "c")), ["a", "c"]),  # an answer was corrected
        ((chose(1, "a", "b"), chose(2, "b", "a"), chose(3, "a", "c")), ["a", "b", "a", "c"]),  # a loop, walked
        ((chose(1, "x", "b"),), ["a"]),  # of a step that is not on the way
    ],
)
def test_where_a_walk_stands_follows_from_its_choices(choices: tuple[Choice, ...], way: list[str]) -> None:
    assert [key for key, _ in path("a", choices)] == way


def test_what_lies_ahead() -> None:
    chart = Chart("Flow", "a", FLOW)
    assert [steps_left(chart, key) for key in "abcd"] == [1, 1, 0, 0]
    assert [step.id for step in way_ahead(chart, "b")] == ["b", "d"]
    assert [step.id for step in way_ahead(chart, "a")] == ["a"]
