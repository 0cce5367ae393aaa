"""Every entity by the same rules: what is declared of it fits together."""

import hashlib

import msgspec
import pytest

from app.domain.entity import Merge
from app.domain.registry import ENTITIES, SCHEMA

FIELDS = "6406cf9662c1d87d572c2f159c244ad9f0f8890b8ee2c95eb4c0295b6235d6ef"
"""The sha256 of the names of all fields of schema 8, also of what rows carry within them."""
_OF_EVERY_ROW = {"id", "scope", "rev", "deleted_at"}


@pytest.mark.parametrize("name", [name for name, entity in ENTITIES.items() if entity.client_creates])
def test_what_people_make_needs_nothing_that_only_the_server_may_say(name: str) -> None:
    """The server leaves its own fields out of a new row: one that must be there would make every such row refused."""
    entity = ENTITIES[name]
    needed = {field.name for field in msgspec.structs.fields(entity.cls) if field.required} - _OF_EVERY_ROW
    assert {field for field in needed if entity.rule(field) is Merge.SERVER} == set()


@pytest.mark.parametrize("name", ENTITIES)
def test_rules_parents_and_indexes_name_fields_that_there_are(name: str) -> None:
    entity = ENTITIES[name]
    fields = set(entity.cls.__struct_fields__)
    assert set(entity.merge) <= fields
    assert {column for columns in entity.indexes for column in columns} <= fields
    if entity.parent is not None:
        assert entity.parent[0] in fields
        assert entity.parent[1] in ENTITIES


def test_a_new_field_is_a_new_schema() -> None:
    """Devices that are older than their server fetch rows again once they are upgraded, and go by this number."""
    _, parts = msgspec.json.schema_components([entity.cls for entity in ENTITIES.values()])
    names = {
        name: sorted(part.get("properties", ())) or len(part.get("prefixItems", ())) for name, part in parts.items()
    }
    found = hashlib.sha256(msgspec.json.encode(names, order="sorted")).hexdigest()
    assert (SCHEMA, found) == (8, FIELDS), "raise app.domain.registry.SCHEMA and write both down here"
