"""The kinds of work of the Workspace page, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from bertsum_app.inference.selection import Level, SummaryMethod

Mode: TypeAlias = Literal["translate", "summarize", "sentiment"]

_Key = TypeVar("_Key", bound=str)

MODES: tuple[Mode, ...] = ("translate", "summarize", "sentiment")
METHODS: tuple[SummaryMethod, ...] = ("extractive", "abstractive")
LEVELS: tuple[Level, ...] = ("short", "medium", "long")


def as_mode(key: str) -> Mode:
    """The key of a segment as a mode."""
    return _one_of(key, MODES)


def as_method(key: str) -> SummaryMethod:
    """The key of a segment as a method of summarizing."""
    return _one_of(key, METHODS)


def _one_of(key: str, known: tuple[_Key, ...]) -> _Key:
    for candidate in known:
        if candidate == key:
            return candidate
    raise ValueError(key)
