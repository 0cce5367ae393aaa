"""DOCX files, as Word, WPS and LibreOffice write them, become the HTML that :mod:`app.domain.rich_html` reads.

What a person sees counts: accepted and tracked insertions stay, deletions and hidden text go, a table of contents is
left out, a note stands behind its paragraph, what stands in a text box behind the paragraph that it hangs on.
"""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from app.commands.transfer.archive import Archive
from app.commands.transfer.documents.document import MAX_CHARACTERS, Note, Pictures
from app.commands.transfer.documents.word_parts import WordParts, attribute, child, is_on, local
from app.domain.errors import AppError
from app.domain.rich import Body
from app.domain.rich_html import parse_html

_EMU = 9525  # of a pixel
_DEEPEST = 60  # of tables and boxes in each other; a person makes three
_MARKS = (("b", "b"), ("i", "i"), ("strike", "s"), ("dstrike", "s"))
_RAISED = {"superscript": "sup", "subscript": "sub"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_GONE = frozenset({"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr"})
_BOXES = frozenset({"drawing", "pict", "object"})


def read_word(file: str, archive: Archive, pictures: Pictures) -> tuple[str, Body, list[Note]]:
    """Return the title ("" for none), the blocks and the notes of a document.

    Raises AppError: "document_unreadable" (why), "document_too_large", and what the archive raises.
    """
    parts = WordParts(file, archive)
    reader = _Reader(file, parts, pictures)
    root = parts.xml(parts.main)
    html = "".join(reader.blocks(child(root, "body")))
    body = parse_html(html, reader.image)
    notes = [Note(code="macros_ignored")] if parts.has_macros else []
    return reader.title, body, notes


class _Reader:
    def __init__(self, file: str, parts: WordParts, pictures: Pictures) -> None:
        self._file, self._parts, self._pictures = file, parts, pictures
        self._notes = dict(parts.notes())
        self._behind: list[str] = []
        self._fields: list[str] = []
        self._length = 0
        self._depth = 0
        self.title = ""

    def image(self, src: str, alt: str) -> str | None:
        """Take the picture that a relation names."""
        name, data = self._parts.picture(src)
        if data is None:
            self._pictures.leave_out("picture_missing", name)
            return None
        return self._pictures.take(data, name)

    # -- blocks ------------------------------------------------------------------------------------------------

    def blocks(self, parent: Element | None) -> Iterator[str]:
        """Yield the blocks of a body, a cell or a box."""
        if self._depth > _DEEPEST:
            return
        self._depth += 1
        for element in parent if parent is not None else ():
            match local(element):
                case "p":
                    yield self._paragraph(element)
                case "tbl":
                    yield from self._table(element)
                case "sdt":
                    if not self._is_contents(element):
                        yield from self.blocks(child(element, "sdtContent"))
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self.blocks(element)
        self._depth -= 1

    def _is_contents(self, element: Element) -> bool:
        return attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val") == "Table of Contents"

    def _paragraph(self, element: Element) -> str:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        text = "".join(self._inline(element))
        behind, self._behind = "".join(self._behind), []
        if self._parts.is_contents(style):
            return ""
        if self._parts.is_title(style) and not self.title:
            self.title = " ".join(re.sub(r"<[^>]*>", "", text).split())
            return behind
        if level := self._parts.heading(style, attribute(child(properties, "outlineLvl"), "val")):
            return f"<h{min(level + 1, 6)}>{text}</h{min(level + 1, 6)}>{behind}"
        item = self._parts.level(properties, style)
        if item is not None:
            sign = "1." if item.numbered else "·"
            mark = f'<span style="mso-list:Ignore">{sign}</span>'
            return f'<p style="mso-list:l0 level{item.depth + 1} lfo0">{mark}{text}</p>{behind}'
        return f"<p>{text}</p>{behind}"

    def _table(self, element: Element) -> Iterator[str]:
        yield "<table>"
        for row in _rows(element):
            yield "<tr>"
            for cell in (each for each in row if local(each) == "tc"):
                properties = child(cell, "tcPr")
                merge = child(properties, "vMerge")
                goes_on = merge is not None and attribute(merge, "val") != "restart"
                span = attribute(child(properties, "gridSpan"), "val")
                yield f'<td colspan="{span}">' if span.isdigit() else "<td>"
                if not goes_on:
                    yield from self.blocks(cell)
                yield "</td>"
            yield "</tr>"
        yield "</table>"

    # -- inside a paragraph ------------------------------------------------------------------------------------

    def _inline(self, parent: Element) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name in _GONE:
                continue
            if name == "r":
                yield from self._run(element)
            elif name == "hyperlink":
                target, outside = self._parts.target(attribute(element, "id"))
                text = "".join(self._inline(element))
                yield f'<a href="{escape(target)}">{text}</a>' if outside else text
            elif name == "sdt":
                content = child(element, "sdtContent")
                yield from self._inline(content) if content is not None else ()
            elif name in ("oMath", "oMathPara"):
                yield escape("".join(each.text or "" for each in element.iter() if local(each) == "t"))
            else:
                yield from self._inline(element)

    def _run(self, run: Element) -> Iterator[str]:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        text = "".join(self._run_parts(run))
        if not text or text.isspace():
            yield text
            return
        tags = [tag for name, tag in _MARKS if is_on(child(properties, name))]
        tags += ["u"] if is_on(child(properties, "u")) else []
        tags += [_RAISED[each] for each in (attribute(child(properties, "vertAlign"), "val"),) if each in _RAISED]
        color = attribute(child(properties, "color"), "val")
        style = f' style="color:#{color}"' if _COLOR.fullmatch(color) else ""
        text = f"<span{style}>{text}</span>" if style else text
        href = next((each for each in reversed(self._fields) if each not in ("", "\n")), "")
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        text = f"{opening}{text}{closing}"
        yield f'<a href="{escape(href)}">{text}</a>' if href else text

    def _run_parts(self, run: Element) -> Iterator[str]:
        for element in run:
            match local(element):
                case "t":
                    self._count(len(element.text or ""))
                    yield escape(element.text or "")
                case "tab" | "ptab":
                    yield " "
                case "br" | "cr":
                    yield "<br>" if attribute(element, "type") in ("", "textWrapping") else " "
                case "noBreakHyphen":
                    yield "-"
                case "fldChar":
                    self._field(attribute(element, "fldCharType"))
                case "instrText":
                    if self._fields and (found := _HYPERLINK.match(element.text or "")):
                        self._fields[-1] = found[1]
                case "footnoteReference" | "endnoteReference":
                    yield self._note(f"{local(element)[:-9]}:{attribute(element, 'id')}")
                case "AlternateContent":
                    shown = child(element, "Choice")
                    yield from self._run_parts(shown if shown is not None else element)
                case "Fallback":
                    yield from self._run_parts(element)
                case name if name in _BOXES:
                    yield from self._box(element)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note(self, key: str) -> str:
        note = self._notes.pop(key, None)  # once: a note may refer to itself
        if note is None:
            return ""
        text = " ".join("".join(self._inline(each)) for each in note if local(each) == "p").strip()
        return f"（{text}）" if text else ""

    def _box(self, element: Element) -> Iterator[str]:
        """Yield the pictures of a drawing; the text in it follows the paragraph."""
        described = next((each for each in element.iter() if local(each) == "docPr"), None)
        alt = attribute(described, "descr")
        extent = next((each for each in element.iter() if local(each) == "extent"), None)
        wide = attribute(extent, "cx")
        width = f' width="{int(wide) // _EMU}"' if wide.isdigit() and int(wide) >= _EMU else ""
        for each in element.iter():
            relation = ""
            if local(each) == "blip":
                relation = attribute(each, "embed") or attribute(each, "link")
            elif local(each) == "imagedata":
                relation = attribute(each, "id")
            if relation:
                yield f'<img src="{escape(relation)}" alt="{escape(alt)}"{width}>'
        for each in element.iter():
            if local(each) == "txbxContent":
                inside = "".join(self.blocks(each))  # whose paragraphs take what stands behind them
                self._behind.append(inside)
                break

    def _count(self, length: int) -> None:
        self._length += length
        if self._length > MAX_CHARACTERS:
            raise AppError("document_too_large", {"file": self._file, "limit": MAX_CHARACTERS})


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "tr":
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(element)
