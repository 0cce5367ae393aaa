"""What a sign-in asks for and what it grants; light, so that the first window needs no network code."""

import msgspec

from app.system.settings import Account


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a person typed. ``remember``: the token goes into the key store, and offline sign-in is allowed."""

    url: str
    login: str
    password: str
    remember: bool = True
    ca_file: str = ""


class Admission(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that was granted. Without a ``token`` an account that is ``signed_in`` has it in the key store.

    ``password`` is what was typed, "" when nobody was asked: the local data may be locked by it. ``offline``: by the
    local data alone; the password is then tried at the server as soon as it answers, and there is no token yet.
    """

    account: Account
    token: str = ""
    password: str = ""
    offline: bool = False


class ServerFound(msgspec.Struct, frozen=True, kw_only=True):
    """Which server answers at an address; ``skew_ms`` is its clock less ours, ``latency_ms`` how long it took."""

    url: str
    server_id: str
    name: str
    version: str = ""
    skew_ms: int = 0
    latency_ms: int = 0
