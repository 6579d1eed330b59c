"""Why something failed, in the interface's language.

The floors below say it in an error's `reason`: a fixed English text, or one with values in it. That
text is the code; the words for people stand here. What a library or the system says of itself cannot
be known beforehand: it is shown as its own words. A test walks the reasons in the sources.
"""

from __future__ import annotations

import errno
import os
import re
from functools import cache

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """The text, for lupdate to find, which knows this name; Qt's own is not typed."""
    return text


#: Values stand in braces. Of two that fit, the first one counts.
_TEXTS: tuple[str, ...] = (
    # documents
    QT_TRANSLATE_NOOP("Reasons", "its archive cannot be opened"),
    QT_TRANSLATE_NOOP("Reasons", "its archive has {count} parts"),
    QT_TRANSLATE_NOOP("Reasons", "its list of pages is missing"),
    QT_TRANSLATE_NOOP("Reasons", "it has no part {part}"),
    QT_TRANSLATE_NOOP("Reasons", "its part {part} declares entities"),
    QT_TRANSLATE_NOOP("Reasons", "a page of it cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "its part {part} is no XML"),
    QT_TRANSLATE_NOOP(
        "Reasons", "its part {part} is nested too deeply, or repeats itself without end"
    ),
    QT_TRANSLATE_NOOP("Reasons", "its part {part} cannot be read"),
    QT_TRANSLATE_NOOP(
        "Reasons", "a part of its archive unpacks to far more than it says anything in"
    ),
    QT_TRANSLATE_NOOP("Reasons", "it is no PDF, or a torn one"),
    QT_TRANSLATE_NOOP("Reasons", "it says that it has {count} pages"),
    QT_TRANSLATE_NOOP("Reasons", "it is no JSON"),
    QT_TRANSLATE_NOOP("Reasons", "it is no XLIFF"),
    QT_TRANSLATE_NOOP("Reasons", "it is nested too deeply"),
    QT_TRANSLATE_NOOP("Reasons", "it ends too early"),
    QT_TRANSLATE_NOOP("Reasons", "it ends in the middle of a word"),
    QT_TRANSLATE_NOOP("Reasons", "a group ends that never began"),
    QT_TRANSLATE_NOOP("Reasons", "line {number} belongs in no catalogue"),
    QT_TRANSLATE_NOOP("Reasons", "there is no subtitle with its times in it"),
    QT_TRANSLATE_NOOP("Reasons", "there are bytes in it that no table has"),
    QT_TRANSLATE_NOOP("Reasons", "exit code {code}"),
    QT_TRANSLATE_NOOP("Reasons", "signal {number}"),
    # glossaries
    QT_TRANSLATE_NOOP("Reasons", "a term is too long"),
    QT_TRANSLATE_NOOP("Reasons", "there is no term in the row"),
    QT_TRANSLATE_NOOP("Reasons", "this XML file is no TBX"),
    QT_TRANSLATE_NOOP("Reasons", "files that declare entities are not read"),
    QT_TRANSLATE_NOOP("Reasons", "no well-formed XML ({detail})"),
    QT_TRANSLATE_NOOP("Reasons", "the file has more than {limit} bytes"),
    QT_TRANSLATE_NOOP("Reasons", "there are more than {limit} terms"),
    # training data
    QT_TRANSLATE_NOOP("Reasons", "larger than {limit} bytes: this is no single text"),
    QT_TRANSLATE_NOOP(
        "Reasons", "a line of more than {limit} bytes: this is no text file with lines"
    ),
    QT_TRANSLATE_NOOP("Reasons", "a NUL character: this is no text file"),
    QT_TRANSLATE_NOOP("Reasons", "no text in UTF-8, UTF-16, GB 18030, Big5 or Windows-1252"),
    QT_TRANSLATE_NOOP(
        "Reasons", "not {encoding} in this line; the file may be in another encoding"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the packed file is damaged: {detail}"),
    QT_TRANSLATE_NOOP("Reasons", "{count} columns; at most {limit} are read"),
    QT_TRANSLATE_NOOP("Reasons", "{count} columns, {wanted} needed"),
    QT_TRANSLATE_NOOP("Reasons", "{count} columns, {wanted} expected"),
    QT_TRANSLATE_NOOP("Reasons", "no column {column}; there are {shown}"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no column found for {roles} (columns: {columns}); say which, as in {example}"
    ),
    QT_TRANSLATE_NOOP("Reasons", "the label {label} is not of the scale {scale}"),
    QT_TRANSLATE_NOOP("Reasons", "no JSON object in this line"),
    QT_TRANSLATE_NOOP("Reasons", "no JSON object in one line: {detail}"),
    QT_TRANSLATE_NOOP("Reasons", "one JSON list; JSON lines are wanted, one object in each line"),
    QT_TRANSLATE_NOOP("Reasons", "neither TMX nor XLIFF, but <{name}>"),
    QT_TRANSLATE_NOOP("Reasons", "neither TMX nor XLIFF"),
    QT_TRANSLATE_NOOP(
        "Reasons", "the file declares an entity of its own ({name}); that is not safe to read"
    ),
    QT_TRANSLATE_NOOP("Reasons", "elements more than {limit} deep"),
    QT_TRANSLATE_NOOP("Reasons", "a text of more than {limit} characters"),
    QT_TRANSLATE_NOOP("Reasons", "the unknown encoding {encoding}"),
    QT_TRANSLATE_NOOP("Reasons", "the XML is broken: {detail}"),
    QT_TRANSLATE_NOOP("Reasons", "translation memories hold no {task} examples"),
    QT_TRANSLATE_NOOP(
        "Reasons", "no {role} texts in it (languages: {shown}); name them, as in {example}"
    ),
    QT_TRANSLATE_NOOP("Reasons", "it ends here, but {name} goes on"),
    QT_TRANSLATE_NOOP("Reasons", "the other file has more lines"),
    QT_TRANSLATE_NOOP("Reasons", "a value is no text"),
    QT_TRANSLATE_NOOP("Reasons", "not lang, 0|1, text"),
    QT_TRANSLATE_NOOP("Reasons", "no translation pairs"),
    QT_TRANSLATE_NOOP("Reasons", "not what {task} needs"),
    # trainings
    QT_TRANSLATE_NOOP("Reasons", "a run of this name is there; resume or remove it"),
    QT_TRANSLATE_NOOP("Reasons", "a run is there already"),
    QT_TRANSLATE_NOOP("Reasons", "it is finished"),
    QT_TRANSLATE_NOOP("Reasons", "version {version}"),
    QT_TRANSLATE_NOOP("Reasons", "the model {model} is another one than at the start"),
    QT_TRANSLATE_NOOP("Reasons", "the model has another network"),
    QT_TRANSLATE_NOOP("Reasons", "checkpoints of different networks"),
    QT_TRANSLATE_NOOP("Reasons", "adapters need a model to begin with"),
    QT_TRANSLATE_NOOP("Reasons", "the checkpoint is of another network"),
    QT_TRANSLATE_NOOP("Reasons", "its checkpoints are adapters of another model"),
    QT_TRANSLATE_NOOP("Reasons", "{count} pieces, {wanted} expected"),
    QT_TRANSLATE_NOOP("Reasons", "accumulation={number} cannot be shared by {processes} processes"),
    QT_TRANSLATE_NOOP("Reasons", "{kind}: documents are read, encoder learns"),
    QT_TRANSLATE_NOOP("Reasons", "{kind}: documents that were read otherwise"),
    # models
    QT_TRANSLATE_NOOP("Reasons", "the manifest is missing"),
    QT_TRANSLATE_NOOP("Reasons", "the manifest cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "the manifest is not JSON"),
    QT_TRANSLATE_NOOP("Reasons", "the manifest is no text"),
    QT_TRANSLATE_NOOP("Reasons", "the manifest is too large"),
    QT_TRANSLATE_NOOP("Reasons", "it claims to hold more than it can"),
    QT_TRANSLATE_NOOP("Reasons", "no manifest of one model in it"),
    QT_TRANSLATE_NOOP("Reasons", "no model file: {detail}"),
    QT_TRANSLATE_NOOP("Reasons", "{name} has another size than the manifest says"),
    QT_TRANSLATE_NOOP("Reasons", "missing or wrong value: {key}"),
    QT_TRANSLATE_NOOP("Reasons", "the file is missing"),
    QT_TRANSLATE_NOOP("Reasons", "the file cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "{size} bytes instead of {wanted}"),
    QT_TRANSLATE_NOOP("Reasons", "the content is not the one the model was published with"),
    QT_TRANSLATE_NOOP("Reasons", "the folder is not named {name}"),
    QT_TRANSLATE_NOOP("Reasons", "an embedded model has the same id"),
    QT_TRANSLATE_NOOP("Reasons", "not a JSON object"),
    QT_TRANSLATE_NOOP("Reasons", "unknown keys: {keys}"),
    QT_TRANSLATE_NOOP("Reasons", "not an object with keys out of {keys}"),
    QT_TRANSLATE_NOOP("Reasons", "a value is no number of the right kind"),
    QT_TRANSLATE_NOOP("Reasons", "neither {first} nor {second}"),
    QT_TRANSLATE_NOOP("Reasons", "{count} pieces, but the network has {wanted}"),
    QT_TRANSLATE_NOOP("Reasons", "the tensor {name} is missing"),
    QT_TRANSLATE_NOOP("Reasons", "the tensor {name} has the shape {shape} instead of {wanted}"),
    QT_TRANSLATE_NOOP("Reasons", "no row scales for {name}"),
    QT_TRANSLATE_NOOP("Reasons", "no {piece} in the vocabulary"),
    QT_TRANSLATE_NOOP("Reasons", "not a report: {detail}"),
    QT_TRANSLATE_NOOP("Reasons", "report format {version}, {wanted} expected"),
    # devices
    QT_TRANSLATE_NOOP("Reasons", "known devices: {devices}"),
    QT_TRANSLATE_NOOP("Reasons", "torch is not installed"),
    QT_TRANSLATE_NOOP("Reasons", "no usable NVIDIA GPU or driver"),
    QT_TRANSLATE_NOOP("Reasons", "this build of torch has no CUDA"),
    QT_TRANSLATE_NOOP("Reasons", "no Metal GPU on this machine"),
    QT_TRANSLATE_NOOP("Reasons", "PyTorch does not see it"),
)
#: What systems say most often of files.
_SYSTEM: tuple[tuple[int, str], ...] = (
    (errno.ENOENT, QT_TRANSLATE_NOOP("Reasons", "it is not there")),
    (errno.EACCES, QT_TRANSLATE_NOOP("Reasons", "the system does not allow it")),
    (errno.EPERM, QT_TRANSLATE_NOOP("Reasons", "the system does not allow it")),
    (errno.EROFS, QT_TRANSLATE_NOOP("Reasons", "nothing can be written there")),
    (errno.EISDIR, QT_TRANSLATE_NOOP("Reasons", "it is a folder")),
    (errno.ENOTDIR, QT_TRANSLATE_NOOP("Reasons", "a part of the path is no folder")),
    (errno.ENAMETOOLONG, QT_TRANSLATE_NOOP("Reasons", "the name is too long")),
    (errno.EBUSY, QT_TRANSLATE_NOOP("Reasons", "another program is using it")),
    (errno.EIO, QT_TRANSLATE_NOOP("Reasons", "the disk cannot be read or written")),
)
_OWN_WORDS = QT_TRANSLATE_NOOP("Reasons", "in the system's own words: “{reason}”")
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def reason_words(reason: object) -> str:
    """An error's `reason` as people are to read it."""
    text = str(reason)
    found = match_reason(text)
    if found is not None:
        template, values = found
        return _in_language(template).format_map(values)
    own = _in_language(_OWN_WORDS)
    # In English it is in the language of the interface already.
    return text if own == _OWN_WORDS else own.format(reason=text)


def match_reason(text: str) -> tuple[str, dict[str, str]] | None:
    """The known reason that `text` is, and the values in it; None: nobody wrote it here."""
    for number, words in _SYSTEM:
        if text == os.strerror(number):
            return words, {}
    for template in _TEXTS:
        match = _pattern(template).fullmatch(text)
        if match is not None:
            return template, match.groupdict()
    return None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(r"(?P<\1>.+)", re.escape(template)), re.DOTALL)


def _in_language(text: str) -> str:
    return QCoreApplication.translate("Reasons", text)
