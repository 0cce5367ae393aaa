"""A sign-in that the server has ended while work waits to be sent."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import delete

from app.domain.conversations import Message
from sync_server.storage.tables import TOKEN
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer
from tests.helpers.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]


def revoke(server: RunningServer) -> None:
    """End every sign-in of anna's on the server, as an administrator does."""
    server.runtime.db.write(lambda tx: tx.connection.execute(delete(TOKEN).where(TOKEN.c.account_id == "agent-anna")))


@pytest.mark.parametrize(
    ("language", "words", "again", "password"),
    [
        ("zh_CN", "登录已过期，同步已停。打开的内容和没上传的都在", "重新登录", "密码"),
        ("zh_TW", "登入已過期，同步已停", "重新登入", "密碼"),
        ("en", "Your sign-in has ended and syncing stopped", "Sign in again", "Password"),
    ],
)
def test_a_sign_in_that_ends_is_told_once_and_what_waits_arrives_once_after_the_next(
    server: RunningServer,
    hire: Callable[..., Person],
    language: str,
    words: str,
    again: str,
    password: str,
) -> None:
    anna = hire(language)
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    customer = Visitor(server)
    customer.say("耳机没声音了")
    anna.open_conversation("耳机没声音了")
    anna.in_step()
    revoke(server)
    for text in ("reply one", "reply two"):
        anna.reply(text)
    anna.sees(words)
    link = anna.program.link  # the held poll may have told of the end before the first reply was stored
    anna.until(lambda: link.status.state == "error" and link.status.pending > 0, "what waits is counted")
    anna.reply("reply three, still working")
    anna.sees("reply three, still working", words)
    assert not [told for told in anna.told() if words in told], "the banner says it; nothing else does"
    anna.click(again)
    field = anna.named(QLineEdit, password)
    anna.write(field, "wrong")
    anna.press("Return", field)
    anna.until(lambda: field.isEnabled() and field.selectedText() == "wrong", "the wrong password is told")
    anna.write(field, PASSWORD)
    anna.press("Return", field)
    anna.in_step()
    anna.sees("reply three, still working", gone=[words])
    said = server.runtime.db.read(lambda reader: reader.find(Message, author_id="agent-anna"))
    assert sorted(message.text for message in said) == ["reply one", "reply three, still working", "reply two"]
    assert customer.hears() == ["耳机没声音了", "reply one", "reply two", "reply three, still working"]
