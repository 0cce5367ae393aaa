"""A value as the columns of a table row, and back: text, whole number, truth value, JSON text for everything else."""

import enum
import functools
import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from app.domain.change import field_types
from app.domain.entity import Entity

_SCALARS = frozenset({str, int, bool, float})


def scalar_of(kind: Any) -> type | None:
    """Return the Python scalar by which a field type is stored, or None for JSON."""
    options = [option for option in (typing.get_args(kind) or (kind,)) if option is not type(None)]
    if typing.get_origin(kind) not in (None, typing.Union, types.UnionType) or len(options) != 1:
        return None
    option = options[0]
    if isinstance(option, type) and issubclass(option, enum.StrEnum):
        return str
    return option if option in _SCALARS else None


class Codec:
    """Turns values of one entity into table rows and back."""

    def __init__(self, cls: type[Entity]) -> None:
        self.cls = cls
        self.names: tuple[str, ...] = cls.__struct_fields__
        kinds = field_types(cls)
        self._json = {name: msgspec.json.Decoder(kinds[name]) for name in self.names if scalar_of(kinds[name]) is None}
        self._flags = [name for name in self.names if scalar_of(kinds[name]) is bool]
        self._members: dict[str, dict[str, Any]] = {}  # of the fields that are enums, by their values
        self._enums: dict[str, Any] = {}
        for name in self.names:
            for option in typing.get_args(kinds[name]) or (kinds[name],):
                if isinstance(option, type) and issubclass(option, enum.StrEnum):
                    self._enums[name] = option
                    self._members[name] = {member.value: member for member in option}

    def to_row(self, value: Entity) -> dict[str, Any]:
        """Return the columns of a value."""
        row: dict[str, Any] = msgspec.structs.asdict(value)
        for name in self._json:
            row[name] = msgspec.json.encode(row[name]).decode()
        for name in self._enums:
            if row[name] is not None:
                row[name] = row[name].value
        return row

    def from_row(self, row: Sequence[Any]) -> Any:
        """Return the value of a row whose first columns are the entity's fields in order."""
        values = dict(zip(self.names, row, strict=False))
        for name, decoder in self._json.items():
            values[name] = decoder.decode(values[name])
        for name, kind in self._enums.items():
            found = values[name]
            if found is not None:
                values[name] = self._members[name].get(found) or kind(found)
        for name in self._flags:
            if values[name] is not None:
                values[name] = bool(values[name])  # SQLite has whole numbers for it
        return self.cls(**values)


@functools.cache
def codec(cls: type[Entity]) -> Codec:
    """Return the one codec of an entity's class."""
    return Codec(cls)


def chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Yield a sequence in parts of at most ``size``: SQLite binds a limited number of values in one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
