"""What the command line says when it cannot do what was asked: one line with what is wrong, where, and what to do."""

import argparse
import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.domain.errors import AppError
from sync_server.storage.addresses import BAD_ADDRESS, UNREACHABLE, public
from sync_server.storage.database import DatabaseBusy

REFUSED, WRONG = 1, 2
"""Exit codes: a rule said no, or something about the call or the machine is to be put right first."""

_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bad_office": "{file} is no office file: {why}. Give a JSON file in the form of resources/sample/office.json",
        "bad_database_url": "--database {database} is no address of a database; examples: postgresql://user@host/name, "
        "sqlite:////folder/server.sqlite",
        "bad_blobs": "--blobs {blobs} is no address of a bucket; example: s3://zhiying-files/office",
        "bad_upstream": "--upstream {upstream} is no address to which a branch's data may go: with encryption, or "
        "within one's own network; example: https://desk.example.com",
        "bad_frame_ancestor": "--frame-ancestors: {source} is no site; examples: 'self', https://shop.example",
        "database_damaged": "the database is damaged: {why}. Stop the server and restore the last backup",
        "database_in_use": "somebody still uses {path}, nothing was changed. Stop the server first",
        "database_newer": "the database was made by a newer program (its version is {found}). Start that program",
        "login_taken": "the login {login} is taken. Choose another, or change that account with set-password",
        "sealed_damaged": "{file} is damaged, nothing of it was taken: {why}. Copy it again, or export it again",
        "sealed_foreign": "{file} is not taken: {whose}",
        "sealed_newer": "{file} was made by a newer program (its version is {version}). Upgrade this server first",
        "sealed_not_next": "{file} is not what comes next from its desk: an earlier export is missing. Import that one "
        "first, or let the desk find a line once",
        "sealed_other_history": "{file} was made before this server was restored. Let the desk find a line once, and "
        "export again",
        "sealed_other_kind": "{file} holds no outbox but {kind}. Give the file that a desk exported",
        "files_missing": "{missing} files are missing and {damaged} are damaged. Copy them from blobs of the last "
        "backup to the same place below {blobs}",
        "files_out_of_reach": "the files at {blobs} cannot be reached, the line above says why. Check --blobs, "
        "AWS_ENDPOINT_URL_S3 and the keys, and that the store runs",
        "no_s3": "--blobs {blobs} needs libraries that are not installed: {why}. Install zhiying-desk[server,s3]",
        "no_such_file": "{file} names a file that cannot be. Export it again on the desk",
        "file_hash": "a file in {file} did not arrive as it was. Import it once more",
        "file_too_large": "a file in {file} is larger than the server takes ({limit} bytes). Export again without it",
        "upload_offset": "the desk sends a file of {file} by the line just now. Import it once more",
        "forbidden": "{file} is not taken: the account of whoever exported it is closed. Open it with enable-user",
        "server_full": "the disk of {data} is full. Make room and import {file} once more: nothing is taken twice",
        "backup_differs": "the backup is not what was written: {values}. Restore another one",
        "database_not_empty": "the database {database} is not empty, nothing was changed. Make an empty one and "
        "name it with --database",
        "device_obeyed": "{device} has deleted everything already",
        "device_too_old": "the program on {device} is too old to be told. End its sign-ins with devices revoke",
        "dump_failed": "{program} failed: {why}. Put that right and try again",
        "no_such_row": "there is no such {entity}. Take its id from the list",
        "no_such_name": "{word} is neither name nor id of a {entity}. There are: {known}",
        "no_terminal": "there is no terminal to ask for the password. Use --password-stdin",
        "no_scratch_database": "no scratch database may be made: {why}. Give the account the right {needed}",
        "no_such_program": "there is no program {program} here. Install PostgreSQL's client of the server's version",
        "no_backup": "there is no backup in {folder}: it holds no {missing}. Give the folder that backup wrote",
        "no_database": "there is no database at {path}. Check --data, or begin one there with migrate",
        "no_branch": "{branch} is no branch that may have a server of its own",
        "only_headquarters": "this is the server of the branch {branch}. Do it at headquarters",
        "no_such_account": "nobody has the login {login}",
        "no_such_address": "--host {host} is no address of this computer: {why}",
        "password_short": "the password is too short: at least {shortest} characters",
        "port_not_allowed": "port {port} needs more rights: {why}. Choose one above 1023 with --port",
        "port_taken": "port {port} of {host} is in use, perhaps by a server that runs already. Stop it, or choose "
        "another with --port",
    }
)
_WHOSE: Final[Mapping[object, str]] = MappingProxyType(
    {
        "account": "its desk is signed out, or the account is closed. Let the desk sign in and export again",
        "server": "it is for another server. Give --data and --database of the one that the desk belongs to",
        "signature": "its signature is not that of a desk of this server. Copy it again, or export it again",
    }
)
"""Why a sealed file is foreign, and what to do."""
_OF_AN_IMPORT: Final = frozenset({"forbidden"})
"""What means something else where nobody's export is taken in."""
_REFUSALS: Final = frozenset(
    {
        "database_damaged",
        "device_obeyed",
        "device_too_old",
        "login_taken",
        "no_branch",
        "no_such_account",
        "no_such_name",
        "only_headquarters",
        "password_short",
    }
)


def complaint(error: Exception, options: argparse.Namespace) -> tuple[str, int]:
    """Return the line that tells of an error, and the exit code."""
    if isinstance(error, AppError):
        known: dict[str, object] = {
            "file": getattr(options, "file", ""),
            "data": options.data,
            "blobs": getattr(options, "blobs", "") or options.data / "blobs",
            "database": public(options.database),
        }
        known |= {"why": "", "whose": _WHOSE.get(error.values.get("why"), "")}
        known["values"] = ", ".join(f"{name} {value}" for name, value in error.values.items())
        if error.code not in _SENTENCES or (error.code in _OF_AN_IMPORT and options.verb != "import-outbox"):
            return str(error), REFUSED
        words = " ".join(_SENTENCES[error.code].format_map({**known, **error.values}).splitlines())
        return f"{words} [{error.code}]", REFUSED if error.code in _REFUSALS else WRONG
    if isinstance(error, OSError):
        return _of_system(error), WRONG
    if isinstance(error, BAD_ADDRESS):
        return complaint(AppError("bad_database_url"), options)
    where = public(options.database) or f"in {options.data}"
    if isinstance(error, DatabaseBusy):
        return f"the database {where} cannot take this now: {error}. Try again in a moment; nothing was changed", WRONG
    why = next(iter(str(getattr(error, "orig", None) or error).splitlines()), type(error).__name__)
    return f"the database {where} cannot be used: {why}. Check --database or --data, and that it runs", WRONG


def unable(error: BaseException) -> bool:
    """Return whether an error is something that the administrator can put right, not a bug."""
    return isinstance(error, (AppError, OSError, DatabaseBusy, BAD_ADDRESS, *UNREACHABLE))


def of_listening(error: OSError, host: str, port: int) -> AppError:
    """Return why a port could not be opened."""
    values = {"host": host, "port": port, "why": error.strerror or str(error)}
    if error.errno == errno.EADDRINUSE:
        return AppError("port_taken", values)
    if error.errno in (errno.EACCES, errno.EPERM):
        return AppError("port_not_allowed", values)
    return AppError("no_such_address", values)


def _of_system(error: OSError) -> str:
    place = error.filename or "a file"
    if error.errno == errno.ENOENT:
        return f"there is no {place}. Check the path"
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return f"{place} is not what is needed here: {error.strerror}. Check the path"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{place} may not be used by this account: {error.strerror}. Check its rights"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk of {place} is full. Make room and try again"
    return f"{place}: {error.strerror or error}"
