"""An editable list of choices that is narrowed by typing: any part of a text, or its pinyin or initials."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from app.search.sound import spelled

TYPED_ROLE = Qt.ItemDataRole.UserRole + 40


class _Completer(QCompleter):
    """Matches what is typed; puts the text of the choice, not how it is typed, into the field."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data())


def narrow_by_typing(combo: QComboBox) -> None:
    """Have an editable box offer those of its choices that hold what is typed, or sound like it.

    Call :func:`spell` whenever it got other choices.
    """
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = _Completer(combo.model(), combo)
    completer.setCompletionRole(TYPED_ROLE)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    combo.setCompleter(completer)
    if (popup := completer.popup()) is not None:
        popup.setObjectName("completions")
    spell(combo)


def spell(combo: QComboBox) -> None:
    """Note beside each choice how each part of its text is typed: "售后 / 耳机" with shouhou, sh, erji and ej."""
    for at in range(combo.count()):
        text = combo.itemText(at)
        combo.setItemData(at, " ".join((text.casefold(), *(spelled(part) for part in text.split("/")))), TYPED_ROLE)


def named(combo: QComboBox) -> int:
    """Return the place of the choice that is typed, in full or by what it alone has; -1 for none."""
    typed = combo.currentText().strip().casefold()
    places = range(combo.count())
    for at in places:
        if combo.itemText(at).casefold() == typed:
            return at
    holding = [at for at in places if typed and typed in combo.itemData(at, TYPED_ROLE)]
    return holding[0] if len(holding) == 1 else -1
