"""The words for errors about the history."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, translate
from bertsum_app.gui.reasons import reason_words


def _history(params: Parameters) -> Words:
    return (
        translate("Messages", "The history cannot be used"),
        translate("Messages", "Everything else works as usual."),
    )


def _history_unreadable(params: Parameters) -> Words:
    return (
        translate("Messages", "The history cannot be read"),
        translate(
            "Messages",
            "{path}: {reason}. Everything else works as usual, but nothing is kept in the history.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _history_locked(params: Parameters) -> Words:
    return (
        translate("Messages", "The history is in use by another program"),
        translate(
            "Messages",
            "{path} was not free in time. What you do is kept as soon as it is; close other windows "
            "of BertSum that you do not need.",
        ).format(path=params["path"]),
    )


def _history_damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The history was damaged, and a new one was begun"),
        translate("Messages", "{path} could not be read. The old file is kept as {kept}.").format(
            path=params["path"], kept=params["kept"]
        ),
    )


def _history_too_new(params: Parameters) -> Words:
    return (
        translate("Messages", "The history was made by a newer BertSum"),
        translate(
            "Messages",
            "{path} has version {version}, which this program does not read. It is left as it is, "
            "and nothing is kept in it until you update BertSum.",
        ).format(path=params["path"], version=params["version"]),
    )


def _history_not_writable(params: Parameters) -> Words:
    return (
        translate("Messages", "The history cannot be written"),
        translate(
            "Messages",
            "The system refused {path}. Give yourself the right to write there, "
            "or turn the history off.",
        ).format(path=params["path"]),
    )


def _history_disk_full(params: Parameters) -> Words:
    return (
        translate("Messages", "There is no room left for the history"),
        translate("Messages", "{path} could not grow. Free some space on that disk.").format(
            path=params["path"]
        ),
    )


HISTORY_WORDS: WordsFor = {
    errors.HistoryError: _history,
    errors.HistoryUnreadable: _history_unreadable,
    errors.HistoryLocked: _history_locked,
    errors.HistoryDamaged: _history_damaged,
    errors.HistoryTooNew: _history_too_new,
    errors.HistoryNotWritable: _history_not_writable,
    errors.HistoryDiskFull: _history_disk_full,
}
