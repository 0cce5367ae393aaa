"""The calls of the entrance that need the network code, imported when they are first made: always on a pool thread."""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.sync.admission import Admission, ServerFound, SignInRequest
from app.system.data_key import DataKey
from app.system.paths import AppPaths
from app.system.secrets import TokenStore
from app.system.settings import Account

if TYPE_CHECKING:
    from app.system.offline_sign_in import OfflineSignIn
    from app.system.wipes import Wipes
    from app.ui.account.sign_in import Known


def find_server(url: str, ca_file: str) -> ServerFound:
    """Return which server answers at an address. Raises AppError."""
    from app.sync import sign_in as network

    return network.find_server(url, ca_file)


def sign_in(
    request: SignInRequest,
    paths: AppPaths,
    known: Sequence[Account],
    tokens: TokenStore,
    *,
    removed: Sequence[Account] = (),
) -> Admission:
    """Sign in as :func:`app.sync.sign_in.sign_in` does."""
    from app.sync import sign_in as network

    return network.sign_in(request, paths, known, tokens, removed=removed)


def resume(account: Account, tokens: TokenStore) -> Admission | None:
    """Look for the token of an account that is not known to be signed in; None when its password is needed."""
    token = tokens.load(account.server_id, account.agent_id)
    return Admission(account=msgspec.structs.replace(account, signed_in=True), token=token) if token else None


def forget(account: Account, paths: AppPaths, tokens: TokenStore, key: DataKey) -> None:
    """Sign an account out of this computer; its data stays, locked by the password."""
    from app.sync import sign_in as network

    network.forget(account, paths, tokens)
    key.sign_out()


def check_password(
    account: Account,
    paths: AppPaths,
    password: str,
    *,
    renew: Callable[[str], None],
    ended: Callable[[], bool] = lambda: False,
) -> None:
    """Return if it is the password of a locked desk; where none is kept to compare with, the server is asked.

    It is asked about another one, too, after it has ``ended`` the sign-in: an administrator gives who has forgotten his
    password a new one.

    Raises AppError: "wrong_credentials", "rate_limited", both with the seconds to wait as ``retry_after_s``, "offline",
    or why the server could not be asked.
    """
    kept = _offline_sign_in(account, paths)
    match kept.matches(password, now_ms()):
        case "wrong":
            if ended():
                with suppress(AppError):
                    renew(password)
                    return
            raise AppError("wrong_credentials", {"retry_after_s": kept.wait_s(now_ms())})
        case "wait":
            raise AppError("rate_limited", {"retry_after_s": kept.wait_s(now_ms())})
        case "none":
            renew(password)


def note_time(account: Account, paths: AppPaths, now: int, ran_ms: int, server: int) -> int | None:
    """Tell the sign-in without a network the time, as :meth:`OfflineSignIn.see` takes and answers it."""
    return _offline_sign_in(account, paths).see(now, ran_ms, server=server)


def check_week(account: Account, paths: AppPaths) -> None:
    """Return if who stayed signed in may open the local data without the server. Raises AppError "stay_over"."""
    if not _offline_sign_in(account, paths).stays(now_ms()):
        raise AppError("stay_over")


def _offline_sign_in(account: Account, paths: AppPaths) -> "OfflineSignIn":
    from app.system.offline_sign_in import OfflineSignIn

    return OfflineSignIn(paths.profile(account.server_id, account.agent_id).offline_sign_in)


def tell_wipes(wipes: "Wipes", paths: AppPaths, ca_file: str) -> None:
    """Tell the servers of orders to delete that this computer has obeyed."""
    from app.sync import sign_in as network

    network.tell_wipes(wipes, paths, ca_file)


def known_accounts(accounts: Sequence[Account], paths: AppPaths) -> "list[Known]":
    """Return the accounts of this computer with what can be done with them."""
    from app.sync import sign_in as network
    from app.ui.account.sign_in import Known

    found = []
    for account in accounts:
        database = paths.profile(account.server_id, account.agent_id).database
        files = [path for path in (database, database.with_name(database.name + "-wal")) if path.is_file()]
        as_of = max((int(path.stat().st_mtime * 1000) for path in files), default=None)
        offline = network.can_go_offline(account, paths)
        found.append(Known(account=account, offline=offline, as_of=as_of))
    return found


def free_bytes(folder: Path) -> int | None:
    """Return how much room there is where the local data lies, None when the system does not tell."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
