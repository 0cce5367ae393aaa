"""What is put into the composer: articles as cards or as text, files, pictures.

All of it is read or asked for first. It goes to the conversation and the mode that it was asked for, also when one
writes somewhere else by the time it has come.
"""

import functools
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.domain.knowledge import Article
from app.domain.rich import numbered_text
from app.storage.drafts import NOTE, REPLY, Source, Staged
from app.ui.conversations.advice import Advice
from app.ui.conversations.attaching import Attaching
from app.ui.conversations.draft_shelf import Key
from app.ui.kit.dialogs import file_dialog
from app.ui.kit.i18n import tr


class Place(Protocol):
    """Where it goes; :class:`app.ui.conversations.composer.Composer` is the real one."""

    @property
    def key(self) -> Key: ...

    def take(self, key: Key, *items: Staged, text: str = "", own_line: bool = False) -> None: ...

    def write_on(self) -> None: ...


class Intake:
    """Reads, and hands to ``place``; ``pane`` is what file dialogs stand over and what the reading ends with."""

    def __init__(self, place: Place, pane: QWidget, advice: Advice, attaching: Attaching) -> None:
        self._place, self._pane = place, pane
        self._advice, self._attaching = advice, attaching

    def card(self, article_id: str, key: Key | None = None) -> None:
        """Stage an article's card as it is now; a note, which never becomes a reply by itself, names the article.

        It goes with what is being written, or with ``key``.
        """
        take = functools.partial(self._take_card, key or self._place.key)
        self._advice.read_card(article_id, take, owner=self._pane)

    def _take_card(self, key: Key, item: Staged) -> None:
        if key[1] == NOTE:
            self._place.take(key, text=tr("「{title}」").format(title=item.name))
        else:
            self._place.take(key, item)

    def article(self, article_id: str, *, edit: bool) -> None:
        """Put an article's text in: at the caret, or with ``edit`` all of it with its files, ready to be changed.

        A note takes the words alone.
        """
        key = self._place.key
        take = functools.partial(self._take_article, key, edit and key[1] == REPLY)
        self._advice.read_article(article_id, take, owner=self._pane)

    def _take_article(self, key: Key, edit: bool, article: Article) -> None:
        items = []
        if key[1] == REPLY:
            items.append(Staged(source=Source(article.id, article.version, article.number, article.title)))
        if edit:
            items += [Staged(file=ref) for ref in article.attachments]
        self._place.take(key, *items, text=numbered_text(article.body) or article.title, own_line=edit)

    def words(self, text: str) -> None:
        """Put words in, on a line of their own."""
        self._place.take(self._place.key, text=text, own_line=True)

    def choose_files(self, *, pictures: bool = False) -> None:
        """Ask for files to go with the message."""
        dialog = file_dialog(self._pane, tr("添加文件"), self._attaching.folders)
        if pictures:
            dialog.setNameFilter(tr("图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp)"))
        key = self._place.key
        dialog.finished.connect(lambda _: self._place.write_on())  # also when nothing was chosen
        dialog.filesSelected.connect(lambda names: self.files([Path(name) for name in names], key))
        dialog.open()

    def files(self, paths: list[Path], key: Key | None = None) -> None:
        """Store files and put them in."""
        take = functools.partial(self._place.take, key or self._place.key)
        self._attaching.files(paths, take, owner=self._pane)

    def image(self, data: bytes, name: str) -> None:
        """Store a pasted picture, given as PNG, and put it in."""
        self._attaching.image(data, name, functools.partial(self._place.take, self._place.key), owner=self._pane)
