"""What an agent may not have is masked before it leaves the server, and a mask never comes back as a number."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from app.domain.change import Operation
from app.domain.conversations import Author, Message
from app.domain.customers import Channel, Customer, Identity
from app.domain.errors import AppError
from app.domain.journal import Conflict, Event
from app.domain.knowledge import Article, ArticleDraft
from app.domain.people import Agent, Presence, Role
from app.domain.protocol import Reveal
from sync_server.service import contacts, presence, sight
from sync_server.service.typing import Typing
from sync_server.service.visits import Visits
from tests.server.device import Device, Office

PHONE, ID_NUMBER = "13812345678", "330106198505051234"
HIDDEN, HIDDEN_ID = "138****5678", "330***********1234"


@pytest.fixture
def wang(office: Office) -> Customer:
    """A customer with numbers, known by phone."""
    office.put(Identity(id="i1", scope="people", customer_id="c1", channel=Channel.PHONE, external_id=PHONE))
    return office.put(Customer(id="c1", scope="people", name="Wang", phone=PHONE, id_number=ID_NUMBER))


def sent(device: Device) -> bytes:
    """Return all that a fresh device of this agent is sent."""
    fresh = Device(device.office, device.agent_id)
    return b"".join(msgspec.json.encode(fresh.page()) for _ in range(3))


@pytest.mark.parametrize("role", [Role.AGENT, Role.EXPERT, Role.KNOWLEDGE_ADMIN])
def test_who_may_not_have_numbers_is_sent_masks(office: Office, wang: Customer, role: Role) -> None:
    anna = office.agent("anna", role=role)
    anna.pull()
    seen = anna.held(Customer)["c1"]
    assert (seen.name, seen.phone, seen.id_number) == ("Wang", HIDDEN, HIDDEN_ID)
    assert anna.held(Identity)["i1"].external_id == HIDDEN


def test_a_number_in_a_mail_address_is_masked_like_the_number(office: Office) -> None:
    office.put(Customer(id="c1", scope="people", name="Wang", email=f"{PHONE}@139.com"))
    office.put(Customer(id="c2", scope="people", name="Li", email="li@139.com"))
    office.put(
        Identity(id="i1", scope="people", customer_id="c1", channel=Channel.EMAIL, external_id=f"{PHONE}@139.com")
    )
    anna, boss = office.agent("anna"), office.agent("boss", role=Role.SUPERVISOR)
    boss.do("customer", "c2", "patch", {"email": f"{PHONE}@b.cn"}, base_rev=1)
    assert PHONE.encode() not in sent(anna), "nor in the customer's history"
    assert PHONE.encode() in sent(boss)
    anna.pull()
    seen = anna.held(Customer)["c1"]
    assert (seen.email, anna.held(Identity)["i1"].external_id) == (f"{HIDDEN}@139.com",) * 2
    over = anna.op("customer", "c1", "patch", {"email": "wang@139.com"})
    assert anna.push(msgspec.structs.replace(over, was={"email": seen.email})).results[0].status == "ok"
    assert office.get(Customer, "c1").email == "wang@139.com", "it is compared with what is really there"


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.BRANCH_LEAD, Role.ADMIN])
def test_who_steers_is_sent_the_numbers(office: Office, wang: Customer, role: Role) -> None:
    boss = office.agent("boss", role=role)
    boss.pull()
    assert boss.held(Customer)["c1"] == wang
    assert boss.held(Identity)["i1"].external_id == PHONE


def test_the_log_and_what_was_left_are_masked_too(office: Office, wang: Customer) -> None:
    anna, boss = office.agent("anna"), office.agent("boss", role=Role.SUPERVISOR)
    assert (
        boss.do("customer", "c1", "patch", {"phone": "13911112222", "city": "杭州"}, base_rev=wang.rev).status == "ok"
    )
    office.queued("v1")
    left = Message(
        id="m1", scope="g:presale", conversation_id="v1", author=Author.CUSTOMER, author_id="c1",
        text="Please call\n13911112222", values={"contact": "13911112222", "name": "Wang"},
    )  # fmt: skip
    office.put(left)
    assert b"13911112222" not in sent(anna)
    assert b"13911112222" in sent(boss)
    anna.pull()
    assert anna.held(Message)["m1"].text == "Please call\n139****2222"
    changed = next(row for row in anna.held(Event).values() if row.action == "changed")
    assert changed.values == {"phone": "139****2222", "city": "杭州"}


@pytest.mark.parametrize(
    ("reach", "shown"),
    [
        ("13800006621 a@b.cn", "138****6621 a@b.cn"),
        ("a@b.cn 138 - 0000 - 6621", "a@b.cn 138**********6621"),
        ("tel@13800006621", "tel********6621"),
        ("a@b.cn，+86 138-0000-6621", "a@b.cn，+86**********6621"),
        ("13800006621@b.cn", "138****6621@b.cn"),
        ("a@b.cn", "a@b.cn"),
    ],
)
def test_a_number_beside_an_address_is_masked(office: Office, reach: str, shown: str) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    values = {"contact": reach}
    office.put(
        Message(
            id="m1",
            scope="g:presale",
            author=Author.CUSTOMER,
            conversation_id="v1",
            text=f"Call {reach}",
            values=values,
        )
    )
    anna.pull()
    left = anna.held(Message)["m1"]
    assert (left.values["contact"], left.text) == (shown, f"Call {shown}")


@pytest.mark.parametrize(
    ("reach", "known"),
    [
        ("13800006621 a@b.cn", ("13800006621", "a@b.cn")),
        ("a@b.cn", ("", "a@b.cn")),
        ("13800006621@b.cn", ("", "13800006621@b.cn")),
        ("wechat @wang", ("wechat @wang", "")),
        ("a@b.cn 138 - 1234 - 5678", ("138 - 1234 - 5678", "a@b.cn")),
        ("138_1234_5678，a@b.cn", ("138_1234_5678", "a@b.cn")),
        ("tel@13812345678", ("tel@13812345678", "")),
        ("13800006621", ("13800006621", "")),
    ],
)
def test_a_number_does_not_become_an_address(office: Office, reach: str, known: tuple[str, str]) -> None:
    row = office.put(Customer(id="c9", scope="people", name=""))
    office.db.write(lambda tx: contacts._complete_customer(tx, row.id, "", "Wang", reach))
    now = office.get(Customer, row.id)
    assert (now.phone, now.email) == known


@pytest.mark.parametrize("mask", [HIDDEN, "138****9999", "＊＊＊", "13812345678*"])
@pytest.mark.parametrize("field", ["phone", "id_number", "email"])
def test_a_mask_is_never_written(office: Office, wang: Customer, mask: str, field: str) -> None:
    for device in (office.agent("anna"), office.agent("boss", role=Role.ADMIN)):
        result = device.do("customer", "c1", "patch", {field: mask, "city": "杭州"}, base_rev=wang.rev)
        assert (result.code, result.values) == ("masked_value", {"entity": "customer", "field": field})
        assert device.do("customer", "c2", "create", {"name": "Li", field: mask}).code == "masked_value"
    assert office.get(Customer, "c1") == wang


def test_other_fields_are_edited_around_the_mask(office: Office, wang: Customer) -> None:
    anna = office.agent("anna")
    assert anna.do("customer", "c1", "patch", {"city": "杭州"}, base_rev=wang.rev).status == "ok"
    now = office.get(Customer, "c1")
    assert (now.city, now.phone, now.id_number) == ("杭州", PHONE, ID_NUMBER)


def _over(device: Device, number: str, was: Mapping[str, Any]) -> Operation:
    """Return a patch of the number by somebody who saw ``was`` and no revision."""
    return msgspec.structs.replace(device.op("customer", "c1", "patch", {"phone": number}), was=dict(was))


def test_who_writes_over_a_mask_overwrites_the_number_behind_it(office: Office, wang: Customer) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    boss.do("customer", "c1", "patch", {"phone": "13900000000"}, base_rev=wang.rev)
    assert anna.push(_over(anna, "13711111111", {"phone": "139****0000"})).results[0].status == "ok"
    assert bob.push(_over(bob, "13722222222", {"phone": "139****0000"})).results[0].status == "merged"


def test_of_a_conflict_everybody_sees_his_own_number_only(office: Office, wang: Customer) -> None:
    anna = office.agent("anna")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    anna.do("customer", "c1", "patch", {"phone": "13711111111"}, base_rev=wang.rev)
    office.clock.advance(1)
    assert boss.do("customer", "c1", "patch", {"phone": "13900000000"}, base_rev=wang.rev).status == "merged"
    (kept,) = office.find(Conflict)
    assert kept.scope == "u:anna"
    anna.pull()
    (seen,) = anna.held(Conflict).values()
    assert (seen.lost, seen.kept) == ('"13711111111"', '"139****0000"')
    assert PHONE not in seen.base


def test_another_role_has_the_rows_sent_again(any_office: Office) -> None:
    office = any_office
    office.put(Customer(id="c1", scope="people", name="Wang", phone=PHONE))
    office.put(ArticleDraft(id="d1", scope="all", article_id="a1"))
    anna = office.agent("anna")
    anna.pull()
    assert (anna.held(Customer)["c1"].phone, set(anna.held(ArticleDraft))) == (HIDDEN, set())
    for role, phone, drafts in ((Role.SUPERVISOR, PHONE, {"d1"}), (Role.AGENT, HIDDEN, set[str]())):
        office.put(msgspec.structs.replace(office.get(Agent, "anna"), role=role))
        pages = anna.pull(limit=3)
        assert pages > 1
        assert (anna.held(Customer)["c1"].phone, set(anna.held(ArticleDraft))) == (phone, drafts)
        assert anna.pull() == 1
        assert not anna.page().rows, "once is enough"


def test_a_program_that_knows_of_no_views_is_not_sent_in_circles(office: Office, wang: Customer) -> None:
    anna = office.agent("anna")
    anna.pull()
    anna.view = None
    assert not anna.page().resync


def test_a_draft_reaches_only_those_who_write(office: Office) -> None:
    anna, eve = office.agent("anna"), office.agent("eve", role=Role.EXPERT)
    office.put(Article(id="a1", scope="all", title="Reset"))
    for device in (anna, eve):
        device.pull()
    office.put(ArticleDraft(id="d1", scope="all", article_id="a1", title="Half a sentence"))
    office.put(Article(id="a2", scope="all", title="Second"))
    for device, drafts in ((anna, set[str]()), (eve, {"d1"})):
        device.pull(limit=1)
        assert set(device.held(ArticleDraft)) == drafts
        assert set(device.held(Article)) == {"a1", "a2"}
    assert b"Half a sentence" not in sent(anna)


def test_one_number_is_told_to_who_asks_and_written_down(office: Office, wang: Customer) -> None:
    anna = office.agent("anna")
    asked = Visits(office.clock, 2, 1000)

    def ask(**wanted: str) -> str:
        request = Reveal(**{"customer_id": "c1", "field": "phone", **wanted})
        return office.db.write(lambda tx: sight.reveal(tx, anna.caller, request, asked)).value

    assert (ask(), ask(field="id_number")) == (PHONE, ID_NUMBER)
    told = office.find(Event, subject_id="c1", action="revealed")
    assert sorted((row.actor_id, row.device_id, row.values["field"]) for row in told) == [
        ("anna", "device-anna", "id_number"),
        ("anna", "device-anna", "phone"),
    ]
    for wanted, code in (
        ({}, "rate_limited"),
        ({"customer_id": "c9"}, "no_such_row"),
        ({"field": "note"}, "bad_field"),
    ):
        with pytest.raises(AppError, match=code):
            ask(**wanted)
    assert len(office.find(Event, action="revealed")) == 2, "what is not told is not written down"


def test_who_types_where_is_told_to_those_who_see_it(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob", "after")
    office.queued("v1")
    typing = Typing(office.clock)
    typing.customer("v1", True)
    for device, where in ((anna, {"v1": "customer"}), (bob, {})):
        agent, present = office.get(Agent, device.agent_id), office.get(Presence, device.agent_id)
        beat = office.db.read(lambda reader, a=agent, p=present: presence.answer(reader, a, p, typing))  # type: ignore[misc]
        assert beat.typing == where
