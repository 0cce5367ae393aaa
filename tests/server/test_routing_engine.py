"""The routing engine: pure, so every rule is one small case."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sync_server.routing.engine import LANGUAGE_WAIT_MS, Assignment, Desk, Waiting, assign

NOW = 1_000_000


def waiting(row: str, since: int = NOW - 1000, group: str = "g", **fields: Any) -> Waiting:
    """A conversation in the queue."""
    return Waiting(conversation_id=row, group_id=group, since=since, **fields)


def desk(
    name: str, *, groups: str = "g", languages: tuple[str, ...] = ("zh-CN",), capacity: int = 2, **fields: Any
) -> Desk:
    """An agent."""
    return Desk(
        agent_id=name, group_ids=frozenset(groups.split()), languages=frozenset(languages), capacity=capacity, **fields
    )


def test_nobody_there_nothing_done() -> None:
    assert assign([waiting("v")], [], NOW) == []
    assert assign([], [desk("a")], NOW) == []


def test_the_longest_idle_of_the_group_gets_it() -> None:
    desks = [desk("a", last_given_at=5), desk("b", last_given_at=3), desk("c", groups="other")]
    assert assign([waiting("v")], desks, NOW) == [Assignment("v", "b", "longest_idle")]


def test_who_was_never_given_anything_is_first() -> None:
    assert assign([waiting("v")], [desk("a", last_given_at=1), desk("b")], NOW)[0].agent_id == "b"


def test_the_customer_comes_back_to_who_knows_him_if_there_is_room() -> None:
    desks = [desk("a", last_given_at=9, load=1), desk("b")]
    assert assign([waiting("v", previous_agent_id="a")], desks, NOW) == [Assignment("v", "a", "sticky")]
    desks = [desk("a", load=2), desk("b")]
    assert assign([waiting("v", previous_agent_id="a")], desks, NOW) == [Assignment("v", "b", "longest_idle")]
    assert assign([waiting("v", previous_agent_id="gone")], desks, NOW)[0].agent_id == "b"


def test_a_full_desk_gets_nothing() -> None:
    assert assign([waiting("v")], [desk("a", load=2)], NOW) == []


def test_urgent_first_then_the_longest_wait() -> None:
    queue = [waiting("new", NOW - 1), waiting("old", NOW - 9), waiting("urgent", NOW, priority=1)]
    made = assign(queue, [desk("a", capacity=2)], NOW)
    assert [each.conversation_id for each in made] == ["urgent", "old"]


def test_work_is_spread_in_one_round() -> None:
    made = assign([waiting(f"v{index}") for index in range(4)], [desk("a"), desk("b")], NOW)
    assert sorted(each.agent_id for each in made) == ["a", "a", "b", "b"]


def test_a_language_is_waited_for_and_then_not() -> None:
    english = waiting("v", language="en")
    speaker = desk("e", languages=("en",), load=2)
    assert assign([english], [desk("a"), desk("e", languages=("en",))], NOW)[0].agent_id == "e"
    assert assign([english], [desk("a"), speaker], NOW) == []
    late = waiting("v", NOW - LANGUAGE_WAIT_MS, language="en")
    assert assign([late], [desk("a"), speaker], NOW) == [Assignment("v", "a", "other_language")]
    assert assign([english], [desk("a")], NOW) == [Assignment("v", "a", "other_language")], "nobody speaks it"


QUEUES = st.lists(
    st.builds(
        lambda row, since, group, previous: waiting(
            f"v{row}", since, f"g{group}", previous_agent_id=f"a{previous}"
        ),
        st.integers(0, 30), st.integers(0, NOW), st.integers(0, 2), st.integers(0, 6),
    ), unique_by=lambda one: one.conversation_id, max_size=20,
)  # fmt: skip
DESKS = st.lists(
    st.builds(
        lambda name, groups, capacity, load: desk(
            f"a{name}", groups=" ".join(f"g{group}" for group in groups), capacity=capacity, load=load
        ),
        st.integers(0, 6), st.sets(st.integers(0, 2)), st.integers(0, 4), st.integers(0, 5),
    ), unique_by=lambda one: one.agent_id, max_size=6,
)  # fmt: skip


@given(queue=QUEUES, desks=DESKS)
def test_whatever_the_queue(queue: list[Waiting], desks: list[Desk]) -> None:
    """Nobody twice, nobody beyond his room or outside his groups, and nobody idle while something he may take waits."""
    made = assign(queue, desks, NOW)
    assert len({each.conversation_id for each in made}) == len(made)
    by_row = {one.conversation_id: one for one in queue}
    for each in desks:
        mine = [one for one in made if one.agent_id == each.agent_id]
        assert len(mine) <= max(0, each.capacity - each.load)
        assert all(by_row[one.conversation_id].group_id in each.group_ids for one in mine)
    left = set(by_row) - {each.conversation_id for each in made}
    for each in desks:
        free = each.capacity - each.load - sum(one.agent_id == each.agent_id for one in made)
        assert free <= 0 or not any(by_row[row].group_id in each.group_ids for row in left)
