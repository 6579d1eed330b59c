"""What lies over the window while files are dragged into it: says beforehand what will happen."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bertsum_app.gui.documents.file_kinds import (
    SortedFiles,
    copy_name,
    kinds,
    local_files,
    sorted_out,
)
from bertsum_app.gui.language_names import language_name
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.themed import set_style_property
from bertsum_app.gui.workspace.modes import Mode
from bertsum_app.service.documents import DocumentRequest

_MARGIN = 24
_VEIL = 0.94
_EDGE = 40
_MOST_NAMES = 3
_GONE_AFTER_MS = 150
"""A drag that leaves without having come to the overlay itself."""


class DropOverlay(QWidget):
    """Covers its parent. Show it with `offer`; it goes away by itself."""

    dropped = Signal(object)
    """A tuple of paths, to be worked on as the kind of work says."""

    dropped_as_text = Signal(object)
    """The path of one file, whose text is wanted only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._mode: Mode = "translate"
        self._other = ""
        self._request_for: Callable[[Path], DocumentRequest]
        self._files = SortedFiles((), ())
        self.work_zone = _Zone("translate")
        self.text_zone = _Zone("paste")
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(_GONE_AFTER_MS)
        self._watch.timeout.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(16)
        column.addWidget(self.work_zone, 3)
        column.addWidget(self.text_zone, 1)
        self.hide()

    @property
    def words(self) -> str:
        """All that is said."""
        return "\n".join(zone.words for zone in (self.work_zone, self.text_zone) if zone.words)

    def offer(
        self,
        paths: Sequence[Path],
        mode: Mode,
        request_for: Callable[[Path], DocumentRequest],
        other: str = "",
    ) -> None:
        """Cover the window, and say what a drop would do in this kind of work.

        `request_for` tells how a document is translated, `other` is the language for those that are in
        the wanted one already; empty: there is none.
        """
        self._mode, self._request_for, self._other = mode, request_for, other
        self._files = sorted_out(paths)
        self._say_work()
        self._say_text()
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self._point_at(None)
        self.show()
        self.raise_()

    def leave_soon(self) -> None:
        """The drag left what lies below; unless it comes to the overlay, it is gone."""
        self._watch.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._watch.stop()
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._point_at(event.position().toPoint())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        event.acceptProposedAction()
        paths = local_files(event.mimeData().urls())
        if self._zone_at(event.position().toPoint()) is self.text_zone:
            self.dropped_as_text.emit(paths[0])
        else:
            self.dropped.emit(paths)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # No drag any more: some desktops do not tell of its end.
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(current_theme().surface)
        veil.setAlphaF(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def _zone_at(self, position: QPoint) -> _Zone:
        on_text = not self.text_zone.isHidden() and self.text_zone.geometry().contains(position)
        return self.text_zone if on_text else self.work_zone

    def _point_at(self, position: QPoint | None) -> None:
        pointed = self.work_zone if position is None else self._zone_at(position)
        for zone in (self.work_zone, self.text_zone):
            set_style_property(zone, "pointed", "true" if zone is pointed else "false")

    def _say_work(self) -> None:
        fitting, refused, models = self._files.fitting, self._files.refused, self._files.models
        if models and not fitting:
            title = self.tr("Install the model {name}").format(name=models[0].name)
            self.work_zone.say("open", title, self.tr("It is checked before."))
            return
        title, text = self._work_words(fitting) if fitting else (self.tr("This cannot be read"), "")
        fit = self.tr("These can be read: {kinds}").format(kinds=", ".join(kinds()))
        left_out = ""
        if refused:
            left_out = self.tr("Left out: {names}").format(names=_some_names(refused))
        icon = self._mode if fitting else "warning"
        self.work_zone.say(icon, title, text, fit, left_out)

    def _work_words(self, fitting: Sequence[Path]) -> tuple[str, str]:
        count, name = len(fitting), fitting[0].name
        if self._mode == "translate":
            language = language_name(self._request_for(fitting[0]).target)
            if count == 1:
                title = self.tr("Translate {name} into {language}")
            else:
                title = self.tr("Translate %Ln document(s) into {language}", "", count)
            text = self._translate_text(fitting)
            if self._other:
                already = self.tr("What is in {language} already is translated into {other}.")
                text = f"{text}\n{already}".format(
                    language=language, other=language_name(self._other)
                )
            return title.format(name=name, language=language), text
        if self._mode == "summarize":
            if count > 1:
                title = self.tr("Summarize %Ln document(s)", "", count)
                return title, self.tr("Each of them is read as a whole and gets a summary.")
            title = self.tr("Summarize {name}").format(name=name)
            return title, self.tr("The whole of it is read, and its key sentences are shown.")
        if count > 1:
            return self.tr("One document at a time"), ""
        title = self.tr("Open the text of {name}").format(name=name)
        return title, self.tr("Its sentiment is read then.")

    def _translate_text(self, fitting: Sequence[Path]) -> str:
        first = fitting[0]
        if len(fitting) > 1 or os.path.isdir(first):
            return self.tr("A translated copy is written beside each of them.")
        copy = copy_name(self._request_for(first))
        return self.tr("A translated copy is written beside it: {copy}").format(copy=copy)

    def _say_text(self) -> None:
        fitting = self._files.fitting
        single = len(fitting) == 1 and not self._files.refused and not os.path.isdir(fitting[0])
        self.text_zone.setVisible(single and self._mode == "translate")
        self.text_zone.say(
            "paste",
            self.tr("Only open its text"),
            self.tr("To read and edit it here; no file is written."),
        )


class _Zone(QFrame):
    """A place to drop on: an icon, what will happen, and a few muted words."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self.setObjectName("dropZone")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = IconLabel(icon_name, "accent", edge=_EDGE)
        self._title = QLabel()
        self._title.setProperty("kind", "drop-title")
        self._text = QLabel()
        self._fit = QLabel()
        self._refused = QLabel()
        for label in (self._text, self._fit):
            label.setProperty("kind", "muted")
        self._refused.setProperty("kind", "doubt")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._text, self._fit, self._refused):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def words(self) -> str:
        """What is said; empty while the zone is not offered."""
        if self.isHidden():
            return ""
        labels = (self._title, self._text, self._fit, self._refused)
        return "\n".join(label.text() for label in labels if label.text())

    def say(self, icon_name: str, title: str, text: str, fit: str = "", refused: str = "") -> None:
        """Show these words."""
        self._icon.show_icon(icon_name, "warning" if icon_name == "warning" else "accent")
        for label, words in (
            (self._title, title),
            (self._text, text),
            (self._fit, fit),
            (self._refused, refused),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(self.words)


def _some_names(paths: Sequence[Path]) -> str:
    names = ", ".join(path.name for path in paths[:_MOST_NAMES])
    return names if len(paths) <= _MOST_NAMES else f"{names}, …"
