"""The words for what can go wrong: what happened, why, what to do.

`core.errors` holds codes and parameters, this module the sentences of the window (the command line
has its own). Every class of error has its entry; a test walks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication, QLocale

from bertsum_app.core import errors
from bertsum_app.core.errors import AppError, Parameter
from bertsum_app.core.fault_report import trace_of
from bertsum_app.gui.document_messages import DOCUMENT_WORDS
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.reasons import reason_words

# Named as lupdate looks for it.
translate = QCoreApplication.translate

Severity: TypeAlias = Literal["warning", "notice"]
MessageAction: TypeAlias = Literal["none", "retry", "undo", "copy-details"]


@dataclass(frozen=True)
class Message:
    """What the message bar shows. `details` is what `copy-details` copies."""

    title: str
    text: str
    severity: Severity = "warning"
    action: MessageAction = "none"
    details: str = ""


Parameters: TypeAlias = Mapping[str, Parameter]
_Words: TypeAlias = tuple[str, str]


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
    if isinstance(error, errors.NothingKept):
        return "none"
    if isinstance(error, errors.ResourceError):
        return "retry"
    if isinstance(error, errors.ModelError):
        return "copy-details"
    return "none"


def _number(value: Parameter) -> str:
    return QLocale().toString(value) if isinstance(value, int) else str(value)


# --- what the user gave us ------------------------------------------------------------------------


def _input(params: Parameters) -> _Words:
    return (
        translate("Messages", "This text cannot be worked on"),
        translate("Messages", "Try another text or another file."),
    )


def _empty_text(params: Parameters) -> _Words:
    return (
        translate("Messages", "There is no text yet"),
        translate("Messages", "Type or paste something, or drop a document on the window."),
    )


def _text_too_long(params: Parameters) -> _Words:
    return (
        translate("Messages", "The text is too long"),
        translate(
            "Messages",
            "It has {length} characters; up to {limit} can be taken at once. "
            "Work on it in parts, or have the file translated as a document.",
        ).format(length=_number(params["length"]), limit=_number(params["limit"])),
    )


def _unsupported_language(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model has not learned this language: {language}").format(
            language=language_name(str(params["language"]))
        ),
        translate(
            "Messages",
            "If it was recognised wrongly, give a longer passage, or choose the language "
            "above the text when you translate.",
        ),
    )


def _unreadable_file(params: Parameters) -> _Words:
    return (
        translate("Messages", "The file cannot be read"),
        translate(
            "Messages", "{path}: {reason}. Check that it is there and that you may open it."
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _unknown_encoding(params: Parameters) -> _Words:
    return (
        translate("Messages", "This does not look like a text file"),
        translate(
            "Messages",
            "{path} is text in no encoding that BertSum knows. "
            "Save it as UTF-8 text and open it again, or copy its text and paste it.",
        ).format(path=params["path"]),
    )


def _glossary_unreadable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The glossary cannot be imported"),
        translate(
            "Messages", "{path}, line {line}: {reason}. Correct the line and try again."
        ).format(
            path=params["path"],
            line=_number(params["line"]),
            reason=reason_words(params["reason"]),
        ),
    )


def _glossary_empty(params: Parameters) -> _Words:
    return (
        translate("Messages", "Nothing to import"),
        translate(
            "Messages",
            "{path} has no entry for these two languages. Choose the languages above the table first.",
        ).format(path=params["path"]),
    )


def _glossaries_damaged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The glossaries were damaged"),
        translate(
            "Messages", "They are not used. The file is kept as {kept}; a new one is begun."
        ).format(kept=params["kept"], path=params["path"]),
    )


# --- models ---------------------------------------------------------------------------------------


def _model(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model cannot be used"),
        translate("Messages", "Install BertSum again, or choose another model."),
    )


def _model_not_found(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model {model} is not there").format(model=params["model_id"]),
        translate(
            "Messages",
            "It was looked for in: {folders}. If it is the model that comes with BertSum, "
            "the installation is incomplete: install the program again.",
        ).format(folders=params["searched"]),
    )


def _model_damaged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model is damaged"),
        translate(
            "Messages",
            "{path}: {reason}. It is not used, so that it cannot give wrong results. "
            "Install the model or the program again.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _model_incompatible(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model was made for another version of BertSum"),
        translate(
            "Messages",
            "{path} has format {version}, which this version does not read. "
            "Update the program, or import the model again.",
        ).format(path=params["path"], version=params["format_version"]),
    )


def _job_not_supported(params: Parameters) -> _Words:
    return (
        translate("Messages", "The model {model} has not learned this").format(
            model=params["model_id"]
        ),
        translate("Messages", "Choose another kind of work, or another model."),
    )


def _model_id_taken(params: Parameters) -> _Words:
    return (
        translate("Messages", "There is a model of this name already"),
        translate(
            "Messages", "{model_id} is installed. Choose another name, or remove that model first."
        ).format(model_id=params["model_id"]),
    )


def _model_embedded(params: Parameters) -> _Words:
    return (
        translate("Messages", "This model is part of the program"),
        translate("Messages", "{model_id} cannot be removed or replaced.").format(
            model_id=params["model_id"]
        ),
    )


def _model_id_invalid(params: Parameters) -> _Words:
    return (
        translate("Messages", "“{model}” cannot be the name of a model").format(
            model=params["model_id"]
        ),
        translate(
            "Messages",
            "Names have up to 64 small letters, digits, dots, dashes and underscores.",
        ),
    )


# --- the machine ----------------------------------------------------------------------------------


def _resource(params: Parameters) -> _Words:
    return (
        translate("Messages", "The computer lacks something that is needed"),
        translate("Messages", "Close other programs and try again."),
    )


def _disk_full(params: Parameters) -> _Words:
    return (
        translate("Messages", "The disk is full"),
        translate(
            "Messages", "There was no room left for {path}. Free some space and try again."
        ).format(path=params["path"]),
    )


def _folder_not_writable(params: Parameters) -> _Words:
    return (
        translate("Messages", "A folder cannot be written to"),
        translate(
            "Messages",
            "The system refused {path}. Give yourself the right to write there, "
            "or choose another place, and try again.",
        ).format(path=params["path"]),
    )


def _nothing_kept(params: Parameters) -> _Words:
    return (
        translate("Messages", "Settings and history will not be kept"),
        translate(
            "Messages",
            "BertSum may not write into {path}. You can work all the same. To have things kept, "
            "give yourself the right to write there, or move the program to another place.",
        ).format(path=params["path"]),
    )


def _device_unavailable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The device {device} cannot be used").format(device=params["device"]),
        translate("Messages", "{reason}. The processor (CPU) always works.").format(
            reason=reason_words(params["reason"])
        ),
    )


def _out_of_memory(params: Parameters) -> _Words:
    return (
        translate("Messages", "There was not enough memory"),
        translate("Messages", "Close other programs, or work on a shorter text, and try again."),
    )


# --- corpora and training -------------------------------------------------------------------------


def _corpus(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training data cannot be used"),
        translate("Messages", "Check the files and try again."),
    )


def _corpus_unreadable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training data breaks its format"),
        translate(
            "Messages", "{path}, line {line}: {reason}. Correct the line and try again."
        ).format(
            path=params["path"], line=_number(params["line"]), reason=reason_words(params["reason"])
        ),
    )


def _corpus_empty(params: Parameters) -> _Words:
    return (
        translate("Messages", "There is no usable example in the training data"),
        translate("Messages", "Check that {path} holds texts in the expected columns.").format(
            path=params["path"]
        ),
    )


def _corpus_too_small(params: Parameters) -> _Words:
    return (
        translate("Messages", "Too little data to learn from"),
        translate(
            "Messages",
            "Only {examples} usable examples are left, and at least {least} are needed. "
            "Add more data, or look at the report for what was left out and why.",
        ).format(examples=params["examples"], least=params["least"]),
    )


def _packed_corpus_damaged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The prepared training data is damaged"),
        translate("Messages", "{path}: {reason}. Prepare it again from the original files.").format(
            path=params["path"], reason=reason_words(params["reason"])
        ),
    )


def _training(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training cannot go on"),
        translate("Messages", "What was learned so far is kept in its folder."),
    )


def _run_not_found(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training run is not there"),
        translate("Messages", "Nothing was found at {path}.").format(path=params["path"]),
    )


def _run_incompatible(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training run was made with other settings"),
        translate(
            "Messages", "{path}: {reason}. Start a new run, or use the settings of this one."
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _run_busy(params: Parameters) -> _Words:
    return (
        translate("Messages", "This training is being worked on already"),
        translate(
            "Messages",
            "Another window or a command works on {path}. Wait for it, or stop it there.",
        ).format(path=params["path"]),
    )


def _loss_diverged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The training went astray"),
        translate(
            "Messages",
            "The error grew beyond all bounds at step {step}. "
            "Start again from the last good state with a lower learning rate.",
        ).format(step=_number(params["step"])),
    )


# --- settings -------------------------------------------------------------------------------------


def _settings(params: Parameters) -> _Words:
    return (
        translate("Messages", "The settings cannot be used"),
        translate("Messages", "BertSum works with its defaults instead."),
    )


def _settings_unreadable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The settings cannot be read"),
        translate(
            "Messages",
            "The system refused {path}. BertSum works with its defaults instead.",
        ).format(path=params["path"]),
    )


def _settings_damaged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The settings were damaged"),
        translate(
            "Messages",
            "{path} could not be understood, so BertSum works with its defaults. "
            "The old file is kept as {kept}.",
        ).format(path=params["path"], kept=params["kept"]),
    )


def _settings_too_new(params: Parameters) -> _Words:
    return (
        translate("Messages", "The settings are from a newer BertSum"),
        translate(
            "Messages",
            "{path} was read as far as this program knows it. The file is kept as {kept}.",
        ).format(path=params["path"], kept=params["kept"]),
    )


# --- the history ----------------------------------------------------------------------------------


def _history(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history cannot be used"),
        translate("Messages", "Everything else works as usual."),
    )


def _history_unreadable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history cannot be read"),
        translate(
            "Messages",
            "{path}: {reason}. Everything else works as usual, but nothing is kept in the history.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _history_locked(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history is in use by another program"),
        translate(
            "Messages",
            "{path} was not free in time. What you do is kept as soon as it is; close other windows "
            "of BertSum that you do not need.",
        ).format(path=params["path"]),
    )


def _history_damaged(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history was damaged, and a new one was begun"),
        translate("Messages", "{path} could not be read. The old file is kept as {kept}.").format(
            path=params["path"], kept=params["kept"]
        ),
    )


def _history_too_new(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history was made by a newer BertSum"),
        translate(
            "Messages",
            "{path} has version {version}, which this program does not read. It is left as it is, "
            "and nothing is kept in it until you update BertSum.",
        ).format(path=params["path"], version=params["version"]),
    )


def _history_not_writable(params: Parameters) -> _Words:
    return (
        translate("Messages", "The history cannot be written"),
        translate(
            "Messages",
            "The system refused {path}. Give yourself the right to write there, "
            "or turn the history off.",
        ).format(path=params["path"]),
    )


def _history_disk_full(params: Parameters) -> _Words:
    return (
        translate("Messages", "There is no room left for the history"),
        translate("Messages", "{path} could not grow. Free some space on that disk.").format(
            path=params["path"]
        ),
    )


_WORDS: Mapping[type[BaseException], Callable[[Parameters], _Words]] = {
    **DOCUMENT_WORDS,
    errors.InputError: _input,
    errors.EmptyText: _empty_text,
    errors.TextTooLong: _text_too_long,
    errors.UnsupportedLanguage: _unsupported_language,
    errors.UnreadableFile: _unreadable_file,
    errors.UnknownEncoding: _unknown_encoding,
    errors.GlossaryUnreadable: _glossary_unreadable,
    errors.GlossaryEmpty: _glossary_empty,
    errors.GlossariesDamaged: _glossaries_damaged,
    errors.ModelError: _model,
    errors.ModelNotFound: _model_not_found,
    errors.ModelDamaged: _model_damaged,
    errors.ModelIncompatible: _model_incompatible,
    errors.JobNotSupported: _job_not_supported,
    errors.ModelIdTaken: _model_id_taken,
    errors.ModelEmbedded: _model_embedded,
    errors.ModelIdInvalid: _model_id_invalid,
    errors.ResourceError: _resource,
    errors.DiskFull: _disk_full,
    errors.FolderNotWritable: _folder_not_writable,
    errors.NothingKept: _nothing_kept,
    errors.DeviceUnavailable: _device_unavailable,
    errors.OutOfMemory: _out_of_memory,
    errors.CorpusError: _corpus,
    errors.CorpusUnreadable: _corpus_unreadable,
    errors.CorpusEmpty: _corpus_empty,
    errors.CorpusTooSmall: _corpus_too_small,
    errors.PackedCorpusDamaged: _packed_corpus_damaged,
    errors.TrainingError: _training,
    errors.RunNotFound: _run_not_found,
    errors.RunIncompatible: _run_incompatible,
    errors.RunBusy: _run_busy,
    errors.LossDiverged: _loss_diverged,
    errors.SettingsError: _settings,
    errors.SettingsUnreadable: _settings_unreadable,
    errors.SettingsDamaged: _settings_damaged,
    errors.SettingsTooNew: _settings_too_new,
    errors.HistoryError: _history,
    errors.HistoryUnreadable: _history_unreadable,
    errors.HistoryLocked: _history_locked,
    errors.HistoryDamaged: _history_damaged,
    errors.HistoryTooNew: _history_too_new,
    errors.HistoryNotWritable: _history_not_writable,
    errors.HistoryDiskFull: _history_disk_full,
}
