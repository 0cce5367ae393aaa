"""Cleaning what people wrote before it is stored: HTML by an allow-list, characters that no database takes."""

from collections.abc import Mapping
from typing import Any

import nh3

from app.domain.bounds import DEEPEST, LARGEST
from app.domain.errors import AppError
from app.domain.rich import INLINE_TAGS

_URLS = {"http", "https", "mailto", "tel"}
_ATTRIBUTES = {"a": {"href"}, "span": {"style"}}
_STYLES = {"font-weight", "font-style", "text-decoration", "color", "background-color"}
_BLOCK_TAGS = INLINE_TAGS | {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "tr", "th", "td", "img",
}  # fmt: skip


def clean_inline(fragment: str) -> str:
    """Return an inline HTML fragment with the formatting of :data:`app.domain.rich.INLINE_TAGS` and nothing else."""
    if "<" not in fragment and "&" not in fragment:
        return fragment
    return nh3.clean(
        fragment,
        tags=set(INLINE_TAGS),
        clean_content_tags={"script", "style", "head"},
        attributes=_ATTRIBUTES,
        filter_style_properties=_STYLES,
        url_schemes=_URLS,
        link_rel=None,
        generic_attribute_prefixes=set(),
        url_relative="deny",
    )


def clean_page(html: str) -> str:
    """Return a whole article's HTML as a visitor's page may be sent it; pictures keep ``data-sha256`` only."""
    return nh3.clean(
        html,
        tags=set(_BLOCK_TAGS),
        clean_content_tags={"script", "style", "head"},
        attributes={**_ATTRIBUTES, "img": {"alt", "width", "data-sha256"}, "blockquote": {"class"}},
        filter_style_properties=_STYLES,
        url_schemes=_URLS,
        link_rel="noopener noreferrer",
        url_relative="deny",
    )


def clean_fields(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return an operation's field values without NUL characters and with every block's HTML cleaned.

    Values of a wrong shape pass as they are: decoding them refuses them with the field's name. Raises
    AppError("bad_field") for numbers that no column holds and for values that lie too deep.
    """
    cleaned = {
        name: value if not value or (type(value) is str and "\x00" not in value) else _storable(name, value)
        for name, value in body.items()
    }
    blocks = cleaned.get("body")
    if isinstance(blocks, list):
        cleaned["body"] = [_block(block) if isinstance(block, dict) else block for block in blocks]
    return cleaned


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    cleaned = dict(block)
    if isinstance(cleaned.get("html"), str):
        cleaned["html"] = clean_inline(cleaned["html"])
    rows = cleaned.get("rows")
    if isinstance(rows, list):
        cleaned["rows"] = [
            [clean_inline(cell) if isinstance(cell, str) else cell for cell in row] if isinstance(row, list) else row
            for row in rows
        ]
    return cleaned


def _storable(field: str, value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise AppError("bad_field", {"field": field[:100], "why": "too deep"})
    match value:
        case str():
            return value.replace("\x00", "")
        case None | bool():
            return value
        case int() if abs(value) > LARGEST:
            raise AppError("bad_field", {"field": field[:100], "why": "too large"})
        case list():
            return [_storable(field, each, depth + 1) for each in value]
        case dict():
            return {name.replace("\x00", ""): _storable(field, each, depth + 1) for name, each in value.items()}
    return value
