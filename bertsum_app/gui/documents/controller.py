"""Documents from where they come (dropped, opened, named at the start) to the queue and back.

What is done with them follows the kind of work that the page is arranged for: translated copies are
written beside them, or their text is put into the page to be summarized or read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError
from bertsum_app.core.settings import Settings
from bertsum_app.documents.format import Reading
from bertsum_app.documents.model import Document
from bertsum_app.gui.bridge import EngineBridge
from bertsum_app.gui.documents.file_kinds import is_plain_text, name_patterns, sorted_out
from bertsum_app.gui.documents.file_places import open_file, show_in_folder
from bertsum_app.gui.documents.intake import MOST_AT_ONCE, FoundDocuments, Intake
from bertsum_app.gui.documents.menu import DocumentsMenu
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.documents.queue import DocumentQueue, QueuedDocument, QueueRequest, together
from bertsum_app.gui.documents.reader import DocumentReader
from bertsum_app.gui.documents.reading_choice import ReadingChoice
from bertsum_app.gui.documents.recent import RecentFiles
from bertsum_app.gui.documents.row import DocumentRow
from bertsum_app.gui.documents.summary_file import summaries_text
from bertsum_app.gui.documents.text_encoding import TextEncoding
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.glossary.collection import GlossaryCollection
from bertsum_app.gui.messages import Message, message_for
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.workspace.controller import FIRST_LANGUAGES, WorkspaceController
from bertsum_app.gui.workspace.modes import as_method
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.document_summaries import DocumentSummaryRequest
from bertsum_app.service.documents import Bilingual, DocumentRequest, Instead


class DocumentsController(QObject):
    """Give it an engine with `attach`; until then documents wait."""

    models_found = Signal(object)
    """Among the files are models: their paths."""

    def __init__(
        self,
        page: WorkspacePage,
        workspace: WorkspaceController,
        bridge: EngineBridge,
        preferences: Preferences,
        glossaries: GlossaryCollection,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._panel: DocumentsPanel = page.documents
        self._workspace = workspace
        self._glossaries = glossaries
        self._languages: tuple[str, ...] = ()
        self.queue = DocumentQueue(bridge, self)
        self.recent = RecentFiles(preferences, self)
        self._menu = DocumentsMenu(self.recent, page.shortcuts, page)
        self._intake = Intake(self)
        self._intake.found.connect(self._on_found)
        self._reader = DocumentReader(self)
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._on_not_read)
        self.offer_languages(FIRST_LANGUAGES)
        self._panel.language.choose(preferences.settings.target_language)
        preferences.changed.connect(self._on_preferences)
        self.reading = ReadingChoice(self.queue, page)
        self._connect()

    @property
    def target(self) -> str:
        """The language that documents are translated into."""
        return self._panel.language.code

    @property
    def other(self) -> str:
        """What a document in that language is translated into; empty where that is not plain."""
        others = [code for code in self._languages if code != self.target]
        return others[0] if len(others) == 1 else ""

    def attach(self, engine: EnginePort) -> None:
        """Use this engine; what waits begins."""
        self.queue.attach(engine)

    def offer_languages(self, codes: tuple[str, ...]) -> None:
        """The languages of the model."""
        self._languages = codes
        self._panel.offer_languages(codes)

    def close(self) -> None:
        """Begin nothing more."""
        self._intake.close()
        self._reader.close()
        self.reading.close()

    def take(self, paths: Sequence[Path]) -> None:
        """Do with these files and folders what the kind of work asks for."""
        files = sorted_out(paths)
        if files.refused:
            self._say_left_out(files.refused)
        if files.models:
            self.models_found.emit(files.models)
        if not files.fitting:
            return
        single = len(files.fitting) == 1 and not files.fitting[0].is_dir()
        if self._workspace.mode == "translate":
            self._intake.look(files.fitting, tuple(filter(None, (self.target, self.other))))
        elif single:
            self.open_text(files.fitting[0])
        elif self._workspace.mode == "summarize":
            self._intake.look(files.fitting, ())
        else:
            self._page.messages.show_message(
                Message(
                    self.tr("One document at a time"),
                    self.tr("In this kind of work the page holds one text."),
                    severity="notice",
                )
            )

    def open_text(self, path: Path, encoding: str | None = None) -> None:
        """Put the text of a document into the page, where it is worked on.

        `encoding` None: find out.
        """
        if self._workspace.mode == "translate" and is_plain_text(path):
            # As it is, with its marks: they are to be translated around.
            self._reader.cancel()
            self._workspace.files.read(path, encoding)
            return
        self._reader.begin(path, Reading(encoding))
        self._page.actions_bar.show_running()
        self._page.actions_bar.show_status(self.tr("Reading {name}…").format(name=path.name))

    def ask_for_text(self) -> None:
        """Let the person choose a file whose text is wanted."""
        documents, everything = self.tr("Documents"), self.tr("All files")
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("Open the text of a file"),
            "",
            f"{documents} ({name_patterns()});;{everything} (*)",
        )
        if name:
            self.open_text(Path(name))

    def ask_for_documents(self) -> None:
        """Let the person choose documents."""
        documents, everything = self.tr("Documents"), self.tr("All files")
        names, _ = QFileDialog.getOpenFileNames(
            self._page,
            self.tr("Open documents"),
            "",
            f"{documents} ({name_patterns()});;{everything} (*)",
        )
        if names:
            self.take([Path(name) for name in names])

    def ask_for_folder(self) -> None:
        """Let the person choose a folder whose documents are all wanted."""
        name = QFileDialog.getExistingDirectory(
            self._page, self.tr("Open all documents of a folder")
        )
        if name:
            self.take([Path(name)])

    # --- inside ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        encoding = TextEncoding(self._page.source, self.open_text)
        self._workspace.files.decoded.connect(encoding.show)
        self._workspace.files.opened.connect(lambda path: self.recent.add((path,)))
        panel, queue, button = self._panel, self.queue, self._page.source.documents_button
        self._page.source.open_requested.connect(self.ask_for_text)
        self._page.source.pane.file_pasted.connect(self.open_text)
        self._page.cancel_requested.connect(self._on_cancel)
        button.clicked.connect(partial(self._menu.open_over, button))
        self._menu.open_wanted.connect(self.ask_for_documents)
        self._menu.folder_wanted.connect(self.ask_for_folder)
        self._menu.file_wanted.connect(self._take_again)
        shortcut = self._page.shortcuts.bind("open-documents", self._page)
        shortcut.activated.connect(self.ask_for_documents)
        queue.added.connect(panel.show_document)
        queue.changed.connect(panel.show_document)
        queue.removed.connect(panel.remove)
        panel.row_added.connect(self._on_row)
        panel.open_requested.connect(self.ask_for_documents)
        panel.cancel_all_requested.connect(queue.cancel_all)
        panel.clear_requested.connect(queue.clear)
        panel.together_requested.connect(self._summarize_together)
        panel.save_requested.connect(self._ask_where_to_save)
        panel.choices_changed.connect(lambda: queue.change_waiting(self._as_chosen))

    def _on_read(self, path: Path, document: Document) -> None:
        self._end_reading()
        self._workspace.show_document(path, document)

    def _on_not_read(self, error: Exception) -> None:
        self._end_reading()
        self._page.messages.show_message(message_for(error))

    def _on_cancel(self) -> None:
        if self._reader.is_busy:
            self._reader.cancel()
            self._end_reading()

    def _end_reading(self) -> None:
        if not self._workspace.is_running:
            self._page.actions_bar.show_idle()
            self._page.actions_bar.show_status("")

    def _ask_where_to_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Save summaries"), self.tr("summaries.md"), "Markdown (*.md)"
        )
        if not name:
            return
        summaries = [each.summary for each in self.queue.documents if each.summary is not None]
        try:
            write_text_atomic(
                Path(name), summaries_text(summaries, self._workspace.opened.reference)
            )
        except AppError as error:
            self._page.messages.show_message(message_for(error))

    def _summary_request(self, path: Path) -> DocumentSummaryRequest:
        card = self._page.result
        target = card.summary_language.code
        other = "en" if target == "zh" else "zh"
        return DocumentSummaryRequest(
            path=path,
            method=as_method(card.method.current),
            length=card.length.length,
            target_language=target or None,
            glossary=self._glossaries.glossary(other, target) if target else None,
        )

    def _summarize_together(self) -> None:
        parts = together(self.queue.documents)
        request = self._summary_request(parts[0].path)
        others = tuple(part.path for part in parts[1:])
        self.queue.add((replace(request, others=others),))

    def request_for(self, path: Path, output: Path | None = None) -> DocumentRequest:
        """What is to be done with a document, by what is chosen now; `output` None: beside it."""
        return DocumentRequest(
            path=path,
            output=output or path.parent,
            target=self.target,
            written_as=self._panel.written_as.written_as,
            bilingual=cast("Bilingual | None", self._panel.bilingual.code or None),
            glossary=self._glossaries.glossary(self.other, self.target),
            instead=self._instead(),
        )

    def _instead(self) -> Instead | None:
        if not self.other:
            return None
        return Instead(self.other, self._glossaries.glossary(self.target, self.other))

    def _on_found(self, found: FoundDocuments) -> None:
        self.recent.add(found.documents)
        translates = self._workspace.mode == "translate"
        make: Callable[[Path], QueueRequest]
        make = self.request_for if translates else self._summary_request
        self.queue.add(map(make, found.documents))
        for path, error in found.refused:
            self.queue.refuse(make(path), error)
        if found.cut:
            self._page.messages.show_message(
                Message(
                    self.tr("These are very many documents"),
                    self.tr("The first %Ln of them were taken.", "", MOST_AT_ONCE),
                    severity="notice",
                )
            )

    def _say_left_out(self, refused: Sequence[Path]) -> None:
        names = ", ".join(path.name for path in refused)
        self._page.messages.show_message(
            Message(
                self.tr("%Ln file(s) left out", "", len(refused)),
                self.tr("BertSum does not read this kind of file: {names}").format(names=names),
                severity="notice",
            )
        )

    def _take_again(self, path: Path) -> None:
        if path.exists():
            self.take((path,))
        else:
            self.recent.drop(path)
            self._say_gone(path)

    # --- the list ---------------------------------------------------------------------------------

    def _on_row(self, row: DocumentRow) -> None:
        key = row.document.key
        row.cancel_wanted.connect(partial(self.queue.cancel, key))
        row.remove_wanted.connect(partial(self.queue.remove, key))
        row.reading_wanted.connect(lambda: self.reading.ask(row.document))
        row.retry_wanted.connect(partial(self._retry, row))
        row.replace_wanted.connect(partial(self._decide, row, overwrite=True))
        row.both_wanted.connect(partial(self._decide, row, keep_both=True))
        row.elsewhere_wanted.connect(partial(self._ask_for_other_folder, row))
        row.open_wanted.connect(partial(self._open_result, row))
        row.folder_wanted.connect(partial(self._show_in_folder, row))

    def _retry(self, row: DocumentRow) -> None:
        """As the choices are now: another language may be the reason to try again."""
        old = row.document.request
        new: QueueRequest
        if isinstance(old, DocumentRequest):
            new = replace(self.request_for(old.path, old.output), reading=old.reading)
        else:
            wanted = self._summary_request(old.path)
            new = replace(wanted, reading=old.reading, others=old.others)
        self.queue.retry(row.document.key, new)

    def _decide(
        self, row: DocumentRow, *, overwrite: bool = False, keep_both: bool = False
    ) -> None:
        request = row.document.request
        if isinstance(request, DocumentRequest):
            request = replace(request, overwrite=overwrite, keep_both=keep_both)
        self.queue.retry(row.document.key, request)

    def _ask_for_other_folder(self, row: DocumentRow) -> None:
        name = QFileDialog.getExistingDirectory(self._page, self.tr("Folder for the new file"))
        request = row.document.request
        if name and isinstance(request, DocumentRequest):
            self.queue.retry(row.document.key, replace(request, output=Path(name)))

    def _open_result(self, row: DocumentRow) -> None:
        if row.document.summary is not None:
            self._workspace.show_summary(row.document.summary)
            return
        output = self._output(row.document)
        if output is not None and not open_file(output):
            self._say_no_program(output)

    def _show_in_folder(self, row: DocumentRow) -> None:
        output = self._output(row.document)
        if output is not None and not show_in_folder(output):
            self._say_no_program(output.parent)

    def _output(self, document: QueuedDocument) -> Path | None:
        """The new file, if it is still there; otherwise that is said."""
        if document.report is None:
            return None
        output = document.report.output
        if output.exists():
            return output
        self._say_gone(output)
        return None

    def _say_gone(self, path: Path) -> None:
        self._page.messages.show_message(
            Message(
                self.tr("The file is no longer there"),
                self.tr("{path} was moved or deleted.").format(path=path),
            )
        )

    def _say_no_program(self, path: Path) -> None:
        self._page.messages.show_message(
            Message(
                self.tr("Your system has no program for this"),
                self.tr("You find it here: {path}").format(path=path),
                severity="notice",
            )
        )

    # --- what is chosen ---------------------------------------------------------------------------

    def _as_chosen(self, request: DocumentRequest) -> DocumentRequest:
        wanted = self.request_for(request.path, request.output)
        return replace(
            wanted,
            reading=request.reading,
            overwrite=request.overwrite,
            keep_both=request.keep_both,
        )

    def _on_preferences(self, before: Settings, after: Settings) -> None:
        # Who wants texts in another language wants documents in it, too; not the other way round.
        if before.target_language != after.target_language:
            self._panel.language.choose(after.target_language)
