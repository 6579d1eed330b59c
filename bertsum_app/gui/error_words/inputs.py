"""The words for errors about what the person gave us."""

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
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.reasons import reason_words


def _input(params: Parameters) -> Words:
    return (
        translate("Messages", "This text cannot be worked on"),
        translate("Messages", "Try another text or another file."),
    )


def _empty_text(params: Parameters) -> Words:
    return (
        translate("Messages", "There is no text yet"),
        translate("Messages", "Type or paste something, or drop a document on the window."),
    )


def _text_too_long(params: Parameters) -> Words:
    return (
        translate("Messages", "The text is too long"),
        translate(
            "Messages",
            "It has {length} characters; up to {limit} can be taken at once. "
            "Work on it in parts, or have the file translated as a document.",
        ).format(length=number(params["length"]), limit=number(params["limit"])),
    )


def _unsupported_language(params: Parameters) -> Words:
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


def _unreadable_file(params: Parameters) -> Words:
    return (
        translate("Messages", "The file cannot be read"),
        translate(
            "Messages", "{path}: {reason}. Check that it is there and that you may open it."
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _unknown_encoding(params: Parameters) -> Words:
    return (
        translate("Messages", "This does not look like a text file"),
        translate(
            "Messages",
            "{path} is text in no encoding that BertSum knows. "
            "Save it as UTF-8 text and open it again, or copy its text and paste it.",
        ).format(path=params["path"]),
    )


def _wrong_encoding(params: Parameters) -> Words:
    return (
        translate("Messages", "The file is in another encoding"),
        translate("Messages", "{path} is no text in {encoding}. Choose another one.").format(
            path=params["path"], encoding=params["encoding"]
        ),
    )


def _glossary_unreadable(params: Parameters) -> Words:
    return (
        translate("Messages", "The glossary cannot be imported"),
        line_to_correct(params),
    )


def _glossary_empty(params: Parameters) -> Words:
    return (
        translate("Messages", "Nothing to import"),
        translate(
            "Messages",
            "{path} has no entry for these two languages. Choose the languages above the table first.",
        ).format(path=params["path"]),
    )


def _glossaries_damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The glossaries were damaged"),
        translate(
            "Messages", "They are not used. The file is kept as {kept}; a new one is begun."
        ).format(kept=params["kept"], path=params["path"]),
    )


INPUT_WORDS: WordsFor = {
    errors.InputError: _input,
    errors.EmptyText: _empty_text,
    errors.TextTooLong: _text_too_long,
    errors.UnsupportedLanguage: _unsupported_language,
    errors.UnreadableFile: _unreadable_file,
    errors.UnknownEncoding: _unknown_encoding,
    errors.WrongEncoding: _wrong_encoding,
    errors.GlossaryUnreadable: _glossary_unreadable,
    errors.GlossaryEmpty: _glossary_empty,
    errors.GlossariesDamaged: _glossaries_damaged,
}
