"""`bertsum translate --output DIR FILE...`: documents into new files, one after another.

`report.md` becomes `DIR/report.zh.md`. On standard output is one line for each new file: its path, or
with `--json` an object (see `output.py`). One bad file does not stop the others; the exit code is that
of the first. The first Ctrl+C ends the file at work with what is translated of it, and the command.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bertsum_app.cli import output
from bertsum_app.cli.console import STDIN, ProgressLine, note, report, write
from bertsum_app.cli.interrupts import stop_signals
from bertsum_app.cli.progress import job_progress
from bertsum_app.core.cancel import Cancelled, CancelToken
from bertsum_app.core.errors import DiskFull, FolderNotWritable, InputError
from bertsum_app.documents.format import Reading
from bertsum_app.documents.kinds import Flowing
from bertsum_app.service.app import BertSumService
from bertsum_app.service.documents import DocumentReport, DocumentRequest, documents_beneath
from bertsum_app.service.output_names import is_translation
from bertsum_app.text.glossary import Glossary


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is for documents only."""
    group = parser.add_argument_group(
        "documents",
        "FILEs and folders into new files: DOCX, PPTX, XLSX, ODT, ODP, ODS, EPUB, PDF, PO, "
        "XLIFF, CSV, JSON, RTF, text, Markdown, HTML, SRT, WebVTT",
    )
    group.add_argument(
        "--output", type=Path, metavar="DIR", help="translate documents, and write them here"
    )
    group.add_argument(
        "--recursive", action="store_true", help="look for documents in folders within folders, too"
    )
    group.add_argument(
        "--bilingual",
        action="store_const",
        const="alternating",
        help="keep the original, each translation following it",
    )
    group.add_argument(
        "--side-by-side",
        dest="bilingual",
        action="store_const",
        const="side-by-side",
        help="original and translation beside each other, in a table of a new Word file",
    )
    written_as = group.add_mutually_exclusive_group()
    written_as.add_argument(
        "--as",
        dest="written_as",
        choices=get_args(Flowing),
        help="what PDF and RTF files become: Word files if left out; others stay what they are",
    )
    written_as.add_argument(
        "--keep-pages",
        dest="written_as",
        action="store_const",
        const="pdf",
        help="a PDF becomes a PDF with other words on the same pages; with --bilingual, each page "
        "follows its original",
    )
    group.add_argument(
        "--overwrite", action="store_true", help="replace translations that are there already"
    )
    group.add_argument(
        "--columns",
        type=_names,
        metavar="NAME,...",
        help="columns of a table, or keys of JSON, to translate; found out if left out",
    )


def run(
    arguments: argparse.Namespace,
    service: BertSumService,
    source: str | None,
    target: str,
    glossary: Glossary | None,
) -> int:
    """Translate all documents."""
    if not arguments.files or STDIN in arguments.files:
        note("error: --output needs the names of files or folders, not standard input")
        return 2
    if arguments.bilingual == "side-by-side" and arguments.written_as not in (None, "docx"):
        note("error: --side-by-side makes Word files; leave out --as and --keep-pages")
        return 2
    reading = Reading(arguments.encoding, arguments.columns)
    cancel = CancelToken()
    exit_code = 0
    with stop_signals(cancel):
        for name in arguments.files:
            try:
                for path, folder in _files(Path(name), arguments, target):
                    request = DocumentRequest(
                        path=path,
                        output=folder,
                        source=source,
                        target=target,
                        glossary=glossary,
                        reading=reading,
                        bilingual=arguments.bilingual,
                        written_as=arguments.written_as or "docx",
                        overwrite=arguments.overwrite,
                        model_id=arguments.model,
                        beam_size=arguments.beam,
                    )
                    failed = _translate(request, service, cancel, as_json=arguments.json)
                    exit_code = exit_code or failed
            except InputError as error:  # a folder that cannot be read or holds nothing
                report(error, about=name)
                exit_code = exit_code or error.exit_code
    return exit_code


def _names(value: str) -> tuple[str, ...]:
    """The names in a list with commas, which names themselves have as `CSV` has them: quoted."""
    return tuple(name.strip() for name in next(csv.reader([value], skipinitialspace=True), []))


def _files(path: Path, arguments: argparse.Namespace, target: str) -> Iterator[tuple[Path, Path]]:
    """Each document with the folder its translation goes into: as deep in there as it lay."""
    if not path.is_dir():
        yield path, arguments.output
        return
    for found in documents_beneath(path, recursive=arguments.recursive):
        if not _is_ours(found, path, arguments.output, target):
            yield found, arguments.output / found.parent.relative_to(path)


def _is_ours(found: Path, folder: Path, output: Path, target: str) -> bool:
    """Whether a file met in a folder is an earlier translation and no document to translate."""
    if is_translation(found, target):
        return True
    inside = output.resolve()
    return (
        inside.is_relative_to(folder.resolve())
        and inside != folder.resolve()
        and (found.resolve().is_relative_to(inside))
    )


def _translate(
    request: DocumentRequest, service: BertSumService, cancel: CancelToken, *, as_json: bool
) -> int:
    """Translate one document; the exit code of what is wrong with it."""
    try:
        with ProgressLine() as line:
            outcome = service.translate_document(request, cancel, job_progress(line))
    except (InputError, FolderNotWritable, DiskFull) as error:
        report(error, about=str(request.path))
        return error.exit_code
    done = outcome.result
    write(output.document(outcome) if as_json else str(done.output))
    note(_summary(done))
    if not done.finished:
        raise Cancelled
    return 0


def _summary(done: DocumentReport) -> str:
    counts = done.counts
    parts = [f"{counts.translated:,} of {counts.total:,} sentences translated"]
    for number, what in (
        (counts.kept, "kept as they are"),
        (counts.doubtful, "doubtful"),
        (counts.failed, "failed"),
        (counts.unfinished, "not reached"),
    ):
        if number:
            parts.append(f"{number:,} {what}")
    return f"{done.path.name}: {', '.join(parts)}"
