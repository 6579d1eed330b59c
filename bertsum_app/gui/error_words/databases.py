"""The words for errors about what is kept in databases: the history, and corrections by hand."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, translate
from bertsum_app.gui.reasons import reason_words


def _of_corrections(params: Parameters) -> bool:
    return params.get("holds") == "corrections"


def _unusable(params: Parameters) -> Words:
    return (
        translate("Messages", "What BertSum keeps cannot be used"),
        translate("Messages", "Everything else works as usual."),
    )


def _unreadable(params: Parameters) -> Words:
    place = {"path": params["path"], "reason": reason_words(params["reason"])}
    if _of_corrections(params):
        return (
            translate("Messages", "Your corrections cannot be read"),
            translate(
                "Messages",
                "{path}: {reason}. Everything else works as usual, but no correction is remembered.",
            ).format(**place),
        )
    return (
        translate("Messages", "The history cannot be read"),
        translate(
            "Messages",
            "{path}: {reason}. Everything else works as usual, but nothing is kept in the history.",
        ).format(**place),
    )


def _locked(params: Parameters) -> Words:
    title = (
        translate("Messages", "Your corrections are in use by another program")
        if _of_corrections(params)
        else translate("Messages", "The history is in use by another program")
    )
    return (
        title,
        translate(
            "Messages",
            "{path} was not free in time. What you do is kept as soon as it is; close other windows "
            "of BertSum that you do not need.",
        ).format(path=params["path"]),
    )


def _damaged(params: Parameters) -> Words:
    title = (
        translate("Messages", "The file of your corrections was damaged, and a new one was begun")
        if _of_corrections(params)
        else translate("Messages", "The history was damaged, and a new one was begun")
    )
    return (
        title,
        translate("Messages", "{path} could not be read. The old file is kept as {kept}.").format(
            path=params["path"], kept=params["kept"]
        ),
    )


def _too_new(params: Parameters) -> Words:
    title = (
        translate("Messages", "Your corrections were kept by a newer BertSum")
        if _of_corrections(params)
        else translate("Messages", "The history was made by a newer BertSum")
    )
    return (
        title,
        translate(
            "Messages",
            "{path} has version {version}, which this program does not read. It is left as it is, "
            "and nothing is kept in it until you update BertSum.",
        ).format(path=params["path"], version=params["version"]),
    )


def _not_writable(params: Parameters) -> Words:
    if _of_corrections(params):
        return (
            translate("Messages", "Your corrections cannot be written"),
            translate(
                "Messages",
                "The system refused {path}. Give yourself the right to write there, and try again.",
            ).format(path=params["path"]),
        )
    return (
        translate("Messages", "The history cannot be written"),
        translate(
            "Messages",
            "The system refused {path}. Give yourself the right to write there, "
            "or turn the history off.",
        ).format(path=params["path"]),
    )


def _disk_full(params: Parameters) -> Words:
    title = (
        translate("Messages", "There is no room left for your corrections")
        if _of_corrections(params)
        else translate("Messages", "There is no room left for the history")
    )
    return (
        title,
        translate("Messages", "{path} could not grow. Free some space on that disk.").format(
            path=params["path"]
        ),
    )


DATABASE_WORDS: WordsFor = {
    errors.DatabaseError: _unusable,
    errors.DatabaseUnreadable: _unreadable,
    errors.DatabaseLocked: _locked,
    errors.DatabaseDamaged: _damaged,
    errors.DatabaseTooNew: _too_new,
    errors.DatabaseNotWritable: _not_writable,
    errors.DatabaseDiskFull: _disk_full,
}
