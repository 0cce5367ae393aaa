"""PDF files: lines become paragraphs, larger letters headings; a page that is a picture of text is told.

The only module that imports pypdfium2, and only when it is needed (60 ms). PDFium works for one thread at a time.
"""

import ctypes
import re
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from app.commands.transfer.documents.document import MAX_CHARACTERS, Note, Pictures, unreadable
from app.commands.transfer.documents.headings import ENDS_TEXT, LONGEST, heading_of
from app.domain.errors import AppError
from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_inline import sanitise_inline

MAX_PAGES = 1000
_LOCK = threading.Lock()
_HEADING = 1.17  # times the size of ordinary text
_BOLD = 600
_SAME_LINE = 0.5  # of a letter's height that two pieces of a line differ by at most
_PARAGRAPH = 1.75  # times the size that the next line of a paragraph stands lower at most
_FULL = 0.88  # of the text's width that a line has which goes on in the next
_REPEATED = 0.6  # of the pages that a running head stands on
_SMALLEST_PICTURE = 48  # px; what is smaller is a rule or a bullet
_SCAN = 0.5  # of the page that a picture covers which is the page
_FEW = 8  # characters of a scanned page at most: a stamp, a page number
_PASSWORD_NEEDED = 4
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_BULLET = re.compile(r"[•●○■□▪◆◇➢‣∙·\uf0b7\uf0a7\uf06c]\s*(\S.*)")
_NUMBERED = re.compile(r"\d{1,2}(?:[.)]\s+|[、．]\s*|\.(?=[^\d\s]))(\S.*)")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页|\s*頁)?(?:\s*[/／]\s*(?:共\s*)?\d{1,4}\s*[页頁]?)?[-–—\s]*"
)


_PROGRAM = re.compile(r"microsoft |wps |untitled|.*\.(?:docx?|pptx?|xlsx?|wps)$", re.IGNORECASE)
"""Titles that a program wrote."""


class _Line(NamedTuple):
    text: str
    size: float
    left: float
    right: float
    top: float
    bottom: float
    bold: bool


class _Page(NamedTuple):
    width: float
    height: float
    lines: list[_Line]
    pictures: list[tuple[float, str]]  # (top, sha256)
    scanned: bool


def read_pdf(file: str, data: bytes, pictures: Pictures) -> tuple[str, Body, list[Note]]:
    """Return the title ("" for none), the blocks and the notes of a PDF file.

    Raises AppError: "document_unreadable" (why), "document_locked", "document_too_large" (limit).
    """
    import pypdfium2

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD_NEEDED:
                raise AppError("document_locked", {"file": file}) from error
            raise unreadable(file, str(error)) from error
        try:
            title = " ".join(str(document.get_metadata_dict().get("Title", "")).split())
            title = "" if _PROGRAM.match(title) else title
            count = len(document)
            pages = [_page(file, document, number, pictures) for number in range(min(count, MAX_PAGES))]
        except pypdfium2.PdfiumError as error:
            raise unreadable(file, str(error)) from error
        finally:
            document.close()
    if sum(len(line.text) for page in pages for line in page.lines) > MAX_CHARACTERS:
        raise AppError("document_too_large", {"file": file, "limit": MAX_CHARACTERS})
    notes = [Note(code="pages_left_out", values={"pages": count - MAX_PAGES, "of": count})] if count > MAX_PAGES else []
    scanned = [number for number, page in enumerate(pages, 1) if page.scanned]
    if scanned:
        told = {"pages": len(scanned), "of": count, "first": scanned[0]}
        notes.append(Note(code="no_text_layer", values=told))
    return title, tuple(_blocks(_without_running_heads(pages))), notes


# -- pages -----------------------------------------------------------------------------------------------------


def _page(file: str, document: Any, number: int, pictures: Pictures) -> _Page:
    import pypdfium2.raw as pdfium

    page = document[number]
    try:
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            lines = list(_lines(text_page, pdfium))
        finally:
            text_page.close()
        found: list[tuple[float, str]] = []
        largest = 0.0
        for each in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
            left, bottom, right, top = each.get_bounds()
            share = max(0.0, right - left) * max(0.0, top - bottom) / max(1.0, width * height)
            sha256 = _picture(each, f"{file.rpartition('.')[0]}-{number + 1}-{len(found) + 1}", pictures)
            if sha256 is not None:
                found.append((top, sha256))
                largest = max(largest, share)
        few = sum(len(line.text) for line in lines) <= _FEW
        return _Page(width, height, lines, found, few and largest > _SCAN)
    finally:
        page.close()


def _lines(text_page: Any, pdfium: Any) -> Iterator[_Line]:
    """Yield the lines of a page with the place and the size of their letters."""
    count = text_page.count_chars()
    if count > MAX_CHARACTERS:
        raise AppError("document_too_large", {"file": "", "limit": MAX_CHARACTERS})
    box = [ctypes.c_double() for _ in range(4)]
    start = 0
    chars = [pdfium.FPDFText_GetUnicode(text_page.raw, at) for at in range(count)]
    for at in range(count + 1):
        if at < count and chars[at] not in (10, 13):
            continue
        piece = "".join(map(chr, chars[start:at])).replace("\x02", "").replace("\ufffe", "").replace("\x00", "")
        seen = [place for place in range(start, at) if chars[place] > 32]
        start = at + 1
        text = " ".join(piece.split())
        if not text or not seen:
            continue
        edges = []
        for place in (seen[0], seen[-1]):
            pdfium.FPDFText_GetCharBox(text_page.raw, place, *box)
            edges.append([each.value for each in box])  # left, right, bottom, top
        middle = seen[len(seen) // 2]
        size = pdfium.FPDFText_GetFontSize(text_page.raw, middle)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(text_page.raw, middle, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        top, bottom = max(each[3] for each in edges), min(each[2] for each in edges)
        bold = all(pdfium.FPDFText_GetFontWeight(text_page.raw, each) >= _BOLD for each in (seen[0], middle, seen[-1]))
        yield _Line(text, round(size, 1), edges[0][0], edges[1][1], top, bottom, bold)


def _picture(each: Any, name: str, pictures: Pictures) -> str | None:
    import pypdfium2

    try:
        width, height = each.get_px_size()
        if min(width, height) < _SMALLEST_PICTURE:
            return None
        if each.get_filters() == ["DCTDecode"]:
            return pictures.take(bytes(each.get_data(decode_simple=True)), f"{name}.jpg")
        return pictures.take(_png(each.get_bitmap(render=False)), f"{name}.png")
    except pypdfium2.PdfiumError:
        pictures.leave_out("picture_left_out", name, kind="PDF")
        return None


def _png(bitmap: Any) -> bytes:
    """Return a bitmap of PDFium (grey, BGR, BGRx or BGRA) as a PNG file."""
    width, height, stride, channels = bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels
    raw = bytes(bitmap.buffer)
    rows = []
    for line in range(height):
        row = bytearray(raw[line * stride : line * stride + width * channels])
        if channels >= 3:
            row[0::channels], row[2::channels] = row[2::channels], row[0::channels]
        if channels == 4 and bitmap.mode == "BGRX":
            row[3::4] = b"\xff" * width
        rows.append(b"\x00" + bytes(row))
    kind = {1: 0, 3: 2, 4: 6}[channels]

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


# -- lines to blocks -------------------------------------------------------------------------------------------


def _without_running_heads(pages: Sequence[_Page]) -> list[_Page]:
    """Leave out page numbers, and what stands at the edge of most pages."""

    def edge(page: _Page, line: _Line) -> bool:
        return line.top > page.height * 0.9 or line.bottom < page.height * 0.1

    def shape(line: _Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    times = Counter(key for page in pages for key in {shape(line) for line in page.lines if edge(page, line)})
    often = {key for key, count in times.items() if count >= 3 and count >= _REPEATED * len(pages)}
    return [
        page._replace(
            lines=[
                line
                for line in page.lines
                if not (edge(page, line) and (shape(line) in often or _PAGE_NUMBER.fullmatch(line.text)))
            ]
        )
        for page in pages
    ]


class _Levels:
    """Which lines are headings: larger letters than most of the text has, or bold ones where most are not."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        sizes, bold = Counter[float](), 0
        for line in lines:
            sizes[line.size] += len(line.text)
            bold += len(line.text) if line.bold else 0
        self._usual = sizes.most_common(1)[0][0] if sizes else 0.0
        self._bold_is_usual = bold > sum(sizes.values()) / 3
        self._sizes = _merged(sorted((size for size in sizes if size > self._usual * _HEADING), reverse=True))

    def of(self, line: _Line) -> int:
        """Return the level of a line's looks, 0 for those of ordinary text."""
        for at, size in enumerate(self._sizes, 1):
            if abs(size - line.size) <= size * 0.04:
                return min(at, 3)
        bold = line.bold and not self._bold_is_usual and line.size >= self._usual * 0.97
        return min(len(self._sizes) + 1, 3) if bold and not line.text.endswith(ENDS_TEXT) else 0


def _blocks(pages: Sequence[_Page]) -> Iterator[Block]:
    lines = [line for page in pages for line in page.lines]
    levels = _Levels(lines)
    right = max((line.right for line in lines), default=0.0)
    left = min((line.left for line in lines), default=0.0)
    full = left + (right - left) * _FULL
    open_lines: list[_Line] = []
    for page in pages:
        waiting = sorted(page.pictures, reverse=True)
        for line in page.lines:
            while waiting and waiting[0][0] > line.top:
                yield from _ended(open_lines, levels)
                yield Block(id="", kind=BlockKind.IMAGE, image=waiting.pop(0)[1])
            if open_lines and not _goes_on(open_lines[-1], line, full, levels):
                yield from _ended(open_lines, levels)
            open_lines.append(line)
        if waiting:
            yield from _ended(open_lines, levels)
            yield from (Block(id="", kind=BlockKind.IMAGE, image=sha256) for _, sha256 in waiting)
    yield from _ended(open_lines, levels)


def _merged(sizes: Sequence[float]) -> list[float]:
    """Return sizes that differ visibly, largest first."""
    kept: list[float] = []
    for size in sizes:
        if not kept or size < kept[-1] * 0.96:
            kept.append(size)
    return kept


def _goes_on(before: _Line, line: _Line, full: float, levels: _Levels) -> bool:
    """Say whether a line continues the paragraph of the line before it."""
    if levels.of(before) != levels.of(line) or abs(before.size - line.size) > 0.6:
        return False
    if (
        any(heading_of(each.text)[0] for each in (before, line))
        or _BULLET.match(line.text)
        or _NUMBERED.match(line.text)
    ):
        return False
    drop = before.bottom - line.bottom
    if drop <= _SAME_LINE * before.size and drop >= 0:
        return True
    same_column = 0 < drop <= _PARAGRAPH * max(before.size, before.top - before.bottom)
    next_page = drop < 0
    return (same_column or next_page) and before.right >= full


def _ended(lines: list[_Line], levels: _Levels) -> Iterator[Block]:
    """Yield the block of the lines and begin anew."""
    if not lines:
        return
    text = lines[0].text
    for line in lines[1:]:
        if text.endswith("-") and line.text[:1].islower():
            text = text[:-1] + line.text
        else:
            both_wide = _CJK.match(text[-1]) and _CJK.match(line.text[0])
            text += line.text if both_wide else f" {line.text}"
    level = levels.of(lines[0]) if len(text) <= LONGEST else 0
    guessed, words = heading_of(text)
    lines.clear()
    kind = BlockKind.PARAGRAPH
    if level or guessed:
        kind, text, level = BlockKind.HEADING, words if guessed else text, level or guessed
    elif found := _BULLET.fullmatch(text):
        kind, text = BlockKind.BULLET, found[1]
    elif found := _NUMBERED.fullmatch(text):
        kind, text = BlockKind.NUMBERED, found[1]
    if html := sanitise_inline(escape(text, quote=False)):
        yield Block(id="", kind=kind, html=html, level=level)
