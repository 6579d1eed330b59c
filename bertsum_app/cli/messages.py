"""The words of the command line for every known trouble: what happened, why, and what to do.

Errors carry codes and parameters only (`core.errors`); this table is the one place where they become
sentences here. A test walks all error classes and asks for their text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bertsum_app.core.errors import AppError, CorpusUnreadable, JobNotSupported, UnsupportedLanguage
from bertsum_app.core.languages import LANGUAGES
from bertsum_app.documents.errors import DocumentUnsupported, NothingTranslated

_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # What the user gave us.
        "input": "the input cannot be used; check the text or file and try again",
        "empty-text": "there is no text to work on: the input is empty or white space only; "
        "give a file with text in it, or type or pipe some text in",
        "text-too-long": "the text has {length} characters and the limit is {limit}; "
        "split it and give the parts one by one",
        "unsupported-language": "the model does not know the language {language}; "
        "name another with --from or --to, or choose another model with --model "
        "(see 'bertsum models list')",
        "unreadable-file": "cannot read or write {path}: {reason}; check the name and the rights",
        "unknown-encoding": "cannot tell the text encoding of {path}: it is none of UTF-8, UTF-16, "
        "GB 18030, Big5 and Windows-1252; save it as UTF-8 and try again",
        "wrong-encoding": "{path} is not text in {encoding}; leave out --encoding, or name another",
        "glossary-unreadable": "cannot use the glossary {path}, line {line}: {reason}; correct the "
        "file and try again",
        "glossary-empty": "the glossary {path} has no entry for these two languages; check --from, "
        "--to and the file",
        "glossaries-damaged": "the glossaries in {path} were damaged and are not used; the file is "
        "kept as {kept}",
        # Documents.
        "document": "the document cannot be used; check the file and try again",
        "document-unsupported": "cannot read {path}: it is {kind}, not a document that BertSum "
        "reads; save it in another format and try again",
        "document-damaged": "the document {path} is damaged: {reason}; open and save it with the "
        "program it is from, or get it again",
        "document-protected": "the document {path} is protected by a password; save it without one "
        "and try again",
        "document-empty": "there is no text in {path}; give a file with text in it",
        "document-scanned": "the {pages} pages of {path} are pictures without text; have text "
        "recognised in them (OCR) first",
        "document-too-large": "the document {path} takes {size} MB unpacked or as it is, and the "
        "limit is {limit} MB; split it and give the parts one by one",
        "document-unsafe": "the document {path} was not opened: {reason}; do not trust it unless "
        "you know where it is from",
        "document-too-slow": "reading {path} was given up after {limit} seconds; split it, or save "
        "it anew with the program it is from",
        "document-too-much-memory": "reading {path} would take more than {limit} MB of memory; "
        "split it, or save it anew with the program it is from",
        "document-reader-failed": "the part of BertSum that reads documents ended at {path} "
        "({reason}); save it anew with the program it is from",
        "document-other-language": "{path} holds translations into {language} already; give the file "
        "without translations (a POT template), or one for the language of --to",
        "document-other-source": "{path} says that its text is in {language}; leave out --from, or "
        "give a file in that language",
        "document-lacks-column": "{path} has no column or key {column}; it has {columns}",
        "document-needs-font": "no font of this system can write {language} into the pages of {path}; "
        "install one (such as Noto Sans CJK), or leave out --keep-pages for a Word file",
        "document-changed": "{path} was changed while it was being translated; translate it again",
        "output-exists": "{path} is there already and was left alone; give another --output folder, "
        "or --overwrite to replace it",
        "nothing-translated": "nothing in {path} was translated into {language}: it may be in that "
        "language already; name others with --from and --to",
        "no-documents": "the folder {path} holds no documents that BertSum reads; name another, or "
        "give --recursive for the folders in it",
        "reports-not-comparable": "the two reports cannot be compared: {reason}; "
        "run the same evaluation on the same data with --save first",
        # Models.
        "model": "the model cannot be used; 'bertsum models verify' tells more",
        "model-not-found": "there is no model {model_id} (looked in {searched}); "
        "'bertsum models list' shows those there are",
        "model-damaged": "the model is damaged at {path}: {reason}; install it again "
        "('bertsum models verify' checks all models)",
        "model-incompatible": "the model at {path} has format {format_version}, which this version "
        "of BertSum does not read; update BertSum or get the model in another version",
        "job-not-supported": "the model {model_id} cannot {job}; choose another with --model "
        "('bertsum models list' shows what each can do)",
        "model-id-taken": "a model {model_id} is installed already; choose another name, or remove "
        "that one with 'bertsum models remove {model_id}'",
        "model-embedded": "the model {model_id} is part of BertSum and cannot be removed or "
        "replaced; give another id",
        "model-id-invalid": "{model_id} is not a model id: those have lower-case letters, digits, "
        "dots, dashes and underscores; 'bertsum models list' shows those there are",
        "architecture-not-supported": "the network in {path} is of a kind that BertSum cannot run: "
        "{reason}; choose another model",
        # The machine.
        "device": "the machine lacks something this needs; 'bertsum doctor' tells what was found",
        "disk-full": "no space is left to write {path}; free some space on that disk and try again",
        "folder-not-writable": "not allowed to write {path}; change the rights of the folder, or "
        "give another one (with --output; BertSum's own is that of BERTSUM_HOME)",
        "no-room-to-keep": "no space is left for {path}, so what is new may not be kept; free some "
        "space on that disk",
        "nothing-kept": "not allowed to write {path}, so nothing is kept; change the rights of the "
        "folder, or set BERTSUM_HOME to a folder you may write to",
        "device-unavailable": "cannot use the device {device}: {reason}; use --device cpu, and see "
        "'bertsum doctor'",
        "training-not-included": "this edition of BertSum leaves out PyTorch, which training needs; "
        "get the full edition from where you got this one: models, settings and history stay",
        "out-of-memory": "the memory ran out ({what}); close other programs, or give the text in "
        "smaller parts",
        # Corpora and training.
        "corpus": "the data cannot be used; check its format ('bertsum evaluate --help')",
        "corpus-unreadable": "cannot read {path}, line {line}: {reason}; correct the file and try "
        "again",
        "corpus-empty": "{path} holds no usable example; check the file, its format, and the "
        "languages or columns that were asked for",
        "corpus-too-small": "only {examples} usable examples are left and at least {least} are "
        "needed; give more data",
        "packed-corpus-damaged": "the packed corpus {path} cannot be used: {reason}; pack it again",
        "training": "the training run cannot go on; its log tells more",
        "run-not-found": "there is no training run at {path}; check the path",
        "run-incompatible": "the training run at {path} cannot be resumed: {reason}; start a new "
        "one",
        "run-busy": "the training run at {path} is being worked on already, by another command or "
        "by the window; wait for it or stop it there",
        "loss-diverged": "the training went astray at step {step}: the loss is no number any more; "
        "resume from an earlier checkpoint with a lower learning rate",
        # Settings.
        "settings": "the settings cannot be used, so the defaults are",
        "settings-unreadable": "not allowed to read the settings in {path}, so the defaults are "
        "used; change the rights of the file",
        "settings-damaged": "the settings in {path} were damaged, so the defaults are used; their "
        "contents are kept as {kept}",
        "settings-too-new": "the settings in {path} are from a newer BertSum and were read as far "
        "as they are known; they are kept as {kept}",
        # What is kept in databases.
        "database": "what BertSum keeps cannot be used; the work itself is not touched by that",
        "database-unreadable": "cannot read the {holds} in {path}: {reason}; check the rights of the "
        "file",
        "database-locked": "another program holds the {holds} in {path}; close it and try again",
        "database-damaged": "the {holds} in {path} was damaged, so a new file was begun; the old one "
        "is kept as {kept}",
        "database-too-new": "the {holds} in {path} has version {version}, made by a newer BertSum; it "
        "is left as it is; update BertSum to use it",
        "database-not-writable": "not allowed to write the {holds} in {path}; change the rights of "
        "the folder, or set BERTSUM_HOME to a folder you may write to",
        "database-disk-full": "no space is left for the {holds} in {path}; free some space on that "
        "disk",
        # An error of no family: only a bug can show it.
        "app-error": "something went wrong; the log tells more",
    }
)

_NO_LINE = "cannot read {path}: {reason}; check what is in the file, its name and its rights"

_JOBS: Mapping[str, str] = MappingProxyType(
    {
        "translate": "translate",
        "summarize-extractive": "pick out sentences (--method extractive)",
        "summarize-abstractive": "write an abstract (--method abstractive)",
        "sentiment": "read sentiment",
    }
)


_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "picture": "a picture",
        "media": "sound or film",
        "archive": "an archive",
        "program": "a program",
        "database": "a database",
        "old-office": "in the Office format of before 2007",
    }
)


def message(error: AppError) -> str:
    """One line in English for the user; no prefix, no full stop.

    Raises:
        KeyError: the class has no text here, which a test rules out.
    """
    params = {name: _shown(value) for name, value in error.params.items()}
    if isinstance(error, (UnsupportedLanguage, NothingTranslated)):
        params["language"] = language_name(params["language"])
    if isinstance(error, DocumentUnsupported):
        params["kind"] = _KINDS.get(params["kind"], params["kind"])
    if isinstance(error, JobNotSupported):
        params["job"] = _JOBS.get(params["job"], params["job"])
    text = _TEXTS[error.code]
    if isinstance(error, CorpusUnreadable) and error.params["line"] == 0:
        text = _NO_LINE
    return text.format_map(params)


def language_name(code: str) -> str:
    """As in `Chinese (zh)`; the bare code where nobody knows it."""
    known = LANGUAGES.get(code)
    return code if known is None else f"{known.english_name} ({code})"


def _shown(value: object) -> str:
    if isinstance(value, Path):
        return "standard input" if value == Path("-") else str(value)
    # Reasons come from the system or a library and may hold line breaks.
    return " ".join(str(value).split())
