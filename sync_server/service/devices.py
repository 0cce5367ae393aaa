"""The list of devices: who sees it, ending the sign-ins of one, and having one delete what it holds.

An order to delete ends the sign-ins at once: the device may be in a thief's hands, so that nothing more is taken from
it, and what it had not sent goes with the rest. It is told at its next request of any kind, and asked no password.
"""

from collections.abc import Mapping

from app.domain.devices import Device
from app.domain.errors import AppError, Refused
from app.domain.people import Agent
from sync_server.service import accounts
from sync_server.service.accounts import Caller
from sync_server.storage import devices, history
from sync_server.storage.records import Reader, Tx

MANAGE = "device.manage"
"""What the list of everybody's devices needs."""


def mine(reader: Reader, who: Caller) -> tuple[Device, ...]:
    """Return the caller's own devices."""
    agent = accounts.signed_in(reader, who)
    return _shown(devices.of_account(reader, agent.id), {agent.id: agent}, who.device_id)


def everybody(reader: Reader, who: Caller | None = None) -> tuple[Device, ...]:
    """Return all devices; without a caller for the command line. Raises AppError("forbidden")."""
    if who is not None:
        accounts.demand(accounts.signed_in(reader, who), MANAGE)
    found = devices.everybody(reader)
    agents = reader.get_many(Agent, {each.account_id for each in found})
    return _shown(found, agents, who.device_id if who is not None else "")


def end_mine(tx: Tx, who: Caller, device_id: str) -> None:
    """An agent ends his sign-ins on one of his devices. Raises AppError("no_such_row") for another's."""
    agent = accounts.signed_in(tx, who)
    device = _known(tx, device_id)
    if device.account_id != agent.id:
        raise AppError("no_such_row", {"entity": "device"})
    devices.end(tx, device.id)
    _write_down(tx, device, "device_revoked", agent.id)


def revoke(tx: Tx, device_id: str, who: Caller | None = None) -> None:
    """End the sign-ins on anybody's device, at once. Raises AppError: "forbidden", "no_such_row"."""
    actor = _steward(tx, who)
    device = _known(tx, device_id)
    devices.end(tx, device.id)
    _write_down(tx, device, "device_revoked", actor)


def wipe(tx: Tx, device_id: str, who: Caller | None = None) -> None:
    """End the sign-ins on a device and have it delete what it holds; an order that is open stays as it is.

    Raises AppError: "forbidden", "no_such_row", and Refused("device_too_old") for a program that could not be told.
    """
    actor = _steward(tx, who)
    device = _known(tx, device_id)
    if not device.key:
        raise Refused("device_too_old", {"device": device.name})
    devices.end(tx, device.id)
    if device.wipe_at is None:
        devices.order(tx, device.id)
        _write_down(tx, device, "device_wipe_ordered", actor)


def spare(tx: Tx, device_id: str, who: Caller | None = None) -> None:
    """Take back the order that a device deletes what it holds; its people sign in there again.

    Nothing changes without an order. Raises AppError: "forbidden", "no_such_row", and Refused("device_obeyed") when it
    has said that it has deleted everything. One that has deleted without having been able to say so says it later.
    """
    actor = _steward(tx, who)
    device = _known(tx, device_id)
    if device.wiped_at is not None:
        raise Refused("device_obeyed", {"device": device.name})
    if device.wipe_at is not None:
        devices.spare(tx, device.id)
        _write_down(tx, device, "device_wipe_cancelled", actor)


def obeyed(tx: Tx, key: str, unsent: int | None) -> None:
    """The device of a key says that it has deleted what it held; said twice it changes nothing."""
    device = devices.ordered(tx, key) or devices.spared(tx, key)
    if device is not None:
        devices.obeyed(tx, device.id, unsent)
        _write_down(tx, device, "device_wiped", device.account_id, {} if unsent is None else {"unsent": unsent})


def _steward(tx: Tx, who: Caller | None) -> str:
    if who is None:
        return ""
    agent = accounts.signed_in(tx, who)
    accounts.demand(agent, MANAGE)
    return agent.id


def _known(tx: Tx, device_id: str) -> devices.Device:
    found = devices.find(tx, device_id)
    if found is None:
        raise AppError("no_such_row", {"entity": "device"})
    return found


def _write_down(
    tx: Tx, device: devices.Device, action: str, actor_id: str, values: Mapping[str, object] | None = None
) -> None:
    owner = tx.peek(Agent, device.account_id)
    if owner is not None:  # its scope is everybody's: held requests of the device end with this commit
        told = {"device": device.name, **(values or {})}
        history.record(tx, owner, action, actor_id=actor_id, device_id=device.id, values=told)


def _shown(found: list[devices.Device], agents: Mapping[str, Agent], current: str) -> tuple[Device, ...]:
    return tuple(_one(each, agents.get(each.account_id), each.id == current) for each in found)


def _one(device: devices.Device, agent: Agent | None, current: bool) -> Device:
    return Device(
        id=device.id,
        agent_id=device.account_id,
        agent_name=agent.name if agent is not None else "",
        name=device.name,
        system=device.system,
        version=device.version,
        address=device.address,
        created_at=device.created_at,
        seen_at=device.seen_at,
        sign_ins=device.sign_ins,
        current=current,
        obeys=bool(device.key),
        wipe="done" if device.wiped_at is not None else "ordered" if device.wipe_at is not None else "",
        wipe_at=device.wiped_at or device.wipe_at or 0,
        unsent=device.unsent,
    )
