"""Signing in and out, and who one is."""

import msgspec
from litestar import Controller, get, post
from litestar.params import JSONBody

from app.domain.errors import AppError
from app.domain.people import Agent
from app.domain.protocol import NewPassword, SignedIn, SignIn
from sync_server.http.wire import AnyRequest, Running, caller, visit_of
from sync_server.service import accounts
from sync_server.storage.records import Reader


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """The signed-in agent and the scopes that his devices hold."""

    agent: Agent
    scopes: tuple[str, ...]


class AuthRoutes(Controller):
    """``/auth/v1``."""

    path = "/auth/v1"
    tags = ("auth",)

    @post("/sign-in", sync_to_thread=True, status_code=200)
    def sign_in(self, data: JSONBody[SignIn], request: AnyRequest, runtime: Running) -> SignedIn:
        """Check a password and begin a sign-in. 401 wrong_credentials, 403 device_wiped, 429 rate_limited."""
        visit = visit_of(request)
        runtime.db.read(lambda reader: accounts.refuse_wiped(reader, visit))
        address = request.client.host if request.client else ""
        login = data.login.strip().lower()
        with runtime.passwords.lane(login):
            attempt = runtime.db.read(lambda reader: accounts.begin(reader, runtime.config, login, address))
            if not runtime.passwords.right(attempt.password if attempt else None, data.password) or attempt is None:
                runtime.db.write(lambda tx: accounts.fail(tx, login, address))
                raise AppError("wrong_credentials")
        device = data.device[:200]
        entry = runtime.db.write(
            lambda tx: accounts.succeed(tx, runtime.config, attempt.account_id, login, device, visit)
        )
        return SignedIn(
            token=entry.token,
            agent_id=entry.agent_id,
            server_id=runtime.db.server_id,
            server_name=runtime.config.name,
            now=runtime.clock(),
        )

    @post("/sign-out", sync_to_thread=True, status_code=204)
    def sign_out(self, request: AnyRequest, runtime: Running) -> None:
        """End this sign-in."""
        who = caller(request, runtime)
        runtime.db.write(lambda tx: accounts.sign_out(tx, who))

    @post("/password", sync_to_thread=True, status_code=204)
    def change_password(self, data: JSONBody[NewPassword], request: AnyRequest, runtime: Running) -> None:
        """Change one's own password; every other sign-in of the account ends.

        400 password_short, 403 wrong_password for the old one, 429 rate_limited.
        """
        who = caller(request, runtime)
        address = request.client.host if request.client else ""

        login = runtime.db.read(lambda reader: accounts.signed_in(reader, who)).login.lower()
        with runtime.passwords.lane(login):
            attempt = runtime.db.read(lambda reader: accounts.begin(reader, runtime.config, login, address))
            if not runtime.passwords.right(attempt.password if attempt else None, data.old):
                runtime.db.write(lambda tx: accounts.fail(tx, login, address))
                raise AppError("wrong_password")
        hashed = runtime.passwords.hash(data.new)
        runtime.db.write(lambda tx: accounts.change_password(tx, who, login, hashed))

    @get("/me", sync_to_thread=True)
    def me(self, request: AnyRequest, runtime: Running) -> Me:
        """Tell who this token is."""
        who = caller(request, runtime)

        def look(reader: Reader) -> Me:
            agent = accounts.signed_in(reader, who)
            return Me(agent=agent, scopes=tuple(sorted(accounts.scopes_of(reader, agent))))

        return runtime.db.read(look)
