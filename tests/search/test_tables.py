"""The committed character tables are what the libraries say."""

import pytest

from tests.search import make_tables


@pytest.mark.slow
def test_tables_are_what_opencc_and_pypinyin_give() -> None:
    assert make_tables.TARGET.read_text(encoding="utf-8") == make_tables.render()
