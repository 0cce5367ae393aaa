"""An import does what its plan says, in transactions that travel whole, and goes back as a whole."""

import datetime
import functools
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from app.commands import imported, importing
from app.commands.importing import carry_out, existing_articles
from app.commands.transfer.cells import moment_text, parse_moment
from app.commands.transfer.files import FolderFiles
from app.commands.transfer.plan import ImportPlan, plan_import
from app.commands.transfer.table import read_table
from app.commands.undo import undo
from app.domain.entity import Actor
from app.domain.errors import Refused
from app.domain.files import FileRef
from app.domain.knowledge import Article, ArticleStatus, Category
from app.domain.people import Role
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.tables import OUTBOX
from tests.helpers import office as fixture
from tests.helpers.office import EARBUD

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path, agent_id="agent-zhou", role=Role.KNOWLEDGE_ADMIN) as database:
        yield database


def plan_of(database: Database, path: Path, folder: Path | None = None) -> ImportPlan:
    table = read_table(path)
    articles, categories = database.read(lambda c: (existing_articles(c, table), rows.everything(c, Category)))
    files = FolderFiles(folder) if folder is not None else None
    return plan_import(table, articles, categories, files, zone=importing.LocalZone())


def run(database: Database, plan: ImportPlan, folder: Path, blobs: Blobs) -> importing.Report:
    files = FolderFiles(folder)

    def store(ref: FileRef, entry: str) -> None:
        assert blobs.store(files.read(entry, 1 << 25)) == ref.sha256

    return carry_out(plan, database.write, store)


def articles(database: Database) -> dict[str, Article]:
    return {each.import_key: each for each in database.read(lambda c: rows.everything(c, Article)) if each.import_key}


def test_the_sample_imports_without_a_problem_and_goes_back_as_a_whole(office: Database, tmp_path: Path) -> None:
    before = {each.id: each for each in office.read(lambda c: rows.everything(c, Article))}
    tree = {each.id for each in office.read(lambda c: rows.everything(c, Category))}
    plan = plan_of(office, SAMPLE / "knowledge.xlsx", SAMPLE)
    assert [problem for problem in plan.problems if not problem.warning] == []
    assert plan.count("new") + plan.count("update") == len(plan.rows)
    blobs = Blobs(tmp_path / "blobs")
    report = run(office, plan, SAMPLE, blobs)
    assert (report.new + report.updated, report.skipped, report.undone) == (len(plan.rows), 0, 0)
    made = articles(office)
    assert made["EAR-002"].status is ArticleStatus.PUBLISHED
    assert all(blobs.path(ref.sha256) for each in made.values() for ref in (*each.images, *each.attachments))
    again = plan_of(office, SAMPLE / "knowledge.xlsx", SAMPLE)
    assert again.count("unchanged") == len(again.rows)
    largest = office.read(
        lambda c: c.execute(select(func.count()).select_from(OUTBOX).group_by(OUTBOX.c.txn)).scalars().all()
    )
    assert max(largest) <= 200
    for done in reversed(report.steps):
        office.write(lambda tx, done=done: undo(tx, done.txn)).result(30)  # type: ignore[misc]
    assert {each.id: each for each in office.read(lambda c: rows.everything(c, Article))} == before
    assert {each.id for each in office.read(lambda c: rows.everything(c, Category))} == tree


def write_csv(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("编号,分类,标题,正文,状态", *lines)) + "\n", "utf-8")
    return path


def test_faulty_rows_are_counted_and_left_out(office: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", "A-1,售后 / 耳机,好的一条,正文,草稿", "A-2,售后 / 耳机,,没有标题,草稿")
    report = run(office, plan_of(office, path), tmp_path, Blobs(tmp_path / "blobs"))
    assert (report.new, report.skipped) == (1, 1)
    assert set(articles(office)) == {"A-1"}


def test_an_update_changes_the_fields_of_the_table_and_the_state_comes_back(office: Database, tmp_path: Path) -> None:
    title = "耳机单侧无声：三步排查与换货流程"
    path = write_csv(tmp_path / "t.csv", f",售后 / 耳机,{title},新的正文,已下架")
    report = run(office, plan_of(office, path), tmp_path, Blobs(tmp_path / "blobs"))
    assert (report.new, report.updated) == (0, 1)
    changed = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert changed is not None
    assert (changed.status, changed.body[0].html, len(changed.questions)) == (ArticleStatus.ARCHIVED, "新的正文", 3)
    office.write(lambda tx: undo(tx, report.steps[-1].txn)).result(5)
    back = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert back is not None
    assert back.status is ArticleStatus.PUBLISHED
    assert len(back.body) == 4


def test_an_import_made_again_after_it_was_undone_has_its_categories_again(office: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", "A-1,大类 / 小类,好的一条,正文,草稿")
    blobs = Blobs(tmp_path / "blobs")
    report = run(office, plan_of(office, path), tmp_path, blobs)
    first = articles(office)["A-1"].category_id
    for done in reversed(report.steps):
        office.write(lambda tx, done=done: undo(tx, done.txn)).result(5)  # type: ignore[misc]
    binned = office.read(lambda c: rows.get(c, Category, first))
    assert binned is not None
    assert binned.deleted_at is not None

    plan = plan_of(office, path)
    assert len(plan.categories) == 2
    again = run(office, plan, tmp_path, blobs)
    tree = {each.id: each for each in office.read(lambda c: rows.everything(c, Category))}
    inner = tree[articles(office)["A-1"].category_id]
    assert (inner.name, tree[inner.parent_id].name) == ("小类", "大类")
    for done in reversed(again.steps):
        office.write(lambda tx, done=done: undo(tx, done.txn)).result(5)  # type: ignore[misc]
    left = {each.id for each in office.read(lambda c: rows.everything(c, Category))}
    assert not {inner.id, inner.parent_id} & left


def test_an_agent_may_not_import(office: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", "A-1,售后 / 耳机,好的一条,正文,草稿")
    plan = plan_of(office, path)
    office.actor = Actor("agent-lin", Role.AGENT.value)
    with pytest.raises(Refused):
        run(office, plan, tmp_path, Blobs(tmp_path / "blobs"))
    assert articles(office) == {}


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer in a zone with summer time."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a running program cannot be changed here")
@pytest.mark.parametrize(("day", "last"), [("2026-01-31", "22:59:59"), ("2026-07-31", "21:59:59")])
def test_a_day_ends_with_the_offset_that_holds_on_it(day: str, last: str) -> None:
    zone = importing.LocalZone()
    at = parse_moment(day, zone, end=True)
    assert at is not None
    assert datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat()[:19] == f"{day}T{last}"
    assert moment_text(at, zone, end=True) == day


def test_days_far_off_are_days_too() -> None:
    zone = importing.LocalZone()
    for day in ("1900-01-01", "9998-12-30"):
        at = parse_moment(day, zone, end=True)
        assert moment_text(at, zone, end=True) == day


def test_an_import_that_is_taken_back_keeps_what_somebody_changed_since(office: Database, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "t.csv",
        "A-1,大类 / 小类,改过的,正文,草稿",
        "A-2,大类 / 小类,没改的,正文,草稿",
        "A-3,别类,又一条,正文,草稿",
    )
    plan = plan_of(office, path)
    steps = list(importing.steps(plan))
    for step in steps:
        office.write(functools.partial(importing.apply, step=step, action="import-1", name="t.csv", total=3)).result(5)
    changed = articles(office)["A-1"]
    office.write(lambda tx: tx.save(msgspec.structs.replace(changed, questions=("新问法",)))).result(5)

    office.close()  # as after a restart
    office.open()
    (found,) = office.read(imported.imports)
    assert (found.name, found.done, found.total, found.whole, len(found.txns)) == ("t.csv", 3, 3, True, len(steps))
    for txn in found.txns:
        office.write(functools.partial(undo, txn=txn)).result(5)
    alive = {key for key, each in articles(office).items() if each.deleted_at is None}
    assert alive == {"A-1"}
    names = {each.name for each in office.read(lambda c: rows.everything(c, Category)) if each.deleted_at is None}
    assert {"大类", "小类"} <= names
    assert "别类" not in names
    assert office.read(lambda c: imported.taken_back(c, "import-1")) == ((changed.id, "改过的"),)
    assert office.read(imported.imports) == ()


def test_an_import_that_was_killed_in_the_middle_says_so_and_goes_back(office: Database, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", *(f"A-{n},售后,第 {n} 条,正文,草稿" for n in range(importing.ROWS + 5)))
    plan = plan_of(office, path)
    first = next(step for step in importing.steps(plan) if step.rows)
    total = len(plan.rows)
    office.write(functools.partial(importing.apply, step=first, action="import-1", name="t.csv", total=total)).result(5)
    office.close()
    office.open()
    (found,) = office.read(imported.imports)
    assert (found.done, found.total, found.whole) == (importing.ROWS, total, False)
    again = plan_of(office, path)
    assert (again.count("unchanged"), again.count("new")) == (importing.ROWS, 5)
    for txn in found.txns:
        office.write(functools.partial(undo, txn=txn)).result(5)
    assert not [each for each in articles(office).values() if each.deleted_at is None]
