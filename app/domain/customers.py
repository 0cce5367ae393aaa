"""Customers and the identities by which the channels know them.

That two rows are one person is said by a link from one to the other, ``merged_into``. Nothing is moved or overwritten:
conversations, tickets and identities stay with the row that they came to, whatever is written offline about one of the
two stays its own, and taking the link away makes two customers again.
"""

import enum
import re
import sys
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused


class Level(enum.StrEnum):
    NORMAL = "normal"
    SILVER = "silver"
    GOLD = "gold"
    VIP = "vip"


class Channel(enum.StrEnum):
    WEB = "web"
    EMAIL = "email"
    WECHAT = "wechat"
    PHONE = "phone"
    APP = "app"
    API = "api"
    WALK_IN = "walk_in"


class Purchase(msgspec.Struct, frozen=True):
    """A product that the customer owns. ``bought_at`` and ``warranty_until`` are ms UTC."""

    product: str
    order_no: str = ""
    bought_at: int | None = None
    warranty_until: int | None = None


class Customer(Entity, frozen=True, kw_only=True):
    """``merged_into`` is the customer who is the same person, and stands for both."""

    name: str
    phone: str = ""
    id_number: str = ""
    email: str = ""
    level: Level = Level.NORMAL
    city: str = ""
    address: str = ""
    language: str = "zh-CN"
    tags: tuple[str, ...] = ()
    note: str = ""
    purchases: tuple[Purchase, ...] = ()
    created_at: int = 0
    merged_into: str = ""


class Identity(Entity, frozen=True, kw_only=True):
    """How one channel knows a customer: a web visitor, an e-mail address, a WeChat open id. The server makes it."""

    customer_id: str
    channel: Channel
    external_id: str
    display_name: str = ""


class Sign(enum.StrEnum):
    """What speaks for two customers being one person."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    EMAIL = "email"
    ORDER = "order"
    NAME_AND_PHONE = "name_and_phone"  # as much of the number as one may see
    NAME_AND_PLACE = "name_and_place"


_GUEST = re.compile(r"(访客|訪客|Visitor) \S{4}")
_NOT_DIGITS = re.compile(r"\D")
_FEWEST_DIGITS = 7


def phone_key(phone: str) -> str:
    """Return the digits by which a phone number is compared, without the country's code: "" for none, or masked."""
    digits = "" if "*" in phone else _NOT_DIGITS.sub("", phone)
    if len(digits) > 11 and digits.removeprefix("00").startswith("86"):
        digits = digits.removeprefix("00").removeprefix("86")
    return digits if len(digits) >= _FEWEST_DIGITS else ""


def guest_name(locale: str, visitor_id: str) -> str:
    """Return what a visitor of the web page is called who has not said his name."""
    guest = "Visitor" if locale.startswith("en") else "訪客" if locale == "zh-TW" else "访客"
    return f"{guest} {visitor_id[-4:].upper()}"


def is_anonymous(customer: Customer) -> bool:
    """Say whether nobody knows the customer's name."""
    return not customer.name.strip() or _GUEST.fullmatch(customer.name) is not None


def leader(one: Customer, other: Customer, identities: Mapping[str, int]) -> Customer:
    """Return which of two customers who are one person should stand for both, whichever of them comes first.

    Who has a name does before who has none, then the higher level, then of whom more is known, then the older.
    ``identities`` tells by id how many channels know a customer.
    """

    def rank(each: Customer) -> tuple[bool, int, int, int, str]:
        known = (each.phone, each.id_number, each.email, each.city, each.address, each.note, each.tags, each.purchases)
        much = sum(map(bool, known)) + identities.get(each.id, 0)
        return is_anonymous(each), -list(Level).index(each.level), -much, each.created_at or sys.maxsize, each.id

    return min(one, other, key=rank)


def signs(one: Customer, other: Customer) -> tuple[Sign, ...]:
    """Return what speaks for two customers being one person, the strongest first; () for nothing.

    A name alone does not: there are many people of one name.
    """
    found: list[Sign] = []
    if phone_key(one.phone) and phone_key(one.phone) == phone_key(other.phone):
        found.append(Sign.PHONE)
    if one.id_number and "*" not in one.id_number and one.id_number.upper() == other.id_number.upper():
        found.append(Sign.ID_NUMBER)
    email = one.email.strip().casefold()
    if "@" in email and "*" not in email and email == other.email.strip().casefold():
        found.append(Sign.EMAIL)
    orders = {purchase.order_no for purchase in one.purchases if purchase.order_no}
    if orders & {purchase.order_no for purchase in other.purchases}:
        found.append(Sign.ORDER)
    named = bool(one.name.strip()) and one.name.strip() == other.name.strip()
    if named and "*" in one.phone and one.phone == other.phone:
        found.append(Sign.NAME_AND_PHONE)
    places = [(one.city.strip(), other.city.strip()), (one.address.strip(), other.address.strip())]
    if named and any(a and a == b for a, b in places):
        found.append(Sign.NAME_AND_PLACE)
    return tuple(found)


def merge(row: Customer, args: Mapping[str, Any], who: Actor, at: int) -> Customer:
    """It is the same person as the customer ``into``."""
    into = str(args.get("into") or "")
    if row.merged_into and row.merged_into != into:
        raise Refused("customer_merged", {"into": row.merged_into})
    if not into or into == row.id:
        raise Refused("customer_merge", {"into": into})
    return row if row.merged_into else msgspec.structs.replace(row, merged_into=into)


def split(row: Customer, args: Mapping[str, Any], who: Actor, at: int) -> Customer:
    """It is somebody else after all."""
    return msgspec.structs.replace(row, merged_into="") if row.merged_into else row


CUSTOMER = EntityType(
    name="customer",
    tells_deleter=True,
    cls=Customer,
    merge={
        "name": Merge.IMPORTANT,
        "phone": Merge.IMPORTANT,
        "id_number": Merge.IMPORTANT,
        "email": Merge.IMPORTANT,
        "address": Merge.IMPORTANT,
        "note": Merge.IMPORTANT,
        "tags": Merge.SET,
        "purchases": Merge.SET,
        "created_at": Merge.FIXED,
        "merged_into": Merge.INTENT,
    },
    intents={"merge": merge, "split": split},
    indexes=(("phone",),),
)
IDENTITY = EntityType(
    name="identity",
    cls=Identity,
    merge={"customer_id": Merge.SERVER, "channel": Merge.FIXED, "external_id": Merge.FIXED},
    client_creates=False,
    indexes=(("customer_id",), ("channel", "external_id")),
)
