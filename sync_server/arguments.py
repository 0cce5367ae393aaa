"""What the command line takes, and which settings it asks for."""

import argparse
import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.domain.errors import AppError
from app.domain.people import Role
from sync_server.config import Config


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="zhiying-server", description="The sync server of Zhiying Desk.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=Path("zhiying-data"), help="folder of database and files")
    shared.add_argument("--database", default="", help="database URL; a SQLite file in --data when left out")
    shared.add_argument(
        "--blobs",
        default="",
        help="where files lie: a folder or s3://BUCKET/FOLDER; blobs in --data when left out",
    )
    shared.add_argument("--name", default=Config(data=Path()).name, help="the office's name, shown to people")
    verbs = top.add_subparsers(dest="verb", required=True)
    serve = verbs.add_parser("serve", parents=[shared], help="run the server")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument(
        "--port", type=int, choices=range(65536), metavar="PORT", default=8470, help="0 takes any free port"
    )
    serve.add_argument("--port-file", type=Path, help="where to write the port once it is open")
    serve.add_argument(
        "--frame-ancestors",
        nargs="*",
        default=["'self'"],
        help="sites that may show the chat in a frame: 'self' and addresses such as https://shop.example",
    )
    serve.add_argument(
        "--lock-after",
        type=int,
        choices=range(24 * 60 + 1),
        default=0,
        metavar="MINUTES",
        help="desks lock themselves after so long without input at the latest; 0 leaves it to their agents",
    )
    serve.add_argument(
        "--upstream",
        default="",
        metavar="URL",
        help="this is a branch's own server; headquarters' is at URL, the token of `branches enrol` in upstream.token",
    )
    _add_branches(verbs, shared)
    verbs.add_parser("migrate", parents=[shared], help="bring the database to this program's version")
    checked = verbs.add_parser(
        "check", parents=[shared], help="check that the database is sound and the files are there"
    )
    checked.add_argument("--files", action="store_true", help="read every file: are they what they were?")
    verbs.add_parser(
        "new-history",
        parents=[shared],
        help="after the database was put back by other means than restore, with all servers stopped",
    )
    for verb, words in (
        ("backup", "copy database and files into a folder; the servers may run"),
        ("restore", "put a backup in the place of --data and --database; stop the servers first"),
    ):
        saved = verbs.add_parser(verb, parents=[shared], help=words)
        saved.add_argument("folder", type=Path)
        if verb == "backup":
            saved.add_argument("--verify", action="store_true", help="put it back in a scratch place and compare")
    user = verbs.add_parser("create-user", parents=[shared], help="create an account with its agent")
    user.add_argument("login")
    user.add_argument("display_name", help="the name that customers and colleagues see")
    user.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    user.add_argument("--groups", nargs="*", default=[], help="names or ids of the groups")
    user.add_argument("--branch", default="", help="name or id of the branch")
    user.add_argument("--capacity", type=int, default=4, help="conversations at once")
    user.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    for verb, words in (
        ("set-password", "give an account another password and end its sign-ins"),
        ("disable-user", "end an agent's access at once; what he wrote stays"),
        ("enable-user", "let a disabled agent sign in again"),
    ):
        known = verbs.add_parser(verb, parents=[shared], help=words)
        known.add_argument("login")
        if verb == "set-password":
            known.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    known = verbs.add_parser("devices", help="the computers on which people signed in")
    acts = known.add_subparsers(dest="act", required=True)
    listed = acts.add_parser("list", parents=[shared], help="show them, the one heard of last first")
    listed.add_argument("--login", default="", help="only this account's")
    for act, words in (
        ("revoke", "end the sign-ins on a device at once"),
        ("wipe", "end them and have it delete what it holds, what it has not sent too, as soon as it is heard of"),
        ("spare", "take that back, while it has not said that it is done"),
    ):
        acts.add_parser(act, parents=[shared], help=words).add_argument("id", help="as the list shows it")
    carried = verbs.add_parser("import-outbox", parents=[shared], help="take in what a device without a line exported")
    carried.add_argument("file", type=Path)
    carried.add_argument("--answers", type=Path, help="where the answers for the way back go; beside FILE if left out")
    load = verbs.add_parser("load-office", parents=[shared], help="add the people and the talk of an office's file")
    load.add_argument("file", type=Path)
    load.add_argument(
        "--part", choices=["people", "talk", "all"], default="all", help="people first, talk after the knowledge import"
    )
    load.add_argument("--password-stdin", action="store_true", help="read the agents' password from standard input")
    return top


def _add_branches(verbs: Any, shared: argparse.ArgumentParser) -> None:
    branch = verbs.add_parser("branches", help="the branches with servers of their own")
    acts = branch.add_subparsers(dest="act", required=True)
    acts.add_parser("list", parents=[shared], help="show all branches, and when the server of each was last heard of")
    enrol = acts.add_parser("enrol", parents=[shared], help="give a branch to a server of its own; prints its token")
    enrol.add_argument("branch", help="name or id of the branch")
    revoke = acts.add_parser("revoke", parents=[shared], help="end the token of a branch's server")
    revoke.add_argument("branch", help="name or id of the branch")
    revoke.add_argument(
        "--take-back", action="store_true", help="decide here from now on; what that server had not sent is lost"
    )


def config_of(options: argparse.Namespace) -> Config:
    """Return the settings that a command line asks for."""
    config = Config(data=options.data.resolve(), database=options.database, files=options.blobs, name=options.name)
    if options.verb != "serve":
        return config
    return Config(
        data=config.data,
        database=config.database,
        files=config.files,
        name=config.name,
        host=options.host,
        port=options.port,
        frame_ancestors=tuple(options.frame_ancestors),
        upstream=_upstream(options.upstream),
        upstream_token=_upstream_token(config.data) if options.upstream else "",
        lock_minutes=options.lock_after,
    )


def _upstream(url: str) -> str:
    """Return headquarters' address as it is asked; "" for none.

    Raises AppError("bad_upstream") for what is no address, and for one to which the token, the hashes of passwords and
    all that customers write would go unencrypted beyond this machine's own network.
    """
    try:
        parts = urlsplit(url)
        host, encrypted, _ = parts.hostname or "", parts.scheme == "https", parts.port
    except ValueError:
        host, encrypted = "", False
    if url and not (host and (encrypted or (parts.scheme == "http" and _near(host)))):
        raise AppError("bad_upstream", {"upstream": url})
    return url.rstrip("/")


def _near(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".local", ".lan", ".internal", ".localhost"))


def _upstream_token(data: Path) -> str:
    """Return what this branch's server is known by at headquarters. Raises OSError where there is no such file."""
    return (data / "upstream.token").read_text(encoding="ascii").strip()
