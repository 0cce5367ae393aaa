"""Carrying out an import, and taking it back as a whole.

:mod:`app.commands.transfer.plan` says what would happen; here it happens, in transactions of at most :data:`ROWS` rows,
because a transaction travels to the server whole. Whoever runs the steps shows their progress and may stop between two
of them; what the report counts is what was done.
"""

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future

import msgspec

from app.commands import imported
from app.commands.transfer.cells import folded
from app.commands.transfer.columns import Column, match_columns
from app.commands.transfer.plan import ImportPlan, PlannedRow
from app.commands.transfer.table import Table
from app.domain.access import allowed
from app.domain.errors import Refused
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.knowledge import CONTENT, INTENTS, Article, Category
from app.sql import chunks
from app.storage import knowledge as queries
from app.storage import rows
from app.storage.blobs import note as note_file
from app.storage.transaction import Tx

ROWS = 90
"""Rows of one transaction: with a change of state each they stay below the 200 operations that a push takes."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction of an import: first the categories, then rows."""

    categories: tuple[Category, ...] = ()
    rows: tuple[PlannedRow, ...] = ()


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What one step did."""

    txn: str
    """What :func:`app.commands.undo.undo` takes back."""
    new: int = 0
    updated: int = 0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. ``undone`` rows were planned and not carried out: cancelled, or a step failed."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    undone: int = 0
    steps: tuple[Done, ...] = ()


def existing_articles(
    connection: queries.Reader, table: Table, columns: Mapping[Column, tuple[int, ...]] | None = None
) -> list[Article]:
    """Return the articles that rows of a table may mean by key, number or title; the rest need not be read.

    ``columns`` overrides where the columns stand.
    """
    places = columns if columns is not None else match_columns(table.headers)
    return articles_named(
        connection,
        (
            "".join(row.cells[at] for at in places.get(column, ()) if at < len(row.cells))
            for row in table.rows
            for column in (Column.KEY, Column.TITLE)
        ),
    )


def articles_named(connection: queries.Reader, texts: Iterable[str]) -> list[Article]:
    """Return the articles that have one of these texts as id, number, key or title."""
    wanted = set(map(folded, texts)) - {""}
    meant = [
        article_id
        for article_id, number, key, title in queries.names(connection)
        if {folded(article_id), folded(f"K-{number}"), folded(key), folded(title)} & wanted
    ]
    return list(rows.get_many(connection, Article, meant).values())


class LocalZone(datetime.tzinfo):
    """This computer's time zone: dates in a table are days here, each with the offset that holds on it."""

    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta:
        """Return by how much the clocks here are ahead at a local time, now for None."""
        now = datetime.datetime.now()
        try:
            aware = (now if moment is None else moment.replace(tzinfo=None)).astimezone()
        except (OSError, OverflowError, ValueError):  # beyond what the system's calendar reaches
            aware = now.astimezone()
        return aware.utcoffset() or datetime.timedelta()

    def dst(self, moment: datetime.datetime | None) -> None:
        """Return None: how much of the offset is summer time is not known here."""

    def tzname(self, moment: datetime.datetime | None) -> str:
        """Return a name for messages and logs."""
        return "local"

    def fromutc(self, moment: datetime.datetime) -> datetime.datetime:
        """Return the local time of a time in UTC."""
        bare = moment.replace(tzinfo=datetime.UTC)
        try:
            local = bare.astimezone()
        except (OSError, OverflowError, ValueError):
            local = bare + self.utcoffset(None)
        return local.replace(tzinfo=self)


def steps(plan: ImportPlan) -> Iterator[Step]:
    """Yield the transactions of a plan: the tree from the top down, then the rows that change something."""
    for part in chunks((*plan.categories, *plan.changed_categories), ROWS):
        yield Step(categories=tuple(part))
    changing = [row for row in plan.rows if row.verdict in ("new", "update")]
    for some in chunks(changing, ROWS):
        yield Step(rows=tuple(some))


def apply(tx: Tx, step: Step, action: str, name: str = "", total: int = 0) -> Done:
    """Carry out one step of an import; ``action`` is an id for all of them, ``name`` what people know it by.

    ``total`` is how many rows all steps have. Raises Refused("knowledge_permission").
    """
    if not allowed(tx.actor.role, "knowledge.import"):
        raise Refused("knowledge_permission")
    tx.label, tx.action = imported.LABEL, action
    for category in step.categories:
        present = tx.find(Category, category.id)
        if present is None or present.deleted_at is not None:  # the same one again, out of the bin
            tx.save(category)
        else:
            tx.save(msgspec.structs.replace(present, synonyms=category.synonyms))
    new = updated = 0
    made: list[Article] = []
    for row in step.rows:
        if row.article is None:
            continue
        present_article = tx.find(Article, row.article.id)
        for ref in (*row.article.images, *row.article.attachments):
            note_file(tx.connection, ref, "unsent", tx.now)
        if present_article is None:
            made.append(tx.save(row.article))
            new += 1
            continue
        # Only what the table says changes: somebody may have edited another field since the check.
        values = {name: getattr(row.article, name) for name in row.changed if name in CONTENT}
        if "images" not in values and "body" in values:
            values["images"] = row.article.images
        article = tx.save(msgspec.structs.replace(present_article, **values))
        if "status" in row.changed and article.status is not row.article.status:
            article = tx.ask(article, INTENTS[row.article.status])
        made.append(article)
        updated += 1
    imported.remember(tx, name, total, made)
    return Done(txn=tx.id, new=new, updated=updated)


def report(plan: ImportPlan, done: Sequence[Done]) -> Report:
    """Return what was done of a plan."""
    new, updated = sum(step.new for step in done), sum(step.updated for step in done)
    return Report(
        new=new,
        updated=updated,
        unchanged=plan.count("unchanged"),
        skipped=plan.count("error"),
        undone=plan.count("new") + plan.count("update") - new - updated,
        steps=tuple(done),
    )


def carry_out(
    plan: ImportPlan,
    write: Callable[[Callable[[Tx], Done]], "Future[Done]"],
    store: Callable[[FileRef, str], None],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Import a plan from beginning to end, for programs without a window.

    ``write`` is that of the database, ``store(ref, entry)`` keeps a file's bytes. Raises what a step raises; the
    steps before it stay.
    """
    for file in plan.files:
        store(file.ref, file.entry)
    todo, action = list(steps(plan)), new_id()
    done: list[Done] = []
    for step in todo:
        done.append(write(functools.partial(apply, step=step, action=action)).result())
        progress(len(done), len(todo))
    return report(plan, done)
