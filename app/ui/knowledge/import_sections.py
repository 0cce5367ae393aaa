"""The sections of documents on their way into the library; everything here runs away from the GUI thread."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from app.commands import importing
from app.commands.transfer.documents.document import Document
from app.commands.transfer.documents.planning import Wanted, bytes_of, plan_sections
from app.commands.transfer.documents.reading import read_document
from app.commands.transfer.documents.sections import Section
from app.commands.transfer.plan import ImportPlan, PlannedRow
from app.domain.errors import AppError
from app.storage import knowledge as queries
from app.storage.blobs import Blobs

MOST_DOCUMENTS = 50
"""Dropped at once: what they hold is in memory until the import begins."""


class PreparedSections(msgspec.Struct, frozen=True, kw_only=True):
    """Sections with what importing them would do: nothing is changed yet."""

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    plan: ImportPlan

    @property
    def name(self) -> str:
        """What the documents are called."""
        return "、".join(document.name for document in self.documents)

    @property
    def ready(self) -> int:
        """How many sections change something and have no error."""
        return self.plan.count("new") + self.plan.count("update")

    @property
    def errors(self) -> int:
        """How many sections are left out because of an error."""
        return self.plan.count("error")

    def row(self, at: int) -> PlannedRow | None:
        """Return what becomes of a section by its place; None for one that is skipped."""
        return next((row for row in self.plan.rows if row.number == at + 1), None)

    def store(self, blobs: Blobs) -> None:
        """Keep the pictures and originals that the sections need. Raises AppError("disk_full")."""
        data = bytes_of(self.documents)
        for file in self.plan.files:
            if blobs.path(file.ref.sha256) is None:
                blobs.store(data[file.entry])


def read_all(paths: Sequence[Path]) -> tuple[tuple[Document, ...], tuple[AppError, ...]]:
    """Read documents; those that cannot be read are returned as their errors. Raises the error of a single one."""
    documents: list[Document] = []
    errors: list[AppError] = []
    for path in paths[:MOST_DOCUMENTS]:
        try:
            documents.append(read_document(path))
        except AppError as error:
            errors.append(error)
    if not documents and errors:
        raise errors[0]
    return tuple(documents), tuple(errors)


def prepare(
    connection: queries.Reader, documents: tuple[Document, ...], sections: tuple[Section, ...], wanted: Wanted
) -> PreparedSections:
    """Say what importing these sections would do."""
    there = importing.articles_named(connection, (section.title for section in sections if not section.skipped))
    return PreparedSections(
        documents=documents, sections=sections, plan=plan_sections(documents, sections, there, wanted)
    )
