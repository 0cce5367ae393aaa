"""How words stand in a line of the sync centre."""

import pytest

from app.ui.outbox.words import within


@pytest.mark.parametrize(
    ("alone", "behind"), [("Ticket", "ticket"), ("HQ status", "HQ status"), ("工单", "工单"), ("", "")]
)
def test_behind_other_words_a_word_begins_small(alone: str, behind: str) -> None:
    assert within(alone) == behind
