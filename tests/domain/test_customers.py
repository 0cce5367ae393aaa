"""Which customers may be one person, and the link that says so."""

import pytest

from app.domain.customers import Customer, Level, Purchase, Sign, guest_name, leader, merge, phone_key, signs, split
from app.domain.entity import Actor
from app.domain.errors import Refused

WHO = Actor("anna", "agent")


def customer(row_id: str = "a", **fields: object) -> Customer:
    return Customer(id=row_id, scope="people", **{"name": "陈思远", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phone", "key"),
    [
        ("138 0045-6621", "13800456621"), ("+86 13800456621", "13800456621"), ("0086-138-0045-6621", "13800456621"),
        ("(0571) 8888 6666", "057188886666"), ("138****6621", ""), ("12345", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_phone_number_is_compared_by_its_digits(phone: str, key: str) -> None:
    assert phone_key(phone) == key


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"phone": "13800456621"}, {"phone": "+86 138 0045 6621"}, (Sign.PHONE,)),
        ({"name": "甲", "phone": "138****6621"}, {"phone": "138****6621"}, ()),  # so many people have
        ({"phone": "138****6621"}, {"phone": "138****6621"}, (Sign.NAME_AND_PHONE,)),
        ({"id_number": "33010619900101123X"}, {"id_number": "33010619900101123x"}, (Sign.ID_NUMBER,)),
        ({"id_number": "3301**********123X"}, {"id_number": "3301**********123X"}, ()),
        ({"email": "Amy@x.cn "}, {"email": "amy@X.cn"}, (Sign.EMAIL,)),
        ({"purchases": (Purchase("耳机", "E1"),)}, {"purchases": (Purchase("耳机二", "E1"),)}, (Sign.ORDER,)),
        ({"purchases": (Purchase("耳机"),)}, {"purchases": (Purchase("耳机"),)}, ()),
        ({"city": "杭州"}, {"city": "杭州"}, (Sign.NAME_AND_PLACE,)),
        ({}, {}, ()),  # of one name there are many
        ({"name": "", "city": "杭州"}, {"name": "", "city": "杭州"}, ()),
        ({"phone": "1", "city": "杭州", "email": "a@b"}, {"phone": "1", "city": "杭州", "email": "a@b"},
         (Sign.EMAIL, Sign.NAME_AND_PLACE)),
    ],
)  # fmt: skip
def test_what_speaks_for_one_person(
    one: dict[str, object], other: dict[str, object], expected: tuple[Sign, ...]
) -> None:
    assert signs(customer("a", **one), customer("b", **other)) == expected
    assert signs(customer("b", **other), customer("a", **one)) == expected


def test_a_merge_is_a_link_and_a_split_takes_it_away() -> None:
    before = customer(phone="1", note="常客")
    linked = merge(before, {"into": "b"}, WHO, 5)
    assert linked.merged_into == "b"
    assert merge(linked, {"into": "b"}, WHO, 6) is linked
    assert split(linked, {}, WHO, 7) == before
    assert split(before, {}, WHO, 7) is before


@pytest.mark.parametrize(("into", "code"), [("", "customer_merge"), ("a", "customer_merge")])
def test_nobody_is_merged_into_himself(into: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        merge(customer("a"), {"into": into}, WHO, 5)


def test_who_was_merged_already_is_told_into_whom() -> None:
    with pytest.raises(Refused, match="customer_merged") as caught:
        merge(customer("a", merged_into="b"), {"into": "c"}, WHO, 5)
    assert caught.value.values == {"into": "b"}


GUEST = guest_name("zh-CN", "0123-8f2c")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"name": GUEST, "level": Level.VIP, "phone": "13800456621", "created_at": 1}),
        ({}, {"name": guest_name("en-GB", "visitor_-a"), "level": Level.GOLD}),
        ({"level": Level.GOLD, "created_at": 9}, {"phone": "13800456621", "email": "c@x.cn", "created_at": 1}),
        ({"email": "c@x.cn", "address": "西湖路 1 号", "created_at": 9}, {"email": "c@x.cn", "created_at": 1}),
        ({"created_at": 1}, {"created_at": 9}),
        ({"created_at": 1}, {"created_at": 0}),
    ],
    ids=["named", "named in any language", "level", "fields", "older", "no date"],
)
def test_the_better_known_of_two_stands_for_both(better: dict[str, object], worse: dict[str, object]) -> None:
    for ids in ("ab", "ba"):
        best, other = customer(ids[0], **better), customer(ids[1], **worse)
        assert leader(best, other, {}) is leader(other, best, {}) is best


def test_who_is_known_by_more_channels_stands_for_both() -> None:
    one, other = customer("a", created_at=1), customer("b", created_at=9)
    assert leader(one, other, {}) is one
    assert leader(one, other, {"b": 2, "a": 1}) is other
    assert leader(customer("z"), customer("y"), {}).id == "y", "everybody decides alike"
