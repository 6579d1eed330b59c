"""The kinds of work of the Workspace page, by name."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypeVar

Mode: TypeAlias = Literal["translate", "summarize", "sentiment"]
Method: TypeAlias = Literal["extractive", "abstractive"]
Level: TypeAlias = Literal["short", "medium", "long"]

_Key = TypeVar("_Key", bound=str)

MODES: tuple[Mode, ...] = ("translate", "summarize", "sentiment")
METHODS: tuple[Method, ...] = ("extractive", "abstractive")
LEVELS: tuple[Level, ...] = ("short", "medium", "long")


def as_mode(key: str) -> Mode:
    """The key of a segment as a mode."""
    return _one_of(key, MODES)


def as_method(key: str) -> Method:
    """The key of a segment as a method of summarizing."""
    return _one_of(key, METHODS)


def _one_of(key: str, known: tuple[_Key, ...]) -> _Key:
    for candidate in known:
        if candidate == key:
            return candidate
    raise ValueError(key)
