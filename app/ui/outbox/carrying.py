"""Sync by a file in the pocket: what waits is exported signed, and the server's answers are taken in."""

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands import sealed as commands
from app.domain.clock import Clock, now_ms
from app.domain.entity import Actor
from app.domain.protocol import Seal
from app.domain.sealed import Answers, Outbox
from app.storage import sealed
from app.storage.blobs import Blobs
from app.ui.kit.dialogs import file_dialog
from app.ui.kit.i18n import tr
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context

SUFFIX = ".zip"


class Carrying(QObject):
    """Asks for files and does it off the GUI thread. Nothing leaves the outbox by an export."""

    def __init__(self, ctx: Context, window: QWidget, clock: Clock = now_ms) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._clock = clock

    def ask_export(self) -> None:
        """Ask where to, and write the file."""
        day = dt.datetime.fromtimestamp(self._clock() / 1000).strftime("%Y-%m-%d %H%M")
        name = tr("待上传 {day}").format(day=day) + SUFFIX
        dialog = file_dialog(self._window, tr("导出待上传内容"), self._ctx.services.get(Preferences), save=name)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, target: Path) -> None:
        """Write what waits into a file."""
        blobs: Blobs | None = self._ctx.services.get(Blobs)
        actor: Actor | None = self._ctx.services.get(Actor)
        if blobs is None or actor is None:
            return
        files, agent_id, now = blobs, actor.id, self._clock()

        def collect(connection: Any) -> tuple[Outbox, Seal]:
            return sealed.collect(connection, files, agent_id, now)

        def write(collected: tuple[Outbox, Seal]) -> None:  # beside the database: a stick is slow
            self._ctx.tasks.run(lambda: sealed.export(target, *collected, files), told, owner=self)

        def told(count: int) -> None:
            text = tr("已导出 {n} 项，交给总部的管理员导入", n=count).format(n=count)
            self._ctx.notices.toast(text, tone="info")

        self._ctx.tasks.read(collect, write, owner=self)

    def ask_answers(self) -> None:
        """Ask for the file that came back, and take it in."""
        dialog = file_dialog(self._window, tr("导入总部的处理结果"), self._ctx.services.get(Preferences))
        dialog.setNameFilter(f"*{SUFFIX}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_answers(Path(name)))
        dialog.open()

    def take_answers(self, source: Path) -> None:
        """Take the server's answers in from a file; one that was taken before changes nothing."""

        def told(count: int) -> None:
            if count:
                text = tr("总部处理了 {n} 项，需要您决定的在「要我处理」", n=count).format(n=count)
            else:
                text = tr("这个文件里没有新的处理结果")
            self._ctx.notices.toast(text, tone="info")

        def take(answers: Answers) -> None:
            self._ctx.tasks.write(lambda tx: commands.take_answers(tx, answers), told, owner=self)

        self._ctx.tasks.read(lambda connection: sealed.read_answers(connection, source), take, owner=self)
