"""The command line: ``zhiying-server serve | migrate | create-user | set-password | ...``."""

import argparse
import gc
import getpass
import logging
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.domain.branches import BranchLine
from app.domain.devices import Device
from app.domain.errors import AppError
from app.domain.people import Agent, Branch, Group, Role
from sync_server.arguments import config_of, parser
from sync_server.complaints import complaint, of_listening, unable
from sync_server.server import WebServer, build, create_app, listen, shut
from sync_server.service import accounts, branch_list, devices, file_check, office, sealed
from sync_server.service.office import named
from sync_server.storage import backup
from sync_server.storage.addresses import need_database
from sync_server.storage.records import Tx
from sync_server.web import page_headers

SWITCH_S = 0.0005
"""How long a thread may keep others from Python. SQLite's statements let go of it one by one: a write of twenty of them
would wait for the event loop twenty times, by default 5 ms each.
"""


def serve(options: argparse.Namespace) -> int:
    """Run until a signal says stop; held requests get three seconds."""
    config = config_of(options)
    check_frame_ancestors(config.frame_ancestors)
    try:
        listener = listen(config.host, config.port)
    except OSError as error:
        raise of_listening(error, config.host, config.port) from error
    app = create_app(config)
    if options.port_file:
        write_port(options.port_file, listener.getsockname()[1])
    log = logging.getLogger("sync_server")
    gc.collect()
    gc.freeze()  # what is here now stays: looking through all of it again and again stops every request for 50 ms
    gc.set_threshold(7_000, 20, 20)  # what a push makes lasts till it is answered: looking took a fifth of its time
    log.info("Listening on http://%s:%d", config.host, listener.getsockname()[1])
    sys.setswitchinterval(SWITCH_S)
    WebServer(app).run(sockets=[listener])
    return 0


def check_frame_ancestors(sources: Sequence[str]) -> None:
    """Raise AppError("bad_frame_ancestor") for what no browser would take."""
    for source in sources:
        try:
            page_headers([source])
        except ValueError as error:
            raise AppError("bad_frame_ancestor", {"source": source}) from error


def write_port(path: Path, port: int) -> None:
    """Write the port in one step, so that who waits for the file never reads half of it."""
    part = path.with_name(path.name + ".part")
    part.write_text(f"{port}\n", encoding="ascii")
    os.replace(part, path)


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to this program's version."""
    shut(build(config_of(options)))
    print("The database is up to date.")
    return 0


def check(options: argparse.Namespace) -> int:
    """Check that the database is sound, and that the files are there; with ``--files`` that they are what they were."""
    runtime = build(config_of(options))
    try:
        runtime.db.check()
        print("The database is sound.")
        found = file_check.check(runtime.db, runtime.files.place, whole=options.files)
    finally:
        shut(runtime)
    for how, hashes in (("missing", found.missing), ("damaged", found.damaged)):
        for sha256 in hashes:
            print(f"{how}: {sha256[:2]}/{sha256}")
    if not found.sound:
        raise AppError("files_missing", {"missing": len(found.missing), "damaged": len(found.damaged)})
    print(f"All {found.files} files are {'what they were' if options.files else 'there'}.")
    return 0


def read_password(options: argparse.Namespace) -> str:
    """Return a password from standard input or the terminal: never from the command line, which others can read.

    Raises AppError("no_terminal").
    """
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    try:
        return getpass.getpass("Password: ")
    except EOFError as error:
        raise AppError("no_terminal") from error


def create_user(options: argparse.Namespace) -> int:
    """Create an account with its agent."""
    password = read_password(options)

    def create(tx: Tx) -> Agent:
        agent = Agent(
            id="",
            scope="",
            login=options.login,
            name=options.display_name,
            role=Role(options.role),
            branch_id=named(tx, Branch, options.branch) if options.branch else "",
            group_ids=tuple(named(tx, Group, each) for each in options.groups),
            capacity=options.capacity,
        )
        return accounts.create(tx, agent, hashed)

    runtime = build(config_of(options))
    try:
        hashed = runtime.passwords.hash(password)
        made = runtime.db.write(create)
    finally:
        shut(runtime)
    print(made.id)
    return 0


def show_branches(options: argparse.Namespace) -> int:
    """List the branches with servers of their own, give one to a server, or end what that is known by."""
    runtime = build(config_of(options))
    try:
        match options.act:
            case "list":
                for each in runtime.db.read(branch_list.lines):
                    print(branch_line(each))
            case "enrol":
                print(runtime.db.write(lambda tx: branch_list.enrol(tx, named(tx, Branch, options.branch))))
            case _:
                branch_id = runtime.db.read(lambda reader: named(reader, Branch, options.branch))
                if options.take_back:
                    runtime.db.write(lambda tx: branch_list.give_back(tx, branch_id))
                runtime.db.write(lambda tx: branch_list.revoke(tx, branch_id, take_back=options.take_back))
                print(
                    "This server decides about the branch's rows now." if options.take_back else "The token has ended."
                )
    finally:
        shut(runtime)
    return 0


def branch_line(line: BranchLine) -> str:
    """Return what the list says of a branch, in columns of tabs."""
    known = (line.branch_id, line.name, line.state)
    if line.state == "none":
        return "\t".join(known)
    seen = time.strftime("%Y-%m-%d %H:%M", time.localtime(line.seen_at / 1000)) if line.seen_at else "never"
    return "\t".join((*known, f"heard of: {seen}", f"to fetch: {line.waiting}"))


def set_password(options: argparse.Namespace) -> int:
    """Give an account another password."""
    password = read_password(options)
    runtime = build(config_of(options))
    try:
        hashed = runtime.passwords.hash(password)
        runtime.db.write(lambda tx: accounts.set_password(tx, options.login, hashed))
    finally:
        shut(runtime)
    print("The password is changed; every device must sign in again.")
    return 0


def switch_user(options: argparse.Namespace) -> int:
    """End an agent's access, or let him in again."""
    change = accounts.disable if options.verb == "disable-user" else accounts.enable
    runtime = build(config_of(options))
    try:
        runtime.db.write(lambda tx: change(tx, options.login))
    finally:
        shut(runtime)
    print("Nobody can use the account now." if change is accounts.disable else "The account can be used again.")
    return 0


def show_devices(options: argparse.Namespace) -> int:
    """List devices, end the sign-ins on one, have one delete what it holds, or take that back."""
    runtime = build(config_of(options))
    try:
        if options.act == "list":
            owner = runtime.db.read(lambda reader: accounts.owner(reader, options.login)) if options.login else ""
            for each in runtime.db.read(devices.everybody):
                if owner in ("", each.agent_id):
                    print(device_line(each))
            return 0
        change, told = DEVICE_ACTS[options.act]
        runtime.db.write(lambda tx: change(tx, options.id))
    finally:
        shut(runtime)
    print(told)
    return 0


def device_line(device: Device) -> str:
    """Return what the list says of a device, in columns of tabs."""
    seen = datetime.fromtimestamp(device.seen_at / 1000, UTC).isoformat(" ", "minutes")
    state = {"ordered": "wipe ordered", "done": f"wiped, {'?' if device.unsent is None else device.unsent} unsent"}.get(
        device.wipe, "signed in" if device.sign_ins else "signed out"
    )
    facts = (device.agent_name, device.name, device.system, device.version, device.address, seen, state)
    # people's computers name themselves: no line of theirs may look like another's, or move the cursor
    return "\t".join((device.id, *("".join(filter(str.isprintable, fact)) or "-" for fact in facts)))


def load_office(options: argparse.Namespace) -> int:
    """Add an office's people and talk."""
    wanted = office.parse(options.file.read_bytes())
    password = read_password(options) if options.part != "talk" else ""
    runtime = build(config_of(options))
    try:
        if options.part != "talk":
            hashed = runtime.passwords.hash(password)
            people = runtime.db.write(lambda tx: office.load_people(tx, wanted, hashed))
            print(f"People: {people.rows} rows.")
        if options.part != "people":
            talk = runtime.db.write(lambda tx: office.load_talk(tx, wanted))
            print(f"Talk: {talk.rows} rows, {talk.missing_articles} cards left out because their article is missing.")
    finally:
        shut(runtime)
    return 0


def import_outbox(options: argparse.Namespace) -> int:
    """Take in an outbox that was carried here in a file, and write the answers for the way back."""
    target = options.answers or options.file.with_suffix(".answers.zip")
    runtime = build(config_of(options))
    try:
        with options.file.open("rb") as source:
            taken = sealed.take_in(runtime.db, runtime.files, source)
    finally:
        shut(runtime)
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        taken.write(file)
    os.replace(part, target)
    outbox = taken.outbox
    counts = f"{len(outbox.ops)} changes, {taken.count('rejected')} refused, {len(outbox.files)} files"
    again = f" ({taken.before} of the changes were here already)" if taken.before else ""
    print(f"{outbox.agent_name}: {counts}{again}. Answers: {target}")
    return 0


def back_up(options: argparse.Namespace) -> int:
    """Copy database and files into a folder."""
    config = config_of(options)
    copied = backup.back_up(config.url, config.files_at, options.folder)
    print(f"Backup in {options.folder}: the database and {copied} new files.")
    if options.verify:
        held = backup.verify(options.folder, config.url)
        rows = sum(each.rows for each in held.tables.values())
        print(f"Put back in a scratch place and found the same: {rows} rows, {len(held.files)} files.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of the data."""
    config = config_of(options)
    before = backup.restore(options.folder, config.url, config.files_at)
    shut(build(config))  # brings it to this program's version
    print("Restored; the devices will send again what they did since." + (f" Before: {before}" if before else ""))
    if before and backup.log_of(before).exists():
        print(f"Keep {backup.log_of(before)} beside it: it holds the newest changes.")
    return 0


def new_history(options: argparse.Namespace) -> int:
    """Have the devices send again what they did since the state that was put back."""
    runtime = build(config_of(options))
    try:
        runtime.db.begin_anew()
    finally:
        shut(runtime)
    print("A new history has begun; the devices will send again what they have kept of the last 30 days.")
    return 0


DEVICE_ACTS: Mapping[str, tuple[Callable[[Tx, str], None], str]] = {
    "revoke": (devices.revoke, "Nobody is signed in on the device now."),
    "wipe": (
        devices.wipe,
        "Nobody is signed in on the device now. It will delete what it holds as soon as it is heard of.",
    ),
    "spare": (devices.spare, "It may keep what it holds; its people have to sign in there again."),
}

VERBS = {
    "serve": serve,
    "migrate": migrate,
    "check": check,
    "backup": back_up,
    "restore": restore,
    "new-history": new_history,
    "create-user": create_user,
    "branches": show_branches,
    "set-password": set_password,
    "disable-user": switch_user,
    "enable-user": switch_user,
    "devices": show_devices,
    "load-office": load_office,
    "import-outbox": import_outbox,
}


NEED_DATABASE = frozenset(
    {
        "check",
        "backup",
        "branches",
        "new-history",
        "set-password",
        "disable-user",
        "enable-user",
        "import-outbox",
        "devices",
    }
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = parser().parse_args(argv)
    os.umask(os.umask(0o077) | 0o007)  # what lies in these folders is not for other users of the machine
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for talkative in ("alembic", "aiobotocore", "botocore"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        if options.verb in NEED_DATABASE or (options.verb == "load-office" and options.part == "talk"):
            need_database(config_of(options).url)
        return VERBS[options.verb](options)
    except Exception as error:
        if not unable(error):
            raise
        words, code = complaint(error, options)
        print(f"zhiying-server: {words}", file=sys.stderr)
        return code


if __name__ == "__main__":
    sys.exit(main())
