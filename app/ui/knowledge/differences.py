"""What changed between two texts of an article, block beside block, character by character inside a block."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from typing import Literal

import msgspec

from app.domain.rich import Block, Body, block_text

State = Literal["same", "changed", "added", "removed"]
_SIMILAR = 0.3  # below this share of common characters a block is shown as another one
_LONG = 2_000  # characters beyond which a comparison letter by letter would take too long


class Pair(msgspec.Struct, frozen=True):
    """Two blocks side by side; "" where there is none. The pieces are (text, whether it differs)."""

    state: State
    old: tuple[tuple[str, bool], ...] = ()
    new: tuple[tuple[str, bool], ...] = ()


def compare(old: Body, new: Body) -> list[Pair]:
    """Return the blocks of both texts in order, each beside what became of it."""
    befores, afters = [_key(block) for block in old], [_key(block) for block in new]
    found: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, befores, afters, autojunk=False).get_opcodes():
        if tag == "equal":
            found += (Pair("same", _whole(block), _whole(block)) for block in new[c:d])
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def _key(block: Block) -> Block:
    return msgspec.structs.replace(block, id="")


def _whole(block: Block, differs: bool = False) -> tuple[tuple[str, bool], ...]:
    return ((block_text(block), differs),)


def _replaced(old: Body, new: Body) -> Iterator[Pair]:
    """Pair blocks by their ids, which survive editing, else by their place; what has no partner came or went."""
    waiting = list(old)
    for block in new:
        partner = next((other for other in waiting if other.id == block.id), None)
        if partner is None and waiting and all(block.id != other.id for other in new if other.id == waiting[0].id):
            partner = waiting[0] if _alike(waiting[0], block) else None
        if partner is None:
            yield Pair("added", (), _whole(block, True))
            continue
        for gone in waiting[: waiting.index(partner)]:
            yield Pair("removed", _whole(gone, True), ())
        del waiting[: waiting.index(partner) + 1]
        yield _changed(partner, block)
    for gone in waiting:
        yield Pair("removed", _whole(gone, True), ())


def _alike(one: Block, other: Block) -> bool:
    return SequenceMatcher(None, block_text(one)[:_LONG], block_text(other)[:_LONG], autojunk=False).ratio() >= _SIMILAR


def _changed(old: Block, new: Block) -> Pair:
    before, after = block_text(old), block_text(new)
    if max(len(before), len(after)) > _LONG:
        return Pair("changed", _whole(old, True), _whole(new, True))
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if b > a:
            left.append((before[a:b], tag != "equal"))
        if d > c:
            right.append((after[c:d], tag != "equal"))
    return Pair("changed", tuple(left), tuple(right))


def pieces_html(pieces: tuple[tuple[str, bool], ...], color: str) -> str:
    """Return the text of one side as HTML; what differs has a background of ``color``."""
    parts = []
    for text, differs in pieces:
        html = escape(text).replace("\n", "<br>").replace("\t", " │ ")
        parts.append(f'<span style="background-color:{color}">{html}</span>' if differs else html)
    return "".join(parts)
