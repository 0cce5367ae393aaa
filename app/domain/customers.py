"""Customers and the identities by which the channels know them."""

import enum

import msgspec

from app.domain.entity import Entity, EntityType, Merge


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


class Identity(Entity, frozen=True, kw_only=True):
    """How one channel knows a customer: a web visitor, an e-mail address, a WeChat open id. The server makes it."""

    customer_id: str
    channel: Channel
    external_id: str
    display_name: str = ""


CUSTOMER = EntityType(
    name="customer",
    cls=Customer,
    merge={
        "name": Merge.IMPORTANT,
        "phone": Merge.IMPORTANT,
        "id_number": Merge.IMPORTANT,
        "email": Merge.IMPORTANT,
        "address": Merge.IMPORTANT,
        "tags": Merge.SET,
        "purchases": Merge.SET,
        "created_at": Merge.FIXED,
    },
    indexes=(("phone",),),
)
IDENTITY = EntityType(
    name="identity",
    cls=Identity,
    merge={"customer_id": Merge.SERVER, "channel": Merge.FIXED, "external_id": Merge.FIXED},
    client_creates=False,
    indexes=(("customer_id",), ("channel", "external_id")),
)
