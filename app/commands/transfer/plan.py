"""What an import would do, row by row, without doing it.

Every row gets a verdict and every cell that is wrong a problem with a code, so that the person can repair the table or
import the rest. The result holds finished values: carrying it out means storing the files and saving the values.
"""

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec

from app.commands.transfer.categories import DEPTH, CategoryTree
from app.commands.transfer.cells import (
    CellError,
    folded,
    join_path,
    parse_audience,
    parse_language,
    parse_moment,
    parse_status,
    split_lines,
    split_path,
    split_tags,
)
from app.commands.transfer.columns import Column, match_columns
from app.commands.transfer.files import ImportFiles, NoFiles
from app.commands.transfer.new_categories import NewCategory, Path, made, missing_categories
from app.commands.transfer.references import FileReferences, PlannedFile, differs, held_file, listed_names
from app.commands.transfer.table import Table, TableRow
from app.commands.transfer.template import EXAMPLE_MARKS
from app.domain.access import ALL
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.knowledge import CONTENT, Article, ArticleStatus, Audience, Category
from app.domain.rich import Block, BlockKind, Body, body_images
from app.domain.rich_ids import keep_ids
from app.domain.rich_markdown import parse_markdown

TITLE_LENGTH = 60
CELL_LENGTH = 100_000
"""Three times what a spreadsheet holds in a cell; a longer text is an accident, and no push could carry many."""
FORMULA_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}")
"""What spreadsheets show where a formula failed; never what somebody wrote as knowledge."""
Verdict = Literal["new", "update", "unchanged", "example", "error"]
"""``example``: the row that the template came with, which is left out."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a cell. ``code`` names the sentence, ``values`` fill it.

    Errors keep the row out: no_title, title_too_long (length, limit, suggestion), duplicate_key and duplicate_title
    (value, row), no_body, bad_month (text, month), bad_day (text, day, month, last), bad_date (text), unclear_date
    (text, one, other), dates_reversed, unknown_audience, unknown_language and unknown_status (text),
    category_too_deep (path, depth, limit), missing_file (name), cell_too_long (length, limit), file_too_large (name,
    size, limit), path_outside (name), not_a_picture (name), unreadable_file (name, why), formula_error (text).
    Warnings do not: new_category (path, nearest), no_category, same_title (title, number), without_value, example_row.
    """

    row: int
    column: Column
    code: str
    values: Mapping[str, Any] = {}
    warning: bool = False


class PlannedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row. ``article`` is the value to save (for an update the existing one, changed); None for an error.

    ``changed`` names the fields that differ from the existing article. The status is among them: it changes by an
    intent. ``title`` is the cell's text, for the list of rows.
    """

    number: int
    verdict: Verdict
    title: str
    article: Article | None = None
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The dry run. ``categories`` are to be added, parents first; ``changed_categories`` get other synonyms.

    ``new_categories`` are the paths that the tree does not have, with what becomes of each.
    """

    rows: tuple[PlannedRow, ...]
    categories: tuple[Category, ...] = ()
    new_categories: tuple[NewCategory, ...] = ()
    changed_categories: tuple[Category, ...] = ()
    files: tuple[PlannedFile, ...] = ()
    unknown_columns: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in order of rows."""
        return tuple(problem for row in self.rows for problem in row.problems)


def plan_import(
    table: Table,
    existing: Iterable[Article],
    categories: Iterable[Category],
    files: ImportFiles | None = None,
    *,
    zone: datetime.tzinfo,
    columns: Mapping[Column, tuple[int, ...]] | None = None,
    use_instead: Mapping[Path, bool] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ImportPlan:
    """Say what importing a table would do.

    ``zone`` is the office's time zone: dates are its days. ``columns`` overrides where the columns stand. A row is the
    article with the same key (import key, number or id), else the one with the same title. What a table has no column
    for stays as it is; in a column that it has, an empty cell empties the field (or sets its usual value).
    ``use_instead`` says for category paths that do not exist whether the category that may be meant is used.
    """
    places = dict(columns) if columns is not None else match_columns(table.headers)
    planner = _Planner(table, places, existing, CategoryTree(categories), files or NoFiles(), zone)
    missing = missing_categories(planner.tree, planner.homes(), use_instead or {})
    planner.tree.take_lines(table.categories)
    rows = []
    for done, row in enumerate(table.rows):
        rows.append(planner.plan(row))
        progress(done + 1, len(table.rows))
    used = {index for indexes in places.values() for index in indexes}
    return ImportPlan(
        rows=tuple(rows),
        categories=planner.tree.created,
        new_categories=made(missing, planner.tree),
        changed_categories=planner.tree.changed,
        files=tuple(planner.store.planned.values()),
        unknown_columns=tuple(text for index, text in enumerate(table.headers) if text and index not in used),
    )


class _Planner:
    def __init__(
        self,
        table: Table,
        places: Mapping[Column, tuple[int, ...]],
        existing: Iterable[Article],
        tree: CategoryTree,
        files: ImportFiles,
        zone: datetime.tzinfo,
    ) -> None:
        self._table = table
        self._places = places
        self._zone = zone
        self.tree = tree
        self.store = FileReferences(files)
        self._by_key: dict[str, Article] = {}
        self._by_title: dict[str, Article] = {}
        for article in existing:
            if article.deleted_at is not None:
                continue
            keys = (article.id, f"K-{article.number}" if article.number else "", article.import_key)
            self._by_key |= {folded(key): article for key in keys if key}
            if folded(article.title) not in self._by_title or article.status is ArticleStatus.PUBLISHED:
                self._by_title[folded(article.title)] = article
        self._keys: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._taken: dict[str, int] = {}

    def homes(self) -> dict[Path, Counter[str]]:
        """Return for each category path of the table where the articles of its rows are now, "" for a new one."""
        found = {split_path(line.path): Counter[str]() for line in self._table.categories}
        for row in self._table.rows if Column.CATEGORY in self._places else ():
            if self._is_example(row):
                continue
            text = self._cell(row, Column.CATEGORY).strip()
            if path := self.tree.path(self.tree.find(text) or "") or split_path(text):
                old, _ = self._meant(row)
                found.setdefault(path, Counter())[old.category_id if old is not None else ""] += 1
        return found

    # -- a row -------------------------------------------------------------------------------------------------

    def plan(self, row: TableRow) -> PlannedRow:
        """Return what becomes of a row."""
        problems: list[Problem] = []
        note = _Notes(row.number, problems)
        title, key = self._title(row), self._cell(row, Column.KEY).strip()
        if self._is_example(row):
            note.warning(Column.TITLE, "example_row")
            return PlannedRow(number=row.number, verdict="example", title=title, problems=tuple(problems))
        old = self._existing(row, key, title, note)
        self._check_missing_values(row, note)
        if not self._check_lengths(row, note):
            return PlannedRow(number=row.number, verdict="error", title=title[:TITLE_LENGTH], problems=tuple(problems))
        values = self._values(row, old, title, note)
        if any(not problem.warning for problem in problems):
            return PlannedRow(number=row.number, verdict="error", title=title, problems=tuple(problems))
        if note.new_category:
            values["category_id"] = self.tree.add(note.new_category)
        if old is None:
            article = Article(id=new_id(), scope=ALL, import_key=key, **values)
            changed = tuple(name for name in (*CONTENT, "status") if name in values)
            verdict: Verdict = "new"
        else:
            changed = tuple(name for name, value in values.items() if differs(name, value, getattr(old, name)))
            article = msgspec.structs.replace(old, **{name: values[name] for name in changed})
            verdict = "update" if changed else "unchanged"
        if verdict != "unchanged":
            for entry, ref in note.files:
                self.store.plan(entry, ref)
        return PlannedRow(
            number=row.number,
            verdict=verdict,
            title=title,
            article=article,
            changed=changed,
            problems=tuple(problems),
        )

    def _cell(self, row: TableRow, column: Column) -> str:
        indexes = self._places.get(column, ())
        return "".join(row.cells[index] for index in indexes if index < len(row.cells))

    def _title(self, row: TableRow) -> str:
        return " ".join(self._cell(row, Column.TITLE).split())

    def _is_example(self, row: TableRow) -> bool:
        return folded(self._title(row)).startswith(tuple(map(folded, EXAMPLE_MARKS)))

    def _meant(self, row: TableRow) -> tuple[Article | None, Article | None]:
        """Return the article that a row means, and another one that only has the same title."""
        key = self._cell(row, Column.KEY).strip()
        old = self._by_key.get(folded(key)) if key else None
        title = self._title(row)
        same = self._by_title.get(folded(title)) if title else None
        if old is not None or same is None:
            return old, None
        return (None, same) if key and same.import_key else (same, None)

    def _existing(self, row: TableRow, key: str, title: str, note: "_Notes") -> Article | None:
        """Return the article that a row means, and note what speaks against it."""
        old, namesake = self._meant(row)
        found_by_key = bool(key) and folded(key) in self._by_key
        if key and (first := self._keys.setdefault(folded(key), row.number)) != row.number:
            note.error(Column.KEY, "duplicate_key", value=key, row=first)
        if namesake is not None:
            note.warning(Column.TITLE, "same_title", title=title, number=namesake.number)
        first = self._titles.setdefault(folded(title), row.number) if title else row.number
        if first != row.number and not found_by_key:
            note.error(Column.TITLE, "duplicate_title", value=title, row=first)
        elif old is not None and (first := self._taken.setdefault(old.id, row.number)) != row.number:
            note.error(Column.KEY, "duplicate_key", value=key or title, row=first)
        return old

    def _check_missing_values(self, row: TableRow, note: "_Notes") -> None:
        for column, indexes in self._places.items():
            if any((row.number, index) in self._table.without_value for index in indexes):
                note.warning(column, "without_value")
            text = self._cell(row, column).strip()
            if FORMULA_ERROR.fullmatch(text):
                note.error(column, "formula_error", text=text)

    def _check_lengths(self, row: TableRow, note: "_Notes") -> bool:
        """Note cells that are too long to be looked at any closer; returns whether there are none."""
        fits = True
        for column in self._places:
            length = len(self._cell(row, column))
            if length > CELL_LENGTH:
                note.error(column, "cell_too_long", length=length, limit=CELL_LENGTH)
                fits = False
        return fits

    def _values(self, row: TableRow, old: Article | None, title: str, note: "_Notes") -> dict[str, Any]:
        """Return the fields that the row sets."""
        values: dict[str, Any] = {"title": title}
        if not title:
            note.error(Column.TITLE, "no_title")
        elif len(title) > TITLE_LENGTH and (old is None or old.title != title):
            suggestion = title[:TITLE_LENGTH].rstrip()
            note.error(Column.TITLE, "title_too_long", length=len(title), limit=TITLE_LENGTH, suggestion=suggestion)
        if Column.CATEGORY in self._places:
            values["category_id"] = self._category(self._cell(row, Column.CATEGORY).strip(), note)
        if Column.QUESTIONS in self._places:
            values["questions"] = split_lines(self._cell(row, Column.QUESTIONS))
        if Column.TAGS in self._places:
            values["tags"] = split_tags(self._cell(row, Column.TAGS))
        self._choice(row, Column.AUDIENCE, values, parse_audience, Audience.CUSTOMER, note)
        self._choice(row, Column.LANGUAGE, values, parse_language, "zh-CN", note)
        usual_status = old.status if old is not None else ArticleStatus.DRAFT
        self._choice(row, Column.STATUS, values, parse_status, usual_status, note)
        self._days(row, values, note)
        if Column.ATTACHMENTS in self._places:
            values["attachments"] = tuple(self._listed(row, Column.ATTACHMENTS, old, note))
        if Column.BODY in self._places or Column.IMAGES in self._places:
            self._body(row, old, values, note)
        return values

    def _category(self, text: str, note: "_Notes") -> str:
        if not split_path(text):
            note.warning(Column.CATEGORY, "no_category")
            return ""
        found = self.tree.find(text)
        if found is None and len(split_path(text)) > DEPTH:
            note.error(Column.CATEGORY, "category_too_deep", path=text, depth=len(split_path(text)), limit=DEPTH)
            return ""
        if found is None:
            nearest = join_path(self.tree.path(self.tree.nearest(text)))
            note.warning(Column.CATEGORY, "new_category", path=text, nearest=nearest)
            note.new_category = text
            return ""
        return found

    def _choice(
        self,
        row: TableRow,
        column: Column,
        values: dict[str, Any],
        parse: Callable[[str], Any],
        usual: object,
        note: "_Notes",
    ) -> None:
        if column not in self._places:
            return
        text = self._cell(row, column).strip()
        try:
            values[column.value] = parse(text) if text else usual
        except CellError as error:
            note.error(column, error.code, **error.values)

    def _days(self, row: TableRow, values: dict[str, Any], note: "_Notes") -> None:
        for column in (Column.VALID_FROM, Column.VALID_UNTIL):
            if column not in self._places:
                continue
            try:
                end = column is Column.VALID_UNTIL
                values[column.value] = parse_moment(self._cell(row, column), self._zone, end=end)
            except CellError as error:
                note.error(column, error.code, **error.values)
        begin, until = values.get("valid_from"), values.get("valid_until")
        if begin is not None and until is not None and until < begin:
            note.error(Column.VALID_UNTIL, "dates_reversed")

    # -- files and text ----------------------------------------------------------------------------------------

    def _ref(self, name: str, old: Article | None, note: "_Notes", *, picture: bool) -> FileRef:
        """Return the reference of a named file, of the article's own one where it is not there. Raises CellError."""
        try:
            entry, ref = self.store.ref(name, picture=picture)
        except CellError as error:
            held = () if old is None else old.images if picture else old.attachments
            known = held_file(name, held)
            if error.code != "missing_file" or known is None:
                raise
            return known
        note.files.append((entry, ref))
        return ref

    def _listed(self, row: TableRow, column: Column, old: Article | None, note: "_Notes") -> Iterable[FileRef]:
        """Yield the files that a cell lists."""
        text = self._cell(row, column)
        whole = text.strip()
        names = (whole,) if whole and "\n" not in text and self.store.has(whole) else listed_names(text, self.store.has)
        for name in names:
            try:
                yield self._ref(name, old, note, picture=column is Column.IMAGES)
            except CellError as error:
                note.error(column, error.code, **error.values)

    def _body(self, row: TableRow, old: Article | None, values: dict[str, Any], note: "_Notes") -> None:
        """Set the body and its pictures.

        A listed picture that the text does not place stands before the text if it is the first (the card shows it),
        else after it.
        """
        refs: dict[str, FileRef] = {}

        def placed(src: str, alt: str) -> str | None:
            try:
                ref = self._ref(src, old, note, picture=True)
            except CellError as error:
                note.error(Column.BODY, error.code, **error.values)
                return None
            refs[ref.sha256] = ref
            return ref.sha256

        before: Body = old.body if old is not None else ()
        if Column.BODY in self._places:
            body = parse_markdown(self._cell(row, Column.BODY), placed)
        else:
            body = before
            refs = {ref.sha256: ref for ref in old.images} if old is not None else {}
        listed = {ref.sha256: ref for ref in self._listed(row, Column.IMAGES, old, note)}
        extra = [
            Block(id="", kind=BlockKind.IMAGE, image=sha256) for sha256 in listed if sha256 not in body_images(body)
        ]
        first = extra[:1] if extra and extra[0].image == next(iter(listed)) else []
        body = keep_ids((*first, *body, *extra[len(first) :]), before)
        if not body and (old is None or old.body):
            note.error(Column.BODY, "no_body")
        refs |= {sha256: ref for sha256, ref in listed.items() if sha256 not in refs}
        values["body"] = body
        values["images"] = tuple(refs[sha256] for sha256 in dict.fromkeys(body_images(body)) if sha256 in refs)


class _Notes:
    """Takes down the problems of one row, and what else is to be made if it has no errors."""

    def __init__(self, row: int, problems: list[Problem]) -> None:
        self._row = row
        self._problems = problems
        self.new_category = ""
        self.files: list[tuple[str, FileRef]] = []

    def error(self, column: Column, code: str, **values: object) -> None:
        """The row cannot be imported."""
        self._problems.append(Problem(row=self._row, column=column, code=code, values=values))

    def warning(self, column: Column, code: str, **values: object) -> None:
        """The person should know."""
        self._problems.append(Problem(row=self._row, column=column, code=code, values=values, warning=True))
