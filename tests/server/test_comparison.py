"""The server's side of a comparison, on both kinds of database."""

from collections.abc import Iterable

import pytest

from app.domain.customers import Customer
from app.domain.fingerprint import fingerprint, image_of
from app.domain.protocol import Compare, Compared
from sync_server.service import comparison
from tests.server.device import Device, Office

IDS = ("-x", "0", "9-a", "A", "Z_", "_", "a", "a-b", "ab", "z")
"""In the order of their bytes, which is that of no dictionary."""


@pytest.fixture(params=[True, False], ids=["bytes", "a language"])
def anna(any_office: Office, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Device:
    """A device that has customers of such ids; the database has texts in the order of their bytes, or is asked to."""
    only = request.param or any_office.db.read(lambda reader: reader.connection.dialect.name) == "sqlite"
    monkeypatch.setattr("sync_server.storage.feed._in_byte_order", lambda reader: only)
    anna = any_office.agent("anna", "presale")
    for row_id in IDS:
        any_office.put(Customer(id=row_id, scope="people", name=f"客户 {row_id}"))
    anna.pull()
    return anna


def compare(anna: Device, ids: Iterable[str], after: str = "", upto: str = "", ent: str = "customer") -> Compared:
    """Ask about a piece in which the device has these customers."""
    held = {row_id: image_of(anna.rows["customer", row_id]) for row_id in ids}
    request = Compare(
        epoch=anna.epoch, cursors=anna.cursors, view=anna.view or "", ent=ent, after=after, upto=upto,
        count=len(held), fingerprint=fingerprint(held),
    )  # fmt: skip
    return anna.office.db.read(lambda reader: comparison.compare(reader, anna.caller, request))


def test_every_piece_is_the_same_whatever_its_bounds(anna: Device) -> None:
    bounds = ["", *IDS, "zz"]
    for i, after in enumerate(bounds):
        for upto in (*bounds[i + 1 :], ""):
            within = [row_id for row_id in IDS if after < row_id and (not upto or row_id <= upto)]
            assert compare(anna, within, after, upto).state == "same", (after, upto)


@pytest.mark.allow_logs("sync_server")
def test_what_a_piece_should_hold_is_sent_up_to_where_it_is_all(anna: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = compare(anna, IDS[3:], after="0")
    assert (answer.state, answer.upto) == ("differs", "")
    assert [row.id for row in answer.rows] == list(IDS[2:])
    assert all(row.kind == "put" for row in answer.rows)
    monkeypatch.setattr(comparison, "PIECE_ROWS", 4)
    cut = compare(anna, IDS)
    assert (cut.upto, [row.id for row in cut.rows]) == (IDS[3], list(IDS[:4]))
    monkeypatch.setattr("sync_server.service.pages.PAGE_BYTES", 1)
    small = compare(anna, IDS[1:])
    assert (small.upto, [row.id for row in small.rows]) == (IDS[0], [IDS[0]])


def test_what_moved_since_is_no_difference(anna: Device) -> None:
    row = anna.office.get(Customer, "a")
    anna.office.put(Customer(id="a", scope="people", name="another name", rev=row.rev))
    assert compare(anna, IDS).state == "moved"
    assert compare(anna, IDS[:6], upto="_").state == "same"
    anna.office.db.write(lambda tx: tx.drop(anna.office.get(Customer, "z")))
    assert compare(anna, IDS[7:], after="a").state == "moved"


def test_an_entity_that_nobody_knows_has_no_rows(anna: Device) -> None:
    assert compare(anna, (), ent="no such thing").state == "same"
