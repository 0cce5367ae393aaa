"""The drafts of one composer: kept in the database as one writes, and reconciled with what the database says."""

import functools
from collections import Counter
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.commands import conversations as commands
from app.domain.errors import AppError
from app.storage import drafts
from app.storage.drafts import Draft, Staged, with_more
from app.ui.conversations.desk import Desk

SAVE_AFTER_MS = 400
SAVE_AGAIN_MS = 5_000
"""After a draft could not be stored; until then it is here only."""
_ON_ITS_WAY = 1 << 62
Key = tuple[str, str]
"""Conversation and mode."""


def key_of(draft: Draft) -> Key:
    """Return where a draft belongs."""
    return draft.conversation_id, draft.mode


def rejoined(back: Draft, begun: Draft | None, shown: Draft) -> Draft:
    """Return ``back``, which came back, together with what stands in its place by now.

    ``begun`` stood there when it was asked for: the database has put it behind what came back. None for what did not
    come from the database. What of ``shown`` is in ``back`` already does not come twice; nothing of it is lost.
    """
    if shown.empty or (begun is not None and _holds(back, shown)):
        return back
    text, staged = back.text, back.staged
    if begun is not None and key_of(begun) == key_of(back) and _holds(back, begun):
        text = text.removesuffix(begun.text).rstrip("\n")
        staged = tuple(item for item in staged if item not in begun.staged)
    rest = msgspec.structs.replace(back, text=text, staged=staged)
    return with_more(rest, *shown.staged, text=f"\n{shown.text}" if text and shown.text else shown.text)


def _holds(back: Draft, shown: Draft) -> bool:
    """Whether the database has joined ``shown`` into ``back``."""
    at_end = not shown.text or f"\n{back.text}".endswith(f"\n{shown.text}")
    return at_end and all(item in back.staged for item in shown.staged)


class DraftShelf(QObject):
    """Every draft that the composer has seen in this run, by conversation and mode."""

    saveDue = Signal()
    """Some time after the last key: what stands in the composer is to be given to :meth:`keep`."""
    kept = Signal()
    added = Signal(object)
    """The :class:`Draft` that :meth:`add` made in the database."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts: dict[Key, Draft] = {}
        self._settled_at: dict[Key, int] = {}
        """Until when (ms) what the database says of a draft is older than what this composer did with it."""
        self._under_way: Counter[Key] = Counter()
        """The writes of each draft that are not answered: what is read meanwhile may be from before the last."""
        self._unkept: set[Key] = set()
        """The drafts that the disk refused; each was told once."""
        self._saver = QTimer(self, singleShot=True)
        self._saver.timeout.connect(self.saveDue)

    @property
    def waiting(self) -> bool:
        """Whether something is not stored yet."""
        return self._saver.isActive()

    def get(self, key: Key) -> Draft:
        """Return the draft of a conversation and mode, an empty one where there is none."""
        return self._drafts.get(key, Draft(conversation_id=key[0], mode=key[1]))

    def soon(self) -> None:
        """Something was typed: it is to be stored when the fingers rest."""
        self._saver.start(SAVE_AFTER_MS)

    def keep(self, draft: Draft) -> None:
        """Store what stands in the composer, if it differs, and whatever could not be stored before."""
        self._saver.stop()
        key = key_of(draft)
        for other in self._unkept - {key}:
            self._store(other, self._drafts[other])
        if key[0] and (self.get(key) != draft or key in self._unkept):
            self._store(key, draft)

    def sent(self, key: Key) -> None:
        """The draft leaves the composer: what the database still says of it is not to come back."""
        self._saver.stop()
        self._drafts.pop(key, None)
        self._unkept.discard(key)
        self._settled_at[key] = _ON_ITS_WAY

    def settle(self, conversation_id: str) -> None:
        """What was sent has left the database's drafts, too."""
        for key, until in self._settled_at.items():
            if key[0] == conversation_id and until == _ON_ITS_WAY:
                self._settled_at[key] = self._desk.clock()

    def restore(self, draft: Draft) -> None:
        """This is the draft from now on: it came back, because sending was undone or refused."""
        key = key_of(draft)
        self.settle(draft.conversation_id)
        self._unkept.add(key)  # why it was refused is told already
        self._store(key, msgspec.structs.replace(draft, saved_at=0))

    def learn(self, draft: Draft, shown: Draft) -> Draft | None:
        """Take a draft as the database has it: one from before a crash, or changed by another command.

        ``shown`` stands in the composer. Returns what is to stand there instead, None to leave it.
        """
        key = key_of(draft)
        if self._under_way[key] or draft.saved_at <= self._settled_at.get(key, 0):
            return None  # read before what was saved or sent here was written
        kept = msgspec.structs.replace(draft, saved_at=0)
        known = self._drafts.get(key)
        if known == kept:
            return None
        untouched = shown == known or (known is None and shown.empty)
        if key != key_of(shown) or untouched:
            self._drafts[key] = kept
            return kept if key == key_of(shown) else None
        if known is not None:
            return None  # what is being typed is newer and will be saved in a moment
        # typed before the draft had been read: one goes on with it
        self._drafts[key] = kept
        self.soon()
        text = kept.text + shown.text
        return msgspec.structs.replace(kept, text=text, cursor=len(text), staged=kept.staged + shown.staged)

    def add(self, key: Key, *items: Staged, text: str = "", own_line: bool = False) -> None:
        """Put more into a draft that the composer does not show: it was asked for when it did."""

        def more(draft: Draft) -> Draft:
            ahead = "\n" if own_line and draft.text and not draft.text.endswith("\n") else ""
            return with_more(draft, *items, text=ahead + text if text else "")

        if key in self._drafts:
            self._store(key, more(self._drafts[key]))
            return
        empty = self.get(key)  # as far as this run knows: the database may have one from before

        def write(tx: Any) -> Draft:
            return commands.save_draft(tx, more(drafts.draft(tx.connection, *key) or empty))

        def done(draft: Draft) -> None:
            self._under_way[key] -= 1
            self.added.emit(draft)

        self._under_way[key] += 1
        self._desk.ctx.tasks.write(write, done, functools.partial(self._not_stored, key), owner=self)

    def _store(self, key: Key, draft: Draft) -> None:
        self._drafts[key] = draft
        self._settled_at[key] = self._desk.clock()
        self._under_way[key] += 1
        self._desk.ctx.tasks.write(
            lambda tx: commands.save_draft(tx, draft),
            lambda kept: self._stored(key, kept.saved_at),
            functools.partial(self._not_stored, key),
            owner=self,
        )

    def _stored(self, key: Key, saved_at: int) -> None:
        self._under_way[key] -= 1
        self._settled_at[key] = max(self._settled_at.get(key, 0), saved_at)
        self._unkept.discard(key)
        self.kept.emit()

    def _not_stored(self, key: Key, error: BaseException) -> None:
        """Say so once, and try again until it is stored."""
        self._under_way[key] -= 1
        if key not in self._unkept and isinstance(error, AppError):
            self._desk.ctx.notices.error(error)
        if key in self._drafts:  # not sent meanwhile
            self._unkept.add(key)
            self._saver.start(SAVE_AGAIN_MS)
