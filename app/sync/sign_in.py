"""Signing in: at the server, or offline into the data that this computer holds already.

Everything here blocks: call it off the GUI thread.
"""

import logging
import time
from collections.abc import Sequence

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.storage.schema import refusal_of
from app.sync.admission import Admission, ServerFound, SignInRequest
from app.sync.connection import Server, first_sign_in, probe, tell_wiped
from app.sync.wire import clean_url, plain_url
from app.system.device import device_key
from app.system.offline_sign_in import FILE, OfflineSignIn
from app.system.paths import AppPaths, ProfilePaths
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.system.wipes import Wipes

log = logging.getLogger(__name__)

_UNREACHABLE = frozenset({"offline", "timeout", "server_error", "bad_answer"})


def find_server(url: str, ca_file: str = "") -> ServerFound:
    """Return which server answers at an address.

    Raises AppError; "no_https" says in ``plain`` which address without encryption would do here, "" for none.
    """
    begun = time.monotonic()
    try:
        health = probe(url, ca_file)
    except AppError as error:
        raise _with_plain(error, url) from error
    took = int((time.monotonic() - begun) * 1000)
    return ServerFound(
        url=clean_url(url),
        server_id=health.server_id,
        name=health.server_name,
        version=health.version,
        skew_ms=health.now - now_ms() + took // 2,
        latency_ms=took,
    )


def _with_plain(error: AppError, url: str) -> AppError:
    if error.code != "no_https":
        return error
    return AppError(error.code, {**error.values, "plain": plain_url(url)})


def offline_file(profile: ProfilePaths) -> OfflineSignIn:
    """Return the offline sign-in of a profile."""
    return OfflineSignIn(profile.folder / FILE)


def sign_in(
    request: SignInRequest,
    paths: AppPaths,
    known: Sequence[Account],
    tokens: TokenStore,
    *,
    removed: Sequence[Account] = (),
) -> Admission:
    """Sign in at the server; when it cannot be reached, into the local data of an account that was here before.

    ``removed`` are those whose data lies here although they are not in the list: the server may order its deletion.

    Raises AppError: what the server said ("device_wiped" names the ``account`` whose data is to be deleted here),
    "offline_first" (nobody of this name was here), "offline_over" (more than a week ago), "wrong_credentials",
    "rate_limited" after wrong passwords, "disk_full" or "database_not_writable" for the profile.
    """
    url = clean_url(request.url)
    login = request.login.strip()
    tell_wipes(Wipes(paths), paths, request.ca_file)  # else the server would have this device begin with deleting
    mine = [one for one in known if one.login.strip().lower() == login.lower()]  # as the server takes logins
    before = next((one for one in mine if one.server_url == url), None)
    server = Server(url=url, login=login, ca_file=request.ca_file)
    answered: list[str] = []

    def key(server_id: str) -> str:
        answered.append(server_id)
        return device_key(paths.root, server_id, login)

    try:
        answer = first_sign_in(server, request.password, key)
    except AppError as error:
        left = [one for one in removed if one.login.strip().lower() == login.lower()]
        theirs = next((one for one in (*mine, *left) if one.server_id in answered), None)  # by whatever address
        if error.code == "device_wiped" and theirs is not None:
            raise AppError(error.code, {"account": theirs.key}) from error
        if error.code in _UNREACHABLE:
            return _offline(request, paths, before, error)
        raise _with_plain(error, url) from error
    profile = paths.profile(answer.server_id, answer.agent_id)
    kept = False
    try:
        profile.create()
        if request.remember:
            kept = tokens.save(answer.server_id, answer.agent_id, answer.token)
            offline_file(profile).remember(request.password, now_ms())
        else:
            tokens.delete(answer.server_id, answer.agent_id)
            offline_file(profile).forget()
    except OSError as error:
        raise refusal_of(error, profile.folder) from error
    account = Account(
        server_url=url,
        server_id=answer.server_id,
        agent_id=answer.agent_id,
        login=login,
        server_name=answer.server_name,
        name=before.name if before is not None else "",
        signed_in=kept,
    )
    return Admission(account=account, token=answer.token, password=request.password)


def can_go_offline(account: Account, paths: AppPaths) -> bool:
    """Say whether an account can be entered without the server: it took this one in the last week."""
    profile = paths.profile(account.server_id, account.agent_id)
    return profile.database.is_file() and offline_file(profile).valid(now_ms())


def forget(account: Account, paths: AppPaths, tokens: TokenStore) -> None:
    """Sign an account out of this computer: no token, no offline sign-in. Its data stays."""
    tokens.delete(account.server_id, account.agent_id)
    offline_file(paths.profile(account.server_id, account.agent_id)).forget()


def tell_wipes(wipes: Wipes, paths: AppPaths, ca_file: str) -> None:
    """Tell the servers of orders to delete that this computer has obeyed; one that does not answer is told later."""
    for order in wipes.pending():
        account = order.account
        if not order.done:
            continue
        server = Server(
            url=account.server_url,
            login=account.login,
            server_id=account.server_id,
            ca_file=ca_file,
            device=device_key(paths.root, account.server_id, account.login),
        )
        try:
            tell_wiped(server, order.unsent)
        except AppError as error:
            log.info("the server was not told that the data is deleted: %s", error.code)
        else:
            wipes.forget(order)


def _offline(request: SignInRequest, paths: AppPaths, account: Account | None, error: AppError) -> Admission:
    if account is None:
        raise AppError("offline_first", error.values) from error
    profile = paths.profile(account.server_id, account.agent_id)
    kept = offline_file(profile)
    match kept.check(request.password, now_ms()):
        case "ok" if profile.database.is_file():
            return Admission(account=account, password=request.password, offline=True)
        case "wrong":
            raise AppError("wrong_credentials", {"offline": True}) from error
        case "wait":
            raise AppError("rate_limited", {"retry_after_s": kept.wait_s(now_ms())}) from error
        case "over":
            raise AppError("offline_over", error.values) from error
    raise AppError("offline_first", error.values) from error
