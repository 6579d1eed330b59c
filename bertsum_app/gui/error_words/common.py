"""What the words for errors are made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QLocale

from bertsum_app.core.errors import Parameter
from bertsum_app.gui.reasons import reason_words

# Named as lupdate looks for it.
translate = QCoreApplication.translate

Parameters: TypeAlias = Mapping[str, Parameter]
Words: TypeAlias = tuple[str, str]
"""What happened; why, and what to do."""

WordsFor: TypeAlias = Mapping[type[BaseException], Callable[[Parameters], Words]]


def number(value: Parameter) -> str:
    """A number as it is written where the person lives."""
    return QLocale().toString(value) if isinstance(value, int) else str(value)


def line_to_correct(params: Parameters) -> str:
    """What is wrong with a line of a file; with the file as a whole, where `line` is 0."""
    path, reason = params["path"], reason_words(params["reason"])
    if not params["line"]:
        return translate("Messages", "{path}: {reason}. Correct the file and try again.").format(
            path=path, reason=reason
        )
    return translate(
        "Messages", "{path}, line {line}: {reason}. Correct the line and try again."
    ).format(path=path, line=number(params["line"]), reason=reason)
