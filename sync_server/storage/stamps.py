"""Who set each field of a row last, as it is kept beside the row."""

import functools

import msgspec

from app.domain.entity import EntityType, Merge
from app.domain.merge import Stamp, Stamps
from app.domain.registry import ENTITIES

_CONCURRENT = (Merge.REGISTER, Merge.IMPORTANT, Merge.BODY, Merge.PARTS, Merge.SET)
_KEEP_STAMPS = frozenset(
    name for name, entity in ENTITIES.items() if any(entity.rule(field) in _CONCURRENT for field in entity.fields())
)
_NO_STAMPS = "[]"
_STAMPED = msgspec.json.Decoder(list[tuple[Stamp, tuple[str, ...]]])


def keeps_stamps(entity: EntityType) -> bool:
    """Say whether fields of the entity can conflict, so that it matters who set them last."""
    return entity.name in _KEEP_STAMPS


def encode_stamps(entity: EntityType, stamps: Stamps) -> str:
    """Return the stamps as JSON text, fields of one stamp together: a new row has one stamp for all."""
    if not stamps or not keeps_stamps(entity):
        return _NO_STAMPS
    first = next(iter(stamps.values()))
    if len(stamps) == len(entity.fields()) and all(stamp is first for stamp in stamps.values()):  # a new row
        return f"[[{msgspec.json.encode(first).decode()},{_named(tuple(stamps))}]]"
    together: dict[int, tuple[Stamp, list[str]]] = {}  # what was set together has the very same stamp
    for name, stamp in stamps.items():
        known = together.get(id(stamp))
        if known is None:
            together[id(stamp)] = (stamp, [name])
        else:
            known[1].append(name)
    return msgspec.json.encode(list(together.values())).decode()


@functools.cache
def _named(names: tuple[str, ...]) -> str:
    return msgspec.json.encode(names).decode()


def decode_stamps(stored: str) -> Stamps:
    """Return the stamps of a row."""
    if stored == _NO_STAMPS:
        return {}
    return {name: stamp for stamp, names in _STAMPED.decode(stored) for name in names}
