"""Names that every device finds by itself must never change."""

import uuid

from app.domain.ids import link_id


def test_a_link_is_the_uuid_5_of_its_parts() -> None:
    space = uuid.UUID("6f2b1d52-3f3c-5b8a-9d0e-5a1e6c7d8f90")
    assert link_id("draft", "一") == str(uuid.uuid5(space, "draft\x1f一"))
