"""What the customer sees and can do, and what a hostile text cannot."""

import base64
import datetime
import json
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.web.conftest import OpenPage
from tests.web.contract_server import ContractServer

pytestmark = pytest.mark.e2e

CARD: dict[str, Any] = {
    "article_id": "k1",
    "version": 7,
    "number": "K-1042",
    "title": "耳机单侧无声：三步排查",
    "summary": "",
    "steps": ["双耳放回充电盒", "清洁触点", "长按复位键", "第四步不在卡片上"],
    "image": None,
    "attachments": [],
}
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC")
HOSTILE = """
<p id="x" onclick="window.hacked=1" style="position:fixed">正文<script>window.hacked=1</script></p>
<img src="https://elsewhere.example/pixel.png" onerror="window.hacked=1" alt="外部图片">
<img src=x onerror="window.hacked=1"><svg onload="window.hacked=1"><script>window.hacked=1</script></svg>
<a href="javascript:window.hacked=1">点我</a><a href="https://shop.example/a">说明</a>
<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>
<form action="https://elsewhere.example"><input name="card"></form>
<math><mtext><table><mglyph><style><img src=x onerror="window.hacked=1"></style></mglyph></table></mtext></math>
<meta http-equiv="refresh" content="0;url=https://elsewhere.example"><base href="https://elsewhere.example">
"""


def send(page: Page, text: str) -> None:
    """Send ``text`` and wait until the server has it, so that what the test does next comes later."""
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("send").click()
    expect(page.locator("[data-author=customer]").last).to_have_attribute("data-state", "stored")


def serve(contract: ContractServer, **state: Any) -> None:
    contract.set_state(status="active", agent={"id": "a1", "name": "林晓彤"}, **state)


def test_whole_conversation_keeps_to_the_policy(page: Page, contract: ContractServer, complaints: list[str]) -> None:
    contract.articles[("k1", "7")] = {"title": CARD["title"], "html": "<h2>适用</h2><p>正文</p>", "attachments": []}
    send(page, "左耳没声音")
    serve(contract, agent_typing=True)
    expect(page.get_by_test_id("chat-title")).to_have_text("林晓彤")
    expect(page.get_by_test_id("typing")).to_be_visible()
    contract.say("", kind="card", card=CARD)
    page.get_by_test_id("card-view").click()
    expect(page.get_by_test_id("article-body")).to_contain_text("正文")
    page.keyboard.press("Escape")
    page.get_by_test_id("emoji").click()
    page.get_by_test_id("emoji-picker").locator("button").first.click()
    page.get_by_test_id("menu").click()
    page.keyboard.press("Escape")
    assert complaints == []


def test_hostile_article_is_only_text(page: Page, contract: ContractServer, complaints: list[str]) -> None:
    outside: list[str] = []
    page.on("request", lambda request: None if "127.0.0.1" in request.url else outside.append(request.url))
    contract.articles[("k1", "7")] = {"title": "<b onclick=x>标题</b>", "html": HOSTILE, "attachments": []}
    send(page, "你好")
    contract.say("", kind="card", card=CARD)
    page.get_by_test_id("card-view").click()
    body = page.get_by_test_id("article-body")
    expect(body).to_contain_text("正文")
    expect(body).to_contain_text("<b onclick=x>标题</b>")
    assert page.evaluate("window.hacked") is None
    names = body.evaluate(
        "(root) => [...root.querySelectorAll('*')].flatMap((e) => [e.localName, ...e.getAttributeNames()])"
    )
    allowed = {"p", "a", "span", "h3", "div", "table", "href", "target", "rel", "class", "tabindex"}
    assert set(names) <= allowed
    assert body.locator("a").evaluate_all("(links) => links.map((link) => link.href)") == ["https://shop.example/a"]
    assert outside == []
    # The parser itself reports handlers and styles that the policy keeps from working, and nothing else.
    assert [text for text in complaints if "Content Security Policy" not in text] == []


def test_messages_are_text_whatever_they_contain(page: Page, contract: ContractServer) -> None:
    send(page, "<img src=x onerror=window.hacked=1>")
    contract.say("<script>window.hacked=1</script> https://shop.example/a?b=1。", author_name="<i>x</i>")
    expect(page.locator("[data-author=agent] [data-testid=text]")).to_have_text(
        "<script>window.hacked=1</script> https://shop.example/a?b=1。"
    )
    expect(page.locator("[data-author=customer] [data-testid=text]")).to_have_text(
        "<img src=x onerror=window.hacked=1>"
    )
    link = page.locator("[data-author=agent] a")
    expect(link).to_have_attribute("href", "https://shop.example/a?b=1")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    assert page.evaluate("window.hacked") is None


def test_card_shows_three_steps_and_takes_one_vote(page: Page, contract: ContractServer) -> None:
    send(page, "你好")
    message = contract.say("", kind="card", card=CARD)
    card = page.get_by_test_id("card")
    expect(card.locator("li")).to_have_text(CARD["steps"][:3])
    page.get_by_test_id("card-useful").click()
    expect(page.get_by_test_id("card-useful")).to_have_attribute("aria-pressed", "true")
    page.get_by_test_id("card-useful").click()
    page.reload()
    expect(page.get_by_test_id("card-useful")).to_have_attribute("aria-pressed", "true")
    assert contract.sent("feedback") == [{"message_id": message["id"], "useful": True}]


def test_article_that_is_gone_says_so(page: Page, contract: ContractServer) -> None:
    send(page, "你好")
    contract.say("", kind="card", card=CARD)
    page.get_by_test_id("card-view").click()
    expect(page.get_by_test_id("article-sheet")).to_contain_text("已经下架")


def test_queue_tells_place_and_wait(page: Page, contract: ContractServer) -> None:
    send(page, "转人工")
    contract.set_state(status="queued", queue_position=3, wait_estimate_s=70)
    box = page.get_by_test_id("queue")
    expect(box).to_contain_text("前面还有 2 位，约 1 分钟")
    contract.set_state(queue_position=1)
    expect(box).to_contain_text("马上轮到您")
    serve(contract)
    expect(box).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_a_small_phone_shows_the_queue_upright_and_every_hint_whole(
    page: Page, contract: ContractServer, language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("language => document.querySelector('[data-language-select]').value = language", language)
    page.locator("[data-language-select]").dispatch_event("change")
    send(page, "hello")
    measure = """input => {
      const pen = document.createElement("canvas").getContext("2d");
      const style = getComputedStyle(input);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return room - pen.measureText(input.placeholder).width;
    }"""
    for status in ("queued", "active"):
        contract.set_state(status=status, queue_position=3, wait_estimate_s=75)
        if status == "queued":
            ahead = page.get_by_test_id("queue-ahead")
            expect(ahead).to_have_text("2")
            assert ahead.evaluate("number => getComputedStyle(number).rotate") == "none"
            ring, number = ahead.locator("..").bounding_box(), ahead.bounding_box()
            assert ring is not None
            assert number is not None
            assert abs(ring["x"] + ring["width"] / 2 - number["x"] - number["width"] / 2) < 2
        else:
            expect(page.get_by_test_id("queue-ahead")).to_have_count(0)
        assert page.get_by_test_id("composer").evaluate(measure) > 0, status
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_small_phone_has_a_clip_that_sends_any_file(page: Page, contract: ContractServer) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    clip = page.locator(".composer button:visible", has=page.locator("[data-icon=paperclip]"))
    expect(clip).to_have_count(1)
    expect(clip).to_have_accessible_name("发送图片或文件")
    with page.expect_file_chooser() as chosen:
        clip.click()
    assert chosen.value.element.get_attribute("accept") is None
    chosen.value.set_files({"name": "发票.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    page.get_by_test_id("send").click()
    expect(page.locator("[data-author=customer][data-state=stored]")).to_contain_text("发票.pdf")
    assert [name for _, path, name in contract.requests if path == "files"] == [b"%PDF-1.4"]


def test_a_file_that_is_still_on_its_way_shows_when_it_has_come(page: Page, contract: ContractServer) -> None:
    pdf, picture = contract.store(b"%PDF", "说明书.pdf", "application/pdf"), contract.store(PNG, "灯.png", "image/png")
    send(page, "在吗")
    said = contract.say("", attachments=[{**pdf, "pending": True}, {**picture, "pending": True}])
    files = page.get_by_test_id("file")
    expect(files).to_have_count(2)
    expect(files.first).to_contain_text("文件正在路上")
    expect(files.first).to_be_disabled()
    contract.put({**said, "attachments": [pdf, picture]})
    expect(files).to_have_count(1)
    expect(files.first).to_be_enabled()
    expect(page.get_by_test_id("picture").locator("img")).to_have_count(1)


def test_read_receipts_go_both_ways(page: Page, contract: ContractServer) -> None:
    send(page, "看到了吗")
    expect(page.get_by_test_id("receipt")).to_have_text("已发送")
    serve(contract, agent_read_seq=1)
    expect(page.get_by_test_id("receipt")).to_have_text("已读")
    read_at = datetime.datetime.now().replace(hour=23, minute=47).timestamp() * 1000
    serve(contract, agent_read_seq=1, agent_read_at=int(read_at))
    expect(page.get_by_test_id("receipt")).to_have_text("已读 23:47")
    contract.say("看到了")
    expect(page.locator("[data-author=agent]")).to_have_count(1)
    page.wait_for_timeout(300)
    assert contract.sent("read")[-1] == {"seq": 2}


def test_leaving_a_message_needs_a_contact_and_is_sent_once(page: Page, contract: ContractServer) -> None:
    contract.set_state(someone_online=False)
    page.get_by_test_id("nobody-leave").click()
    page.get_by_test_id("leave-text").fill("周末有人吗")
    page.get_by_test_id("leave-submit").click()
    expect(page.get_by_test_id("leave-form")).to_contain_text("请填写联系方式")
    expect(page.get_by_test_id("leave-contact")).to_be_focused()
    page.get_by_test_id("leave-contact").fill("138 0000 0000")
    contract.lose_answers("leave")
    page.get_by_test_id("leave-submit").click()
    expect(page.get_by_test_id("leave")).to_contain_text("网络断开了")
    page.get_by_test_id("leave-submit").click()
    expect(page.get_by_test_id("leave-done")).to_be_visible()
    first, second = contract.sent("leave")
    assert first == second
    assert first["text"] == "周末有人吗"


def test_the_question_already_asked_stands_in_the_message_for_later(page: Page, contract: ContractServer) -> None:
    send(page, "左耳没声音，怎么保修？")
    contract.set_state(status="queued", queue_position=1, someone_online=False)
    page.get_by_test_id("composer").fill("买了两个月")
    page.get_by_test_id("nobody-leave").click()
    expect(page.get_by_test_id("leave-text")).to_have_value("左耳没声音，怎么保修？\n买了两个月")
    page.get_by_test_id("leave-text").fill("我改了")
    page.keyboard.press("Escape")
    page.get_by_test_id("nobody-leave").click()
    expect(page.get_by_test_id("leave-text")).to_have_value("我改了")


def test_the_focus_stays_when_news_come_and_nobody_is_next_where_nobody_is(
    page: Page, contract: ContractServer
) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    send(page, "在吗")
    contract.set_state(status="queued", queue_position=2, wait_estimate_s=70)
    expect(page.get_by_test_id("queue")).to_contain_text("前面还有 1 位")
    page.get_by_test_id("queue-leave").focus()
    contract.set_state(queue_position=1)
    expect(page.get_by_test_id("queue")).to_contain_text("马上轮到您")
    expect(page.get_by_test_id("queue-leave")).to_be_focused()
    contract.set_state(someone_online=False)
    page.get_by_test_id("nobody-leave").focus()
    contract.set_state(queue_position=3, wait_estimate_s=200)
    progress = page.get_by_test_id("progress")
    expect(progress).to_contain_text("前面还有 2 位")
    expect(page.get_by_test_id("nobody-leave")).to_be_focused()
    contract.set_state(queue_position=1)
    expect(progress).to_contain_text("现在没有客服在线")
    expect(progress).not_to_contain_text("马上轮到您")
    contract.set_state(status="message_left", queue_position=None)
    expect(progress).to_contain_text("已收到您的留言")


def test_end_survey_and_new_conversation(page: Page, contract: ContractServer) -> None:
    send(page, "左耳没声音")
    serve(contract)
    page.get_by_test_id("menu").click()
    page.get_by_test_id("menu-end").click()
    page.get_by_test_id("end-confirm-yes").click()
    page.get_by_test_id("survey-submit").click()
    expect(page.get_by_test_id("survey-error")).not_to_be_empty()
    for part in ("solved-yes", "star-4", "tag-fast"):
        page.get_by_test_id(part).locator("..").click()
    page.get_by_test_id("survey-comment").fill("很快")
    page.get_by_test_id("survey-close").click()
    page.get_by_test_id("survey-open").click()
    expect(page.get_by_test_id("star-4")).to_be_checked()
    page.get_by_test_id("survey-submit").click()
    expect(page.get_by_test_id("survey-done")).to_be_visible()
    (answer,) = contract.sent("survey")
    assert {key: answer[key] for key in ("solved", "stars", "tags", "comment", "may_contact")} == {
        "solved": "yes",
        "stars": 4,
        "tags": ["fast"],
        "comment": "很快",
        "may_contact": True,
    }
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("survey-invite")).to_have_count(0)
    page.get_by_test_id("again").click()
    expect(page.get_by_test_id("composer")).to_be_focused()
    send(page, "又有问题")
    expect(page.locator("[data-author=customer]")).to_have_count(2)
    assert len({message["conversation_id"] for message in contract.visit.messages.values()}) == 2


def test_everything_works_by_keyboard(page: Page, contract: ContractServer) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("第一行")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("第二行")
    page.keyboard.press("Enter")
    expect(page.locator("[data-author=customer] [data-testid=text]")).to_have_text("第一行\n第二行")
    contract.say("", kind="card", card=CARD)
    expect(page.get_by_test_id("card")).to_be_visible()
    page.get_by_test_id("card-view").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("article-sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("card-view")).to_be_focused()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, select, a")]
          .filter((e) => e.offsetParent && !(e.getAttribute("aria-label") || e.labels?.length || e.textContent.trim()))
          .map((e) => e.outerHTML)"""
    )
    assert unnamed == []


def test_enter_of_an_input_method_does_not_send(page: Page) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill("ni hao")
    composer.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True})
    expect(composer).to_have_value("ni hao")


def test_too_large_file_is_refused_before_it_is_sent(page: Page, contract: ContractServer) -> None:
    contract.config["max_file_bytes"] = 1000
    page.reload()
    page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
    files: list[FilePayload] = [
        {"name": "大.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 1001},
        {"name": "小.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 10},
    ]
    page.get_by_test_id("file-input").set_input_files(files)
    expect(page.get_by_test_id("staged-item")).to_have_count(2)
    expect(page.locator("[data-testid=staged-item][data-error]")).to_contain_text("大.bin")
    page.get_by_test_id("send").click()
    expect(page.locator("[data-author=customer][data-state=stored]")).to_have_count(1)
    expect(page.get_by_test_id("staged-item")).to_have_count(1)
    assert [name for _, path, name in contract.requests if path == "files"] == [b"x" * 10]


def test_large_pasted_picture_is_made_smaller(page: Page, contract: ContractServer) -> None:
    original = page.get_by_test_id("composer").evaluate(
        """async (composer) => {
          const canvas = new OffscreenCanvas(2400, 300);
          const context = canvas.getContext("2d");
          const noise = context.createImageData(2400, 300);
          for (let index = 0; index < noise.data.length; index += 1) noise.data[index] = (index * 2654435761) >>> 13;
          context.putImageData(noise, 0, 0);
          const blob = await canvas.convertToBlob({ type: "image/png" });
          const file = new File([blob], "image.png", { type: "image/png" });
          const clipboardData = new DataTransfer();
          clipboardData.items.add(file);
          composer.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
          return file.size;
        }"""
    )
    expect(page.get_by_test_id("staged-item")).to_contain_text("已压缩")
    page.get_by_test_id("send").click()
    expect(page.locator("[data-author=customer][data-state=stored] img")).to_be_visible()
    (message,) = contract.visit.messages.values()
    (attachment,) = message["attachments"]
    assert (attachment["width"], attachment["height"], attachment["mime"]) == (2048, 256, "image/jpeg")
    assert attachment["size"] == len(contract.files[attachment["sha256"]][0]) < original


def test_draft_outlives_a_reload(page: Page) -> None:
    page.get_by_test_id("composer").fill("还没写完")
    page.reload()
    expect(page.get_by_test_id("composer")).to_have_value("还没写完")


@pytest.mark.parametrize(
    ("query", "language", "placeholder"),
    [("", "zh-CN", "输入问题"), ("?lang=zh-Hant-HK", "zh-TW", "輸入問題"), ("?lang=en-GB", "en", "Ask a question")],
)
def test_language_from_the_address(open_page: OpenPage, query: str, language: str, placeholder: str) -> None:
    page = open_page(query)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", placeholder)


def test_language_can_be_changed_in_place_and_is_kept(page: Page, contract: ContractServer) -> None:
    send(page, "你好")
    contract.event("agent_joined", name="林晓彤")
    expect(page.locator("[data-kind=system]")).to_contain_text("为您服务")
    page.get_by_test_id("menu").click()
    page.get_by_test_id("language-en").click()
    expect(page.locator("[data-kind=system]")).to_contain_text("joined the chat")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_unknown_event_code_is_not_shown(page: Page, contract: ContractServer) -> None:
    contract.event("some_new_code")
    expect(page.locator("[data-kind=system]")).to_contain_text("会话状态已更新")


def test_embedded_in_another_site(context: BrowserContext, contract: ContractServer) -> None:
    page = context.new_page()
    page.goto(contract.url.removesuffix("/chat") + "/shop")
    # The button lives in a closed shadow root, as a keyboard user meets it.
    page.wait_for_function("window.zhiyingChat")
    page.keyboard.press("Tab")
    with page.expect_event("framenavigated", lambda frame: "/chat?" in frame.url) as navigation:
        page.keyboard.press("Enter")
    frame = navigation.value
    assert "embed=1" in frame.url and "lang=en" in frame.url and "group=presale" in frame.url
    frame.get_by_test_id("composer").fill("Hello")
    frame.get_by_test_id("send").click()
    expect(frame.locator("[data-author=customer]")).to_have_count(1)
    frame.get_by_test_id("minimise").click()
    contract.say("Hi there")
    expect(frame.locator("[data-author=agent]")).to_have_count(1)
    assert frame.title().startswith("(1)")
    (session, *_) = contract.sent("session")
    assert session["group"] == "presale"
    assert session["page_url"].endswith("/shop")
    assert "token" not in json.dumps(session)


def test_a_site_that_may_not_show_the_chat_gets_a_link_to_it(context: BrowserContext, contract: ContractServer) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    page.goto(f"http://localhost:{contract.port}/elsewhere")  # 127.0.0.1 is another site
    page.wait_for_function("window.zhiyingChat")
    page.keyboard.press("Tab")
    with page.expect_event("console", lambda message: "--frame-ancestors" in message.text):
        page.keyboard.press("Enter")
    assert f"http://localhost:{contract.port}" in said[-1]
    with context.expect_page() as opened:
        page.keyboard.press("Enter")  # the link has the focus
    chat = opened.value
    assert chat.url.startswith(f"{contract.url}?")
    assert "embed" not in chat.url and "group=presale" in chat.url
    expect(chat.get_by_test_id("composer")).to_be_visible()
