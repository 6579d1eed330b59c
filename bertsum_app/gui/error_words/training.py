"""The words for errors about corpora and training."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import (
    Parameters,
    Words,
    WordsFor,
    line_to_correct,
    number,
    translate,
)
from bertsum_app.gui.reasons import reason_words


def _corpus(params: Parameters) -> Words:
    return (
        translate("Messages", "The training data cannot be used"),
        translate("Messages", "Check the files and try again."),
    )


def _corpus_unreadable(params: Parameters) -> Words:
    return (
        translate("Messages", "The training data breaks its format"),
        line_to_correct(params),
    )


def _corpus_empty(params: Parameters) -> Words:
    return (
        translate("Messages", "There is no usable example in the training data"),
        translate("Messages", "Check that {path} holds texts in the expected columns.").format(
            path=params["path"]
        ),
    )


def _corpus_too_small(params: Parameters) -> Words:
    return (
        translate("Messages", "Too little data to learn from"),
        translate(
            "Messages",
            "Only {examples} usable examples are left, and at least {least} are needed. "
            "Add more data.",
        ).format(examples=number(params["examples"]), least=number(params["least"])),
    )


def _packed_corpus_damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The prepared training data is damaged"),
        translate("Messages", "{path}: {reason}. Prepare it again from the original files.").format(
            path=params["path"], reason=reason_words(params["reason"])
        ),
    )


def _training(params: Parameters) -> Words:
    return (
        translate("Messages", "The training cannot go on"),
        translate("Messages", "What was learned so far is kept in its folder."),
    )


def _run_not_found(params: Parameters) -> Words:
    return (
        translate("Messages", "The training run is not there"),
        translate("Messages", "Nothing was found at {path}.").format(path=params["path"]),
    )


def _run_incompatible(params: Parameters) -> Words:
    return (
        translate("Messages", "The training run was made with other settings"),
        translate(
            "Messages", "{path}: {reason}. Start a new run, or use the settings of this one."
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _run_busy(params: Parameters) -> Words:
    return (
        translate("Messages", "This training is being worked on already"),
        translate(
            "Messages",
            "Another window or a command works on {path}. Wait for it, or stop it there.",
        ).format(path=params["path"]),
    )


def _loss_diverged(params: Parameters) -> Words:
    return (
        translate("Messages", "The training went astray"),
        translate(
            "Messages",
            "The error grew beyond all bounds at step {step}. "
            "Start again from the last good state with a lower learning rate.",
        ).format(step=number(params["step"])),
    )


TRAINING_WORDS: WordsFor = {
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
}
