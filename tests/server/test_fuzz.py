"""The server by its own description: requests that no client makes are refused, and none of them breaks it."""

import contextlib
import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from app.domain.people import Role
from tests.helpers.server import RunningServer, running_server
from tests.helpers.visitor import Visitor

ASKED = int(os.environ.get("ZHIYING_FUZZ_EXAMPLES", "0"))
"""How many requests each operation gets of each kind: few and always the same in the suite, a night may take more."""
FEW = 5
ENDS = frozenset({"/auth/v1/sign-out"})
"""What would end the sign-in by which all the others are made."""
HELD = {"/sync/v1/wait": "timeout", "/chat/v1/events": "wait"}
"""Requests that are held, with the parameter that says for how long."""
pytestmark = pytest.mark.slow


def fuzz(server: RunningServer, operation: Any, mode: GenerationMode, token: str) -> list[tuple[int, str]]:
    """Make requests of one operation; returns the status and the words of each."""
    made: list[tuple[int, str]] = []

    @settings(
        max_examples=ASKED or FEW,
        derandomize=not ASKED,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if operation.path in HELD:
            if case.method == "GET":
                case.query = {**(case.query or {}), HELD[operation.path]: 0}
            elif isinstance(case.body, dict):
                case.body["seconds"] = 0
        answer = case.call(base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=20)
        made.append((answer.status_code, f"{case.method} {answer.request.url} {answer.request.body!r:.500}"))

    with contextlib.suppress(Unsatisfiable):  # where everything is right, nothing wrong can be said
        ask()
    return made


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_no_request_breaks_the_server(tmp_path: Path, mode: GenerationMode) -> None:
    with running_server(tmp_path) as server:
        server.create_groups("presale")
        server.create_account("boss", role=Role.ADMIN, groups=("group-presale",))
        visitor, boss = Visitor(server, "presale").token, server.token("boss")
        schema: Any = schemathesis.openapi.from_url(f"{server.url}/schema/openapi.json")
        made = [
            request
            for found in schema.get_all_operations()
            if (operation := found.ok()).path not in ENDS
            for request in fuzz(server, operation, mode, visitor if operation.path.startswith("/chat") else boss)
        ]
    assert [request for request in made if request[0] >= 500] == []
    assert len(made) > 60
    assert {status for status, _ in made} >= ({200} if mode is GenerationMode.POSITIVE else {400})
