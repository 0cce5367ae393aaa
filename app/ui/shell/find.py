"""What the palette offers: items from providers, each with a group and perhaps a prefix that asks for it alone."""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.search.sound import read
from app.ui.kit.action import Actions
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.screen import Place, Screen


@dataclass(frozen=True, kw_only=True)
class Found:
    """One line of the palette. ``alternative`` is what Ctrl+Enter does; ``spans`` are (start, length) of the match."""

    id: str
    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = ""
    hint: str = ""
    keys: str = ""
    alternative: Callable[[], object] | None = None
    spans: tuple[tuple[int, int], ...] = ()
    blocked: bool = False
    """It cannot be done now, and ``detail`` says why: shown last and dimmed, so that it teaches but is not chosen."""
    exact: bool = False
    """It is what was typed, by its number: its group comes first."""


Answer = Callable[[Sequence[Found]], None]


class Provider(Protocol):
    """Finds lines of one group. ``prefix`` (``>`` ``#`` ``@`` ``:``) limits a query to it."""

    group: Marked
    prefix: str

    def find(self, query: str, answer: Answer) -> None:
        """Call ``answer`` once, now or later on the GUI thread; an empty query asks for what is likely."""
        ...


def match(query: str, title: str) -> tuple[int, tuple[tuple[int, int], ...]] | None:
    """Return (rank, spans) if a query fits a title: as text, or by the pinyin or the initials of its characters.

    A lower rank is better: 0 at the start, 1 within, 2 by sound.
    """
    wanted, plain = query.casefold().strip(), title.casefold()
    if not wanted:
        return 1, ()
    at = plain.find(wanted)
    if at >= 0:
        return (0 if at == 0 else 1), ((at, len(wanted)),)
    if wanted.isascii() and wanted.isalpha():
        syllables = read(plain)
        for start in range(len(plain)):
            for parts in (syllables, [syllable[:1] for syllable in syllables]):
                length = _spelled(wanted, parts[start:])
                if length:
                    return 2, ((start, length),)
    return None


def _spelled(wanted: str, parts: Sequence[str]) -> int:
    """Return how many of the parts, from the first on, spell the wanted letters; 0 if they do not."""
    for number, part in enumerate(parts, 1):
        if not part:
            return 0
        if part.startswith(wanted):
            return number
        if not wanted.startswith(part):
            return 0
        wanted = wanted[len(part) :]
    return 0


def best(found: Iterable[tuple[Found, tuple[int, object]]], used: Counter[str]) -> list[Found]:
    """Return lines with what can be done, the better match and the more often used first."""
    return [one for one, _ in sorted(found, key=lambda pair: (pair[0].blocked, pair[1][0], -used[pair[0].id]))]


class ActionProvider:
    """Everything that can be done here, with its key, so that the palette teaches."""

    prefix = ">"

    def __init__(self, actions: Actions, scope: Callable[[], str], used: Counter[str], *, own: bool) -> None:
        """``own`` offers the actions of the present screen, else those that work everywhere."""
        self._actions, self._scope, self._used, self._own = actions, scope, used, own
        self.group = mark("对当前页面") if own else mark("命令")

    def find(self, query: str, answer: Answer) -> None:
        scope = self._scope()
        pairs = []
        for action in self._actions.available(scope):
            if not action.in_palette or (action.scope == scope) is not self._own:
                continue
            title = action.text.tr()
            fits = match(query, title)
            if fits is None:
                continue
            why_not = action.why_blocked()
            found = Found(
                id=action.id,
                title=title,
                detail=why_not,
                blocked=bool(why_not),
                icon=action.icon or "arrow-right",
                hint=action.group.tr(),
                keys=self._actions.key_text(action.id),
                run=functools.partial(self._actions.run, action.id),
                spans=fits[1],
            )
            pairs.append((found, fits))
        answer(best(pairs, self._used))


class ScreenProvider:
    """Going somewhere."""

    prefix = ""
    group = mark("导航")

    def __init__(self, screens: Iterable[Screen], go: Callable[[Place], None], used: Counter[str]) -> None:
        self._screens, self._go, self._used = tuple(screens), go, used

    def find(self, query: str, answer: Answer) -> None:
        pairs = []
        for screen in self._screens:
            title = screen.title.tr()
            fits = match(query, title)
            if fits is not None:
                found = Found(
                    id=f"go.{screen.id}",
                    title=tr("去「{screen}」").format(screen=title),
                    icon=screen.icon,
                    run=functools.partial(self._go, Place(screen.id)),
                )
                pairs.append((found, fits))
        answer(best(pairs, self._used))
