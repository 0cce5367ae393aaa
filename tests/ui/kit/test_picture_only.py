"""A copied picture is told from copied text, whatever else the other program puts beside it."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.ui.kit.rich_text import picture_only


@pytest.mark.parametrize(
    ("html", "picture", "only"),
    [
        ("", True, True),
        ('<meta charset="utf-8"><img src="https://shop.example/a.png" alt="图"/>', True, True),
        ("<html><head><style>p{color:red}</style></head><body><p> \n<img src='x'></p></body></html>", True, True),
        ("<table><tr><td>型号</td></tr></table>", True, False),  # a spreadsheet adds a picture of the cells
        ('<img src="https://shop.example/a.png">', False, False),
    ],
)
def test_what_counts_as_a_picture(qapp: QApplication, html: str, picture: bool, only: bool) -> None:
    copied = QMimeData()
    if html:
        copied.setHtml(html)
    if picture:
        copied.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    assert picture_only(copied) is only
