"""One of the columns in which texts stand side by side."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout

from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.theme import theme


class Side(QFrame):
    """One column: its head and its text."""

    def __init__(self, title: str, *, result: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("surface", "selection" if result else "subtle")
        head.setFixedHeight(theme().px(33))  # the same beside a name in Chinese and beside words in English
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(label(title, strong=True, tone="accent" if result else ""))
        row.addStretch(1)
        self.who = ElidedLabel("", "small", "secondary")
        row.addWidget(self.who)
        column.addWidget(head)
        self.edit = QTextEdit()
        self.edit.setAcceptRichText(False)
        self.edit.setProperty("frameless", True)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setReadOnly(not result)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(title)
        self.edit.document().setDocumentMargin(14)
        column.addWidget(self.edit, 1)
