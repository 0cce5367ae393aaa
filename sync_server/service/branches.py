"""What headquarters does for the servers of branches. See :mod:`sync_server.upstream` for the whole."""

import hashlib
import logging
import secrets
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.bounds import Count, Key, Words
from app.domain.change import Result
from app.domain.conversations import Message, ReadMark
from app.domain.entity import SYSTEM, Actor, Entity
from app.domain.errors import AppError, Refused
from app.domain.journal import Conflict, Event
from app.domain.knowledge import Article
from app.domain.people import Agent, Branch, Presence
from app.domain.protocol import Page, Pull, Push, Row
from app.domain.registry import BY_CLASS, ENTITIES
from sync_server.service import across, branch_files, envelopes, exchange, letterbox, orders, rules
from sync_server.service.accounts import Caller, hash_token, scopes_of
from sync_server.service.exchange import Batch, Standing
from sync_server.service.pages import page_of
from sync_server.service.sight import Sight
from sync_server.storage import border, branches, carried, feed, homes, settings
from sync_server.storage.border import Order
from sync_server.storage.branches import Account, BranchServer
from sync_server.storage.feed import Entry
from sync_server.storage.records import PUT, Reader, Tx
from sync_server.storage.settings import Webchat

log = logging.getLogger(__name__)
LETTERS = 500
ORDERS = 100
BY_BRANCH = frozenset({"customer", "identity"})
"""What a branch's server writes by itself: the customers of its chat page."""
LIVE_THERE = frozenset(name for ent, each in ENTITIES.items() if each.parent for name in (ent, each.parent[1]))
"""Rows of a branch's groups, of which somebody of headquarters may have lost a field there."""
TOLD_OF = frozenset({"agent", "customer", "identity"})
"""What is headquarters' own, of which a branch's server writes lines into the log."""
_ORDER = {name: place for place, name in enumerate(ENTITIES)}


class BranchHello(msgspec.Struct, frozen=True, kw_only=True):
    """``epoch`` is the branch's own history, ``known`` that of headquarters of which it has rows."""

    epoch: Key
    known: Key = ""
    version: Words = ""


class BranchWelcome(msgspec.Struct, frozen=True, kw_only=True):
    """``fed`` is the branch's last change that is here. ``begins``: first take the rows of your groups from here.

    ``block`` is where the numbers that this branch gives begin, in millions.
    """

    epoch: str
    server_id: str
    branch_id: str
    block: int
    fed: int
    begins: bool


class FedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the branch: JSON text, "" for one that is gone for good."""

    ent: Key
    id: Key
    seq: Count
    image: str = ""


class BranchFeed(msgspec.Struct, frozen=True, kw_only=True):
    """The branch's rows that changed after ``after``, whole changes, all of them up to ``upto``."""

    epoch: Key
    own_epoch: Key
    after: Count
    upto: Count
    rows: tuple[FedRow, ...] = ()


class BranchFed(msgspec.Struct, frozen=True, kw_only=True):
    """The receipt. ``epoch`` or ``fed`` are other than the branch thought: nothing was taken, go on from there."""

    epoch: str
    fed: int


class BranchPush(msgspec.Struct, frozen=True, kw_only=True):
    """Operations of one author; ``agent_id`` "" is the branch's server itself."""

    agent_id: Key
    device_id: Key
    push: Push


class BranchPull(msgspec.Struct, frozen=True, kw_only=True):
    """``letters`` acknowledges those up to that number, ``accounts`` is the digest of those that the branch has.

    ``orders`` acknowledges those up to that number; ``answers`` are the results of the last of them, by operation.
    """

    pull: Pull
    begins: bool
    letters: Count
    orders: Count = 0
    answers: dict[Key, Result] = {}
    accounts: Words = ""


class BranchPage(msgspec.Struct, frozen=True, kw_only=True):
    """``letters`` are rows that went to the branch, all up to change ``upto``. ``accounts`` come when they changed.

    ``orders`` are what people of headquarters did to rows of the branch, which decides.
    """

    page: Page
    letters: tuple[Row, ...] = ()
    upto: int = 0
    digest: str = ""
    accounts: tuple[Account, ...] = ()
    webchat: Webchat | None = None
    orders: tuple[Order, ...] = ()


def enrol(tx: Tx, branch_id: str) -> str:
    """Give a branch to a server of its own; returns its token. An earlier token ends. Raises AppError("no_branch")."""
    branch = tx.get(Branch, branch_id)
    if branch is None or branch.deleted_at is not None or branch.headquarters:
        raise AppError("no_branch", {"branch": branch_id})
    token = secrets.token_urlsafe(32)
    branches.enrol(tx, branch_id, hash_token(token))
    _say(tx, branch_id, own_server=True)
    return token


def _say(tx: Tx, branch_id: str, *, own_server: bool) -> None:
    """Tell the desks whether a branch has a server of its own: what goes over a border they do otherwise."""
    branch = tx.get(Branch, branch_id)
    if branch is not None and branch.own_server != own_server:
        tx.put(msgspec.structs.replace(branch, own_server=own_server))


def revoke(tx: Tx, branch_id: str, *, take_back: bool) -> None:
    """End what a branch's server is known by. Raises AppError("no_branch").

    Its office goes on by itself, and is let in again by :func:`enrol`. ``take_back``: headquarters decides about the
    branch's rows from now on; what that server had not sent does not come any more.
    """
    if not branches.revoke(tx, branch_id):
        raise AppError("no_branch", {"branch": branch_id})
    if take_back:
        branches.take_back(tx, branch_id)
        _say(tx, branch_id, own_server=False)


def give_back(tx: Tx, branch_id: str) -> None:
    """Before a branch is taken back: what waits for its answer goes back to its authors."""
    for each in border.answered(tx, branch_id, border.ALL):
        across.refused(tx, each, Result(status="rejected", code="other_server"))


def server_of(reader: Reader, token: str) -> BranchServer:
    """Return the branch server that a token is of. Raises AppError("token_expired")."""
    found = branches.by_token(reader, hash_token(token)) if token else None
    if found is None:
        raise AppError("token_expired")
    return found


def hello(tx: Tx, server_id: str, branch: BranchServer, request: BranchHello) -> BranchWelcome:
    """Greet a branch's server."""
    begins = branch.epoch != request.epoch
    _say(tx, branch.branch_id, own_server=True)
    if begins or request.known != tx.history.epoch:
        border.copy_again(tx, branch.branch_id)
    if request.version != branch.version:
        branches.runs(tx, branch.branch_id, request.version[:40])
    return BranchWelcome(
        epoch=tx.history.epoch, server_id=server_id, branch_id=branch.branch_id, block=branch.block,
        fed=0 if begins else branch.fed, begins=begins,
    )  # fmt: skip


def take_feed(tx: Tx, branch: BranchServer, request: BranchFeed) -> BranchFed:
    """Take the branch's rows, and move its cursor with them."""
    branch = branches.hold(tx, branch.branch_id)
    new = branch.epoch != request.own_epoch
    fed = 0 if new else branch.fed
    if request.epoch != tx.history.epoch or request.after != fed:
        return BranchFed(epoch=tx.history.epoch, fed=fed)
    rows = sorted((row for row in request.rows if row.ent in ENTITIES), key=lambda each: _ORDER[each.ent])
    before = {(row.ent, row.id): tx.get(ENTITIES[row.ent].cls, row.id) for row in rows}
    theirs = {key for key, each in before.items() if each is None or homes.branch_of(tx, each) == branch.branch_id}
    for row in rows:
        if before[row.ent, row.id] is None and not _in_theirs(tx, branch.branch_id, row, before, theirs):
            theirs.remove((row.ent, row.id))
    taken = []
    for row in rows:  # parents first: what a talk takes along when it goes was the branch's before
        if _take_row(tx, branch.branch_id, row, theirs):
            taken.append((row.ent, row.id))
        else:
            log.error("Branch %s fed a row that is not its own: %s %s", branch.branch_id, row.ent, row.id)
    letterbox.came_home(tx, taken)
    branches.fed(tx, branch.branch_id, request.own_epoch, request.upto)
    return BranchFed(epoch=tx.history.epoch, fed=request.upto)


def _in_theirs(
    tx: Tx, branch_id: str, row: FedRow, before: Mapping[tuple[str, str], Entity | None], theirs: set[tuple[str, str]]
) -> bool:
    """Say whether what a new row is a part of, as a message of a talk, was the branch's before this feed, or is new."""
    parent = ENTITIES[row.ent].parent
    if parent is None or not row.image:
        return True
    field, ent = parent
    try:
        key = (ent, str(msgspec.json.decode(row.image, type=dict[str, Any]).get(field, "")))
    except msgspec.DecodeError:  # it is told of where it is taken
        return True
    if key in before:
        return key in theirs
    above = tx.get(ENTITIES[ent].cls, key[1])
    return above is None or homes.branch_of(tx, above) == branch_id


def _take_row(tx: Tx, branch_id: str, row: FedRow, all_theirs: set[tuple[str, str]]) -> bool:
    entity = ENTITIES[row.ent]
    before = tx.get(entity.cls, row.id)
    theirs = (row.ent, row.id) in all_theirs
    if not row.image:
        if before is not None and theirs:
            tx.drop(before)
        return theirs
    try:
        value: Entity = msgspec.json.decode(row.image, type=entity.cls)
        scope = value.scope if isinstance(value, Event | Conflict) else rules.scope_of(tx, entity, value)
    except (msgspec.DecodeError, Refused) as error:
        log.error("A row of branch %s cannot be taken: %s", branch_id, error)
        return False
    value = msgspec.structs.replace(value, scope=scope, rev=before.rev if before else 0)
    of_ours = isinstance(value, Event) and scope in (access.ALL, access.PEOPLE)
    if of_ours or isinstance(value, Conflict):  # kept, never changed
        may = _may_tell(tx, branch_id, value, all_theirs)
        if before is None and may:
            tx.put(value)
        return may
    if not theirs or not _is_its_own(tx, branch_id, before, value, all_theirs):
        return before == value
    tx.carried.add((entity.name, row.id))
    taken = carried.put(tx, value, carried.giver_of(branch_id), branch_files.open_to(tx, branch_id, value))
    border.fed(tx, taken)
    _count(tx, before, value)
    return True


def _may_tell(tx: Tx, branch_id: str, value: Entity, all_theirs: set[tuple[str, str]]) -> bool:
    """Say whether a branch may write a line about what is not its own: what its people did to customers and accounts,
    what became of the devices of its people, and what somebody lost in what lives there.
    """
    if isinstance(value, Conflict):
        if value.entity not in LIVE_THERE or not value.scope.startswith(access.user_scope("")):
            return False
        row: Entity | None = tx.get(ENTITIES[value.entity].cls, value.row_id)
        is_theirs = (value.entity, value.row_id) in all_theirs  # it may leave in the very feed
        return row is not None and (is_theirs or homes.branch_of(tx, row) == branch_id)
    if not isinstance(value, Event) or value.subject not in TOLD_OF:
        return False
    named = {value.actor_id} - {""} | ({value.subject_id} if value.subject == "agent" else set())
    known = tx.get_many(Agent, named)
    return bool(named) and all(who in known and known[who].branch_id == branch_id for who in named)


def _is_its_own(tx: Tx, branch_id: str, before: Entity | None, value: Entity, all_theirs: set[tuple[str, str]]) -> bool:
    """Say whether a row that a branch decides about is one as it can have made it.

    Talks and tickets may have left it for any group, and what was said and noted about them goes along.
    """
    home = homes.branch_of(tx, value)
    match value:
        case Presence() | ReadMark():
            return home == branch_id
        case Event() if before is not None:  # what is written in the log stays as it is, and moves with its subject
            return msgspec.structs.replace(value, scope=before.scope, rev=before.rev) == before
        case Event():
            return home is not None and (home == branch_id or (value.subject, value.subject_id) in all_theirs)
    parent = BY_CLASS[type(value)].parent
    stays = before is None or parent is None or getattr(before, parent[0]) == getattr(value, parent[0])
    return stays and (before is not None or home is not None)


def _count(tx: Tx, before: Entity | None, value: Entity) -> None:
    """Count at the article what a branch's office sent of it, and what its customers found."""
    if not isinstance(value, Message) or not value.article_id:
        return
    article = tx.get(Article, value.article_id)
    useful = before.useful if isinstance(before, Message) else None
    if article is not None:
        tx.put(
            msgspec.structs.replace(
                article,
                sent_count=article.sent_count + (before is None),
                useful_count=article.useful_count + (value.useful is True) - (useful is True),
                useless_count=article.useless_count + (value.useful is False) - (useful is False),
            )
        )


def push(tx: Tx, branch: BranchServer, request: BranchPush) -> Batch:
    """Take operations that were made at the branch as if their author had sent them.

    Who left meanwhile is heard once more; for others than the branch's own agents it may not speak.
    """
    agent = tx.peek(Agent, request.agent_id) if request.agent_id else None
    if not request.agent_id:
        standing = Standing(SYSTEM, frozenset({access.PEOPLE}), f"branch:{branch.branch_id}",
                            branch_id=branch.branch_id)  # fmt: skip
    elif agent is not None and agent.branch_id == branch.branch_id:
        standing = Standing(Actor(agent.id, agent.role.value), scopes_of(tx, agent), agent.id)
    else:
        standing = Standing(Actor(request.agent_id, "stranger"), frozenset(), request.agent_id)
    if standing.actor == SYSTEM and any(
        not (op.ent in BY_BRANCH and op.kind in ("create", "patch")) and not envelopes.is_act(op)
        for op in request.push.ops
    ):
        raise AppError("forbidden", {"why": "entity"})
    return exchange.push(tx, Caller(request.agent_id, request.device_id), request.push, standing)


def pull(reader: Reader, branch: BranchServer, request: BranchPull) -> BranchPage:
    """Return what comes down to a branch next."""
    agents = reader.find(Agent, branch_id=branch.branch_id)
    scopes = branch_files.scopes_of(reader, branch.branch_id, groups=request.begins)
    page = page_of(reader, tuple(sorted(scopes)), Sight("", access.view_of(SYSTEM.role)), request.pull)
    waiting = border.letters(reader, branch.branch_id, LETTERS)
    entries = [Entry(seq, "", ent, row_id, PUT) for seq, ent, row_id in waiting]
    images = feed.images(reader, entries, {})
    letters = tuple(
        Row(scope="", ent=each.ent, id=each.id, seq=each.seq, image=msgspec.Raw(images[each.ent, each.id]))
        for each in entries
        if (each.ent, each.id) in images
    )
    accounts = tuple(branches.accounts(reader, [agent.id for agent in agents]))
    webchat = settings.webchat(reader)
    digest = hashlib.sha256(msgspec.json.encode((accounts, webchat))).hexdigest()
    known = digest == request.accounts
    return BranchPage(
        page=page,
        letters=letters,
        upto=max((each.seq for each in entries), default=request.letters),
        digest=digest,
        accounts=() if known else accounts,
        webchat=None if known else webchat,
        orders=() if page.more or request.begins else tuple(border.orders(reader, branch.branch_id, ORDERS)),
    )


def acknowledge(tx: Tx, branch: BranchServer, request: BranchPull) -> None:
    """Forget the letters that a branch has, and take its answers to the orders."""
    border.acknowledge(tx, branch.branch_id, request.letters)
    orders.answered(tx, border.answered(tx, branch.branch_id, request.orders), request.answers, branch.branch_id)


def acknowledges(reader: Reader, branch: BranchServer, request: BranchPull) -> bool:
    """Say whether a pull acknowledges anything that still waits."""
    letters = border.letters(reader, branch.branch_id, 1) if request.letters else []
    orders = border.orders(reader, branch.branch_id, 1) if request.orders else []
    return bool((letters and letters[0][0] <= request.letters) or (orders and orders[0].lsn <= request.orders))
