"""Qt's application object, which hears of files that macOS wants opened.

There a document that was double-clicked comes as an event and not as an argument, also while the program
is running.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """One a process."""

    file_wanted = Signal(object)
    """A file that the system wants opened: its `Path`."""

    is_quitting = False
    """Whether the program as a whole is told to end, as by its menu on macOS, and closes its windows."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(Path(event.file()))
            return True
        if event.type() != QEvent.Type.Quit:
            return super().event(event)
        self.is_quitting = True
        try:
            return super().event(event)
        finally:
            self.is_quitting = False


def is_ending(application: QApplication) -> bool:
    """Whether not the window is being closed but the program, or the person's whole session, ended."""
    quits = isinstance(application, Application) and application.is_quitting
    return quits or application.isSavingSession()
