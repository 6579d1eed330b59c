"""Documents from file to file: read apart, translate, write beside, and say what became of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from bertsum_app.core.atomic import write_bytes_atomic
from bertsum_app.core.cancel import CancelToken, Unstoppable
from bertsum_app.core.errors import FolderNotWritable, from_os_error
from bertsum_app.core.progress import Progress
from bertsum_app.documents.errors import (
    DocumentOtherSource,
    NoDocuments,
    NothingTranslated,
    OutputExists,
)
from bertsum_app.documents.format import AS_FOUND, Reading, WriteOptions, Written
from bertsum_app.documents.held_languages import base_language, check_languages
from bertsum_app.documents.isolation import DocumentProcess
from bertsum_app.documents.kinds import Flowing, suffixes
from bertsum_app.service.output_names import numbered, output_path, unfinished

if TYPE_CHECKING:
    from bertsum_app.documents.model import Document
    from bertsum_app.inference.document_translator import (
        SegmentCounts,
        TranslatedDocument,
        TranslatesText,
    )
    from bertsum_app.text.glossary import Glossary

#: Code points of a document that tell its language.
_ENOUGH_TO_TELL = 20_000

#: The original stays: each passage is followed by its translation, or has it beside it in a table.
Bilingual: TypeAlias = Literal["alternating", "side-by-side"]
#: What a PDF or Rich Text becomes, whose layout cannot hold other text: text that flows anew, or "pdf":
#: a PDF with new text on its pages, where it is one and can be.
WrittenAs: TypeAlias = Literal[Flowing, "pdf"]
#: Called with each step of the work.
OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class Instead:
    """What a document that is in the wanted language already is translated into."""

    target: str
    glossary: Glossary | None = None


@dataclass(frozen=True)
class DocumentRequest:
    """Translate the file at `path` into `target`, as a new file in the folder `output`.

    `source` None: detect the language. `reading`: what the user says of the file. `bilingual`: each
    piece of text keeps its original; side by side is a Word file. `written_as`: what a PDF or Rich
    Text becomes; other documents stay what they are. `overwrite`: an older translation may be
    replaced; the document itself never is. `keep_both`: where one is, the new one gets a number.
    `instead`: what is found to be in `target` already is translated into another language.
    `glossary`, `model_id` and `beam_size` are as in `TranslateRequest`.
    """

    path: Path
    output: Path
    target: str
    source: str | None = None
    reading: Reading = AS_FOUND
    bilingual: Bilingual | None = None
    written_as: WrittenAs = "docx"
    overwrite: bool = False
    keep_both: bool = False
    glossary: Glossary | None = None
    model_id: str | None = None
    beam_size: int | None = None
    instead: Instead | None = None

    @property
    def keeps_pages(self) -> bool:
        """Whether a PDF is to stay one: what stands side by side needs a file that flows."""
        return self.written_as == "pdf" and self.bilingual != "side-by-side"

    @property
    def flows_as(self) -> Flowing:
        """What is written where text has to flow anew."""
        return "docx" if self.written_as == "pdf" else self.written_as

    @property
    def paths(self) -> tuple[Path, ...]:
        """All files it is about, as with `DocumentSummaryRequest`."""
        return (self.path,)


@dataclass(frozen=True)
class DocumentReport:
    """What became of one document; counts are of sentences."""

    path: Path
    output: Path
    format: str
    source_language: str
    target_language: str
    counts: SegmentCounts

    @property
    def finished(self) -> bool:
        """Whether all of it was done; otherwise the rest of the new file is in its old language."""
        return self.counts.unfinished == 0


@dataclass(frozen=True)
class Workshop:
    """What a document is translated with."""

    translator: TranslatesText
    beam_size: int
    process: DocumentProcess
    language_of: Callable[[str], str | None] = lambda text: None
    """The language that a text seems to be in; None where nothing tells."""


def translate_document(
    request: DocumentRequest, workshop: Workshop, on_progress: OnProgress, cancel: CancelToken
) -> DocumentReport:
    """Translate one file and write the new one.

    A job that is called off while sentences are being translated writes what it has, as
    `NAME.LANGUAGE.unfinished.SUFFIX`, and says so in its report.

    Raises:
        AppError: the file cannot be read (see `DocumentProcess.read`), the new one not be written
            (`OutputExists`, `DiskFull`, `FolderNotWritable`), or nothing in it was translated.
        Cancelled: nothing was translated by then.
    """
    from bertsum_app.inference.document_translator import DocumentTranslator
    from bertsum_app.inference.translator import TranslateOptions

    document = workshop.process.read(request.path, request.reading, cancel)
    if request.instead is not None and _language(document, workshop) == request.target:
        other = request.instead
        request = replace(request, target=other.target, glossary=other.glossary)
    source = _source_language(request, document)
    check_languages(request.path, document.translated_into, request.target)
    final = output_path(request, document.format)
    if request.keep_both:
        final = numbered(final)
    _check_output(request, final)
    # The process that writes loads meanwhile what it needs.
    with workshop.process.ahead() as process:
        translated = DocumentTranslator(workshop.translator).translate(
            document,
            source,
            request.target,
            TranslateOptions(beam_size=workshop.beam_size, glossary=request.glossary, steady=True),
            on_progress,
            cancel,
        )
        if not translated.counts.translated:
            cancel.raise_if_cancelled()
            raise NothingTranslated(request.path, request.target)
        if translated.counts.unfinished:
            final = unfinished(final)
        # Called off or not: what is translated is to be kept.
        written = _written(request, translated, document, process, Unstoppable(cancel))
    if not request.overwrite:
        # Whatever came to lie there meanwhile: nothing of the work is lost for it.
        final = numbered(final)
    write_bytes_atomic(final, written.data)
    left_out = sum(translated.translated_in(block) for block in written.left_out)
    counts = translated.counts
    return DocumentReport(
        path=request.path,
        output=final,
        format=document.format,
        source_language=translated.source_language,
        target_language=translated.target_language,
        counts=replace(
            counts, translated=counts.translated - left_out, failed=counts.failed + left_out
        ),
    )


def _source_language(request: DocumentRequest, document: Document) -> str | None:
    """What to translate from: as asked for, or as the file says; None: to be found out.

    Raises:
        DocumentOtherSource: the two differ.
        NothingTranslated: the file says that its text is in the target language.
    """
    said = document.source_language and base_language(document.source_language)
    if said and request.source and said != request.source:
        raise DocumentOtherSource(request.path, said)
    if said == request.target:
        raise NothingTranslated(request.path, request.target)
    return request.source or said


def _language(document: Document, workshop: Workshop) -> str | None:
    if document.source_language:
        return base_language(document.source_language)
    return workshop.language_of(document.text[:_ENOUGH_TO_TELL])


def documents_beneath(
    folder: Path, *, recursive: bool, cancel: CancelToken | None = None
) -> Iterator[Path]:
    """The documents in a folder, by name, in a fixed order; hidden ones are left out.

    Raises:
        Cancelled: between two folders, once `cancel` is set.
        NoDocuments: there are none.
        UnreadableFile, FolderNotWritable: the system refuses the folder.
    """
    wanted = suffixes()
    found = False
    try:
        for root, folders, names in os.walk(folder, onerror=_raise):
            if cancel is not None:
                cancel.raise_if_cancelled()
            folders[:] = sorted(name for name in folders if recursive and not name.startswith("."))
            for name in sorted(names):
                if Path(name).suffix.lower() in wanted and not name.startswith("."):
                    found = True
                    yield Path(root, name)
    except OSError as error:
        raise from_os_error(error, folder) from error
    if not found:
        raise NoDocuments(folder)


def _raise(error: OSError) -> None:
    raise error


def _check_output(request: DocumentRequest, final: Path) -> None:
    """Better now than after minutes of work."""
    if final.exists() and (not request.overwrite or final.samefile(request.path)):
        raise OutputExists(final)
    try:
        request.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os_error(error, request.output) from error
    if not os.access(request.output, os.W_OK):
        raise FolderNotWritable(request.output)


def _written(
    request: DocumentRequest,
    translated: TranslatedDocument,
    document: Document,
    process: DocumentProcess,
    cancel: CancelToken,
) -> Written:
    """The new file."""
    options = WriteOptions(
        request.target,
        bilingual=request.bilingual == "alternating",
        side_by_side=request.bilingual == "side-by-side",
        on_pages=request.keeps_pages,
        flows_as=request.flows_as,
        source_language=translated.source_language,
    )
    return process.write(
        request.path, request.reading, document, translated.rewriting, options, cancel
    )
