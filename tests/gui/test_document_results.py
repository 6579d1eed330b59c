"""New documents are opened, and shown in their folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from bertsum_app.gui.documents.file_places import chooser_command
from bertsum_app.gui.documents.panel import DocumentsPanel
from bertsum_app.gui.main_window import MainWindow
from gui.documents_list import Dropped, report
from gui.fake_host import FakeHost


class Opened(QObject):
    """What the desktop was asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    method: Any = "take"  # PySide refuses the bytes that its own stubs ask for
    QDesktopServices.setUrlHandler("file", made, method)
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_the_result_is_opened_and_shown_in_its_folder(
    qtbot: QtBot,
    window: MainWindow,
    host: FakeHost,
    panel: DocumentsPanel,
    dropped: Dropped,
    opened: Opened,
    tmp_path: Path,
) -> None:
    (row,) = dropped("a.txt")
    host.finishes(report(host))
    qtbot.waitUntil(row.open_button.isVisible)
    row.open_button.click()
    row.folder_button.click()
    assert opened.paths == [tmp_path / "a.zh.txt", tmp_path]
    (tmp_path / "a.zh.txt").unlink()
    row.open_button.click()
    assert len(opened.paths) == 2
    message = window.workspace.messages.message
    assert message is not None
    assert "no longer there" in message.title


def test_file_managers_are_asked_for_the_very_file() -> None:
    path = Path("some folder/a b.zh.docx")
    assert chooser_command(path, "win32") == f'explorer /select,"{path}"'
    assert chooser_command(path, "darwin") == ["open", "-R", str(path)]
    assert chooser_command(path, "linux") is None
