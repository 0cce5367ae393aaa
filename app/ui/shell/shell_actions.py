"""What works on every screen: palette, key map, rail, panes, sync, look, presence, quit."""

import functools
from collections.abc import Callable, Sequence
from typing import Protocol

from app.ui.kit.action import Action
from app.ui.kit.i18n import Marked, mark
from app.ui.shell.rail import KEYED, rail_key

NAVIGATION = mark("导航")
LOOK = mark("外观")
WORK = mark("工作")


class Frame(Protocol):
    """What the window can do; :class:`app.ui.shell.window.Window` is the real one."""

    def open_palette(self) -> None: ...
    def open_keymap(self) -> None: ...
    def open_sync(self) -> None: ...
    def open_settings(self) -> None: ...
    def go_back(self) -> None: ...
    def go_forward(self) -> None: ...
    def go_to_number(self, number: int) -> None: ...
    def walk_panes(self, step: int) -> None: ...
    def sync(self) -> None: ...
    def toggle_presence(self) -> None: ...
    def toggle_theme(self) -> None: ...
    def change_text_size(self, step: int) -> None: ...
    def quit(self) -> None: ...


def shell_actions(frame: Frame, titles: Sequence[Marked]) -> list[Action]:
    """Return the actions of a window; ``titles`` are the screens on its rail."""

    def action(
        name: str,
        text: Marked,
        run: Callable[[], None],
        icon: str,
        *keys: str,
        group: Marked = NAVIGATION,
        listed: bool = True,
    ) -> Action:
        return Action(id=f"shell.{name}", text=text, run=run, icon=icon, keys=keys, group=group, in_palette=listed)

    def later(fn: Callable[[int], None], number: int) -> Callable[[], None]:
        return functools.partial(fn, number)

    made = [
        action("palette", mark("查找或执行"), frame.open_palette, "search", "Ctrl+K", listed=False),
        action("keys", mark("查看快捷键"), frame.open_keymap, "keyboard", "F1"),
        action("back", mark("后退"), frame.go_back, "chevron-left", "Alt+Left"),
        action("forward", mark("前进"), frame.go_forward, "chevron-right", "Alt+Right"),
        action("next_pane", mark("下一个窗格"), later(frame.walk_panes, 1), "", "F6", listed=False),
        action("previous_pane", mark("上一个窗格"), later(frame.walk_panes, -1), "", "Shift+F6", listed=False),
        action("sync_screen", mark("打开同步中心"), frame.open_sync, "cloud-check", "Ctrl+Shift+Y"),
        action("settings", mark("打开设置"), frame.open_settings, "settings", "Ctrl+,"),
        action("sync", mark("立即同步"), frame.sync, "refresh", "F5", group=WORK),
        action("presence", mark("切换在线与小休"), frame.toggle_presence, "user-check", "F9", group=WORK),
        action("theme", mark("切换深色与浅色"), frame.toggle_theme, "moon", "Ctrl+Shift+D", group=LOOK),
        action("larger", mark("放大文字"), later(frame.change_text_size, 1), "zoom-in", "Ctrl+=", "Ctrl++", group=LOOK),
        action("smaller", mark("缩小文字"), later(frame.change_text_size, -1), "zoom-out", "Ctrl+-", group=LOOK),
        action("normal_size", mark("恢复文字大小"), later(frame.change_text_size, 0), "", "Ctrl+0", group=LOOK),
        action("quit", mark("退出程序"), frame.quit, "power", "Ctrl+Q", group=WORK),
    ]
    for number, title in enumerate(titles[:KEYED], 1):
        keys = rail_key(number)
        made.append(action(f"screen{number}", title, later(frame.go_to_number, number), "", keys, listed=False))
    return made
