"""Between the Workspace, the view of the corrections, the header's badge and the corrections' thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bertsum_app.core.errors import DatabaseLocked
from bertsum_app.gui.corrections.port import CorrectionsPort
from bertsum_app.gui.corrections.view import CorrectionsView
from bertsum_app.gui.workspace.remembering import Remembering
from bertsum_app.service.corrections import (
    Correction,
    CorrectionsDeleted,
    CorrectionsEvent,
    CorrectionsExported,
    CorrectionsFailed,
    CorrectionsListed,
    CorrectionsSaved,
)

AGAIN_AFTER_MS = 3_000
"""Corrections that another program keeps from the store are offered to it again after so long."""


class CorrectionsController(QObject):
    """Give it a store with `attach` when there is one; before, nothing is kept."""

    listed = Signal(object)
    """The corrections there are, as `CorrectionsListed`; whenever they have changed."""

    failed = Signal(object)
    """The exception that kept the store from being read or written."""

    # From the store's thread to this object's: which store it comes from, and the event.
    _arrived = Signal(int, object)

    def __init__(self, remembering: Remembering) -> None:
        super().__init__(remembering)
        self._remembering = remembering
        self._view: CorrectionsView | None = None
        self._store: CorrectionsPort | None = None
        self._last = CorrectionsListed(())
        self._closed = False
        self._number = 0
        """Of the store in use; what an earlier one said may still be on its way."""
        self._again = QTimer(self)
        """Runs while another program holds the store."""
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER_MS)
        self._again.timeout.connect(self._try_again)
        remembering.wanted.connect(self._save)
        self._arrived.connect(self._on_event, Qt.ConnectionType.QueuedConnection)

    def attach(self, store: CorrectionsPort) -> None:
        """Use this store from now on; its events go to `publish`."""
        self._store = store
        store.look()

    def detach(self) -> None:
        """Use no store until there is another one; this one must be closed already."""
        self._store = None
        self._number += 1
        self._again.stop()
        self._remembering.forget()
        self._show(CorrectionsListed(()))

    def show_in(self, view: CorrectionsView) -> None:
        """Show the corrections there, too, and do what is wanted there."""
        self._view = view
        view.delete_wanted.connect(self._delete)
        view.undo_wanted.connect(self._undo)
        view.export_wanted.connect(self._export)
        view.messages.dismissed.connect(self._purge)
        view.show_listed(self._last)

    def look(self) -> None:
        """Other models are installed now: other corrections may count as learned."""
        if self._store is not None:
            self._store.look()

    def publish(self, event: CorrectionsEvent) -> None:
        """Take an event; may be called from any thread."""
        # Behind `close` this object may be gone.
        if not self._closed:
            self._arrived.emit(self._number, event)

    def close(self) -> None:
        """Hear and ask nothing more; whoever made the store closes it."""
        self._closed = True
        self._again.stop()
        self._store = None

    # --- what the person does -------------------------------------------------------------------

    def _save(self, corrections: tuple[Correction, ...]) -> None:
        if self._store is None:
            self._remembering.show_not_kept(corrections)
        else:
            self._store.save(corrections)

    def _delete(self, ids: tuple[int, ...]) -> None:
        if self._store is not None:
            self._store.delete(ids)
            self._remembering.forget()

    def _undo(self) -> None:
        if self._store is not None:
            self._store.undo_delete()

    def _purge(self) -> None:
        if self._store is not None:
            self._store.purge()

    def _export(self, path: Path) -> None:
        if self._store is not None:
            self._store.export(path)

    def _try_again(self) -> None:
        if self._store is not None:
            self._store.try_again()

    # --- events of the store --------------------------------------------------------------------

    def _on_event(self, number: int, event: CorrectionsEvent) -> None:
        if self._closed or number != self._number:
            return
        match event:
            case CorrectionsListed():
                self._show(event)
            case CorrectionsSaved():
                self._remembering.show_saved(event)
            case CorrectionsDeleted() if self._view is not None:
                self._view.show_deleted(event.count)
            case CorrectionsExported() if self._view is not None:
                self._view.show_exported(event.path, event.count)
            case CorrectionsFailed():
                self._on_failed(event)
            case _:
                pass

    def _show(self, listed: CorrectionsListed) -> None:
        self._last = listed
        if self._view is not None:
            self._view.show_listed(listed)
        self.listed.emit(listed)

    def _on_failed(self, event: CorrectionsFailed) -> None:
        if isinstance(event.error, DatabaseLocked):
            again = self._again.isActive()
            self._again.start()
            if again:
                return  # it was said, and is being tried
        if event.saving:
            self._remembering.show_not_kept(event.saving)
        self.failed.emit(event.error)
