"""The words for errors about settings."""

from __future__ import annotations

from bertsum_app.core import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, translate


def _settings(params: Parameters) -> Words:
    return (
        translate("Messages", "The settings cannot be used"),
        translate("Messages", "BertSum works with its defaults instead."),
    )


def _settings_unreadable(params: Parameters) -> Words:
    return (
        translate("Messages", "The settings cannot be read"),
        translate(
            "Messages",
            "The system refused {path}. BertSum works with its defaults instead.",
        ).format(path=params["path"]),
    )


def _settings_damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The settings were damaged"),
        translate(
            "Messages",
            "{path} could not be understood, so BertSum works with its defaults. "
            "The old file is kept as {kept}.",
        ).format(path=params["path"], kept=params["kept"]),
    )


def _settings_too_new(params: Parameters) -> Words:
    return (
        translate("Messages", "The settings are from a newer BertSum"),
        translate(
            "Messages",
            "{path} was read as far as this program knows it. The file is kept as {kept}.",
        ).format(path=params["path"], kept=params["kept"]),
    )


SETTINGS_WORDS: WordsFor = {
    errors.SettingsError: _settings,
    errors.SettingsUnreadable: _settings_unreadable,
    errors.SettingsDamaged: _settings_damaged,
    errors.SettingsTooNew: _settings_too_new,
}
