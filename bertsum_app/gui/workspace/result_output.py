"""Taking the result out of the page: to the clipboard, into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from bertsum_app.core.atomic import write_text_atomic
from bertsum_app.core.errors import AppError
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.workspace.page import WorkspacePage


class ResultOutput(QObject):
    """Does what the buttons under the result say."""

    def __init__(self, page: WorkspacePage, text: Callable[[], str]) -> None:
        """`text` is asked for the result."""
        super().__init__(page)
        self._page = page
        self._text = text
        page.result.copy_requested.connect(self.copy)
        page.result.save_requested.connect(self._ask_where_to_save)

    def copy(self) -> None:
        """Put the result on the clipboard."""
        if not self._page.result.is_empty:
            QGuiApplication.clipboard().setText(self._text())
            self._page.result.confirm_copied()

    def save(self, path: Path) -> None:
        """Write the result to a file, UTF-8."""
        try:
            write_text_atomic(path, self._text())
        except AppError as error:
            self._page.messages.show_message(message_for(error))
        else:
            self._page.actions_bar.show_status(self.tr("Saved as {name}").format(name=path.name))

    def _ask_where_to_save(self) -> None:
        if self._page.result.is_empty:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Save the result"),
            self.tr("result.txt"),
            self.tr("Text files (*.txt *.md *.text);;All files (*)"),
        )
        if name:
            self.save(Path(name))
