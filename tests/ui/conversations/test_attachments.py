"""Files in a conversation: what stands on the bubble, and what a click or a key does with it."""

import hashlib
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.domain.conversations import Author, Delivery, MessageKind
from app.domain.files import FileRef
from app.domain.notice import Moving
from app.storage.blobs import Blobs
from app.storage.drafts import Staged
from app.storage.threads import MessageRow
from app.ui.conversations.menus import message_menu
from app.ui.conversations.thread_items import BubbleItem, Receipt, receipt_of
from app.ui.conversations.view import ConversationsView
from app.ui.kit.attachments import Attachments, Place, words_of
from app.ui.kit.rich_text import Media
from tests.ui.conversations.bench import ENTER, Bench

Open = Callable[..., ConversationsView]
WORDS = b"the manual"
REF = FileRef(hashlib.sha256(WORDS).hexdigest(), "manual.pdf", len(WORDS), "application/pdf")


class Fetching:
    """Notes what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def want(self, sha256: str, size: int = 0) -> None:
        self.asked.append(("want", sha256))

    def cancel(self, sha256: str) -> None:
        self.asked.append(("cancel", sha256))


def places_of(bench: Bench) -> Attachments:
    found: Attachments = bench.ctx.service(Attachments)
    return found


def with_file(view: ConversationsView, ref: FileRef = REF) -> BubbleItem:
    """Show a message with a file at the end of the thread."""
    rows = view.talk.thread_view.rows
    shown = [item for at in range(rows.rowCount()) if (item := rows.row(at)) is not None]
    last = next(item for item in reversed(shown) if isinstance(item, BubbleItem))
    message = msgspec.structs.replace(last.message, text="", kind=MessageKind.FILE, card=None, attachments=(ref,))
    item = msgspec.structs.replace(last, id="with file", message=message)
    view.talk.thread_view.show_items([*shown, item], fresh=True)
    return item


def click(view: ConversationsView, item: BubbleItem) -> None:
    thread = view.talk.thread_view
    index = thread.rows.index_of(item.id)
    (rect,) = thread.delegate.layout_of(item).files
    point = thread.visualRect(index).topLeft() + rect.center().toPoint()
    QTest.mouseClick(thread.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(point))


def test_a_file_that_was_never_here_is_not_called_lost(bench: Bench, workspace: Open) -> None:
    places = places_of(bench)
    workspace()
    for code, words in (("file_not_here", "还没有传到本机"), ("file_gone", "本机文件已丢失")):
        places.publish(Moving(sha256=REF.sha256, state="failed", code=code))
        bench.qtbot.waitUntil(lambda code=code: places.place_of(REF).code == code)  # type: ignore[misc]
        assert words_of(places.place_of(REF))[0] == words
    places.publish(Moving(sha256=REF.sha256, state="failed", code="file_not_here"))
    promised = msgspec.structs.replace(REF, pending=True)
    bench.qtbot.waitUntil(lambda: places.place_of(promised).state == "promised")


def test_a_file_that_is_away_is_fetched_by_a_click_and_stopped_by_the_next(bench: Bench, workspace: Open) -> None:
    fetching, places = Fetching(), places_of(bench)
    places.bind(fetching)
    view = workspace()
    item = with_file(view)
    bench.qtbot.waitUntil(lambda: places.place_of(REF).state == "away")
    click(view, item)
    assert (fetching.asked, places.place_of(REF).state) == ([("want", REF.sha256)], "waiting")
    places.publish(Moving(sha256=REF.sha256, state="coming", done=4, size=10))
    bench.qtbot.waitUntil(lambda: places.place_of(REF).state == "coming")
    said = view.talk.thread_view.rows.index_of(item.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("下载 40%")
    assert words_of(Place("waiting", code="server_error"))[0] == "总部忙，稍后自动下载"
    assert words_of(Place("waiting", done=4, size=10))[0] == "已下载 40%，等网络", "it does not look as if it got on"
    click(view, item)
    assert (fetching.asked[1:], places.place_of(REF).state) == ([("cancel", REF.sha256)], "away")


def test_what_failed_is_tried_again_and_what_came_is_saved(bench: Bench, workspace: Open) -> None:
    fetching, places = Fetching(), places_of(bench)
    places.bind(fetching)
    view = workspace()
    item = with_file(view)
    bench.qtbot.waitUntil(lambda: places.place_of(REF).state == "away")
    places.publish(Moving(sha256=REF.sha256, state="failed", code="file_hash"))
    bench.qtbot.waitUntil(lambda: places.place_of(REF).state == "failed")
    thread = view.talk.thread_view
    thread.setCurrentIndex(thread.rows.index_of(item.id))
    QTest.keyClick(thread, ENTER)
    assert fetching.asked == [("want", REF.sha256)]
    places.publish(Moving(sha256=REF.sha256, state="here"))
    bench.qtbot.waitUntil(lambda: places.place_of(REF).state == "here")
    QTest.keyClick(thread, ENTER)
    (dialog,) = view.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("manual.pdf")
    dialog.reject()


@pytest.mark.parametrize(
    ("state", "words", "enabled"),
    [("away", "下载「manual.pdf」", True), ("coming", "取消下载「manual.pdf」", True),
     ("promised", "另存「manual.pdf」", False), ("here", "另存「manual.pdf」", True)],
)  # fmt: skip
def test_the_menu_says_what_can_be_done(bench: Bench, workspace: Open, state: str, words: str, enabled: bool) -> None:
    view, places = workspace(), places_of(bench)
    item = with_file(view, msgspec.structs.replace(REF, pending=state == "promised"))
    places._places[REF.sha256] = Place("away" if state == "promised" else state)  # type: ignore[arg-type]
    composer = view.talk.composer
    menu = message_menu(item, view.desk, view.asking, view.talk.thread_view, composer, view)
    action = next(each for each in menu.actions() if each.text() == words)
    assert action.isEnabled() == enabled


def test_a_file_on_its_way_from_a_colleague_says_so(bench: Bench, workspace: Open) -> None:
    fetching, places = Fetching(), places_of(bench)
    places.bind(fetching)
    view = workspace()
    pending = msgspec.structs.replace(REF, pending=True)
    item = with_file(view, pending)
    bench.qtbot.waitUntil(lambda: REF.sha256 in places._places)
    assert words_of(places.place_of(pending))[0] == "文件正在路上"
    click(view, item)
    assert fetching.asked == []
    assert "「manual.pdf」还没有传到总部，到了会自动显示" in bench.told
    assert places.place_of(REF).state == "away", "as soon as it has come, it can be fetched"


def test_a_picture_on_its_way_is_asked_for_when_it_has_come(bench: Bench, workspace: Open) -> None:
    view, places, media = workspace(), places_of(bench), bench.ctx.service(Media)
    picture = FileRef(REF.sha256, "lamp.png", 9, "image/png", 600, 300, pending=True)
    shown = []

    def show(ref: FileRef) -> None:
        item = with_file(view, ref)
        message = msgspec.structs.replace(item.message, kind=MessageKind.IMAGE)
        shown.append(msgspec.structs.replace(item, message=message))
        view.talk.thread_view.show_items(shown[-1:], fresh=True)
        view.talk.thread_view.viewport().grab()
        bench.settle()

    show(picture)
    places.publish(Moving(sha256=REF.sha256, state="failed", code="no_such_file"))  # somebody asked too early
    bench.qtbot.waitUntil(lambda: places._places[REF.sha256].state == "failed")
    assert words_of(places.place_of(picture))[0] == "文件正在路上"
    view.talk.thread_view.viewport().grab()
    assert REF.sha256 not in media._asked | media._missing.keys()
    show(msgspec.structs.replace(picture, pending=False))
    bench.qtbot.waitUntil(lambda: REF.sha256 in media._missing)


def test_an_own_file_waits_on_its_bubble_until_it_is_sent(bench: Bench, workspace: Open) -> None:
    view, places = workspace(online=False), places_of(bench)
    blobs: Blobs = bench.ctx.service(Blobs)
    ref = msgspec.structs.replace(REF, sha256=blobs.store(WORDS))
    composer = view.talk.composer
    composer.staged.set_items((Staged(file=ref),), view.desk.clock())
    composer.send()
    view.desk.sending.release()
    bench.settle()
    bench.qtbot.waitUntil(lambda: places.place_of(ref).state == "unsent", timeout=10_000)
    places.publish(Moving(sha256=ref.sha256, state="going", done=5, size=10))
    bench.qtbot.waitUntil(lambda: words_of(places.place_of(ref))[0] == "上传 50%")
    view.talk.thread_view.viewport().grab()


def test_a_message_whose_file_the_server_has_not_got_is_not_called_sent(bench: Bench, workspace: Open) -> None:
    view = workspace()
    item = with_file(view, msgspec.structs.replace(REF, pending=True))
    message = msgspec.structs.replace(item.message, author=Author.AGENT, seq=5, state=Delivery.SENT)
    row = MessageRow(message=message)
    assert receipt_of(row, online=True) == Receipt("cloud-up", "text.tertiary", "附件上传中")
    assert receipt_of(row, online=False) == Receipt("cloud-up", "warning.text", "附件待上传")


def test_what_was_asked_for_before_there_was_a_session_is_fetched_by_it(bench: Bench) -> None:
    places, fetching = places_of(bench), Fetching()
    other = msgspec.structs.replace(REF, sha256="b" * 64)
    places.want(REF)
    places.want(other)
    places.cancel(other)
    places.bind(fetching)
    assert fetching.asked == [("want", REF.sha256)]
