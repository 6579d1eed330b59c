"""What the words for errors are made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QLocale

from bertsum_app.core.errors import Parameter

# Named as lupdate looks for it.
translate = QCoreApplication.translate

Parameters: TypeAlias = Mapping[str, Parameter]
Words: TypeAlias = tuple[str, str]
"""What happened; why, and what to do."""

WordsFor: TypeAlias = Mapping[type[BaseException], Callable[[Parameters], Words]]


def number(value: Parameter) -> str:
    """A number as it is written where the person lives."""
    return QLocale().toString(value) if isinstance(value, int) else str(value)
