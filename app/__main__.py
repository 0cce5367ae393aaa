"""The command line: ``zhiying`` or ``python -m app``."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from app import __version__

SWITCH_SECONDS = 0.001
"""How long the GUI thread may wait for Python's lock while a worker computes.

Every call into Qt gives the lock away, so that painting beside the first synchronisation waits dozens of times: with
Python's own 5 ms events waited twice as long.
"""


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the command line taken apart."""
    parser = argparse.ArgumentParser(prog="zhiying", description="Zhiying Desk, a customer-service desktop app")
    parser.add_argument("--version", action="version", version=f"zhiying {__version__}")
    parser.add_argument("--profile", type=Path, help="folder for settings, data and logs instead of the user's own")
    parser.add_argument("--server", default="", help="address of the sync server")
    parser.add_argument("--login", default="", help="name to sign in with")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    parser.add_argument("--language", choices=("zh_CN", "zh_TW", "en"), default="", help="language of this run")
    parser.add_argument("--self-test", action="store_true", help="open a temporary profile, show the window, quit")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    options = arguments(sys.argv[1:] if argv is None else argv)
    password = sys.stdin.readline().rstrip("\r\n") if options.password_stdin else None
    gc.disable()  # from here on garbage is collected on the GUI thread alone, see app.ui.kit.garbage
    # Qt, 0.3 s: --version and --help do without
    from app.ui.kit.features import use_no_features

    use_no_features()  # before the modules that it spares are imported
    from app.ui.shell.boot import Boot, Loading, Options, make_application

    sys.setswitchinterval(SWITCH_SECONDS)
    loading = Loading(_import_rest)
    boot = Boot(make_application(), options.profile, options.language)
    if not options.self_test:
        if not boot.alone():
            loading.thread_.join()
            print("zhiying: this profile is open already; its window was brought to the front", file=sys.stderr)
            return 0
        boot.show_frame()
    boot.wait_for(loading)
    if options.self_test:
        from app import self_test

        return self_test.self_test(boot)
    from app import main as program

    wanted = Options(server=options.server, login=options.login, password=password)
    return program.run(boot, wanted)


def _import_rest() -> None:
    """Import what else the first window needs, 0.1 s, on a thread while the look and the frame are made."""
    from app import main as program

    program.log.debug("imported")


if __name__ == "__main__":
    sys.exit(main())
