"""The files to learn from: dropped or chosen, each with what was found out about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.corpus.user_corpus import CorpusTask
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.icon_button import IconButton
from bertsum_app.gui.widgets.icon_label import IconLabel
from bertsum_app.gui.widgets.themed import set_style_property


class FileList(QFrame):
    """A place to drop files and folders on, and a row for each of them."""

    changed = Signal()
    """Other files than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._task: CorpusTask = "translate"
        self._paths: tuple[str, ...] = ()
        self._facts: dict[str, str] = {}
        self._shown: list[_Row] = []
        self._icon = IconLabel("open", "muted", edge=24)
        self._hint = QLabel()
        self._hint.setProperty("kind", "muted")
        self._hint.setWordWrap(True)
        self.add_files = QPushButton()
        self.add_folder = QPushButton()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._arrange()
        self.add_files.clicked.connect(self._ask_for_files)
        self.add_folder.clicked.connect(self._ask_for_folder)
        self._retranslate()

    @property
    def paths(self) -> tuple[str, ...]:
        """Files and folders, in the order in which they were given."""
        return self._paths

    def ask_for(self, task: CorpusTask) -> None:
        """Say which files are of use to teach this."""
        self._task = task
        self._say_hint()

    def use(self, paths: Iterable[str]) -> None:
        """Take these and no others."""
        self._facts.clear()
        self._set(tuple(dict.fromkeys(paths)))

    def add(self, paths: Iterable[str]) -> None:
        """Take these, too."""
        self._set(tuple(dict.fromkeys((*self._paths, *paths))))

    def remove(self, path: str) -> None:
        """Take one away."""
        self._set(tuple(each for each in self._paths if each != path))

    def show_facts(self, facts: dict[str, str]) -> None:
        """What was found out about files, by path; of a folder, of what is in it."""
        self._facts = facts
        self._fill()

    def row_texts(self) -> tuple[str, ...]:
        """What the rows say, for tests."""
        return tuple(
            " ".join(label.text() for label in row.findChildren(QLabel)) for row in self._shown
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            set_style_property(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_style_property(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        set_style_property(self, "over", "false")
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _arrange(self) -> None:
        leave_focus(self.add_files, self.add_folder)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._icon)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.add_files)
        foot.addWidget(self.add_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addLayout(foot)

    def _set(self, paths: tuple[str, ...]) -> None:
        if paths != self._paths:
            self._paths = paths
            self._fill()
            self.changed.emit()

    def _fill(self) -> None:
        for row in self._shown:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown.clear()
        for path in self._paths:
            row = _Row(path, self._facts.get(path, ""))
            self._shown.append(row)
            row.remove.describe(self.tr("Take {name} away").format(name=Path(path).name))
            row.remove.clicked.connect(partial(self.remove, path))
            self._rows.addWidget(row)

    def _ask_for_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Texts to learn from"),
            "",
            self.tr(
                "Texts (*.tsv *.csv *.txt *.jsonl *.json *.tmx *.xlf *.xliff *.xz *.gz);;All files (*)"
            ),
        )
        self.add(names)

    def _ask_for_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder of texts to learn from"))
        if name:
            self.add((name,))

    def _say_hint(self) -> None:
        self._hint.setText(
            {
                "translate": self.tr(
                    "Drop files here: translation memories (TMX, XLIFF), tables (TSV, CSV), JSON lines, "
                    "or two files x.en and x.zh"
                ),
                "summarize": self.tr(
                    "Drop files here: tables (TSV, CSV) or JSON lines with text and summary, or a "
                    "folder of texts and their summaries"
                ),
                "sentiment": self.tr(
                    "Drop files here: tables (TSV, CSV) or JSON lines with a text and a label, "
                    "positive or negative"
                ),
            }[self._task]
        )

    def _retranslate(self) -> None:
        self._say_hint()
        self.add_files.setText(self.tr("Add files…"))
        self.add_folder.setText(self.tr("Add a folder…"))
        self._fill()


class _Row(QWidget):
    def __init__(self, path: str, facts: str) -> None:
        super().__init__()
        name = QLabel(Path(path).name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setToolTip(path)
        told = ElidedLabel()
        told.setProperty("kind", "muted")
        told.setText(facts)
        self.remove = IconButton("close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(told, 1)
        row.addWidget(self.remove)
