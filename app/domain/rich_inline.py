"""Inline text with formatting: runs of characters, and the one safe HTML form in which they are stored.

Whatever HTML comes in (an office program's paste, a web page, Qt's own output), what goes out holds only the tags of
:data:`app.domain.rich.INLINE_TAGS`, ``href`` with a harmless scheme and a ``style`` of text and background colour.
The form is canonical: nesting order, entity writing and white space are fixed, so that equal looks give equal text and
cleaning twice changes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote

import msgspec

MARKS = ("b", "i", "u", "s", "code", "sub", "sup")
"""Formatting tags in their fixed nesting order; ``a`` and ``span`` stand outside them."""

_ALIASES: Mapping[str, str] = {
    **{mark: mark for mark in MARKS},
    "strong": "b", "em": "i", "cite": "i", "dfn": "i", "var": "i", "ins": "u", "del": "s", "strike": "s",
    "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
     "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
"""Elements that begin a new line; every other one, known or not, is part of a line."""
HIDDEN = frozenset(
    {"script", "style", "title", "template", "svg", "math", "iframe", "object", "applet", "noscript", "noembed",
     "noframes", "xml", "select", "textarea", "audio", "video", "canvas", "datalist"}
)  # fmt: skip
"""Elements whose content is not text for people."""
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "track",
     "wbr"}
)  # fmt: skip

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LEADING = re.compile("^ +")
_INDENT = re.compile("(?<=\n) +| (?= )")
_SPACE = re.compile("[ \t\r\n\f]+")
_LINK = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|tel:[^\s])", re.IGNORECASE)
_UNQUOTED = re.compile(r"""[\s"<>\\^`{|}]""")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]+)\s*)?\)")
_COLOR_NAME = re.compile(r"[a-z]{3,20}")
# The colour of ordinary text and paper: office programs write it on everything, and it would be unreadable when dark.
_PLAIN_TEXT = frozenset({"#000000", "black", "windowtext"})
_PLAIN_PAPER = frozenset({"#ffffff", "white", "window"})
_NOT_A_COLOR = frozenset({"inherit", "initial", "unset", "revert", "auto", "none", "transparent", "currentcolor"})


class Format(NamedTuple):
    """How a run looks. ``href`` is "" outside links; colours are ``#rrggbb`` or a name, "" for the reader's own."""

    href: str = ""
    color: str = ""
    background: str = ""
    marks: frozenset[str] = frozenset()

    def opening(self) -> tuple[str, ...]:
        """Return the start tags of this format, outermost first."""
        tags = [f'<a href="{escape(self.href)}">'] if self.href else []
        styles = [f"color:{self.color}"] if self.color else []
        styles += [f"background-color:{self.background}"] if self.background else []
        if styles:
            tags.append(f'<span style="{";".join(styles)}">')
        return (*tags, *(f"<{mark}>" for mark in MARKS if mark in self.marks))


PLAIN = Format()


class Run(NamedTuple):
    """Characters of one format; ``"\\n"`` is a line break."""

    text: str
    format: Format = PLAIN


class InlineText:
    """Collects runs; white space is collapsed as a browser does it, unless it is kept."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def __bool__(self) -> bool:
        return any(run.text.strip(" \n") for run in self._runs)

    def add(self, text: str, style: Format = PLAIN, *, keep_space: bool = False) -> None:
        """Append text. With ``keep_space`` spaces are kept (as no-break spaces) and newlines are line breaks."""
        text = printable(text)
        if keep_space:
            text = text.replace("\t", "    ").replace("\r", "").replace("\f", "")
            if self._last() in ("", "\n"):  # else the indentation would be trimmed
                text = _LEADING.sub(lambda found: "\u00a0" * len(found[0]), text)
            text = _INDENT.sub(lambda found: "\u00a0" * len(found[0]), text)
            if self._last() == " " and text.startswith(" "):
                text = "\u00a0" + text[1:]
        else:
            text = _SPACE.sub(" ", text)
        self._append(text, style)

    def line_break(self, style: Format = PLAIN) -> None:
        """Append a line break; spaces before it go."""
        self._trim_spaces()
        self._append("\n", style)

    def soft_break(self) -> None:
        """Begin a new line unless nothing stands before it or one has just begun."""
        if self and self._last() != "\n":
            self.line_break()

    def runs(self) -> tuple[Run, ...]:
        """Return what was collected, without white space and empty lines at both ends."""
        runs = list(self._runs)
        while runs and not (last := runs[-1].text.rstrip(" \n")):
            runs.pop()
        if runs:
            runs[-1] = runs[-1]._replace(text=last)
        return tuple(_joined(runs))

    def _append(self, text: str, style: Format) -> None:
        if self._last() in ("", " ", "\n"):
            text = text.removeprefix(" ")
        if not self._runs:
            text = text.lstrip(" \n")
        if text:
            self._runs.append(Run(text, style))

    def _last(self) -> str:
        return self._runs[-1].text[-1] if self._runs else ""

    def _trim_spaces(self) -> None:
        while self._last() == " ":
            run = self._runs.pop()
            if text := run.text.rstrip(" "):
                self._runs.append(run._replace(text=text))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Put neighbours of one format together."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].format == run.format:
            joined[-1] = Run(joined[-1].text + run.text, run.format)
        else:
            joined.append(run)
    return joined


def runs_html(runs: Iterable[Run]) -> str:
    """Return the canonical HTML of runs."""
    parts: list[str] = []
    opened: tuple[str, ...] = ()
    for run in runs:
        wanted = run.format.opening()
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        parts += [f"</{tag[1:].split(' ')[0].rstrip('>')}>" for tag in reversed(opened[same:])]
        parts += wanted[same:]
        parts.append(escape(run.text, quote=False).replace("\n", "<br>"))
        opened = wanted
    parts += [f"</{tag[1:].split(' ')[0].rstrip('>')}>" for tag in reversed(opened)]
    return "".join(parts)


def printable(text: str) -> str:
    """Return the text without control characters and halves of surrogate pairs, which no format can store."""
    return _CONTROL.sub("", text)


def safe_href(address: str) -> str:
    """Return an address that may be followed (http, https, mailto, tel), quoted where needed, or ""."""
    address = _SPACE.sub("", printable(address))
    if not _LINK.match(address) or len(address) > 2000:
        return ""
    return _UNQUOTED.sub(lambda found: quote(found[0]), address)


def _color(value: str, plain: frozenset[str]) -> str:
    """Return a colour in canonical form, "" for the usual one or what is no colour."""
    value = value.strip().lower().removesuffix("!important").strip()
    if found := _RGB.fullmatch(value):
        if found[4] and not found[4].strip("0."):
            return ""  # fully transparent
        value = "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups()[:3])
    elif _HEX.fullmatch(value):
        value = value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])
    elif not _COLOR_NAME.fullmatch(value) or value in _NOT_A_COLOR:
        return ""
    return "" if value in plain else value


def declarations(style: str) -> dict[str, str]:
    """Return the declarations of a ``style`` attribute, names and values in lower case."""
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style)}


class Context(msgspec.Struct, frozen=True):
    """What holds inside an element: its format, whether space counts, and whether its content is shown."""

    format: Format = PLAIN
    keep_space: bool = False
    hidden: bool = False
    bold_is_usual: bool = False  # headings: a style's bold says nothing there


class Element(NamedTuple):
    tag: str
    context: Context


class InlineParser(HTMLParser):
    """Reads HTML into one :class:`InlineText`, blocks becoming lines. Never raises, whatever the input."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = InlineText()
        self.open: list[Element] = []
        self.root = Context()

    @property
    def context(self) -> Context:
        """What holds where the parser stands."""
        return self.open[-1].context if self.open else self.root

    def read(self, html: str) -> None:
        """Read a whole document or fragment."""
        # The standard parser raises for some marked sections; browsers skip all of them, as processing instructions.
        self.feed(_COMMENT.sub("", html).replace("<![", "<?["))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            if not self.context.hidden:
                self.text.line_break(self.context.format)
            return
        if tag in VOID:
            if not self.context.hidden:
                self.void(tag, values)
            return
        if not self.context.hidden:
            self.begin(tag, values)
        self.open.append(Element(tag, self.inside(tag, values)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":  # browsers read </br> as a line break
            self.handle_starttag(tag, [])
            return
        index = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i].tag == tag), None)
        if index is None or not self.may_close(tag, index):
            return
        while len(self.open) > index:
            element = self.open.pop()
            if not self.context.hidden:
                self.end(element)

    def handle_data(self, data: str) -> None:
        if not self.context.hidden:
            self.text.add(data, self.context.format, keep_space=self.context.keep_space)

    # What a parser of blocks does differently.

    def inside(self, tag: str, attrs: Mapping[str, str]) -> Context:
        """Return what holds inside a new element."""
        here = self.context
        if here.hidden or tag in HIDDEN:
            return msgspec.structs.replace(here, hidden=True)
        return msgspec.structs.replace(here, format=styled(tag, attrs, here))

    def begin(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element begins; it is not yet open."""
        if tag in BLOCKS:
            self.text.soft_break()

    def end(self, element: Element) -> None:
        """An element has ended; it is no longer open."""
        if element.tag in BLOCKS:
            self.text.soft_break()

    def void(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element without content."""
        if tag == "hr":
            self.text.soft_break()

    def may_close(self, tag: str, index: int) -> bool:
        """Say whether an end tag closes the element at ``index`` with all that is open inside it."""
        return True


def styled(tag: str, attrs: Mapping[str, str], here: Context) -> Format:
    """Return the format inside an element of this tag and these attributes."""
    href, color, background, marks = here.format
    if tag in _ALIASES:
        marks |= {_ALIASES[tag]}
    elif tag == "a":
        href = safe_href(attrs.get("href", "")) or href
    elif tag == "mark":
        background = "#ffff00"
    elif tag == "font":
        color = _color(attrs.get("color", ""), _PLAIN_TEXT) or color
    style = declarations(attrs.get("style", ""))
    if "color" in style:
        color = _color(style["color"], _PLAIN_TEXT)
    if paper := style.get("background-color") or style.get("background"):
        background = _color(paper, _PLAIN_PAPER)
    marks = _marks_of_style(style, marks, bold_counts=not here.bold_is_usual)
    if href:  # links have their own colour and line, which programs write out on paste
        color, marks = "", marks - {"u"}
    return Format(href, color, background, marks)


def _marks_of_style(style: Mapping[str, str], marks: frozenset[str], *, bold_counts: bool) -> frozenset[str]:
    weight = style.get("font-weight", "")
    if bold_counts and (weight in ("bold", "bolder") or (weight.isascii() and weight.isdigit() and int(weight) >= 600)):
        marks |= {"b"}
    elif weight in ("normal", "400"):
        marks -= {"b"}
    slant = style.get("font-style", "")
    if slant in ("italic", "oblique"):
        marks |= {"i"}
    elif slant == "normal":
        marks -= {"i"}
    line = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "underline" in line:
        marks |= {"u"}
    if "line-through" in line:
        marks |= {"s"}
    raised = {"sub": "sub", "super": "sup"}.get(style.get("vertical-align", ""))
    return marks | {raised} if raised else marks


def inline_runs(fragment: str, *, keep_space: bool = False) -> tuple[Run, ...]:
    """Return the runs of an HTML fragment; blocks in it become lines."""
    parser = InlineParser()
    parser.root = Context(keep_space=keep_space)
    parser.read(fragment)
    return parser.text.runs()


def sanitise_inline(fragment: str) -> str:
    """Return a fragment of any HTML as safe inline HTML in canonical form."""
    return runs_html(inline_runs(fragment))
