"""Programs of other versions: what they wrote is taken in, whoever is upgraded first."""

from pathlib import Path

import msgspec
import pytest

from app.domain.change import Operation, field_types
from app.domain.conversations import Conversation, Status
from app.domain.customers import CUSTOMER, Customer
from app.domain.errors import AppError
from app.domain.protocol import Hello, Pull, Push
from app.domain.registry import SCHEMA
from app.domain.surveys import Solved
from app.domain.tickets import Priority, Ticket, TicketNote, TicketStatus
from sync_server.service import exchange, newer, pages
from sync_server.storage import extra
from sync_server.storage.records import Tx
from tests.server.device import Device, Office

RECORDED = Path(__file__).parents[1] / "data" / "outbox_of_schema_1.json"


def test_an_outbox_of_an_older_program_gets_out(any_office: Office) -> None:
    """As a desk of schema 1 left it: it was upgraded, or only the server was."""
    recorded = msgspec.json.decode(RECORDED.read_bytes(), type=dict[str, msgspec.Raw])
    ops = msgspec.json.decode(recorded["ops"], type=tuple[Operation, ...])
    assert {op.schema for op in ops} == {1}
    anna = any_office.agent("anna")
    any_office.put(
        Conversation(id="served", scope="g:presale", customer_id="c", group_id="presale", status=Status.ACTIVE,
                     assignee_id="anna")
    )  # fmt: skip
    pushed = anna.push(*ops)
    assert [(result.status, result.code) for result in pushed.results] == [("ok", "")] * len(ops)
    customer, ticket = any_office.get(Customer, "old-customer"), any_office.get(Ticket, "old-ticket")
    assert (customer.city, customer.tags, customer.merged_into) == ("杭州市", ("老客户", "退货"), "")
    assert any_office.get(Conversation, "served").solved is Solved.YES
    assert (ticket.priority, ticket.status) == (Priority.HIGH, TicketStatus.OPEN)
    assert any_office.get(TicketNote, "old-note").text == "已寄回"
    assert anna.push(*ops).results == pushed.results, "sent again it is answered the same"


def newly(device: Device, row: str, kind: str, **body: object) -> Operation:
    """An operation of a program that knows more than this server."""
    rev = {"base_rev": device.office.get(Customer, row).rev} if kind == "patch" else {}
    return msgspec.structs.replace(device.op("customer", row, kind, body, **rev), schema=SCHEMA + 1)  # type: ignore[arg-type]


def image(device: Device, row: str) -> dict[str, object]:
    """The row as a device gets it."""
    request = Pull(client_id="other", epoch=device.epoch, cursors={})
    page = device.office.db.read(lambda reader: pages.pull(reader, device.caller, request))
    (found,) = (each.image for each in page.rows if (each.ent, each.id) == ("customer", row))
    return msgspec.json.decode(found, type=dict[str, object])


def test_fields_of_a_newer_program_are_kept_and_sent_on(any_office: Office) -> None:
    anna = any_office.agent("anna")
    bert = any_office.agent("bert")
    anna.push(newly(anna, "c1", "create", name="陈", mood="gut"))
    assert image(bert, "c1")["mood"] == "gut"
    before = any_office.get(Customer, "c1").rev
    (result,) = anna.push(newly(anna, "c1", "patch", mood="besser", shoe=43)).results
    assert (result.status, result.rev) == ("ok", before + 1), "devices hear of it"
    assert image(bert, "c1").items() >= {"name": "陈", "mood": "besser", "shoe": 43}.items()
    (again,) = anna.push(newly(anna, "c1", "patch", mood="besser")).results
    assert again.status == "noop"
    bert.do("customer", "c1", "patch", {"city": "杭州"}, base_rev=before + 1)  # a program that knows nothing of it
    assert image(anna, "c1").items() >= {"city": "杭州", "mood": "besser", "shoe": 43}.items()


def test_unknown_fields_of_the_same_program_are_not_kept(office: Office) -> None:
    anna = office.agent("anna")
    anna.do("customer", "c1", "create", {"name": "陈", "mood": "gut"})
    assert "mood" not in image(anna, "c1")


def test_an_upgraded_server_takes_in_what_it_had_to_keep_aside(
    any_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written by a newer desk while this server did not know cities, merges and the like."""
    anna = any_office.agent("anna")
    known = field_types(Customer)
    older = {name: kind for name, kind in known.items() if name not in ("city", "merged_into", "tags")}
    with monkeypatch.context() as patched:
        patched.setattr(newer, "field_types", lambda cls: older if cls is Customer else known)
        for number in range(3):
            op = newly(anna, f"c{number}", "create", name="陈", merged_into="x", tags=["a"], mood="gut")
            kept = newer.unknown_fields(CUSTOMER, op)
            assert set(kept) == {"merged_into", "tags", "mood"}
            anna.push(msgspec.structs.replace(op, body={"name": "陈"}))
            wrong = {"city": 7} if number == 2 else {"city": "杭州"}
            any_office.db.write(lambda tx, n=number, k={**kept, **wrong}: keep(tx, f"c{n}", k))  # type: ignore[misc]
    monkeypatch.setattr(newer, "AT_ONCE", 2)
    before = any_office.get(Customer, "c0").rev
    assert any_office.db.read(extra.due)
    newer.take_in(any_office.db)
    assert not any_office.db.read(extra.due)
    rows = [any_office.get(Customer, f"c{number}") for number in range(3)]
    assert [(row.city, row.tags, row.merged_into) for row in rows] == [
        ("杭州", ("a",), ""), ("杭州", ("a",), ""), ("", ("a",), ""),
    ]  # fmt: skip
    assert rows[0].rev == before + 1
    assert image(anna, "c0")["mood"] == "gut"


def keep(tx: Tx, row_id: str, fields: dict[str, object]) -> None:
    tx.get(Customer, row_id)
    tx.keep_extra(Customer, row_id, fields)


@pytest.mark.parametrize(
    ("offered", "spoken"), [((1, 1), 1), ((1, 2), 2), ((2, 3), 3), ((1, 9), 3), ((4, 9), 0), ((0, 0), 0)]
)
def test_a_desk_and_a_server_speak_the_newest_protocol_that_both_know(
    office: Office, monkeypatch: pytest.MonkeyPatch, offered: tuple[int, int], spoken: int
) -> None:
    monkeypatch.setattr(exchange, "PROTOCOL", 3)
    anna = office.agent("anna")
    request = Hello(client_id="new", next_n=1, proto=offered)
    if not spoken:
        with pytest.raises(AppError, match="protocol_unsupported"):
            office.db.write(lambda tx: exchange.hello(tx, anna.caller, request))
        return
    assert office.db.write(lambda tx: exchange.hello(tx, anna.caller, request)).proto == spoken


def test_a_program_that_is_too_old_to_pull_may_still_push(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "OLDEST_PULLED", 2)
    anna = office.agent("anna")
    with pytest.raises(AppError, match="protocol_unsupported"):
        anna.page()
    op = anna.op("customer", "c1", "create", {"name": "陈"})
    request = Push(client_id=anna.client_id, epoch=anna.epoch, ops=(op,), wall=office.clock.now)
    batch = office.db.write(lambda tx: exchange.push(tx, anna.caller, request))
    assert [result.status for result in batch.answer.results] == ["ok"]
