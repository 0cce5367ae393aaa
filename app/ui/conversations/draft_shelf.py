"""The drafts of one composer: kept in the database as one writes, and reconciled with what the database says."""

import functools

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.commands import conversations as commands
from app.domain.errors import AppError
from app.storage.drafts import Draft
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


class DraftShelf(QObject):
    """Every draft that the composer has seen in this run, by conversation and mode."""

    saveDue = Signal()
    """Some time after the last key: what stands in the composer is to be given to :meth:`keep`."""
    kept = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts: dict[Key, Draft] = {}
        self._settled_at: dict[Key, int] = {}
        """Until when (ms) what the database says of a draft is older than what this composer did with it."""
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

    def restore(self, draft: Draft, *, stored: bool) -> None:
        """A draft came back, because sending was undone (then it is stored) or refused."""
        key = key_of(draft)
        self._drafts[key] = msgspec.structs.replace(draft, saved_at=0)
        self.settle(draft.conversation_id)
        if not stored:
            self._unkept.add(key)
            self.soon()

    def learn(self, draft: Draft, shown: Draft) -> Draft | None:
        """Take a draft as the database has it: one from before a crash, or changed by another command.

        ``shown`` stands in the composer. Returns what is to stand there instead, None to leave it.
        """
        key = key_of(draft)
        if draft.saved_at <= self._settled_at.get(key, 0):
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

    def _store(self, key: Key, draft: Draft) -> None:
        self._drafts[key] = draft
        self._settled_at[key] = self._desk.clock()
        self._desk.ctx.tasks.write(
            lambda tx: commands.save_draft(tx, draft),
            lambda _: self._stored(key),
            functools.partial(self._not_stored, key),
            owner=self,
        )

    def _stored(self, key: Key) -> None:
        self._unkept.discard(key)
        self.kept.emit()

    def _not_stored(self, key: Key, error: BaseException) -> None:
        """Say so once, and try again until it is stored."""
        if key not in self._unkept and isinstance(error, AppError):
            self._desk.ctx.notices.error(error)
        if key in self._drafts:  # not sent meanwhile
            self._unkept.add(key)
            self._saver.start(SAVE_AGAIN_MS)
