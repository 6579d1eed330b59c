"""From parsed JSON back to frozen dataclasses, each value checked against the type it is to have.

The other way is `dataclasses.asdict`. Known types: dataclasses, ``tuple[X, ...]``, ``tuple[X, Y]``,
``Mapping[X, Y]``, ``Literal``, str, bool, int and float - what reports are made of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")

_SCALARS = (str, bool, int, float)


def decode(kind: type[T], value: object) -> T:
    """`value`, as `json.loads` gives it, as a `kind`.

    Raises:
        TypeError: a value is missing, left over or of another type.
    """
    decoded = _decode(kind, value)
    assert isinstance(decoded, kind)
    return decoded


def _decode(kind: object, value: object) -> object:
    if kind is float and type(value) is int:
        return float(value)
    if kind in _SCALARS and type(value) is kind:
        return value
    if get_origin(kind) is Literal and value in get_args(kind):
        return value
    if get_origin(kind) is Mapping and isinstance(value, dict):
        of_key, of_value = get_args(kind)
        return {_decode(of_key, key): _decode(of_value, part) for key, part in value.items()}
    if get_origin(kind) is tuple and isinstance(value, list):
        kinds = get_args(kind)
        if kinds[-1] is Ellipsis:
            kinds = (kinds[0],) * len(value)
        if len(kinds) == len(value):
            return tuple(_decode(*pair) for pair in zip(kinds, value, strict=True))
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        hints = get_type_hints(kind)
        if unknown := value.keys() - hints.keys():
            raise TypeError(f"{kind.__name__} has no {sorted(unknown)}")
        return kind(**{name: _decode(hints[name], part) for name, part in value.items()})
    raise TypeError(f"{kind} expected, {type(value).__name__} found")
