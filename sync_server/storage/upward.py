"""At a branch: what of its own rows headquarters has not got, and how far the exchange came."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import and_, delete, or_, select, update

from app.domain import access
from app.domain.entity import Entity
from app.domain.people import Agent, Group
from app.domain.protocol import Pass, Row
from app.domain.registry import BY_CLASS
from sync_server.storage import border, feed, settings
from sync_server.storage.branches import BLOCK, Account
from sync_server.storage.feed import Entry
from sync_server.storage.records import DEL, PUT, Reader, Tx
from sync_server.storage.settings import Webchat
from sync_server.storage.tables import ACCOUNT, COUNTER, SYNC_FEED, SYNC_META, TOKEN

_PLACE = "upstream"
_FEED = SYNC_FEED.c
_COLUMNS = (_FEED.seq, _FEED.scope, _FEED.ent, _FEED.id, _FEED.kind)
_EVERYWHERE = ("presence", "event")
_NUMBERED = ("conversation", "ticket", "article")


class Place(msgspec.Struct, frozen=True):
    """How far a branch came with headquarters: the epoch there, what it holds of the feed, and the letters it has.

    ``begins``: it takes the rows of its own groups from there before it feeds anything up. ``sweeps``: the history
    there is another one, and what that does not have goes when all of it is here. ``orders``: the last that was applied
    of what people of headquarters did to rows here; ``ordered`` are those of which headquarters has no answer yet.
    """

    epoch: str = ""
    server_id: str = ""
    begins: bool = True
    sweeps: bool = False
    cursors: dict[str, int] = {}
    passes: dict[str, Pass] = {}
    letters: int = 0
    accounts: str = ""
    orders: int = 0
    ordered: tuple[str, ...] = ()


def place(reader: Reader) -> Place:
    """Return how far the exchange came."""
    stored = reader.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == _PLACE)).scalar()
    return msgspec.json.decode(stored, type=Place) if stored else Place()


def keep_place(tx: Tx, now: Place) -> None:
    """Note how far the exchange came."""
    tx.upsert(SYNC_META, [{"k": _PLACE, "v": msgspec.json.encode(now).decode()}], ("k",))


def belong(tx: Tx, branch_id: str, block: int) -> None:
    """Make this the server of a branch: its numbers begin where headquarters said."""
    tx.upsert(SYNC_META, [{"k": "branch", "v": branch_id}], ("k",))
    numbers = [{"name": name, "value": block * BLOCK} for name in _NUMBERED]
    tx.connection.execute(tx.insert(COUNTER).on_conflict_do_nothing(), numbers)


def given(tx: Tx, row: Entity) -> None:
    """Give no number again that a row has which this server gave it before it was restored."""
    name, number = BY_CLASS[type(row)].name, int(getattr(row, "number", 0))
    if name in _NUMBERED:
        value = COUNTER.c.value
        behind = (COUNTER.c.name == name, value < number, value >= number // BLOCK * BLOCK)
        tx.connection.execute(update(COUNTER).where(*behind).values(value=number))


def changes(reader: Reader, after: int, limit: int) -> tuple[list[Row], int]:
    """Return this branch's rows of the next changes after ``after``, and the change up to which that is everything."""
    branch_id = reader.history.branch
    groups = [access.group_scope(group.id) for group in reader.find(Group, branch_id=branch_id)]
    agents = {agent.id for agent in reader.find(Agent, branch_id=branch_id)}
    own = [access.user_scope(agent_id) for agent_id in agents]
    ours = or_(
        _FEED.scope.in_(groups),
        and_(_FEED.scope.in_(own), _FEED.ent == "read_mark"),
        and_(_FEED.scope.in_((access.ALL, access.PEOPLE)), _FEED.ent.in_(_EVERYWHERE)),
        and_(_FEED.ent == "conflict", _FEED.scope.not_in(own)),  # what somebody of headquarters lost here
    )
    query = select(*_COLUMNS).where(_FEED.seq > after, ours).order_by(_FEED.seq)
    found = [Entry(*row) for row in reader.connection.execute(query.limit(limit + 1))]
    upto = feed.head(reader)
    if len(found) > limit:
        upto = found[limit].seq - 1
        if found[0].seq > upto:  # one change of more rows than a page: whole
            upto = found[0].seq
            found = [Entry(*row) for row in reader.connection.execute(query.where(_FEED.seq == upto))]
        found = [entry for entry in found if entry.seq <= upto]
    kept = [entry for entry in found if _sent(reader, entry, agents)]
    return _rows(reader, kept), upto


def _sent(reader: Reader, entry: Entry, agents: set[str]) -> bool:
    if entry.ent != "conflict" and entry.scope not in (access.ALL, access.PEOPLE):
        return True
    if entry.ent == "presence":
        return entry.id in agents
    if entry.ent == "conflict" and entry.kind == DEL:
        return False  # it was forgotten here, with a scope that is none of ours any more
    return not border.known_above(reader, entry.ent, entry.id)


def _rows(reader: Reader, entries: Sequence[Entry]) -> list[Row]:
    """Return the rows of entries; one that left for another group comes as it is there."""
    keys = {(entry.ent, entry.id): entry for entry in entries}
    puts = [Entry(each.seq, each.scope, each.ent, each.id, PUT) for each in keys.values() if each.kind != DEL]
    images = feed.images(reader, puts, {})
    return [
        Row(scope="", ent=ent, id=row_id, seq=entry.seq, image=msgspec.Raw(images[ent, row_id]))
        if (ent, row_id) in images
        else Row(scope="", ent=ent, id=row_id, seq=entry.seq, kind="del")
        for (ent, row_id), entry in keys.items()
    ]


def keep_accounts(tx: Tx, accounts: Sequence[Account], webchat: Webchat | None) -> None:
    """Take over the accounts of this branch's agents; who may not sign in there, or by another password, may not here.

    Those that are not among them any more are disabled.
    """
    table = ACCOUNT.c
    query = select(table.id, table.password, table.disabled_at)
    known = {row[0]: (row[1], row[2]) for row in tx.connection.execute(query)}
    gone = known.keys() - {each.id for each in accounts}
    ended = {each.id for each in accounts if known.get(each.id, (each.password, None)) != (each.password, None)}
    ended |= {each.id for each in accounts if each.disabled_at is not None} | gone
    rows = [
        {"id": each.id, "login": each.login, "password": each.password, "created_at": tx.now,
         "disabled_at": each.disabled_at} for each in accounts
    ]  # fmt: skip
    tx.upsert(ACCOUNT, rows, ("id",))
    closed = update(ACCOUNT).where(table.id.in_(list(gone)), table.disabled_at.is_(None))
    tx.connection.execute(closed.values(disabled_at=tx.now))
    tx.connection.execute(delete(TOKEN).where(TOKEN.c.account_id.in_(list(ended))))
    if webchat is not None:
        settings.set_webchat(tx, webchat)
