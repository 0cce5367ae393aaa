"""Which customers may be one person, and the link that says so."""

import pytest

from app.domain.customers import Customer, Purchase, Sign, merge, phone_key, signs, split
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
