"""What lies on this computer and where; versions and licences."""

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from app import __version__
from app.storage import blob_cache
from app.storage.blobs import Blobs
from app.system.paths import ProfilePaths
from app.ui.kit.attachments import Attachments
from app.ui.kit.buttons import button
from app.ui.kit.fields import row_of
from app.ui.kit.formats import file_size
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.preferences import Preferences
from app.ui.kit.resources import resource
from app.ui.kit.screen import Context
from app.ui.settings.pages import Page, number, open_folder, row, switch

JUST_USED_S = 60.0
"""What was used so lately stays when the files are cleared: it may be about to go into a draft."""
_LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "msgspec",
    "requests",
    "keyring",
    "nh3",
    "numpy",
    "zstandard",
)


@dataclass(frozen=True)
class Sizes:
    """Bytes on this computer."""

    database: int
    files: int
    backups: int


def measure(folder: Path) -> Sizes:
    """Return how much lies in a profile's folder; off the GUI thread."""

    def size(path: Path) -> int:
        if path.is_file():
            return path.stat().st_size
        return sum(part.stat().st_size for part in path.rglob("*") if part.is_file())

    paths = ProfilePaths(folder)
    database = sum(size(path) for path in folder.glob(f"{paths.database.name}*"))
    return Sizes(database, size(paths.blobs), size(paths.backups))


class DataPage(Page):
    """Where the local data is and how large it is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(tr("本机数据"))
        self._ctx = ctx
        blobs = self._blobs = ctx.services.get(Blobs)
        preferences: Preferences = ctx.service(Preferences)
        self._folder = Path(blobs.folder).parent if blobs is not None else None
        column = self.card()
        where = ElidedLabel(str(self._folder or ""), "small", "secondary")
        where.setToolTip(str(self._folder or ""))
        where.setMinimumWidth(320)
        row(column, tr("位置"), tr("每个账号各有自己的文件夹"), where)
        self._database, self._files, self._backups = (label("…", "small", "secondary") for _ in range(3))
        row(column, tr("数据库"), tr("会话、工单、客户、知识"), self._database)
        row(column, tr("附件"), tr("看过的图片和文件"), self._files)
        row(column, tr("备份"), tr("升级前的副本，另存的旧文件"), self._backups)
        column = self.card(tr("附件"))
        limit = number(preferences, "files_mb", tr("最多占用"), (100, 1_000_000), " MB", 256)
        hint = tr("超出时先清理最久没看的；没上传的、草稿里的一直保留")
        row(column, tr("最多占用"), hint, limit)
        hint = tr("进行中会话和已发布知识的附件，离线也能打开。按流量计费的网络请关闭")
        row(column, tr("空闲时预先下载"), hint, switch(preferences, "prefetch_files", tr("空闲时预先下载")))
        clear = button(tr("清理附件"), self.clear, icon="trash")
        self.column.addWidget(row_of(clear, button(tr("打开文件夹"), self._open, icon="folder-open")))
        note = tr("数据放在这台电脑您的用户目录里，其他用户打不开。退出登录后仍会保留。")
        self.column.addWidget(label(note, "small", "secondary", wrap=True))
        self.end()

    def refresh(self) -> None:
        """Measure again."""
        folder = self._folder
        if folder is not None:
            self._ctx.tasks.run(lambda: measure(folder), self._show, key="sizes", owner=self)

    def clear(self) -> None:
        """Remove every file that can be had again."""
        files = self._blobs
        if files is None:
            return

        def clear(connection: Any) -> tuple[int, int, int]:
            stay = blob_cache.needed(connection)
            gone = blob_cache.make_room(files, stay, 0, young_s=JUST_USED_S)
            return gone, *blob_cache.left(files, stay)

        self._ctx.tasks.read(clear, self._cleared, key="clear", owner=self)

    def _cleared(self, found: tuple[int, int, int]) -> None:
        gone, must, used = found
        places: Attachments | None = self._ctx.services.get(Attachments)
        if places is not None:
            places.forget()
        told = tr("已清理 {n} 个附件，需要时会重新下载", n=gone).format(n=gone)
        parts = [told if gone else tr("没有可清理的附件")]
        if must:
            parts.append(tr("{n} 个没上传、刚发出或在草稿里，留着", n=must).format(n=must))
        if used:
            parts.append(tr("{n} 个刚用过，留着", n=used).format(n=used))
        self._ctx.notices.toast("；".join(parts), seconds=8 if must or used else 4)
        self.refresh()

    def _show(self, sizes: Sizes) -> None:
        self._database.setText(file_size(sizes.database))
        self._files.setText(file_size(sizes.files))
        self._backups.setText(file_size(sizes.backups))

    def _open(self) -> None:
        if self._folder is not None:
            open_folder(self._folder)


def versions() -> str:
    """Return what a problem report needs to know."""
    lines = [f"Zhiying Desk {__version__}", f"Python {platform.python_version()}", f"Qt {qVersion()}"]
    lines.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    for name in _LIBRARIES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name} -")
    return "\n".join(lines)


def licences() -> str:
    """Return the licences of what is shipped inside the program."""
    found = [
        "Zhiying Desk: MIT",
        "Qt, PySide6, shiboken6: LGPL-3.0",
        "SQLAlchemy, alembic, keyring: MIT",
        "msgspec, zstandard, numpy: BSD-3-Clause",
        "requests: Apache-2.0",
        "nh3: MIT",
    ]
    folder = resource("licences")
    if folder.is_dir():
        for path in sorted(folder.glob("*.txt")):
            found.append(f"\n--- {path.stem} ---\n{path.read_text('utf-8')}")
    return "\n".join(found)


class AboutPage(Page):
    """The program's name, versions and licences."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(tr("关于"))
        column = self.card()
        row(column, tr("知应客服台"), tr("离线也能用的客服桌面程序"), label(f"v{__version__}", strong=True))
        row(column, "Python", "", label(platform.python_version(), "small", "secondary"))
        row(column, "Qt", "", label(qVersion(), "small", "secondary"))
        row(column, tr("系统"), "", label(f"{platform.system()} {platform.release()}", "small", "secondary"))

        def copy() -> None:
            QGuiApplication.clipboard().setText(versions())
            ctx.notices.toast(tr("已复制版本信息"))

        self.column.addWidget(row_of(button(tr("复制版本信息"), copy, icon="copy")))
        self.column.addWidget(label(tr("许可"), "h3", strong=True))
        text = QPlainTextEdit(licences())
        text.setReadOnly(True)
        text.setAccessibleName(tr("许可"))
        text.setMaximumWidth(760)
        text.setTabChangesFocus(True)
        self.column.addWidget(text, 1)
