"""What importing the sections of documents would do: the same plan that a table makes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from app.commands.transfer.cells import folded
from app.commands.transfer.columns import Column
from app.commands.transfer.documents.document import Document
from app.commands.transfer.documents.sections import Section
from app.commands.transfer.plan import CELL_LENGTH, TITLE_LENGTH, ImportPlan, PlannedRow, Problem, Verdict
from app.commands.transfer.references import PlannedFile, differs
from app.domain.access import ALL
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.knowledge import Article, ArticleStatus, Audience
from app.domain.rich import body_images, body_text
from app.domain.rich_ids import keep_ids

Original = Literal["first", "each", "none"]
"""Which articles get the document itself as an attachment."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says about all sections."""

    category_id: str = ""
    original: Original = "first"
    audience: Audience = Audience.CUSTOMER
    language: str = "zh-CN"
    replace: bool = False
    """Whether an article of the same title gets the section's text; else it stays and the section is left out."""


def plan_sections(
    documents: Sequence[Document], sections: Sequence[Section], existing: Iterable[Article], wanted: Wanted
) -> ImportPlan:
    """Say what importing these sections would do; the numbers of the rows count them from 1.

    New articles are drafts. A section without a title, with one that is too long or that another section has is an
    error; one whose title an article has already is told, and left out unless ``wanted`` replaces it.
    """
    by_title: dict[str, Article] = {}
    for article in existing:
        if article.deleted_at is None:
            there = by_title.get(folded(article.title))
            if there is None or article.status is ArticleStatus.PUBLISHED:
                by_title[folded(article.title)] = article
    refs = [{ref.sha256: ref for ref in document.images} for document in documents]
    titles: dict[str, int] = {}
    with_original: set[int] = set()
    rows: list[PlannedRow] = []
    files: dict[str, PlannedFile] = {}
    for number, section in enumerate(sections, 1):
        if section.skipped:
            continue
        problems = list(_problems(number, section, titles))
        if problems:
            rows.append(PlannedRow(number=number, verdict="error", title=section.title, problems=tuple(problems)))
            continue
        original = documents[section.document].original
        attached = original is not None and (
            wanted.original == "each" or (wanted.original == "first" and section.document not in with_original)
        )
        values = _values(section, refs[section.document], wanted, original if attached else None)
        row = _row(number, values, by_title.get(folded(section.title)), wanted)
        rows.append(row)
        if row.verdict in ("new", "update"):
            with_original |= {section.document} if attached else set()
            for ref in (*values["images"], *values["attachments"]):
                files.setdefault(ref.sha256, PlannedFile(ref, ref.sha256))
    return ImportPlan(rows=tuple(rows), files=tuple(files.values()))


def bytes_of(documents: Iterable[Document]) -> Mapping[str, bytes]:
    """Return the bytes of everything that a plan of these documents may store, by sha256."""
    found: dict[str, bytes] = {}
    for document in documents:
        found |= document.pictures
        if document.original is not None:
            found[document.original.sha256] = document.data
    return found


def _problems(number: int, section: Section, titles: dict[str, int]) -> Iterable[Problem]:
    def error(code: str, **values: object) -> Problem:
        return Problem(row=number, column=Column.TITLE, code=code, values=values)

    title = " ".join(section.title.split())
    if not title:
        yield error("no_title")
    elif len(title) > TITLE_LENGTH:
        suggestion = title[:TITLE_LENGTH].rstrip()
        yield error("title_too_long", length=len(title), limit=TITLE_LENGTH, suggestion=suggestion)
    elif (first := titles.setdefault(folded(title), number)) != number:
        yield error("duplicate_title", value=title, row=first)
    length = len(body_text(section.body))
    if length > CELL_LENGTH:
        values = {"length": length, "limit": CELL_LENGTH}
        yield Problem(row=number, column=Column.BODY, code="cell_too_long", values=values)


def _values(section: Section, refs: Mapping[str, FileRef], wanted: Wanted, original: FileRef | None) -> dict[str, Any]:
    shown = dict.fromkeys(body_images(section.body))
    return {
        "title": " ".join(section.title.split()),
        "category_id": wanted.category_id if section.category_id is None else section.category_id,
        "body": section.body,
        "images": tuple(refs[sha256] for sha256 in shown if sha256 in refs),
        "attachments": (original,) if original is not None else (),
        "audience": wanted.audience,
        "language": wanted.language,
    }


def _row(number: int, values: dict[str, Any], there: Article | None, wanted: Wanted) -> PlannedRow:
    title = str(values["title"])
    if there is None:
        article = Article(id=new_id(), scope=ALL, **values)
        return PlannedRow(number=number, verdict="new", title=title, article=article, changed=tuple(values))
    kept = {ref.sha256 for ref in there.attachments}
    fresh = {
        "body": keep_ids(values["body"], there.body),
        "images": values["images"],
        "attachments": (*there.attachments, *(ref for ref in values["attachments"] if ref.sha256 not in kept)),
    }
    changed = tuple(name for name, value in fresh.items() if differs(name, value, getattr(there, name)))
    same = Problem(
        row=number,
        column=Column.TITLE,
        code="title_taken",
        values={"title": title, "number": there.number},
        warning=True,
    )
    verdict: Verdict = "unchanged" if not changed or not wanted.replace else "update"
    article = msgspec.structs.replace(there, **{name: fresh[name] for name in changed})
    return PlannedRow(
        number=number,
        verdict=verdict,
        title=title,
        article=article,
        changed=changed,
        problems=(same,) if "body" in changed else (),
    )
