"""Draws images/*.png from source/drawings/*.svg and prints attachments/*.pdf from source/attachment-*.md.

Run it after editing a drawing or a leaflet:  python resources/sample/make_pictures.py
The PDF text needs a Chinese font on the machine that runs it (Noto Sans CJK); the subset it uses is embedded.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

SAMPLE = Path(__file__).resolve().parent
SOURCE = SAMPLE / "source"
SCALE = 2  # pictures are stored at twice their drawn size, for dense displays
STYLE = """
body { color: #1c2636; font-size: 11pt; line-height: 140%; }
h1 { font-size: 20pt; margin-bottom: 6px; } h2 { font-size: 13pt; margin-top: 16px; margin-bottom: 4px; }
p { margin-top: 4px; margin-bottom: 4px; } li { margin-bottom: 3px; } blockquote { color: #8a5200; }
th { background-color: #e3eafc; border: 1px solid #c3ccdb; } td { border: 1px solid #c3ccdb; }
"""
INLINE = ((re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"), (re.compile(r"\[(.+?)\]\((.+?)\)"), r'<a href="\2">\1</a>'))
STEP = re.compile(r"(\d+)\. (.*)")
PICTURE = re.compile(r"!\[(.*?)\]\((.+?)\)")


def draw(svg: Path, png: Path) -> None:
    """Renders one drawing at SCALE as an opaque PNG."""
    renderer = QSvgRenderer(str(svg))
    image = QImage(renderer.defaultSize() * SCALE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    if not image.convertToFormat(QImage.Format.Format_RGB32).save(str(png)):
        raise OSError(f"cannot write {png}")


def _inline(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def _table(lines: list[str]) -> str:
    rows = [[_inline(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines]
    head = "".join(f"<th align='left'>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[2:])
    frame = "border='1' cellspacing='0' cellpadding='5' style='border-collapse: collapse; border-color: #c3ccdb'"
    return f"<table {frame} width='100%'><tr>{head}</tr>{body}</table>"


def _block(lines: list[str]) -> str:
    """HTML of one block: lines without a blank line between them."""
    first = lines[0]
    if first.startswith("## "):
        rest = _block(lines[1:]) if lines[1:] else ""
        return f"<h2>{_inline(first[3:])}</h2>{rest}"
    if first.startswith("|"):
        return _table(lines)
    if picture := PICTURE.match(first):
        return f"<p align='center' style='line-height: 100%'><img src='{SAMPLE / picture[2]}' width='240'></p>"
    if step := STEP.match(first):
        steps = [found[2] for line in lines if (found := STEP.match(line))]
        items = "".join(f"<li>{_inline(text)}</li>" for text in steps)
        return f"<ol start='{step[1]}'>{items}</ol>"
    if first.startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    if first.startswith("> "):
        return f"<blockquote><b>注意</b>&nbsp; {_inline(' '.join(line[2:] for line in lines))}</blockquote>"
    return f"<p>{_inline(' '.join(lines))}</p>"


def print_leaflet(source: Path) -> None:
    """Sets one leaflet as an A4 PDF; its first lines name the file and the title."""
    head, _, body = source.read_text("utf-8").partition("\n\n")
    field = dict(line.split(": ", 1) for line in head.splitlines())
    blocks = [_block(block.splitlines()) for block in body.strip().split("\n\n") if block.strip()]
    document = QTextDocument()
    document.setDefaultFont(QFont("Noto Sans CJK SC", 11))
    document.setDefaultStyleSheet(STYLE)
    footer = "<p style='color: #6b7890; font-size: 8pt'>云雀数码 服务中心 · service@lark-digital.example</p>"
    document.setHtml(f"<body><h1>{field['title']}</h1>{''.join(blocks)}<hr>{footer}</body>")
    writer = QPdfWriter(str(SAMPLE / "attachments" / field["file"]))
    writer.setTitle(field["title"])
    writer.setCreator("云雀数码")
    writer.setResolution(96)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(52)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)


def main() -> int:
    """Writes every picture and every leaflet."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QGuiApplication(sys.argv[:1])
    for svg in sorted((SOURCE / "drawings").glob("*.svg")):
        draw(svg, SAMPLE / "images" / f"{svg.stem}.png")
    for leaflet in sorted(SOURCE.glob("attachment-*.md")):
        if leaflet.read_text("utf-8").splitlines()[0].endswith(".pdf"):
            print_leaflet(leaflet)
    return 0


if __name__ == "__main__":
    sys.exit(main())
