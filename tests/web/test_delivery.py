"""Nothing that a customer writes is lost, doubled or reordered, whatever happens to the line."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import OpenPage
from tests.web.contract_server import ContractServer

pytestmark = pytest.mark.e2e

OWN = "[data-testid=message][data-author=customer]"


def send(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def own_texts(page: Page) -> list[str]:
    return page.locator(f"{OWN} [data-testid=text]").all_inner_texts()


def stored_texts(contract: ContractServer) -> list[str]:
    messages = sorted(contract.visit.messages.values(), key=lambda message: message["seq"])
    return [message["text"] for message in messages if message["author"] == "customer"]


def test_message_arrives_and_is_still_there_after_a_reload(page: Page, contract: ContractServer) -> None:
    send(page, "耳机没有声音")
    expect(page.locator(f"{OWN} [data-testid=receipt]")).to_have_text("已发送")
    contract.say("您好，我来看看")
    expect(page.locator("[data-author=agent]")).to_contain_text("您好，我来看看")
    page.reload()
    expect(page.get_by_test_id("message")).to_have_count(2)
    assert stored_texts(contract) == ["耳机没有声音"]


def test_unsent_messages_survive_a_reload_and_arrive_once_in_order(page: Page, contract: ContractServer) -> None:
    contract.fail("messages", 503, "unavailable", times=1000)
    for text in ("一", "二", "三"):
        send(page, text)
    expect(page.locator(f"{OWN}[data-state=waiting]")).to_have_count(3)
    page.reload()
    expect(page.locator(OWN)).to_have_count(3)
    contract.faults.clear()
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(3)
    assert own_texts(page) == stored_texts(contract) == ["一", "二", "三"]


def test_lost_answer_does_not_double_a_message(page: Page, contract: ContractServer) -> None:
    contract.lose_answers("messages", times=2)
    send(page, "只发一次")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    send(page, "第二条")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(2)
    assert own_texts(page) == stored_texts(contract) == ["只发一次", "第二条"]
    assert len({body["id"] for body in contract.sent("messages")}) == 2


def test_server_goes_away_and_returns(page: Page, contract: ContractServer) -> None:
    send(page, "在吗")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    contract.stop()
    send(page, "断线时写的一")
    send(page, "断线时写的二")
    banner = page.get_by_test_id("connection-banner")
    expect(banner).to_contain_text("网络断开了")
    expect(page.locator(f"{OWN}[data-state=waiting]")).to_have_count(2)
    contract.start()
    page.get_by_test_id("reconnect").click()
    expect(banner).to_contain_text("已恢复连接")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(3)
    assert own_texts(page) == stored_texts(contract) == ["在吗", "断线时写的一", "断线时写的二"]
    contract.say("收到了")
    expect(page.locator("[data-author=agent]")).to_contain_text("收到了")


def test_device_offline_is_said_and_ends_by_itself(
    page: Page, context: BrowserContext, contract: ContractServer
) -> None:
    send(page, "在吗")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    contract.set_state(status="active", agent={"id": "a1", "name": "林晓彤"}, agent_typing=True)
    expect(page.get_by_test_id("typing")).to_be_visible()
    context.set_offline(True)
    expect(page.get_by_test_id("connection-banner")).to_contain_text("网络断开了")
    expect(page.get_by_test_id("typing")).to_have_count(0)
    send(page, "在地铁里")
    context.set_offline(False)
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(2)
    expect(page.get_by_test_id("connection-banner")).to_be_hidden()
    assert stored_texts(contract) == ["在吗", "在地铁里"]


def test_a_server_that_hangs_is_told_within_a_quarter_of_a_minute(
    context: BrowserContext, contract: ContractServer
) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(contract.url)
    page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
    send(page, "在吗")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    banner = page.get_by_test_id("connection-banner")
    for _ in range(3):  # a poll that is held is no lost connection
        with page.expect_response(lambda response: response.url.endswith("/alive")):
            page.clock.run_for(5_000)
    expect(banner).to_be_hidden()
    contract.hang()
    page.clock.run_for(6_000)
    expect(banner).to_be_hidden()  # one lost question is none either
    for _ in range(8):
        page.clock.run_for(1_000)
    expect(banner).to_contain_text("网络断开了")
    contract.go_on()
    page.get_by_test_id("reconnect").click()
    expect(banner).to_contain_text("已恢复连接")


def test_refused_message_says_why_and_does_not_hold_up_the_next(page: Page, contract: ContractServer) -> None:
    contract.fail("messages", 422, "message_too_long")
    send(page, "被拒绝")
    failed = page.locator(f"{OWN}[data-state=failed]")
    expect(failed.get_by_test_id("receipt")).to_contain_text("未发送：文字太长")
    send(page, "下一条")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    failed.get_by_test_id("retry").click()
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(2)
    first, _, again = contract.sent("messages")
    assert first["id"] == again["id"]


def test_expired_token_is_replaced_and_nothing_is_lost(page: Page, contract: ContractServer) -> None:
    contract.visits.clear()
    send(page, "令牌过期之后")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    assert stored_texts(contract) == ["令牌过期之后"]


def test_two_tabs_are_one_visitor_and_show_the_same(open_page: OpenPage, contract: ContractServer) -> None:
    first = open_page()
    second = open_page()
    send(first, "从第一个标签页")
    expect(second.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    send(second, "从第二个标签页")
    contract.say("两边都看得到")
    for page in (first, second):
        expect(page.get_by_test_id("message")).to_have_count(3)
    assert own_texts(first) == own_texts(second) == stored_texts(contract)
    assert len(contract.visits) == 1


def test_unsent_message_shows_in_the_other_tab_and_leaves_once(open_page: OpenPage, contract: ContractServer) -> None:
    first = open_page()
    second = open_page()
    contract.fail("messages", 503, "unavailable", times=1000)
    send(first, "等网络")
    expect(second.locator(OWN)).to_have_count(1)
    contract.faults.clear()
    first.close()
    second.reload()
    expect(second.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    assert stored_texts(contract) == ["等网络"]


def test_changed_message_replaces_its_old_copy(page: Page, contract: ContractServer) -> None:
    message = contract.say("发错了")
    expect(page.locator("[data-author=agent]")).to_contain_text("发错了")
    contract.put({**message, "state": "withdrawn"})
    expect(page.locator("[data-author=agent]")).to_contain_text("此消息已撤回")
    expect(page.get_by_test_id("message")).to_have_count(1)
    expect(page.locator("body")).not_to_contain_text("发错了")


def test_unsent_picture_survives_a_reload(page: Page, contract: ContractServer) -> None:
    contract.fail("files", 503, "unavailable", times=1000)
    png = page.evaluate(
        """async () => {
          const canvas = new OffscreenCanvas(300, 150);
          canvas.getContext("2d").fillRect(10, 10, 200, 90);
          const blob = await canvas.convertToBlob({ type: "image/png" });
          return Array.from(new Uint8Array(await blob.arrayBuffer()));
        }"""
    )
    page.get_by_test_id("photo-input").set_input_files(
        {"name": "照片.png", "mimeType": "image/png", "buffer": bytes(png)}
    )
    expect(page.get_by_test_id("staged-item").locator("img")).to_be_visible()
    page.get_by_test_id("send").click()
    expect(page.locator(f"{OWN}[data-state=waiting]")).to_have_count(1)
    page.reload()
    expect(page.locator(f"{OWN} img")).to_have_attribute("alt", re.compile("照片"))
    contract.faults.clear()
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(1)
    (message,) = contract.visit.messages.values()
    (attachment,) = message["attachments"]
    assert attachment["sha256"] in contract.files
    assert contract.files[attachment["sha256"]] == (bytes(png), "image/png")


def attach(page: Page, name: str, size: int) -> None:
    page.get_by_test_id("file-input").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": bytes(size)}
    )
    page.get_by_test_id("send").click()


def test_a_large_file_tells_how_it_gets_on(page: Page, contract: ContractServer) -> None:
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    line.send("Network.emulateNetworkConditions", slow)
    attach(page, "日志.bin", 600_000)
    expect(page.locator(f"{OWN} [data-testid=receipt]")).to_have_text(re.compile(r"^发送中 [1-9]\d?%$"))
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    expect(page.locator(f"{OWN} [data-testid=receipt]")).to_have_text("已发送")


@pytest.mark.parametrize(("status", "code"), [(503, "files_out_of_reach"), (507, "server_full")])
def test_words_do_not_wait_for_a_file_that_finds_no_place(
    page: Page, contract: ContractServer, status: int, code: str
) -> None:
    contract.fail("files", status, code, times=1000)
    attach(page, "日志.bin", 1000)
    send(page, "先说文字")
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_text(re.compile("先说文字"))
    expect(page.locator(f"{OWN}[data-state=waiting]")).to_have_text(re.compile("日志"))
    assert stored_texts(contract) == ["先说文字"]
    contract.faults.clear()
    page.get_by_test_id("retry").click()
    expect(page.locator(f"{OWN}[data-state=stored]")).to_have_count(2)
    assert len(contract.files) == 1
