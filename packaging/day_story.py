"""The day as it is played: each step does something as a person does it and then looks whether it came about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from day_office import ADMIN, AGENT, KNOWLEDGE, OFFICE, Witness, check_files, office_id
from day_page import Customer
from day_parts import PASSWORD, DayFailed, Desk, Server, wait_until
from playwright.sync_api import Browser

from app.domain.conversations import Author, Message, MessageKind
from app.domain.knowledge import Article, ArticleDraft
from app.domain.surveys import Survey
from app.domain.tickets import Ticket

QUESTION = "左耳机没声儿了，右边好好的"
KEY, TITLE = "EAR-001", "耳机单侧无声：三步排查与换货流程"
REPLIES = ("陈先生您好，您先按卡片里的三步试一下。", "复位以后红灯闪几下？", "我这边先给您登记，稍后回复您。")
TICKET = "左耳无声，登记免检换新"
EDIT = "补充：清洁触点前先把耳机擦干。"
COMMENT = "回复很快"


@dataclass
class Day:
    """Everything that takes part."""

    folder: Path
    pictures: Path
    chromium: Browser
    server: Server = field(init=False)
    admin: Desk = field(init=False)
    agent: Desk = field(init=False)
    customer: Customer | None = None
    article: Article | None = None

    def __post_init__(self) -> None:
        self.server = Server(self.folder)
        self.admin = Desk("sunwan", self.folder / "sunwan", self.pictures)
        self.agent = Desk("linxiaotong", self.folder / "linxiaotong", self.pictures)

    def close(self) -> None:
        """End what still runs."""
        if self.customer is not None:
            self.customer.close()
        for desk in (self.agent, self.admin):
            desk.close()
        self.server.stop()

    def page(self) -> Customer:
        """Return the customer. Raises DayFailed before she came."""
        if self.customer is None:
            raise DayFailed("the customer is not there yet")
        return self.customer

    # -- common gestures -------------------------------------------------------------------------------------------

    def sign_in(self, desk: Desk, login: str) -> None:
        """Start a client and sign in by keyboard; the first sync is over when a screen is shown."""
        desk.start("--language", "zh_CN", "--server", self.server.url, "--login", login)
        desk.wait("登录知应客服台", focus="密码")
        desk.write(PASSWORD)
        desk.press("Return")

    def shoot(self, name: str) -> None:
        """Leave a picture of whoever is there."""
        for desk in (self.agent, self.admin):
            if desk.running:
                desk.picture(f"{name}-{desk.name}")
        if self.customer is not None:
            self.customer.picture(f"{name}-page")


def open_shop(day: Day) -> None:
    """Start the server with the office's people."""
    day.server.load(OFFICE, "people")
    day.server.start()


def import_table(day: Day) -> None:
    """The knowledge admin imports the sample table through the wizard."""
    desk = day.admin
    day.sign_in(desk, ADMIN)
    desk.wait("分类", "导入", seconds=30)  # her desk begins in the library
    desk.click("导入")
    desk.wait("选择文件", "检查数据")
    desk.press("Space")  # the button that asks for the table has the focus
    desk.wait("选择要导入的表格")
    desk.write(str(KNOWLEDGE))
    desk.press("Return")
    desk.wait("导入 190 条", seconds=30)
    desk.picture("1-import-check")
    desk.press("Ctrl+Return")
    desk.wait("已导入 190 条知识", seconds=60)
    desk.picture("1-import-done")
    desk.click("关闭")
    desk.wait(gone=["已导入 190 条知识"])
    desk.wait("待上传 0", seconds=60)
    witness = Witness(day.server.url)
    try:
        day.article = witness.article(KEY)
        found = len(witness.rows(Article))
    finally:
        witness.close()
    if found != 190:
        raise DayFailed(f"the server has {found} articles instead of 190")
    check_files(day.server.url)
    desk.press("F9")  # who writes takes no customers
    desk.wait("小休")


def ask(day: Day) -> None:
    """The agent signs in; a customer asks in the page."""
    day.sign_in(day.agent, AGENT)
    day.agent.wait("我的会话", "在线", seconds=30)
    day.customer = Customer(day.chromium, f"{day.server.url}/chat", day.pictures)
    day.page().say(QUESTION)
    day.page().picture("2-page-asked")


def route(day: Day) -> None:
    """The conversation is given to the agent, who sees it."""
    day.page().served_by("林晓彤")
    day.agent.wait("待我回复，1 个会话", QUESTION)
    day.agent.press("F4")  # the most urgent conversation
    day.agent.wait("回复客户", QUESTION)


def suggest(day: Day) -> None:
    """The right article is among the three suggestions."""
    day.agent.wait("建议 1：", TITLE)
    offered = [line for line in day.agent.seen().splitlines() if line.startswith("建议 ")]
    if not 1 <= len(offered) <= 3 or not any(TITLE in line for line in offered):
        raise DayFailed(f"{TITLE} is not among the suggestions: {offered}")


def send_card(day: Day) -> None:
    """The agent sends it by keyboard alone: Ctrl+1 to 3 and Enter."""
    offered = [line for line in day.agent.seen().splitlines() if line.startswith("建议 ")]
    number = next(line for line in offered if TITLE in line).removeprefix("建议 ")[0]
    day.agent.press(f"Ctrl+{number}")
    day.agent.wait(f"移除 {TITLE}", focus="回复客户")
    day.agent.picture("5-staged")
    day.agent.press("Return")


def see_card(day: Day) -> None:
    """The page shows the card."""
    day.page().sees_card(TITLE)


def work_offline(day: Day) -> None:
    """The server is stopped; agent and admin go on: search, three replies, a ticket, an article."""
    day.server.stop()
    agent, admin = day.agent, day.admin
    agent.wait("离线", seconds=30)
    agent.press("Ctrl+/")
    agent.write("充不进电")
    agent.wait("耳机充不进电或盒子没有反应")
    agent.picture("7-offline-search")
    agent.press("Escape")
    agent.click("回复客户")
    for text in REPLIES:
        agent.wait(focus="回复客户")
        agent.write(text)
        agent.press("Return")
        agent.wait(f"林晓彤，{text}")
    agent.press("Ctrl+Shift+T")
    agent.wait("从会话新建工单", focus="标题")
    agent.press("Ctrl+A")
    agent.write(TICKET)
    agent.press("Return")
    agent.wait(gone=["从会话新建工单"])
    agent.picture("7-offline-agent")
    open_editor(admin, "已发布")
    admin.press("Ctrl+End", "Return")
    admin.write(EDIT)
    admin.picture("7-offline-editor")
    admin.press("Ctrl+S")  # without the server an edit is a draft
    admin.wait("自动保存到本机")
    admin.press("Ctrl+W")
    admin.wait(gone=["编辑知识"])


def open_editor(desk: Desk, status: str) -> None:
    """Find the article, which is in this state, in the library and open it in the editor."""
    desk.press("Ctrl+F")
    desk.write(TITLE)
    desk.wait(f"{TITLE}，{status}", gone=["190 条\n"])
    desk.click(TITLE, row=True)
    desk.press("E")
    desk.wait("编辑知识", "适用情况", focus="正文")


def cut_power(day: Day) -> None:
    """Both clients are killed and started again; they sign in without the server."""
    for desk, login in ((day.agent, AGENT), (day.admin, ADMIN)):
        desk.kill()
        day.sign_in(desk, login)
    day.agent.wait("我的会话", "离线", seconds=30)
    day.admin.wait("全部知识", "离线", seconds=30)


def come_back(day: Day) -> None:
    """The server returns; what was done offline arrives exactly once."""
    day.server.start()
    for desk in (day.agent, day.admin):
        desk.wait("待上传 0", "已连接", seconds=60)
    day.page().sees_once(*REPLIES)
    day.page().sees_card(TITLE)
    witness = Witness(day.server.url)
    try:
        wait_until("the five changes at the server", lambda: missing_at(witness, day) == "", 20, every=0.3)
    except DayFailed as error:
        raise DayFailed(missing_at(witness, day)) from error
    finally:
        witness.close()


def missing_at(witness: Witness, day: Day) -> str:
    """Return what of the five changes is not exactly once at the server, "" when all is well."""
    messages = [each for each in witness.rows(Message) if each.author is Author.AGENT]
    wrong = [
        f"{sum(each.text == text for each in messages)} messages say {text!r}"
        for text in REPLIES
        if sum(each.text == text for each in messages) != 1
    ]
    cards = sum(each.kind is MessageKind.CARD for each in messages)
    tickets = sum(each.title == TICKET for each in witness.rows(Ticket))
    edits = sum(EDIT in block.html for draft in witness.rows(ArticleDraft) for block in draft.body)
    for name, count in (("cards", cards), ("tickets", tickets), ("edits of the article", edits)):
        if count != 1:
            wrong.append(f"{name}: {count} instead of 1")
    return "; ".join(wrong)


def publish(day: Day) -> None:
    """The admin publishes what she wrote without the server; the article has one more version."""
    before = day.article
    if before is None:
        raise DayFailed("the article was not imported")
    day.admin.click("知识")
    day.admin.wait("知识列表")
    open_editor(day.admin, "修订中")
    day.admin.wait("接着上次没有发布的修改", EDIT)
    day.admin.press("Ctrl+Return")
    day.admin.wait("已发布「", gone=["编辑知识"])
    day.admin.wait("待上传 0")
    witness = Witness(day.server.url)
    try:
        after = witness.article(KEY)
    finally:
        witness.close()
    edits = sum(EDIT in block.html for block in after.body)
    if edits != 1 or after.version != before.version + 1:
        raise DayFailed(f"the article has the edit {edits} times, version {after.version} after {before.version}")


def close_conversation(day: Day) -> None:
    """The agent ends the conversation; the customer answers the survey."""
    agent = day.agent
    agent.click(REPLIES[-1], row=True)
    agent.wait("回复客户", f"林晓彤，{REPLIES[-1]}")
    agent.press("Ctrl+Shift+E")
    agent.wait("结束与")
    agent.click("已解决")
    agent.picture("10-wrap-up")
    agent.click("结束会话", button=True)
    agent.wait(gone=["结束与"])
    day.page().answer_survey(5, COMMENT)
    day.page().picture("10-survey")
    day.page().submit_survey()
    witness = Witness(day.server.url)
    try:
        answers = [each for each in witness.rows(Survey) if each.comment == COMMENT]
    finally:
        witness.close()
    if len(answers) != 1 or answers[0].stars != 5 or answers[0].agent_id != office_id("agent", AGENT):
        raise DayFailed(f"the survey arrived as {answers}")


def report(day: Day) -> None:
    """The report of today shows the day, in the admin's client."""
    day.admin.press("F5")
    day.admin.click("报表")
    day.admin.wait("按客服组", "售前咨询：进线 1，排队 0", "已结束 1，满意度 5", "1 份评价", seconds=20)


STEPS: tuple[tuple[str, Callable[[Day], None]], ...] = (
    ("0-server", open_shop),
    ("1-import", import_table),
    ("2-ask", ask),
    ("3-routed", route),
    ("4-suggested", suggest),
    ("5-sent", send_card),
    ("6-card", see_card),
    ("7-offline", work_offline),
    ("8-killed", cut_power),
    ("9-returned", come_back),
    ("9-published", publish),
    ("10-closed", close_conversation),
    ("11-report", report),
)
