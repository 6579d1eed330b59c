"""The menu of the button for documents: open some, a whole folder, or what was opened last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from bertsum_app.gui.documents.recent import RecentFiles
from bertsum_app.gui.shortcuts.keys import Shortcuts

_LONGEST_NAME = 60


class DocumentsMenu(QMenu):
    """Filled anew each time it opens."""

    open_wanted = Signal()
    folder_wanted = Signal()
    file_wanted = Signal(object)
    """The path of a file that was opened before."""

    def __init__(self, recent: RecentFiles, shortcuts: Shortcuts, parent: QWidget) -> None:
        super().__init__(parent)
        self._recent = recent
        self._shortcuts = shortcuts

    def open_over(self, button: QWidget) -> None:
        """Open above the button that asked for it."""
        self._fill()
        top = button.mapToGlobal(QPoint(0, 0))
        self.popup(top - QPoint(0, self.sizeHint().height()))
        # Who came by keyboard is at the first entry.
        self.setActiveAction(self.actions()[0])

    def _fill(self) -> None:
        self.clear()
        opening = self.addAction(self.tr("Open documents…"), self.open_wanted.emit)
        keys = self._shortcuts.main_keys("open-documents")
        opening.setText(
            f"{opening.text()}\t{keys.toString(QKeySequence.SequenceFormat.NativeText)}"
        )
        self.addAction(self.tr("Open a folder…"), self.folder_wanted.emit)
        files = self._recent.files
        if not files:
            return
        self.addSeparator()
        # A section's own words are not seen in this style.
        self.addAction(self.tr("Opened before")).setEnabled(False)
        names = [path.name for path in files]
        for path in files:
            name = path.name if names.count(path.name) == 1 else f"{path.name} – {path.parent}"
            action = self.addAction(_shown(name), partial(self._choose, path))
            action.setToolTip(str(path))
        self.addSeparator()
        self.addAction(self.tr("Forget these files"), self._recent.clear)

    def _choose(self, path: Path) -> None:
        self.file_wanted.emit(path)


def _shown(name: str) -> str:
    """A file's name as the words of a menu: an ampersand is no mark for a key, and it has an end."""
    if len(name) > _LONGEST_NAME:
        half = _LONGEST_NAME // 2
        name = f"{name[:half]}…{name[-half:]}"
    return name.replace("&", "&&")
