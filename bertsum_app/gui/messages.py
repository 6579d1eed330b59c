"""The message for what can go wrong: what happened, why, what to do.

`core.errors` holds codes and parameters, `error_words` the sentences of the window (the command line
has its own). Every class of error has its entry; a test walks them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bertsum_app.core import errors
from bertsum_app.core.errors import AppError
from bertsum_app.core.fault_report import trace_of
from bertsum_app.gui.error_words.common import WordsFor, translate
from bertsum_app.gui.error_words.databases import DATABASE_WORDS
from bertsum_app.gui.error_words.documents import DOCUMENT_WORDS
from bertsum_app.gui.error_words.inputs import INPUT_WORDS
from bertsum_app.gui.error_words.machine import MACHINE_WORDS
from bertsum_app.gui.error_words.models import MODEL_WORDS
from bertsum_app.gui.error_words.settings import SETTINGS_WORDS
from bertsum_app.gui.error_words.training import TRAINING_WORDS

Severity: TypeAlias = Literal["warning", "notice"]
MessageAction: TypeAlias = Literal["none", "retry", "undo", "copy-details"]


@dataclass(frozen=True)
class Message:
    """What the message bar shows. `details` is what `copy-details` copies.

    One that `stays` is not out of date with the next piece of work: it is there until it was read.
    """

    title: str
    text: str
    severity: Severity = "warning"
    action: MessageAction = "none"
    details: str = ""
    stays: bool = False


def message_for(error: BaseException) -> Message:
    """The message for an error; anything but an `AppError` is our bug and says so."""
    if not isinstance(error, AppError):
        return unexpected(trace_of(error))
    for kind in type(error).__mro__:
        if kind in _WORDS:
            title, text = _WORDS[kind](error.params)
            action = _action_for(error)
            return Message(title, text, action=action, details=str(error))
    return unexpected(str(error))


def unexpected(details: str) -> Message:
    """The message for a bug of ours; `details` is where it arose."""
    return Message(
        translate("Messages", "Something went wrong inside BertSum"),
        translate(
            "Messages",
            "This is a fault of the program, not of your text, which is still here. "
            "You can go on working; the details help to find the fault.",
        ),
        action="copy-details",
        details=details,
    )


def worded_errors() -> frozenset[type[BaseException]]:
    """The classes of errors that have words of their own."""
    return frozenset(_WORDS)


def _action_for(error: AppError) -> MessageAction:
    if isinstance(error, (errors.NothingKept, errors.NoRoomToKeep)):
        return "none"
    if isinstance(error, errors.ResourceError):
        return "retry"
    if isinstance(error, errors.ModelError):
        return "copy-details"
    return "none"


_WORDS: WordsFor = {
    **INPUT_WORDS,
    **DOCUMENT_WORDS,
    **MODEL_WORDS,
    **MACHINE_WORDS,
    **TRAINING_WORDS,
    **SETTINGS_WORDS,
    **DATABASE_WORDS,
}
