"""What stands beside the messages follows the conversation that is open."""

from PySide6.QtWidgets import QLabel

from tests.helpers.office import LIU
from tests.ui.conversations.bench import Bench, Open


def test_the_notes_are_those_of_the_conversation_that_is_open(workspace: Open, bench: Bench) -> None:
    def shown() -> list[str]:
        return [each.text() for each in view.context.notes.findChildren(QLabel) if not each.isHidden()]

    view = workspace()
    here = view.desk.current
    view.toggle_mode()
    view.talk.composer.field.set_text("请先查快递单号")
    view.talk.composer.send()
    bench.qtbot.waitUntil(lambda: "请先查快递单号" in shown())
    assert view.desk.current != LIU
    view.open_item(LIU)
    bench.qtbot.waitUntil(lambda: "还没有备注" in shown() and "请先查快递单号" not in shown())
    view.open_item(here)
    bench.qtbot.waitUntil(lambda: "请先查快递单号" in shown() and "还没有备注" not in shown())
