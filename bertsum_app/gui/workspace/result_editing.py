"""The person's own hand in a translation: edits, chosen renderings, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.gui.workspace.result_sentences import Version, VersionChange
from bertsum_app.gui.workspace.shown_translation import ShownTranslation
from bertsum_app.gui.workspace.version_history import VersionHistory


class ResultEditing(QObject):
    """Takes what the person does to the shown translation into its sentences."""

    changed = Signal()
    """The person changed the result."""

    typed = Signal()
    """The change was made in the pane itself."""

    def __init__(self, page: WorkspacePage, shown: ShownTranslation) -> None:
        super().__init__(page)
        self._pane = page.result.pane
        self._shown = shown
        self._history = VersionHistory()
        self._typed_to = -1
        """Where the caret was left by typing; the next letter there belongs to the same step."""
        self._pane.edited.connect(self._on_edited)
        self._pane.undo_requested.connect(self.undo)
        self._pane.redo_requested.connect(self.redo)
        self._pane.menu_opening.connect(self._on_menu)

    def put(self, index: int, version: Version | None) -> None:
        """Give a sentence of the shown translation a version; None gives it the machine's."""
        links = self._shown.links
        if links is None or links.sentences[index].version == version:
            return
        self._history.record((links.put(index, version),))
        self._after(index)

    def replaced(self, change: VersionChange) -> None:
        """The machine's rendering took the place of a version whose source was changed."""
        self._history.record((change,))

    def undo(self) -> None:
        """Take the person's last step back."""
        links = self._shown.links
        if links is not None:
            self._after(*links.undo(self._history)[-1:])

    def redo(self) -> None:
        """Do again what was taken back last."""
        links = self._shown.links
        if links is not None:
            self._after(*links.redo(self._history)[-1:])

    def forget(self) -> None:
        """The result is another one altogether."""
        self._history.clear()
        self._typed_to = -1

    def _after(self, index: int = -1) -> None:
        """Show what was done to a sentence, with the caret behind it."""
        links = self._shown.links
        if links is None or index < 0:
            return
        self._typed_to = -1
        self._shown.rewrite()
        caret = self._pane.textCursor()
        caret.setPosition(min(links.target_range(index)[1], self._pane.length))
        self._pane.setTextCursor(caret)
        self.changed.emit()

    def _on_menu(self, menu: QMenu, position: int) -> None:
        links = self._shown.links
        if links is None:
            return
        # Qt's own items undo in the document, which keeps no account of it.
        for name, possible, do in (
            ("edit-undo", self._history.can_undo, self.undo),
            ("edit-redo", self._history.can_redo, self.redo),
        ):
            action = menu.findChild(QAction, name)
            if isinstance(action, QAction):
                action.triggered.disconnect()
                action.triggered.connect(lambda _=False, do=do: do())
                action.setEnabled(possible)
        index = links.near_target(position) if position >= 0 else -1
        if index < 0:
            return
        sentence = links.sentences[index]
        if sentence.version is not None:
            menu.addSeparator()
            back = menu.addAction(self.tr("Take the machine's version back"))
            back.triggered.connect(lambda: self.put(index, None))
        if sentence.earlier not in (None, sentence.version):
            menu.addSeparator()
            again = menu.addAction(self.tr("Bring your earlier version back"))
            again.triggered.connect(lambda: self.put(index, sentence.earlier))

    def _on_edited(self, position: int, removed: int, added: int) -> None:
        links = self._shown.links
        if links is None:
            return
        changes = links.take_edit(position, removed, self._pane.text + self._pane.pending)
        if not changes:
            return
        goes_on = self._typed_to in (position, position + removed)
        self._history.record(changes, goes_on=goes_on)
        self._typed_to = position + added
        self.typed.emit()
        self._shown.changed.emit()
        self.changed.emit()
