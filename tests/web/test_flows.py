"""A customer walks a guided flow on his phone by himself: the real page, the real server, a real browser."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.flow_chart import Outcome
from app.domain.flows import FlowWalk, step_card
from sync_server.storage import transcript
from sync_server.storage.records import Tx
from tests.helpers.flows import EARBUD_FLOW, STEPS, earbud_flow
from tests.helpers.server import RunningServer, running_server

pytestmark = pytest.mark.e2e


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        yield running


@pytest.fixture
def phone(browser: Browser, server: RunningServer) -> Iterator[Page]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{server.url}/chat?group=presale")
    page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
    yield page
    context.close()


def led(server: RunningServer) -> None:
    """Send the one customer the first step."""

    def send(tx: Tx) -> None:
        (talk,) = tx.find(Conversation)
        tx.put(earbud_flow(rev=0))
        walk = tx.put(
            FlowWalk(
                id="w1", scope=talk.scope, conversation_id=talk.id, flow_id=EARBUD_FLOW, version=3,
                title="耳机换货引导流程", start="light", agent_id="agent-anna", started_at=5,
            )
        )  # fmt: skip
        card = Message(
            id="card-1", scope=talk.scope, conversation_id=talk.id, author=Author.AGENT, kind=MessageKind.CARD,
            card=step_card(walk, STEPS[0]),
        )  # fmt: skip
        transcript.append(tx, talk, card)

    server.runtime.db.write(send)
    server.runtime.hub.wake({"all", "g:group-presale"})


def test_a_customer_taps_his_way_through_a_flow_on_his_phone(server: RunningServer, phone: Page) -> None:
    phone.get_by_test_id("composer").fill("左边没声音")
    phone.get_by_test_id("composer").press("Enter")
    expect(phone.locator("[data-author=customer][data-state=sent]")).to_have_count(1)
    led(server)
    cards = phone.get_by_test_id("card")
    phone.reload()
    expect(cards).to_have_count(1)
    expect(cards.nth(0)).to_contain_text("请问左耳放回盒里时，灯亮吗？")
    expect(cards.nth(0).get_by_test_id("card-answer")).to_have_text(["亮", "不亮"])
    cards.nth(0).get_by_test_id("card-answer").nth(1).tap()
    expect(cards).to_have_count(2)
    cards.nth(1).get_by_role("button", name="下一步").tap()
    expect(cards).to_have_count(3)
    expect(cards.nth(2).get_by_test_id("card-answer")).to_have_text(["红灯闪三下", "白灯闪两下", "不亮"])
    texts = phone.locator("[data-author=customer] [data-testid=text]")
    expect(texts).to_have_text(["左边没声音", "不亮", "下一步"])
    for card in cards.all():
        html = card.evaluate("node => node.outerHTML")
        assert "<script" not in html
        assert "://" not in html.replace("http://www.w3.org/2000/svg", "")
        box = card.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    for answer in phone.get_by_test_id("card-answer").all():
        size = answer.bounding_box()
        assert size is not None
        assert size["height"] >= 44  # a finger's width
    server.runtime.db.write(_end)
    cards.nth(2).get_by_test_id("card-answer").nth(0).tap()
    expect(phone.get_by_text("这一步已经结束，请直接打字")).to_be_visible()
    expect(cards).to_have_count(3)


def _end(tx: Tx) -> None:
    (walk,) = tx.find(FlowWalk)
    tx.put(msgspec.structs.replace(walk, outcome=Outcome.STOPPED, ended_at=9))
