"""Any HTML becomes blocks: what is pasted from Word, WPS or a web page, and what Qt's text editor writes.

Whatever is not text, a list, a table, a picture or plain formatting is dropped; see :mod:`app.domain.rich_inline` for
what stays inside a block. Broken HTML is read as far as it makes sense; nothing raises.
"""

import re
from collections.abc import Callable, Mapping

import msgspec

from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_ids import keep_ids
from app.domain.rich_inline import (
    BLOCKS,
    PLAIN,
    Context,
    Element,
    InlineParser,
    InlineText,
    declarations,
    printable,
    runs_html,
    styled,
)
from app.domain.rich_tables import TableBuilder

ImageSource = Callable[[str, str], str | None]
"""(src, alt) -> sha256 of the picture's blob, or None when it cannot be had; the picture is left out then."""

_HEADINGS: Mapping[str, int] = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
_ITEM = re.compile(r"mso-list:\s*[^;]*level(\d)", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[.)、）．]")
_DEEPEST_ITEM = 4
_WIDEST_PICTURE = 4000
_SPACE_RUN = re.compile(r"\s+")
_CLOSED_BY_NEXT: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "p": (frozenset({"p"}), frozenset({"td", "th", "li", "table", "blockquote", "div"})),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "table"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
}
"""A start tag -> the elements that it ends without saying so, and those beyond which it does not look."""
_CELLS = frozenset({"td", "th", "table"})
_TABLE_PARTS = _CELLS | {"tr", "tbody", "thead", "tfoot"}
_LIST_PARTS = frozenset({"ul", "ol", "li"})


def parse_html(html: str, image: ImageSource, reuse: Body = ()) -> Body:
    """Return the blocks of a document or fragment of HTML.

    ``reuse`` is the body that this text was edited from: blocks that are equal or similar keep their ids, so that the
    edits of two people still merge block by block. The result is safe to show and in canonical form.
    """
    parser = _BlockParser(image)
    parser.read(html)
    parser.finish()
    return keep_ids(tuple(parser.blocks), reuse)


class _Place(Context, frozen=True):
    """What holds inside an element: besides the format, which block its text becomes."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    list_kind: BlockKind = BlockKind.BULLET
    list_depth: int = 0
    line: bool = False  # blocks in here are lines: inside a list item or a table cell
    cell: bool = False
    marker: bool = False  # the bullet or number that Word writes as text


class _BlockParser(InlineParser):
    def __init__(self, image: ImageSource) -> None:
        super().__init__()
        self.root = _Place()
        self.blocks: list[Block] = []
        self._image = image
        self._place_of_text = _Place()
        self._tables: list[tuple[TableBuilder, InlineText, list[Block]]] = []
        self._nested_tables = 0
        self._qt = False
        self._word_marker = ""

    @property
    def place(self) -> _Place:
        return self.context if isinstance(self.context, _Place) else _Place()

    # -- elements ----------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSED_BY_NEXT and not self.context.hidden:
            self._close_implied(*_CLOSED_BY_NEXT[tag])
        super().handle_starttag(tag, attrs)

    def _close_implied(self, closes: frozenset[str], stops: frozenset[str]) -> None:
        for element in self.open[::-1]:
            if element.tag in stops:
                return
            if element.tag in closes:
                self.handle_endtag(element.tag)

    def may_close(self, tag: str, index: int) -> bool:
        """A stray end tag inside a table cell does not end what is open around the cell."""
        return tag in _TABLE_PARTS or all(element.tag not in _CELLS for element in self.open[index + 1 :])

    def begin(self, tag: str, attrs: Mapping[str, str]) -> None:
        here = self.place
        if tag == "table":
            if here.cell:
                self._nested_tables += 1
                self.text.soft_break()
            else:
                self._flush()
                self._tables.append((TableBuilder(), self.text, self.blocks))
                self.text, self.blocks = InlineText(), []
        elif self._tables and self._nested_tables:
            if tag in ("td", "th"):
                self.text.add(" ")
            else:
                super().begin(tag, attrs)
        elif self._tables and tag in ("td", "th"):
            self._flush()
            self._tables[-1][0].begin_cell(_number(attrs.get("colspan")), _number(attrs.get("rowspan")))
        elif self._tables and tag == "tr":
            self._flush()
            self._tables[-1][0].begin_row()
        elif here.line and not (tag in _LIST_PARTS and not here.cell):
            super().begin(tag, attrs)
        elif tag in BLOCKS:
            self._flush()

    def end(self, element: Element) -> None:
        place = element.context
        tag = element.tag
        if not isinstance(place, _Place) or place.hidden:
            return
        outside = self.place
        if tag == "table":
            if self._nested_tables:
                self._nested_tables -= 1
                self.text.soft_break()
            elif self._tables:
                self._end_table()
        elif self._tables and self._nested_tables:
            if tag not in ("td", "th"):
                super().end(element)
        elif self._tables and tag in ("td", "th") and not outside.cell:
            self._tables[-1][0].end_cell(runs_html(self.text.runs()))
            self.text = InlineText()
        elif outside.line and not (tag in _LIST_PARTS and not outside.cell):
            super().end(element)
        elif tag in BLOCKS:
            self._flush()

    def void(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag == "meta" and attrs.get("name") == "qrichtext":
            self._qt = True
        elif tag == "hr":
            if self.place.cell:
                self.text.soft_break()
            else:
                self._flush()
                self.blocks.append(Block(id="", kind=BlockKind.RULE))
        elif tag == "img":
            self._add_image(attrs)

    def _add_image(self, attrs: Mapping[str, str]) -> None:
        alt = _SPACE_RUN.sub(" ", printable(attrs.get("alt", ""))).strip()
        sha256 = self._image(attrs.get("src", ""), alt)
        if sha256 is None:
            return
        if not self.place.cell:
            self._flush()
        width = min(_number(attrs.get("width"), 0), _WIDEST_PICTURE)
        self.blocks.append(Block(id="", kind=BlockKind.IMAGE, image=sha256, alt=alt, width=width))

    def inside(self, tag: str, attrs: Mapping[str, str]) -> Context:
        outer = super().inside(tag, attrs)
        if not isinstance(outer, _Place) or outer.hidden:
            return outer
        changes: dict[str, object] = {}
        if tag in ("ul", "ol") and not outer.cell:
            kind = BlockKind.BULLET if tag == "ul" else BlockKind.NUMBERED
            level = min(outer.list_depth, _DEEPEST_ITEM)
            changes = {"kind": kind, "level": level, "list_kind": kind, "list_depth": outer.list_depth + 1}
            changes["line"] = True
        elif tag == "li" and not outer.cell and outer.list_depth == 0:
            changes = {"kind": BlockKind.BULLET, "level": 0, "line": True}
        elif tag in ("td", "th") and self._tables:
            head = tag == "th" or self._tables[-1][0].in_first_row
            changes = {"cell": True, "line": True, "bold_is_usual": head}
        elif not outer.line:
            changes = self._block_inside(tag, attrs)
        if "mso-list" in (style := attrs.get("style", "")) and "ignore" in style.lower():
            changes["marker"] = True
        place = msgspec.structs.replace(outer, **changes)
        if place.bold_is_usual and not outer.bold_is_usual:  # what the element itself says about bold
            place = msgspec.structs.replace(place, format=styled(tag, attrs, place))
        if place.kind is BlockKind.CODE and not place.cell:  # code is plain, its line breaks, too
            place = msgspec.structs.replace(place, format=PLAIN)
        return place

    def _block_inside(self, tag: str, attrs: Mapping[str, str]) -> dict[str, object]:
        style = attrs.get("style", "")
        if tag in _HEADINGS:
            return {"kind": BlockKind.HEADING, "level": _HEADINGS[tag], "bold_is_usual": True}
        if tag == "pre":
            return {"kind": BlockKind.CODE, "level": 0, "keep_space": True}
        if tag == "blockquote":
            callout = "callout" in attrs.get("class", "").split()
            return {"kind": BlockKind.CALLOUT if callout else BlockKind.QUOTE, "level": 0}
        if tag == "p" and (found := _ITEM.search(style)):
            return {"kind": BlockKind.BULLET, "level": min(max(int(found[1]) - 1, 0), _DEEPEST_ITEM)}
        if tag == "p" and self._qt:
            margins = declarations(style)
            if margins.get("margin-left") == margins.get("margin-right") == "40px":  # how Qt writes a blockquote
                return {"kind": BlockKind.CALLOUT, "level": 0}
        return {}

    # -- text --------------------------------------------------------------------------------------------------

    def handle_data(self, data: str) -> None:
        place = self.place
        if place.hidden:
            return
        if place.marker:
            self._word_marker += data
            return
        if place.kind is BlockKind.CODE and not place.cell:
            self.text.add(data, PLAIN, keep_space=True)
        elif self._qt:  # Qt breaks lines between elements only and keeps every space of the text
            self.text.add(data.replace("\n", ""), place.format, keep_space=True)
        else:
            super().handle_data(data)
        if not place.cell and not data.isspace():
            self._place_of_text = place

    def _flush(self) -> None:
        """Make a block of the text so far, of the kind that holds where the text stands."""
        marker, self._word_marker = self._word_marker.strip(), ""
        if not self.text:
            self.text = InlineText()
            return
        html = runs_html(self.text.runs())
        self.text = InlineText()
        place, kind = self._place_of_text, self._place_of_text.kind
        if marker and kind is BlockKind.BULLET and _WORD_NUMBER.fullmatch(marker):
            kind = BlockKind.NUMBERED
        if self._qt and kind is BlockKind.CODE and self.blocks and self.blocks[-1].kind is BlockKind.CODE:
            html = f"{self.blocks.pop().html}<br>{html}"  # Qt writes each line as a block
        self.blocks.append(Block(id="", kind=kind, html=html, level=place.level))

    def _end_table(self) -> None:
        self._flush()
        builder, text, before = self._tables.pop()
        rows = builder.rows()
        inner, self.blocks, self.text = self.blocks, before, text
        self.blocks += [block for block in inner if block.kind is not BlockKind.IMAGE]  # text outside of cells
        if rows:
            self.blocks.append(Block(id="", kind=BlockKind.TABLE, rows=rows))
        self.blocks += [block for block in inner if block.kind is BlockKind.IMAGE]

    def finish(self) -> None:
        """End what the document left open."""
        while self.open:
            element = self.open.pop()
            if not self.context.hidden:
                self.end(element)
        self._flush()


def _number(value: str | None, default: int = 1) -> int:
    digits = re.match(r"\s*([0-9]{1,6})", value or "")
    return int(digits[1]) if digits else default
