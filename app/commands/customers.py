"""What an agent changes about a customer."""

import msgspec

from app.domain.access import PEOPLE
from app.domain.customers import Customer, Level
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.storage.same_customers import head_of
from app.storage.transaction import Tx

EDITABLE = frozenset({"name", "phone", "id_number", "email", "level", "city", "address", "language", "tags", "note"})


def create(tx: Tx, name: str, *, phone: str = "", email: str = "") -> Customer:
    """Make a customer whom no channel has brought. Raises AppError("customer_no_name")."""
    if not name.strip():
        raise AppError("customer_no_name")
    tx.label = "customer.create"
    return tx.save(
        Customer(
            id=new_id(), scope=PEOPLE, name=name.strip(), phone=phone.strip(), email=email.strip(), created_at=tx.now
        )
    )


def merge(tx: Tx, customer_id: str, head_id: str) -> Customer:
    """Say that a customer is the same person as another, who stands for both from now on. :func:`split` undoes it."""
    head = tx.get(Customer, head_of(tx.connection, head_id))
    return tx.ask(tx.get(Customer, customer_id), "merge", {"into": head.id})


def split(tx: Tx, customer_id: str) -> Customer:
    """Say that a merged customer is somebody else after all."""
    return tx.ask(tx.get(Customer, customer_id), "split")


def edit(tx: Tx, customer_id: str, **changed: object) -> Customer:
    """Change fields of a customer. Raises AppError: "customer_no_name", "field_not_editable"."""
    wrong = set(changed) - EDITABLE
    if wrong:
        raise AppError("field_not_editable", {"entity": "customer", "field": sorted(wrong)[0]})
    values = {key: value.strip() if isinstance(value, str) else value for key, value in changed.items()}
    if "name" in values and not values["name"]:
        raise AppError("customer_no_name")
    if "level" in values:
        values["level"] = Level(str(values["level"]))
    if isinstance(tags := values.get("tags"), (list, tuple)):
        values["tags"] = tuple(dict.fromkeys(str(tag).strip() for tag in tags if str(tag).strip()))
    tx.label = "customer.edit"
    return tx.save(msgspec.structs.replace(tx.get(Customer, customer_id), **values))
