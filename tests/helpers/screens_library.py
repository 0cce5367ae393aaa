"""Pictures of the knowledge, of the reports, and of an office on its first day."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from day_office import KNOWLEDGE
from openpyxl import Workbook, load_workbook

from app.ui.knowledge.import_dialog import CHECK, RESULT, ImportDialog
from tests.helpers.screens_office import ADMIN, AGENT, SUPERVISOR
from tests.helpers.screens_stage import Stage
from tests.helpers.screens_talk import article

FAULTS: tuple[tuple[int, str, object], ...] = (
    (4, "category", "售后 / 耳麦"),
    (7, "until", "2026/13/01"),
    (9, "category", ""),
    (12, "body", ""),
    (15, "title", ""),
)
"""What somebody wrote wrong in a table of forty rows: (row of the sheet, column, content)."""
ROWS = 40
HANDBOOK = Path(__file__).parents[1] / "data/documents/handbook.docx"


def library_scene(stage: Stage) -> None:
    """What the knowledge admin sees."""
    if not stage.wants("d-knowledge-library", "d-dialog", "e-article-editor", "f-import-wizard"):
        return
    with stage.office("full"), stage.program("full", ADMIN):
        library(stage)
        editor(stage)
        importing(stage)
        stage.cut()
        view = stage.go("knowledge")
        view.library.open(article(stage, "EAR-001"))
        stage.settle()
        stage.shoot("d-knowledge-library-offline")


def library(stage: Stage) -> None:
    """The library and what can be asked there."""
    view = stage.go("knowledge")
    view.library.choose(sort="title", descending=False)
    after_sales = next(each.id for each in view.library.tree.values() if each.name == "售后")
    ears = next(each for each in view.library.tree.values() if (each.name, each.parent_id) == ("耳机", after_sales))
    view.library.choose(category_id=ears.id)
    stage.settle()
    view.open_item(article(stage, "EAR-001"))
    stage.settle()
    stage.shoot("d-knowledge-library")
    for each in view.library.keys[:3]:
        view.articles.table.toggle(each)
    stage.settle()
    stage.shoot("d-knowledge-library-checked")
    view.articles.table.clear_checked()
    stage.shoot_smaller("d-knowledge-library")
    for at, name in ((1, "properties"), (2, "versions"), (3, "feedback")):
        view.preview.tabs.setCurrentIndex(at)
        stage.settle()
        stage.shoot(f"d-knowledge-library-{name}")
    view.preview.tabs.setCurrentIndex(0)
    view.articles.search.setText("жжж")
    stage.settle()
    stage.shoot("d-knowledge-library-search-nothing")
    view.articles.search.clear()
    stage.settle()
    view.open_item(article(stage, "EAR-001"))
    stage.settle()
    for name, action in (("d-dialog-move", "knowledge.move"), ("d-dialog-archive", "knowledge.archive")):
        if stage.wants(name):
            stage.run(action)
            stage.dialog()
            stage.shoot(name)
            stage.dismiss()


def editor(stage: Stage) -> None:
    """The editor."""
    view = stage.go("knowledge")
    if stage.wants("e-article-editor", "e-article-editor-customer-view"):
        dialog = view.open_editor(article(stage, "EAR-001"))
        stage.dialog()
        dialog.text.setFocus()
        stage.settle()
        stage.shoot("e-article-editor")
        dialog.toolbar.preview.click()
        stage.settle()
        stage.shoot("e-article-editor-customer-view")
        stage.dismiss()
    if stage.wants("e-article-editor-new"):
        view.open_editor("")
        stage.dialog()
        stage.shoot("e-article-editor-new")
        stage.dismiss()


def importing(stage: Stage) -> None:
    """The wizard, from the choice of a table to its result."""
    if not stage.wants("f-import-wizard"):
        return
    view = stage.go("knowledge")
    view.import_table()
    dialog: ImportDialog = stage.dialog()
    stage.shoot("f-import-wizard-choose")
    dialog.take_files([HANDBOOK])
    stage.until(lambda: dialog.documents.prepared is not None, "the sections")
    stage.settle()
    stage.shoot("f-import-wizard-document")
    broken = stage.folder / f"售后知识补充-{stage.language}.xlsx"
    broken.write_bytes(b"PK not a table")
    dialog.read(broken)
    stage.settle()
    stage.shoot("f-import-wizard-error")
    write_faulty(broken)
    dialog.read(broken, KNOWLEDGE.parent)
    stage.until(lambda: dialog.pages.currentIndex() == CHECK, "the check")
    stage.settle()
    stage.shoot("f-import-wizard")
    dialog.start()
    stage.until(lambda: dialog.pages.currentIndex() == RESULT and dialog.close_button.isVisible(), "the import")
    stage.settle()
    stage.shoot("f-import-wizard-done")
    dialog.reject()
    stage.settle()


def write_faulty(path: Path) -> None:
    """Write a table as a person hands it in: the first rows of the sample, some newer, some wrong."""
    source = load_workbook(KNOWLEDGE, read_only=True)["知识"]
    rows: Sequence[Any] = list(source.iter_rows(values_only=True))
    names = [str(name).split()[-1] for name in rows[0]]
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(rows[0])
    for number, row in enumerate(rows[1 : ROWS + 1], 2):
        cells = dict(zip(names, row, strict=True))
        if number % 3:
            cells["key"], cells["title"] = f"NEW-{number:03}", f"{cells['title']}（2026 款）"
        for at, column, content in FAULTS:
            if at == number and column in cells:
                cells[column] = content
        sheet.append([cells[name] for name in names])
    made.save(path)


def report_scene(stage: Stage) -> None:
    """What the supervisor sees."""
    if not stage.wants("j1-reports"):
        return
    with stage.office("full"), stage.program("full", SUPERVISOR):
        stage.go("reports")
        stage.until(lambda: not stage.running.tasks.pending, "the report")
        stage.settle()
        stage.shoot("j1-reports")
        stage.cut()
        stage.clock.advance(23)
        stage.go("reports")
        stage.shoot("j1-reports-offline")


def first_day_scene(stage: Stage) -> None:
    """An office without customers, knowledge and talk."""
    if not stage.wants("a-workspace-empty", "g-tickets-empty", "d-knowledge-library-empty-admin", "r-customers-empty",
                       "j1-reports-empty"):  # fmt: skip
        return
    with stage.office("bare"):
        with stage.program("bare", AGENT):
            for screen, name in (
                ("conversations", "a-workspace"), ("tickets", "g-tickets"), ("knowledge", "d-knowledge-library"),
                ("customers", "r-customers"),
            ):  # fmt: skip
                if stage.wants(f"{name}-empty"):
                    stage.go(screen)
                    stage.shoot(f"{name}-empty")
        if stage.wants("d-knowledge-library-empty-admin"):
            with stage.program("bare", ADMIN):
                stage.go("knowledge")
                stage.shoot("d-knowledge-library-empty-admin")
        if stage.wants("j1-reports-empty"):
            with stage.program("bare", SUPERVISOR):
                stage.go("reports")
                stage.until(lambda: not stage.running.tasks.pending, "the report")
                stage.settle()
                stage.shoot("j1-reports-empty")
