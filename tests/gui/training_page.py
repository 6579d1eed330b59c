"""What tests do with the Training page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from bertsum_app.gui.training.before_after import BeforeAfterView
from bertsum_app.gui.training.page import TrainingPage
from bertsum_app.service.training import (
    RunRow,
    RunsListed,
    TrainingRequest,
)
from gui.fake_training import (
    FakeTraining,
)


def drop(page: TrainingPage, *paths: Path) -> None:
    """Let go of files over the form."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target, where = page.setup, QPoint(5, 5)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, action, data, button, none)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(where), action, data, button, none))


def asked_to_check(qtbot: QtBot, training: FakeTraining, times: int) -> TrainingRequest:
    """What is to be looked at, when it was asked for so often."""
    qtbot.waitUntil(lambda: len(training.said("check")) == times)
    request = training.said("check")[-1][0]
    assert isinstance(request, TrainingRequest)
    return request


def texts(widget: TrainingPage | BeforeAfterView) -> str:
    """All that can be read."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def listed(qtbot: QtBot, page: TrainingPage, training: FakeTraining, *rows: RunRow) -> None:
    """Tell of these runs, and of no others."""
    training.tell(RunsListed(rows))
    qtbot.waitUntil(lambda: page.list.runs == rows)


def go_to(qtbot: QtBot, page: TrainingPage, training: FakeTraining, run: RunRow) -> None:
    """The run is the only one, and clicked at."""
    listed(qtbot, page, training, run)
    place = page.list.visualItemRect(page.list.item(0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.run.isVisible()
