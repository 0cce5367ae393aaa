"""The dry run of an import as the wizard shows it; everything here runs away from the GUI thread."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from app.commands import importing
from app.commands.transfer.columns import Column, match_columns
from app.commands.transfer.files import open_files
from app.commands.transfer.plan import ImportPlan, PlannedRow, Problem, Verdict, plan_import
from app.commands.transfer.table import Table, TableRow, read_table, with_cells
from app.domain.files import MAX_FILE_BYTES
from app.domain.rich import body_text
from app.storage import knowledge as queries
from app.storage.blobs import Blobs

SHOWN = (Column.CATEGORY, Column.TITLE, Column.BODY, Column.VALID_UNTIL, Column.ATTACHMENTS)
"""The columns of the table of the check."""
_SNIPPET = 80


class CheckRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table with its verdict; ``cells`` are those of :data:`SHOWN`."""

    number: int
    verdict: Verdict
    cells: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """What names the row."""
        return str(self.number)

    @property
    def warned(self) -> bool:
        """Whether the row is imported in spite of something."""
        return self.verdict not in ("example", "error") and bool(self.problems)


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A table that was checked: nothing is changed yet."""

    path: Path
    files: Path | None
    table: Table
    plan: ImportPlan
    rows: tuple[CheckRow, ...]
    places: Mapping[Column, tuple[int, ...]] = {}
    """Where the columns stand in the table."""

    def cell(self, number: int, column: Column) -> str:
        """Return the whole text of a cell, "" where the table has none."""
        row = next((row for row in self.table.rows if row.number == number), None)
        return "" if row is None else _text_of(row, self.places.get(column, ()))

    def header(self, column: Column) -> str:
        """Return what the table calls a column, "" where it has none."""
        indexes = self.places.get(column, ())
        return " ".join(self.table.headers[indexes[0]].split()) if indexes else ""

    @property
    def name(self) -> str:
        """What the table is called."""
        return self.path.name

    def store(self, blobs: Blobs) -> None:
        """Keep the files that the rows need. Raises AppError("disk_full") and what reading raises."""
        with open_files(self.files) as source:
            for file in self.plan.files:
                if blobs.path(file.ref.sha256) is None:
                    blobs.store(source.read(file.entry, MAX_FILE_BYTES))

    @property
    def ready(self) -> int:
        """How many rows change something and have no error."""
        return self.plan.count("new") + self.plan.count("update")

    @property
    def errors(self) -> int:
        """How many rows are left out."""
        return self.plan.count("error")

    @property
    def warnings(self) -> int:
        """How many rows are imported with a warning."""
        return sum(row.warned for row in self.rows)


def files_beside(path: Path) -> Path | None:
    """Return where the pictures and attachments of a table are looked for: in the archive, else in its folder."""
    return path if path.suffix.lower() == ".zip" else path.parent


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said about a table: which column is which (None: as it is named), other texts for cells, and
    which categories that do not exist are read as the ones that may be meant."""

    columns: Mapping[Column, tuple[int, ...]] | None = None
    cells: Mapping[tuple[int, Column], str] = {}
    """(row number, column) -> text"""
    use_instead: Mapping[tuple[str, ...], bool] = {}


def check(connection: queries.Reader, path: Path, files: Path | None, wish: Wish | None = None) -> Checked:
    """Read a table and say what importing it would do. Raises AppError for a table that cannot be read."""
    wish = wish or Wish()
    table = read_table(path, any_header=wish.columns is not None)
    places = wish.columns if wish.columns is not None else match_columns(table.headers)
    texts: dict[tuple[int, int], str] = {}
    for (number, column), text in wish.cells.items():
        for at, index in enumerate(places.get(column, ())):
            texts[number, index] = "" if at else text  # of a text in several cells the first one holds all
    table = with_cells(table, texts)
    articles = importing.existing_articles(connection, table, places)
    _, categories = queries.with_categories(connection, ())
    with open_files(files) as source:
        plan = plan_import(
            table,
            articles,
            categories,
            source,
            zone=importing.LocalZone(),
            columns=places,
            use_instead=wish.use_instead,
        )
    cells = {row.number: row for row in table.rows}
    shown = tuple(_row(planned, cells[planned.number], places) for planned in plan.rows)
    return Checked(path=path, files=files, table=table, plan=plan, rows=shown, places=places)


def _text_of(row: TableRow, indexes: Sequence[int]) -> str:
    return "".join(row.cells[at] for at in indexes if at < len(row.cells))


def _row(planned: PlannedRow, row: TableRow, places: Mapping[Column, tuple[int, ...]]) -> CheckRow:
    texts = []
    for column in SHOWN:
        text = _text_of(row, places.get(column, ()))
        if column is Column.BODY and planned.article is not None:
            text = body_text(planned.article.body)
        texts.append(" ".join(text.split())[:_SNIPPET])
    return CheckRow(number=planned.number, verdict=planned.verdict, cells=tuple(texts), problems=planned.problems)
