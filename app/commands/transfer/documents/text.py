"""Markdown, HTML and plain text files, in whatever encoding, with the pictures that lie beside them."""

import base64
import binascii
import re
from html import unescape
from itertools import accumulate
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from app.commands.transfer.documents.document import MAX_CHARACTERS, Pictures, unreadable
from app.commands.transfer.documents.headings import heading_of, without_answer_mark
from app.commands.transfer.encodings import encoding_of
from app.commands.transfer.files import FolderFiles
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.domain.rich import Body
from app.domain.rich_html import parse_html
from app.domain.rich_markdown import parse_markdown

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_NO_TITLE = re.compile(r"-? ?no title.*|untitled.*|无标题.*|未命名.*|document|文档", re.IGNORECASE)
_MARKED = re.compile(r"#{1,5} ")
_SIGN = re.compile(r"[•●○◦■□▪◆➢]\s*")
_WRAPPED = 80
_DATA = re.compile(r"data:image/([a-z+]+)[^,]*?(;base64)?,", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?![#>|\-*+ \d])([^\n]+)\n(={3,}|-{3,})[ \t]*$", re.MULTILINE)
_INLINE_IMAGE = re.compile(
    r"(?<=\S)[ \t]*(!\[[^\]]*\]\([^)\s]+(?:\s+\"[^\"]*\")?\))|^(!\[[^\]]*\]\([^)\s]+\))(?=[ \t]*\S)", re.M
)
_IMAGE_TITLE = re.compile(r"(!\[[^\]]*\]\([^)\s]+)\s+\"[^\"]*\"\)")


def decoded(name: str, data: bytes) -> str:
    """Return a file's text with newlines alone. Raises AppError: "document_unreadable", "document_too_large"."""
    declared = _CHARSET.search(data[:4000])
    encodings = [encoding_of(data)]
    if declared is not None and encodings[0] not in ("utf-8", "utf-8-sig", "utf-16"):
        said = declared[1].decode("ascii").lower()
        encodings.insert(0, _WIDER.get(said, said))
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" in text:
            break
        if len(text) > MAX_CHARACTERS:
            raise AppError("document_too_large", {"file": name, "limit": MAX_CHARACTERS})
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise unreadable(name, "no text")


class Beside:
    """The pictures that a text names: in its folder, or written into it."""

    def __init__(self, folder: Path, pictures: Pictures) -> None:
        self._files, self._pictures = FolderFiles(folder), pictures

    def image(self, src: str, alt: str) -> str | None:
        """Take the picture of an address; nothing is asked of the network."""
        data = _DATA.match(src)
        if data is not None:
            return self._written(src, data)
        address = unquote(src.partition("?")[0].partition("#")[0])
        name = address.replace("\\", "/").rpartition("/")[2] or src[:80]
        try:
            entry = None if re.match(r"[a-z][a-z0-9+.-]+:", src, re.IGNORECASE) else self._files.find(address)
            if entry is not None:
                return self._pictures.take(self._files.read(entry, MAX_FILE_BYTES), name)
        except (AppError, OSError, ValueError):  # outside of the folder, too large, gone: not kept, and told
            entry = None
        self._pictures.leave_out("picture_missing", name)
        return None

    def _written(self, src: str, head: re.Match[str]) -> str | None:
        kind, content = head[1].lower(), src[head.end() :]
        try:
            data = base64.b64decode(content) if head[2] else unquote_to_bytes(content)
        except (binascii.Error, ValueError):
            data = b""
        return self._pictures.take(data, f"image.{kind}")


def read_markdown(name: str, data: bytes, beside: Beside) -> tuple[str, Body]:
    """Return the title ("" for none) and the blocks of a Markdown file; see :func:`decoded` for what it raises."""
    text, title = decoded(name, data), ""
    front = _FRONT_MATTER.match(text)
    if front is not None:
        found = _FRONT_TITLE.search(front[1])
        text, title = text[front.end() :], found[1] if found else ""
    text = _UNDERLINED.sub(lambda found: f"{'#' if found[2][0] == '=' else '##'} {found[1]}", text)
    text = _IMAGE_TITLE.sub(r"\1)", text)
    text = _INLINE_IMAGE.sub(lambda found: f"\n{found[1]}\n" if found[1] else f"{found[2]}\n", text)
    return title, parse_markdown(_levels_apart(text), beside.image)


def _levels_apart(text: str) -> str:
    """Lower every heading by one where the text has some of the first level: an article's begin at the second."""
    lines = text.split("\n")
    fences = accumulate(line.startswith("```") for line in lines)
    headings = [
        at
        for at, (line, before) in enumerate(zip(lines, fences, strict=True))
        if before % 2 == 0 and _MARKED.match(line)
    ]
    if any(lines[at].startswith("# ") for at in headings):
        for at in headings:
            lines[at] = f"#{lines[at]}"
    return "\n".join(lines)


def read_html(name: str, data: bytes, beside: Beside) -> tuple[str, Body]:
    """Return the title ("" for none) and the blocks of an HTML file; see :func:`decoded` for what it raises."""
    text = decoded(name, data)
    title = _TITLE.search(text)
    body = parse_html(_levels_of_html(text), beside.image)
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", title[1])).split()) if title else ""
    return "" if _NO_TITLE.fullmatch(words) else words, body


def _levels_of_html(text: str) -> str:
    """Lower every heading by one: an article's begin at ``h2``, and ``h1`` and ``h2`` would be one level."""
    return re.sub(r"<(/?)h([1-5])\b", lambda found: f"<{found[1]}h{int(found[2]) + 1}", text, flags=re.IGNORECASE)


def read_text(name: str, data: bytes) -> Body:
    """Return the blocks of a plain text file; see :func:`decoded` for what it raises.

    A line is a paragraph, as editors show it, except where the text was wrapped by hand as in old e-mails.
    """
    lines = [
        " ".join(line.replace("\u3000", " ").split()) for line in decoded(name, data).replace("\f", "\n").split("\n")
    ]
    wrapped = "" in lines[:-1] and all(len(line) <= _WRAPPED and line.isascii() for line in lines)
    out: list[str] = []
    for line in lines:
        level, words = heading_of(line)
        if level:
            out += ["", f"{'#' * (level + 1)} {words}", ""]
        elif sign := _SIGN.match(line):
            out.append(f"- {line[sign.end() :]}")
        else:
            out += [without_answer_mark(line)] if wrapped else [without_answer_mark(line), ""]
    return parse_markdown("\n".join(out), lambda src, alt: None)
