"""Who may do what, and whose rows reach whose device."""

import pytest

from app.domain import access
from app.domain.people import Agent, Group, Role
from app.domain.registry import ENTITIES

GROUPS = [
    Group(id=name, scope="all", name=name, branch_id=branch) for name, branch in (("a", "1"), ("b", "1"), ("c", "2"))
]
EVERYBODY = set(Role)
KNOWLEDGE = {Role.KNOWLEDGE_ADMIN, Role.SUPERVISOR, Role.ADMIN}
WRITERS = KNOWLEDGE | {Role.EXPERT, Role.BRANCH_LEAD}


@pytest.mark.parametrize(
    ("entity", "action", "may"),
    [
        ("message", "", EVERYBODY),
        ("conversation", "take", EVERYBODY),
        ("conversation", "abandon", set()),
        ("conversation", "leave_message", set()),
        ("customer", "patch", EVERYBODY),
        ("customer", "merge", {Role.SUPERVISOR, Role.BRANCH_LEAD, Role.ADMIN}),
        ("customer", "split", {Role.SUPERVISOR, Role.BRANCH_LEAD, Role.ADMIN}),
        ("customer", "delete", {Role.SUPERVISOR, Role.BRANCH_LEAD, Role.ADMIN}),
        ("ticket", "close", EVERYBODY),
        ("article", "", WRITERS),
        ("article_draft", "", WRITERS),
        ("article", "publish", KNOWLEDGE),
        ("article", "archive", KNOWLEDGE),
        ("article", "unpublish", KNOWLEDGE),
        ("article", "hand_in", WRITERS),
        ("article", "send_back", KNOWLEDGE),
        ("article", "take_back", WRITERS),
        ("category", "", KNOWLEDGE),
        ("group", "", {Role.ADMIN}),
        ("agent", "", {Role.ADMIN}),
        ("something of a newer program", "", set()),
    ],
)
def test_who_may_change_what(entity: str, action: str, may: set[Role]) -> None:
    permission = access.required(entity, action)
    assert {role for role in Role if access.allowed(role.value, permission)} == may
    assert access.allowed("system", permission)
    assert not access.allowed("", permission)


def test_every_entity_that_people_make_has_a_permission_of_its_own() -> None:
    made = {name for name, entity in ENTITIES.items() if entity.client_creates}
    assert {name for name in made if access.required(name) == "admin"} == {"branch", "group"}


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        (Role.AGENT, {"a"}),
        (Role.EXPERT, {"a"}),
        (Role.KNOWLEDGE_ADMIN, {"a"}),
        (Role.BRANCH_LEAD, {"a", "b"}),
        (Role.SUPERVISOR, {"a", "b", "c"}),
        (Role.ADMIN, {"a", "b", "c"}),
    ],
)
def test_a_device_holds_what_its_agent_is_there_for(role: Role, groups: set[str]) -> None:
    agent = Agent(id="anna", scope="all", login="anna", name="Anna", role=role, branch_id="1", group_ids=("a",))
    assert access.scopes_of(agent, GROUPS) == {"all", "people", "u:anna", *(f"g:{name}" for name in groups)}
