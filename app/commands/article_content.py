"""What an editor writes of an article, apart from the row that holds it, and how two editors' writing goes together."""

from typing import Any, TypeVar

import msgspec

from app.domain.blocks import merge_block, merge_bodies
from app.domain.change import merged_set
from app.domain.entity import Merge
from app.domain.ids import new_id
from app.domain.knowledge import ARTICLE, CONTENT, Article, ArticleDraft, Written
from app.domain.rich import Block, Body, body_images

Holder = TypeVar("Holder", Article, ArticleDraft)


class Content(Written, frozen=True, kw_only=True):
    """What an editor writes, of no row: neither id nor scope mean anything here."""

    id: str = ""
    scope: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was written yet."""
        return not (self.title.strip() or self.body or self.questions or self.attachments or self.tags)


def content_of(value: Article | ArticleDraft) -> Content:
    """Return what was written in an article or a draft."""
    return Content(**{name: getattr(value, name) for name in CONTENT})


def with_content(value: Holder, content: Content) -> Holder:
    """Return an article or a draft that holds this content."""
    return msgspec.structs.replace(value, **{name: getattr(content, name) for name in CONTENT})


def merged(base: Content, mine: Content, theirs: Content) -> Content:
    """Return what two editors made of ``base``; nothing that either wrote into the text is lost.

    A field that both changed is ``mine``, of a list what each added and took out. Of a block that both changed both
    stay, theirs behind mine.
    """
    values: dict[str, Any] = {}
    for name in CONTENT:
        was, ours, others = (getattr(side, name) for side in (base, mine, theirs))
        if ARTICLE.rule(name) is Merge.SET:
            values[name] = merged_set(was, ours, others)
        else:
            values[name] = others if ours == was else ours
    values["body"] = body = _both_bodies(base.body, mine.body, theirs.body)
    refs = {ref.sha256: ref for ref in (*theirs.images, *mine.images)}
    values["images"] = tuple(refs[key] for key in dict.fromkeys(body_images(body)) if key in refs)
    return Content(**values)


def _both_bodies(base: Body, mine: Body, theirs: Body) -> Body:
    found = merge_bodies(base, mine, theirs)
    if found is not None:
        return found
    was, ours, others = ({block.id: block for block in body} for body in (base, mine, theirs))
    clashing = {
        key: others[key]
        for key, block in ours.items()
        if key in others and merge_block(was.get(key), block, others[key]) is None
    }
    agreed = tuple(ours[block.id] if block.id in clashing else block for block in theirs)
    body: list[Block] = []
    merged_body = merge_bodies(base, mine, agreed) or mine
    present = {_unnamed(block) for block in merged_body}
    for block in merged_body:
        body.append(block)
        other = clashing.get(block.id)
        if other is not None and _unnamed(other) not in present:
            body.append(msgspec.structs.replace(other, id=new_id()))
    return tuple(body)


def _unnamed(block: Block) -> Block:
    return msgspec.structs.replace(block, id="")
