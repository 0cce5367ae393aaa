"""Articles out as a table with their files, such that importing it again changes nothing."""

import contextlib
import datetime
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from app.commands.transfer.cells import AUDIENCES, STATUSES, join_files, join_lines, join_path, join_tags, moment_text
from app.commands.transfer.columns import Column, header_text
from app.commands.transfer.template import SHEET_NAMES, WIDTHS
from app.commands.transfer.workbook import MAX_CELL, SheetContent, write_workbook
from app.domain.errors import AppError
from app.domain.files import FileRef, safe_name
from app.domain.knowledge import Article, Category, path_of
from app.domain.pictures import picture_of
from app.domain.rich import body_images
from app.domain.rich_markdown import to_markdown

_TABLE = "knowledge.xlsx"
_PIECE = MAX_CELL - 100


class Exported(msgspec.Struct, frozen=True):
    """What was written. ``missing`` are files that this device does not have (article title, file name)."""

    articles: int
    files: int
    missing: tuple[tuple[str, str], ...] = ()


def write_knowledge(
    path: Path,
    articles: Iterable[Article],
    categories: Iterable[Category],
    read_blob: Callable[[str], bytes | None],
    *,
    zone: datetime.tzinfo,
    language: str = "zh_CN",
) -> Exported:
    """Write articles with their pictures and attachments.

    To a ``.zip`` go the table and all files; to an ``.xlsx`` the table alone, which names files that articles of the
    same office hold. ``language`` is that of the headers, "zh_CN", "zh_TW" or "en". Equal articles make equal bytes,
    whichever office exports them and when. What stood at ``path`` is replaced only once all is written. Raises
    AppError("export_failed") (why) when the disk refuses.
    """
    rows = list(articles)
    by_id = {category.id: category for category in categories}
    try:
        with _target(path) as folder:
            with_files = path.suffix.lower() == ".zip"
            writer = _Writer(folder, by_id, read_blob, zone, language, with_files=with_files)
            lines = sorted((writer.line(article) for article in rows), key=_order)
            _write_table(folder / _TABLE, lines, by_id, language)
            exported = Exported(len(rows), writer.files, tuple(writer.missing))
    except OSError as error:
        raise AppError("export_failed", {"file": path.name, "why": error.strerror or str(error)}) from error
    return exported


@contextlib.contextmanager
def _target(path: Path) -> Iterator[Path]:
    """Give a folder to write into; it becomes the archive, or the table and its folders, when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=path.parent) as name:
        folder = Path(name) / "content"
        folder.mkdir()
        yield folder
        if path.suffix.lower() == ".zip":
            packed = Path(name) / "packed.zip"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for file in sorted(each for each in folder.rglob("*") if each.is_file()):
                    entry = zipfile.ZipInfo(file.relative_to(folder).as_posix())  # without a date
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    with file.open("rb") as source, archive.open(entry, "w") as packed_file:
                        shutil.copyfileobj(source, packed_file)
            packed.replace(path)
            return
        (folder / _TABLE).replace(path)


class _Writer:
    def __init__(
        self,
        folder: Path,
        categories: Mapping[str, Category],
        read_blob: Callable[[str], bytes | None],
        zone: datetime.tzinfo,
        language: str,
        *,
        with_files: bool,
    ) -> None:
        self._with_files = with_files
        self._folder = folder
        self._categories = categories
        self._read_blob = read_blob
        self._zone = zone
        self._language = language
        self._places: dict[tuple[str, str, str], str] = {}  # (folder, sha256, name) -> name in a cell
        self._taken: dict[tuple[str, str], str] = {}
        self.files = 0
        self.missing: list[tuple[str, str]] = []

    def line(self, article: Article) -> dict[Column, str]:
        """Return an article's cells; its files are written."""
        names = {ref.sha256: ref.name for ref in article.images}
        pictures = {
            sha256: self._file(article, "images", sha256, names.get(sha256, ""))
            for sha256 in dict.fromkeys(body_images(article.body))
        }
        attachments = [self._attachment(article, ref) for ref in article.attachments]
        return {
            Column.KEY: article.import_key or (f"K-{article.number}" if article.number else article.id),
            Column.CATEGORY: join_path(path_of(article.category_id, self._categories)),
            Column.TITLE: article.title,
            Column.QUESTIONS: join_lines(article.questions),
            Column.BODY: to_markdown(article.body, lambda sha256: f"images/{pictures[sha256]}"),
            Column.AUDIENCE: AUDIENCES[self._language][article.audience],
            Column.LANGUAGE: article.language,
            Column.STATUS: STATUSES[self._language][article.status],
            Column.VALID_FROM: moment_text(article.valid_from, self._zone, end=False),
            Column.VALID_UNTIL: moment_text(article.valid_until, self._zone, end=True),
            Column.TAGS: join_tags(article.tags),
            Column.IMAGES: join_files(pictures.values()),
            Column.ATTACHMENTS: join_files(attachments),
        }

    def _attachment(self, article: Article, ref: FileRef) -> str:
        return self._file(article, "attachments", ref.sha256, ref.name)

    def _file(self, article: Article, folder: str, sha256: str, name: str) -> str:
        """Write a blob unless it is there, and return how a cell names it."""
        known = self._places.get((folder, sha256, name))
        if known is not None:
            return known
        data = self._read_blob(sha256)
        shown = safe_name(name or f"{sha256[:12]}{_suffix(data or b'')}")
        taken = self._taken.setdefault((folder, shown.casefold()), sha256) != sha256
        place = f"{sha256[:8]}/{shown}" if taken else shown  # another file has that name, and a name must stay
        self._places[folder, sha256, name] = place
        if data is None:
            self.missing.append((article.title, shown))
            return place
        if not self._with_files:
            return place
        target = self._folder / folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.files += 1
        return place


def _suffix(data: bytes) -> str:
    picture = picture_of(data)
    return f".{picture.mime.partition('/')[2]}" if picture else ".bin"


def _write_table(path: Path, lines: list[dict[Column, str]], categories: Mapping[str, Category], language: str) -> None:
    columns = list(Column)
    # a body longer than a cell may be goes on in further columns of the same name
    pieces = max((len(line[Column.BODY]) // _PIECE + 1 for line in lines), default=1)
    headers = [header_text(column, language) for column in columns]
    headers += [f"{header_text(Column.BODY, language)} {number}" for number in range(2, pieces + 1)]
    rows = [headers]
    for line in lines:
        body = line[Column.BODY]
        rest = [body[start : start + _PIECE] for start in range(_PIECE, pieces * _PIECE, _PIECE)]
        rows.append([*({**line, Column.BODY: body[:_PIECE]}[column] for column in columns), *rest])
    choices = [
        (columns.index(Column.AUDIENCE), tuple(AUDIENCES[language].values())),
        (columns.index(Column.STATUS), tuple(STATUSES[language].values())),
    ]
    paths = [
        (join_path(path_of(category.id, categories)), join_tags(category.synonyms))
        for category in _in_tree_order(categories)
    ]
    category_rows = [[header_text(Column.CATEGORY, language), "synonyms"], *map(list, paths)]
    names = SHEET_NAMES[language]
    write_workbook(
        path,
        [
            SheetContent(names[0], rows, [WIDTHS[column] for column in columns], choices),
            SheetContent(names[2], category_rows, (40, 60)),
        ],
    )


def _order(line: Mapping[Column, str]) -> tuple[tuple[int, int, str], ...]:
    """Return what rows are ordered by: their keys, the numbers in them by value."""
    parts = re.findall(r"(\d+)|(\D+)", line[Column.KEY])
    return tuple((0, int(number), "") if number else (1, 0, text) for number, text in parts)


def _in_tree_order(categories: Mapping[str, Category]) -> Iterator[Category]:
    """Yield categories as the tree shows them, so that they come in again in this order."""

    def place(category: Category) -> tuple[tuple[int, str], ...]:
        places: list[tuple[int, str]] = []
        at: Category | None = category
        while at is not None and len(places) <= len(categories):
            places.append((at.position, at.name))
            at = categories.get(at.parent_id)
        return tuple(reversed(places))

    yield from sorted(categories.values(), key=place)
