"""The parts of a DOCX file beside its text: relations, styles, numbering. XML is read without types and entities."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from app.commands.transfer.archive import Archive
from app.commands.transfer.documents.document import MAX_DOCUMENT_BYTES, unreadable

MACROS = ("vbaproject.bin", "vbadata.xml")
_HEADING_NAME = re.compile(r"(?:heading|标题|標題|überschrift|titre)\s*([1-9])")
_TITLES = frozenset({"title", "标题", "標題", "文档标题"})
_DEEPEST = 250  # elements in each other; a table in a table in a text box has about 40
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*(?:\d|heading|标题)?")


def local(element: Element) -> str:
    """Return an element's name without its namespace: transitional and strict documents have different ones."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its name without namespace, "" for none."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element along a path of names."""
    for name in path:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


def is_on(element: Element | None) -> bool:
    """Say whether a switch is there and not turned off."""
    return element is not None and attribute(element, "val").lower() not in ("0", "false", "off", "none")


def _is_deeper(root: Element, limit: int) -> bool:
    row = [root]
    for _ in range(limit):
        row = [each for element in row for each in element]
        if not row:
            return False
    return True


class Level(NamedTuple):
    """A level of a list: whether it counts, and which level (0 is the outermost)."""

    numbered: bool
    depth: int


class _Style(NamedTuple):
    name: str
    based_on: str
    outline: int | None
    numbering: tuple[str, int] | None


class WordParts:
    """Reads the parts of one document. Raises AppError("document_unreadable") for a damaged one."""

    def __init__(self, file: str, archive: Archive) -> None:
        self._file, self._archive = file, archive
        self.names = set(archive.names())
        self.main = self._main()
        self._relations = self._relations_of(self.main)
        self._styles = {attribute(each, "styleId"): _style(each) for each in self._listed("styles", "style")}
        self._lists, self._abstract = self._numbering()

    @property
    def has_macros(self) -> bool:
        """Whether the document carries a program."""
        return any(name.lower().endswith(MACROS) for name in self.names)

    def xml(self, part: str) -> Element | None:
        """Return the root of a part, None when it is not there."""
        if part not in self.names:
            return None
        data = self._archive.read(part, MAX_DOCUMENT_BYTES)
        if b"<!DOCTYPE" in data.replace(b"\x00", b""):  # office programs write none; a bomb of entities needs one
            raise unreadable(self._file, "DOCTYPE")
        try:
            root = ElementTree.fromstring(data)
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise unreadable(self._file, f"{part}: {error}") from error
        if _is_deeper(root, _DEEPEST):  # reading goes down with the elements
            raise unreadable(self._file, f"{part}: nested too deeply")
        return root

    def _main(self) -> str:
        for relation in self.xml("_rels/.rels") or ():
            if attribute(relation, "Type").endswith("/officeDocument"):
                part = attribute(relation, "Target").lstrip("/")
                if part in self.names:
                    return part
        raise unreadable(self._file, "no document in it")

    def _relations_of(self, part: str) -> dict[str, tuple[str, bool]]:
        folder, _, name = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
        found: dict[str, tuple[str, bool]] = {}
        for each in root if root is not None else ():
            target, outside = attribute(each, "Target"), attribute(each, "TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(each, "Id")] = (target, outside)
        return found

    def target(self, relation: str) -> tuple[str, bool]:
        """Return where a relation points, and whether that is outside of the document; ("", False) for an unknown."""
        return self._relations.get(relation, ("", False))

    def picture(self, relation: str) -> tuple[str, bytes | None]:
        """Return the name and the bytes of a picture; None where it lies elsewhere or is not there."""
        target, outside = self.target(relation)
        name = target.rpartition("/")[2] or relation
        if outside or target not in self.names:
            return name, None
        return name, self._archive.read(target, MAX_DOCUMENT_BYTES)

    def _part(self, name: str) -> Element | None:
        folder = self.main.rpartition("/")[0]
        return self.xml(f"{folder}/{name}.xml".lstrip("/"))

    def _listed(self, part: str, name: str) -> Iterator[Element]:
        root = self._part(part)
        yield from (each for each in root if local(each) == name) if root is not None else ()

    def notes(self) -> Mapping[str, Element]:
        """Return the footnotes and endnotes by ``footnote:1``."""
        return {
            f"{kind}:{attribute(each, 'id')}": each
            for kind in ("footnote", "endnote")
            for each in self._listed(f"{kind}s", kind)
            if attribute(each, "type") in ("", "normal")
        }

    # -- styles ------------------------------------------------------------------------------------------------

    def _chain(self, style: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on

    def heading(self, style: str, outline: str) -> int:
        """Return the level (from 1) of a paragraph that is a heading, 0 for any other. ``outline`` is its own level."""
        if outline.isdigit():
            return int(outline) + 1 if int(outline) < 9 else 0
        for each in self._chain(style):
            if found := _HEADING_NAME.fullmatch(each.name):
                return int(found[1])
            if each.outline is not None:
                return each.outline + 1 if each.outline < 9 else 0
        return 0

    def is_title(self, style: str) -> bool:
        """Say whether a paragraph is the title of the document."""
        return any(each.name in _TITLES for each in self._chain(style))

    def is_contents(self, style: str) -> bool:
        """Say whether a paragraph is a line of the table of contents."""
        return any(_CONTENTS.fullmatch(each.name) for each in self._chain(style))

    # -- lists -------------------------------------------------------------------------------------------------

    def _numbering(self) -> tuple[dict[str, str], dict[str, dict[int, bool]]]:
        lists = {
            attribute(each, "numId"): attribute(child(each, "abstractNumId"), "val")
            for each in self._listed("numbering", "num")
        }
        levels: dict[str, dict[int, bool]] = {}
        for each in self._listed("numbering", "abstractNum"):
            levels[attribute(each, "abstractNumId")] = {
                _whole(attribute(level, "ilvl")): attribute(child(level, "numFmt"), "val") != "bullet"
                for level in each
                if local(level) == "lvl" and attribute(child(level, "numFmt"), "val") != "none"
            }
        return lists, levels

    def level(self, properties: Element | None, style: str) -> Level | None:
        """Return which item of a list a paragraph is, None for none."""
        numbering = _numbered(properties)
        if numbering is None:
            numbering = next((each.numbering for each in self._chain(style) if each.numbering is not None), None)
        if numbering is None or numbering[0] in ("", "0"):
            return None
        numbered = self._abstract.get(self._lists.get(numbering[0], ""), {}).get(numbering[1])
        return None if numbered is None else Level(numbered, numbering[1])


def _style(element: Element) -> _Style:
    properties = child(element, "pPr")
    outline = attribute(child(properties, "outlineLvl"), "val")
    return _Style(
        name=attribute(child(element, "name"), "val").strip().lower(),
        based_on=attribute(child(element, "basedOn"), "val"),
        outline=int(outline) if outline.isdigit() else None,
        numbering=_numbered(properties),
    )


def _numbered(properties: Element | None) -> tuple[str, int] | None:
    found = child(properties, "numPr")
    if found is None:
        return None
    return attribute(child(found, "numId"), "val"), _whole(attribute(child(found, "ilvl"), "val"))


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0
