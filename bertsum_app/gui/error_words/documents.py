"""The words for errors about documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bertsum_app.documents import errors
from bertsum_app.gui.error_words.common import Parameters, Words, WordsFor, number, translate
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.reasons import reason_words


def kind_name(kind: str) -> str:
    """What a file that is no document is called in the middle of a sentence."""
    names: Mapping[str, Callable[[], str]] = {
        "picture": lambda: translate("Messages", "a picture"),
        "media": lambda: translate("Messages", "sound or film"),
        "archive": lambda: translate("Messages", "an archive"),
        "program": lambda: translate("Messages", "a program"),
        "database": lambda: translate("Messages", "a database"),
        "old-office": lambda: translate("Messages", "in the Office format of before 2007"),
    }
    named = names.get(kind)
    if named is not None:
        return named()
    return translate("Messages", "of the kind {kind}").format(kind=kind.upper())


def _document(params: Parameters) -> Words:
    return (
        translate("Messages", "This document cannot be worked on"),
        translate("Messages", "Open it in its own program, save it anew, and try again."),
    )


def _unsupported(params: Parameters) -> Words:
    kind = str(params["kind"])
    title = translate("Messages", "BertSum cannot read this kind of file")
    if kind == "unknown":
        text = translate("Messages", "{path} is none of the documents that BertSum knows.")
    else:
        text = translate("Messages", "{path} is {kind}.")
    return title, text.format(path=params["path"], kind=kind_name(kind))


def _damaged(params: Parameters) -> Words:
    return (
        translate("Messages", "The document is damaged"),
        translate(
            "Messages",
            "{path}: {reason}. Open it in its own program, save it anew, and try again.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _protected(params: Parameters) -> Words:
    return (
        translate("Messages", "The document is protected by a password"),
        translate("Messages", "Save {path} without a password, and try again.").format(
            path=params["path"]
        ),
    )


def _empty(params: Parameters) -> Words:
    return (
        translate("Messages", "There is no text in the document"),
        translate("Messages", "{path} holds nothing to translate or to summarize.").format(
            path=params["path"]
        ),
    )


def _scanned(params: Parameters) -> Words:
    return (
        translate("Messages", "The pages of the document are pictures"),
        translate(
            "Messages",
            "{path} was scanned ({pages} pages) and holds no text. Let a program for text "
            "recognition go over it first.",
        ).format(path=params["path"], pages=number(params["pages"])),
    )


def _too_large(params: Parameters) -> Words:
    return (
        translate("Messages", "The document is too large"),
        translate(
            "Messages", "{path} has {size} MB; up to {limit} MB can be read. Divide it into parts."
        ).format(path=params["path"], size=number(params["size"]), limit=number(params["limit"])),
    )


def _unsafe(params: Parameters) -> Words:
    return (
        translate("Messages", "The document was not opened, to be safe"),
        translate("Messages", "{path} is built in a way that could do harm: {reason}.").format(
            path=params["path"], reason=reason_words(params["reason"])
        ),
    )


def _too_slow(params: Parameters) -> Words:
    return (
        translate("Messages", "Reading the document takes too long"),
        translate(
            "Messages",
            "{path} was given up after {limit} seconds. Save it anew in its own program, or divide "
            "it into parts.",
        ).format(path=params["path"], limit=number(params["limit"])),
    )


def _too_much_memory(params: Parameters) -> Words:
    return (
        translate("Messages", "Reading the document takes too much memory"),
        translate("Messages", "{path} was given up at {limit} MB. Divide it into parts.").format(
            path=params["path"], limit=number(params["limit"])
        ),
    )


def _reader_failed(params: Parameters) -> Words:
    return (
        translate("Messages", "The document could not be read"),
        translate(
            "Messages",
            "Reading {path} failed ({reason}). Nothing else is touched by that; save the document "
            "anew in its own program, and try again.",
        ).format(path=params["path"], reason=reason_words(params["reason"])),
    )


def _other_language(params: Parameters) -> Words:
    return (
        translate("Messages", "The file holds translations into another language"),
        translate(
            "Messages",
            "{path} is for the language {language}. Take the file without translations (such as a "
            "POT template), or one for the language that you translate into.",
        ).format(path=params["path"], language=params["language"]),
    )


def _other_source(params: Parameters) -> Words:
    return (
        translate("Messages", "The file is in another language"),
        translate("Messages", "{path} says that its text is in {language}.").format(
            path=params["path"], language=language_name(str(params["language"]))
        ),
    )


def _lacks_column(params: Parameters) -> Words:
    return (
        translate("Messages", "A column is missing"),
        translate("Messages", "{path} has no column or key {column}; it has {columns}.").format(
            path=params["path"], column=params["column"], columns=params["columns"]
        ),
    )


def _needs_font(params: Parameters) -> Words:
    return (
        translate("Messages", "There is no font to write with"),
        translate(
            "Messages",
            "No font of this computer has the characters for {path} in {language}. Install one, such "
            "as Noto Sans CJK, or have a Word file made.",
        ).format(path=params["path"], language=language_name(str(params["language"]))),
    )


def _changed(params: Parameters) -> Words:
    return (
        translate("Messages", "The document was changed meanwhile"),
        translate("Messages", "{path} is no longer what was translated. Try again.").format(
            path=params["path"]
        ),
    )


def _output_exists(params: Parameters) -> Words:
    return (
        translate("Messages", "There is a file of that name already"),
        translate("Messages", "{path} was left as it is.").format(path=params["path"]),
    )


def _nothing_translated(params: Parameters) -> Words:
    return (
        translate("Messages", "Nothing was translated"),
        translate(
            "Messages",
            "{path} may be in {language} already. Choose another language for documents, and try "
            "again.",
        ).format(path=params["path"], language=language_name(str(params["language"]))),
    )


def _no_documents(params: Parameters) -> Words:
    return (
        translate("Messages", "There are no documents in this folder"),
        translate("Messages", "{path} holds nothing that BertSum reads.").format(
            path=params["path"]
        ),
    )


DOCUMENT_WORDS: WordsFor = {
    errors.DocumentError: _document,
    errors.DocumentUnsupported: _unsupported,
    errors.DocumentDamaged: _damaged,
    errors.DocumentProtected: _protected,
    errors.DocumentEmpty: _empty,
    errors.DocumentScanned: _scanned,
    errors.DocumentTooLarge: _too_large,
    errors.DocumentUnsafe: _unsafe,
    errors.DocumentTooSlow: _too_slow,
    errors.DocumentTooMuchMemory: _too_much_memory,
    errors.DocumentReaderFailed: _reader_failed,
    errors.DocumentOtherLanguage: _other_language,
    errors.DocumentOtherSource: _other_source,
    errors.DocumentLacksColumn: _lacks_column,
    errors.DocumentChanged: _changed,
    errors.DocumentNeedsFont: _needs_font,
    errors.OutputExists: _output_exists,
    errors.NothingTranslated: _nothing_translated,
    errors.NoDocuments: _no_documents,
}
