"""The words for errors about models."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, translate
from bertsum_app.gui.reasons import reason_words


def _model(params: Parameters) -> Words:
    return (
        translate("Messages", "The model cannot be used"),
        translate("Messages", "Install BertSum again, or choose another model."),
    )


def _model_not_found(params: Parameters) -> Words:
    return (
        translate("Messages", "The model {model} is not there").format(model=params["model_id"]),
        translate(
            "Messages",
            "It was looked for in: {folders}. If it is the model that comes with BertSum, "
            "the installation is incomplete: install the program again.",
        ).format(folders=params["searched"]),
    )


def _model_damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The model is damaged"),
        translate(
            "Messages",
            "{path}: {reason}. It is not used, so that it cannot give wrong results. "
            "Install the model or the program again.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _model_incompatible(params: Parameters) -> Words:
    return (
        translate("Messages", "The model was made for another version of BertSum"),
        translate(
            "Messages",
            "{path} has format {version}, which this version does not read. "
            "Update the program, or import the model again.",
        ).format(path=params["path"], version=params["format_version"]),
    )


def _job_not_supported(params: Parameters) -> Words:
    return (
        translate("Messages", "The model {model} has not learned this").format(
            model=params["model_id"]
        ),
        translate("Messages", "Choose another kind of work, or another model."),
    )


def _model_id_taken(params: Parameters) -> Words:
    return (
        translate("Messages", "There is a model of this name already"),
        translate(
            "Messages", "{model_id} is installed. Choose another name, or remove that model first."
        ).format(model_id=params["model_id"]),
    )


def _model_embedded(params: Parameters) -> Words:
    return (
        translate("Messages", "This model is part of the program"),
        translate("Messages", "{model_id} cannot be removed or replaced.").format(
            model_id=params["model_id"]
        ),
    )


def _model_id_invalid(params: Parameters) -> Words:
    return (
        translate("Messages", "“{model}” cannot be the name of a model").format(
            model=params["model_id"]
        ),
        translate(
            "Messages",
            "Names have up to 64 small letters, digits, dots, dashes and underscores.",
        ),
    )


MODEL_WORDS: WordsFor = {
    errors.ModelError: _model,
    errors.ModelNotFound: _model_not_found,
    errors.ModelDamaged: _model_damaged,
    errors.ModelIncompatible: _model_incompatible,
    errors.JobNotSupported: _job_not_supported,
    errors.ModelIdTaken: _model_id_taken,
    errors.ModelEmbedded: _model_embedded,
    errors.ModelIdInvalid: _model_id_invalid,
}
