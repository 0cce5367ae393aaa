"""What the palette finds in the sample office, and where it leads."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.storage.suggestions import KnowledgeIndex
from app.ui.kit.screen import Place
from app.ui.shell.find import Found, Provider
from app.ui.shell.find_rows import row_providers
from tests.helpers.bench import ScreenBench, screen_bench
from tests.helpers.office import CHEN, CLOSED, ME


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ScreenBench]:
    """The sample office."""
    with screen_bench(qtbot, qapp, tmp_path) as made:
        yield made


@pytest.fixture
def sent() -> list[str]:
    """Articles that were sent."""
    return []


@pytest.fixture
def providers(bench: ScreenBench, sent: list[str]) -> Iterator[dict[str, Provider]]:
    """The groups by their name."""
    owner = QObject()
    services = {**bench.ctx.services, KnowledgeIndex: KnowledgeIndex()}
    ctx = msgspec.structs.replace(bench.ctx, services=services)
    yield {each.group.text: each for each in row_providers(ctx, owner, ME, sent.append)}
    owner.deleteLater()


def ask(bench: ScreenBench, provider: Provider, query: str) -> Sequence[Found]:
    """Return what a group answers."""
    answers: list[Sequence[Found]] = []
    provider.find(query, answers.append)
    bench.qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_a_conversation_is_found_by_name_and_by_pinyin(bench: ScreenBench, providers: dict[str, Provider]) -> None:
    for query in ("陈思", "chensi", "csy"):
        found = ask(bench, providers["会话"], query)
        assert [each.title for each in found] == ["陈思远"], query
    found[0].run()
    assert bench.places == [Place("conversations", CHEN)]


def test_a_customer_and_a_ticket_open_on_their_screens(bench: ScreenBench, providers: dict[str, Provider]) -> None:
    ask(bench, providers["客户"], "思远")[0].run()
    ticket = ask(bench, providers["工单"], "触点")[0]
    ticket.run()
    assert "T-20931" in ticket.title and ticket.spans
    assert bench.places == [Place("customers", "cust-chen"), Place("tickets", "ticket-1")]


def test_an_article_opens_or_is_sent(bench: ScreenBench, providers: dict[str, Provider], sent: list[str]) -> None:
    found = ask(bench, providers["知识"], "单侧无声")[0]
    assert found.alternative is not None
    found.alternative()
    found.run()
    assert bench.places == [Place("knowledge", sent[0])]


def test_nothing_typed_and_nothing_fitting_find_nothing(bench: ScreenBench, providers: dict[str, Provider]) -> None:
    for provider in providers.values():
        assert not ask(bench, provider, "")
        assert not ask(bench, provider, "qqqqq")


@pytest.mark.parametrize("query", ["C-20481", "c20481", "20481"])
def test_a_conversation_is_found_by_its_number_and_marked_as_exact(
    bench: ScreenBench, providers: dict[str, Provider], query: str
) -> None:
    assert [(each.title, each.exact) for each in ask(bench, providers["会话"], query)] == [("陈思远", True)]


def test_a_conversation_that_is_over_is_found_by_its_number(bench: ScreenBench, providers: dict[str, Provider]) -> None:
    ask(bench, providers["会话"], "C-18001")[0].run()
    assert bench.places == [Place("conversations", CLOSED)]


@pytest.mark.parametrize("query", ["K-1042", "k1042", "1042"])
def test_an_article_is_found_first_by_its_number(
    bench: ScreenBench, providers: dict[str, Provider], query: str
) -> None:
    found = ask(bench, providers["知识"], query)
    assert (found[0].hint, found[0].exact) == ("K-1042", True)
    if query != "1042":
        assert len(found) == 1, "it is named: nothing else is meant"


@pytest.mark.parametrize("query", ["T-20931", "t20931", "20931"])
def test_a_ticket_is_found_by_its_number(bench: ScreenBench, providers: dict[str, Provider], query: str) -> None:
    found = ask(bench, providers["工单"], query)
    assert "T-20931" in found[0].title
    assert [each.exact for each in found] == [True]


def test_articles_stand_in_the_order_of_their_numbers_and_the_unlikely_are_left_out(
    bench: ScreenBench, providers: dict[str, Provider]
) -> None:
    for query in ("耳机", "transfer", "faka", "T-10009", "2E98"):
        shares = [int(each.hint.rstrip(" %")) for each in ask(bench, providers["知识"], query)]
        assert shares == sorted(shares, reverse=True), query
        assert all(share >= 15 for share in shares), query
