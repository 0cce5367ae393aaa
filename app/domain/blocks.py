"""Three-way merge of rich text: by block, inside a block by sentence, inside a table by row, column and cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any

import msgspec

from app.domain.rich import Block, Body
from app.domain.rich_inline import Run, inline_runs, runs_html, sanitise_inline
from app.domain.three_way import merge_sequences

_CLOSING = r"[\"'”’」』）)\]]*"
_SENTENCE = re.compile(rf"\s*(?:[^。！？；…\n.!?;]|[.!?;](?!{_CLOSING}(?:\s|$)))*(?:[。！？；….!?;]+{_CLOSING})?")
_ENDED = re.compile(rf"[。！？；….!?;]{_CLOSING}$")
_LATIN_END = re.compile(rf"[.!?;]{_CLOSING}$")
Sentence = tuple[Run, ...]
Cells = tuple[str, ...]


def merge_bodies(base: Body, mine: Body, theirs: Body) -> Body | None:
    """Return the body that carries both sides' changes since ``base``, or None when one place was changed on both.

    A block changed, added or removed on one side is taken from that side; the same change on both sides counts once;
    an edit beats a removal; of a block changed on both sides see :func:`merge_block`. Blocks that one side moved go
    where it put them, those that both moved where ``theirs`` did.
    Laws: merge(b, x, x) = x; merge(b, b, x) = x; merge(b, x, b) = x.
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    was, ours, others = ({block.id: block for block in body} for body in (base, mine, theirs))
    kept: dict[str, Block] = {}
    for key in [*others, *(key for key in ours if key not in others)]:
        before, left, right = was.get(key), ours.get(key), others.get(key)
        chosen = merge_block(before, left, right) if left and right else _edited(before, left, right)
        if chosen is not None:
            kept[key] = chosen
        elif left and right:
            return None
    return tuple(kept[key] for key in _order(base, mine, theirs, kept))


def _edited(before: Block | None, left: Block | None, right: Block | None) -> Block | None:
    """Return the block that only one side has, None when the other removed what this one left as it was."""
    block = left or right
    return None if block == before else block


def merge_block(base: Block | None, mine: Block, theirs: Block) -> Block | None:
    """Return a block with both sides' changes, or None when they contradict each other.

    What one side changed alone (the text, the kind, the level, a picture's width) is taken from it. Text merges by
    sentence with its formatting, a table by row or by column and by cell.
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if base is None:
        return None
    values: dict[str, object] = {}
    for name in Block.__struct_fields__:
        before, left, right = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if left in (right, before):
            values[name] = right
        elif right == before:
            values[name] = left
        else:
            merge = _INSIDE.get(name)
            values[name] = merge(before, left, right) if merge is not None else None
            if values[name] is None:
                return None
    return msgspec.structs.replace(base, **values)


# -- inside a block ----------------------------------------------------------------------------------------------------


def _text(base: str, mine: str, theirs: str) -> str | None:
    """Merge inline HTML by sentence. What is not in its canonical form is left alone: reading it would change it."""
    if any(sanitise_inline(fragment) != fragment for fragment in (base, mine, theirs)):
        return None
    before, left, right = (_sentences(fragment) for fragment in (base, mine, theirs))

    def both(was: Sequence[Sentence], ours: Sequence[Sentence], others: Sequence[Sentence]) -> list[Sentence] | None:
        apart = bool(others and ours) and (_ENDED.search(_plain(others[-1])) or _plain(ours[0]).startswith("\n"))
        # two people went on in one place: first what was there first
        return [*others, *ours] if apart and before and not was else None

    merged = merge_sequences(before, left, right, both)
    gaps = {**_gaps(base), **_gaps(theirs), **_gaps(mine)}
    return None if merged is None else _joined(merged, gaps)


def _sentences(fragment: str) -> list[Sentence]:
    """Return the sentences of a fragment; the spaces between two belong to neither."""
    return [_bare(sentence) for sentence in _split(fragment)]


def _gaps(fragment: str) -> dict[Sentence, bool]:
    """Return before which sentences there is a space; the first one says nothing about it."""
    return {_bare(sentence): sentence[0].text.startswith(" ") for sentence in _split(fragment)[1:]}


def _split(fragment: str) -> list[Sentence]:
    """Return the runs of each sentence with the white space before it."""
    runs = list(inline_runs(fragment))
    found: list[Sentence] = []
    for match in _SENTENCE.finditer("".join(run.text for run in runs)):
        length = len(match[0])
        sentence: list[Run] = []
        while length:
            run = runs.pop(0)
            sentence.append(run._replace(text=run.text[:length]))
            if len(run.text) > length:
                runs.insert(0, run._replace(text=run.text[length:]))
            length -= len(sentence[-1].text)
        if sentence:
            found.append(tuple(sentence))
    return found


def _bare(sentence: Sentence) -> Sentence:
    """Return a sentence without the space before it."""
    first = sentence[0]._replace(text=sentence[0].text.lstrip(" "))
    return (first, *sentence[1:]) if first.text or len(sentence) == 1 else sentence[1:]


def _plain(sentence: Sentence) -> str:
    return "".join(run.text for run in sentence)


def _joined(sentences: Sequence[Sentence], gaps: Mapping[Sentence, bool]) -> str:
    runs: list[Run] = []
    previous: Sentence = ()
    for sentence in sentences:
        new_gap = bool(_LATIN_END.search(_plain(previous))) and not _plain(sentence).startswith("\n")
        if runs and gaps.get(sentence, new_gap):
            runs.append(sentence[0]._replace(text=" "))
        runs += sentence
        previous = sentence
    return sanitise_inline(runs_html(runs))


def _table(base: tuple[Cells, ...], mine: tuple[Cells, ...], theirs: tuple[Cells, ...]) -> tuple[Cells, ...] | None:
    """Merge a table by rows when no side changed its width, by columns when no side changed its height."""
    if len({len(row) for table in (base, mine, theirs) for row in table}) == 1:
        return _lines(base, mine, theirs)
    if len({len(table) for table in (base, mine, theirs)}) > 1 or not base:
        return None
    if any(len({len(row) for row in table}) > 1 for table in (base, mine, theirs)):
        return None
    merged = _lines(*(tuple(zip(*table, strict=True)) for table in (base, mine, theirs)))
    return tuple(zip(*merged, strict=True)) if merged else None


def _lines(base: tuple[Cells, ...], mine: tuple[Cells, ...], theirs: tuple[Cells, ...]) -> tuple[Cells, ...] | None:
    def both(was: Sequence[Cells], ours: Sequence[Cells], others: Sequence[Cells]) -> list[Cells] | None:
        if not was:
            return [*others, *ours]
        if not len(was) == len(ours) == len(others):
            return None
        lines = [_cells(*line) for line in zip(was, ours, others, strict=True)]
        found = [line for line in lines if line is not None]
        return found if len(found) == len(lines) else None

    merged = merge_sequences(base, mine, theirs, both)
    return None if merged is None else tuple(merged)


def _cells(base: Cells, mine: Cells, theirs: Cells) -> Cells | None:
    merged: list[str] = []
    for before, left, right in zip(base, mine, theirs, strict=True):
        if left in (right, before):
            merged.append(right)
        elif right == before:
            merged.append(left)
        elif (both := _text(before, left, right)) is not None:
            merged.append(both)
        else:
            return None
    return tuple(merged)


_INSIDE: Mapping[str, Callable[[Any, Any, Any], object]] = MappingProxyType({"html": _text, "rows": _table})

# -- the order of blocks -----------------------------------------------------------------------------------------------


def _order(base: Body, mine: Body, theirs: Body, kept: dict[str, Block]) -> list[str]:
    """Return the ids of the kept blocks in their order: those that all three have as the sides moved them, then each
    new one behind the block after which it was written.
    """
    before, ours, others = ([block.id for block in body] for body in (base, mine, theirs))
    shared = set(before) & set(ours) & set(others) & kept.keys()
    before, left, right = ([key for key in order if key in shared] for order in (before, ours, others))
    moved_here = _moved(before, left) - _moved(before, right)
    result = [key for key in right if key not in moved_here]
    _insert(result, left)
    for order in (others, ours):
        _insert(result, [key for key in order if key in kept])
    return result


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    stayed = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return set(before) - {key for match in stayed for key in before[match.a : match.a + match.size]}


def _insert(result: list[str], order: Sequence[str]) -> None:
    """Put what is missing in ``result`` behind that after which it stands in ``order``."""
    present = set(result)
    for index, key in enumerate(order):
        if key not in present:
            result.insert(result.index(order[index - 1]) + 1 if index else 0, key)
            present.add(key)
