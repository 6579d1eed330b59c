"""How a document is to be read: in which encoding, and which columns of a table. View only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.documents.format import Reading
from bertsum_app.documents.model import Document
from bertsum_app.gui.documents.encodings import ENCODINGS, encoding_name
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.language_box import LanguageBox

_WIDTH = 520
_MOST_COLUMNS_HEIGHT = 260
_AS_FOUND = ""


class ReadingDialog(QDialog):
    """Shows what was found with `show_found`; asks by signal for another encoding to be tried."""

    encoding_chosen = Signal(str)
    """A Python codec; empty: to be found out."""

    reading_chosen = Signal(object)
    """The document is to be worked on, read so: a `Reading`."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("How {name} is read").format(name=name))
        self.encoding = LanguageBox()
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self._offer_encodings("")
        self.preview = QLabel()
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setProperty("kind", "muted")
        self.preview.setAccessibleName(self.tr("How the file begins"))
        self.problem = QLabel()
        self.problem.setProperty("kind", "doubt")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.columns: list[CheckBox] = []
        self._names: list[str] = []
        self._columns_label = QLabel(self.tr("Translate what stands in"))
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._area = QScrollArea()
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self.start = QPushButton(self.tr("Start"))
        self.start.setProperty("kind", "primary")
        self.start.setDefault(True)
        self.start.setEnabled(False)
        self.leave = QPushButton(self.tr("Cancel"))
        self._arrange()
        self.encoding.chosen.connect(self.encoding_chosen)
        self.start.clicked.connect(self._on_start)
        self.leave.clicked.connect(self.reject)

    def show_found(self, found: Document, begins: str) -> None:
        """What the file is like when it is read so; `begins` is the beginning of its text."""
        self._offer_encodings(found.encoding or "")
        self.problem.hide()
        self._preview(begins)
        # Those of the same names stay as they were chosen.
        chosen = dict(zip(self._names, (box.isChecked() for box in self.columns), strict=True))
        self._clear()
        for column in found.columns:
            self._add(column.name, column.sample, chosen.get(column.name, column.chosen))
        for widget in (self._columns_label, self._area):
            widget.setVisible(bool(found.columns))
        self._area.setFixedHeight(min(_MOST_COLUMNS_HEIGHT, self._inside.sizeHint().height()))
        self._allow_start()

    def show_problem(self, words: str) -> None:
        """The file cannot be read so."""
        self.problem.setText(words)
        self.problem.show()
        self.start.setEnabled(False)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        label = QLabel(self.tr("Encoding"))
        label.setBuddy(self.encoding)
        head.addWidget(label)
        head.addWidget(self.encoding)
        head.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.start)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(head)
        for widget in (self.preview, self.problem, self._columns_label, self._area):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.preview.setFixedWidth(_WIDTH)
        self.problem.setFixedWidth(_WIDTH)
        self._columns_label.hide()
        self._area.hide()

    def _offer_encodings(self, found: str) -> None:
        """`found` is what the file is read in now."""
        as_found = self.tr("As found out")
        if found and self.encoding.code == _AS_FOUND:
            as_found = self.tr("As found out: {name}").format(name=encoding_name(found))
        self.encoding.set_entries(((_AS_FOUND, as_found), *ENCODINGS))

    def _preview(self, begins: str) -> None:
        metrics = self.preview.fontMetrics()
        lines = [line.expandtabs(4) for line in begins.splitlines()[:4]]
        cut = (metrics.elidedText(line, Qt.TextElideMode.ElideRight, _WIDTH) for line in lines)
        self.preview.setText("\n".join(cut))

    def _clear(self) -> None:
        self.columns.clear()
        self._names.clear()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    def _add(self, name: str, sample: str, chosen: bool) -> None:
        box = CheckBox()
        # An ampersand in a name is no mark for a key.
        shown = name.replace("&", "&&") or self.tr("(without a name)")
        box.setText(shown)
        box.setChecked(chosen)
        box.setAccessibleDescription(sample)
        box.toggled.connect(self._allow_start)
        words = ElidedLabel()
        words.setProperty("kind", "muted")
        words.setText(" ".join(sample.split()))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(box)
        row.addWidget(words, 1)
        self.columns.append(box)
        self._names.append(name)
        self._rows.addWidget(both)

    def _allow_start(self) -> None:
        self.start.setEnabled(not self.columns or any(box.isChecked() for box in self.columns))

    def _on_start(self) -> None:
        pairs = zip(self._names, self.columns, strict=True)
        chosen = tuple(name for name, box in pairs if box.isChecked())
        self.accept()
        self.reading_chosen.emit(Reading(self.encoding.code or None, chosen or None))
