"""The card that says what the program has written, and deletes it once that was seen.

Two steps, both in the page: the button shows a list of what would go; only beneath the list is the
button that deletes, which says how much.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.service.user_data import ADDED_BY_USER, DataKind, DataPart


class DataCard(CardFrame):
    """Shows what it is given with `show_parts`."""

    list_wanted = Signal()
    """The person wants to see what there is."""

    deletion_wanted = Signal(object)
    """The kinds of data (a frozenset of `DataKind`) that the person wants gone."""

    unfolded = Signal()
    """The list is there, and needs room."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[DataPart, ...] = ()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self._intro = _paragraph()
        self.show_button = QPushButton()
        self._list_title = QLabel()
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(24)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(2, 1)
        self.including_added = CheckBox()
        self._note = _paragraph()
        self.delete_button = QPushButton()
        self.delete_button.setProperty("kind", "danger")
        self.keep_button = QPushButton()
        self._details = QWidget()
        self._arrange()
        self.show_button.clicked.connect(self.list_wanted)
        self.including_added.toggled.connect(self._say_how_much)
        self.delete_button.clicked.connect(self._on_delete)
        self.keep_button.clicked.connect(self.fold)
        self._retranslate()
        self.fold()

    def show_parts(self, parts: Sequence[DataPart]) -> None:
        """List what there is, and offer to delete it."""
        self._parts = tuple(parts)
        self.including_added.setChecked(False)
        self._fill_rows()
        self._details.show()
        self.show_button.hide()
        # The one that harms nothing.
        self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfolded.emit()

    def fold(self) -> None:
        """Back to the one button."""
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self._details.isAncestorOf(focus)
        self._details.hide()
        self.show_button.show()
        if had_focus:
            self.show_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._details.isVisible():
            self.fold()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._fill_rows()

    def _arrange(self) -> None:
        for button in (
            self.show_button,
            self.delete_button,
            self.keep_button,
            self.including_added,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        first = QHBoxLayout()
        first.addWidget(self.show_button)
        first.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.delete_button)
        last.addWidget(self.keep_button)
        last.addStretch(1)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(12)
        details.addWidget(self._list_title)
        details.addLayout(self._rows)
        details.addWidget(self.including_added)
        details.addWidget(self._note)
        details.addLayout(last)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self._intro)
        column.addLayout(first)
        column.addWidget(self._details)

    def _fill_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, part in enumerate(self._parts):
            name, size, place = QLabel(self._name_of(part.kind)), QLabel(), ElidedLabel()
            size.setText(_how_much(self._files(part.files), part.bytes))
            place.setText(str(part.place))
            for label in (size, place):
                label.setProperty("kind", "muted")
            for column, label in enumerate((name, size, place)):
                self._rows.addWidget(label, row, column)
        self.including_added.setVisible(any(part.kind in ADDED_BY_USER for part in self._parts))
        self._say_how_much()

    def _say_how_much(self) -> None:
        chosen = self._chosen()
        files = sum(part.files for part in chosen)
        self._list_title.setText(
            self.tr("BertSum has written:") if self._parts else self.tr("There is nothing.")
        )
        much = _how_much(self._files(files), sum(part.bytes for part in chosen))
        self.delete_button.setText(self.tr("Delete {much}").format(much=much))
        self.delete_button.setVisible(bool(self._parts))
        self.delete_button.setEnabled(bool(chosen))
        self._note.setVisible(bool(self._parts))

    def _chosen(self) -> tuple[DataPart, ...]:
        everything = self.including_added.isChecked()
        return tuple(part for part in self._parts if everything or part.kind not in ADDED_BY_USER)

    def _on_delete(self) -> None:
        kinds = frozenset(part.kind for part in self._chosen())
        self.fold()
        self.deletion_wanted.emit(kinds)

    def _files(self, count: int) -> str:
        return self.tr("%Ln file(s)", "", count)

    def _name_of(self, kind: DataKind) -> str:
        names: dict[DataKind, str] = {
            "history": self.tr("History"),
            "corrections": self.tr("Corrections you had remembered"),
            "glossaries": self.tr("Glossaries"),
            "recent": self.tr("Names of the files opened last"),
            "window": self.tr("Place of the window"),
            "drafts": self.tr("What stands in the window"),
            "settings": self.tr("Settings"),
            "log": self.tr("Log"),
            "converted": self.tr("Prepared models"),
            "models": self.tr("Models you added"),
            "runs": self.tr("Training runs"),
        }
        return names[kind]

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Your data"))
        self._intro.setText(
            self.tr(
                "All that BertSum writes stays on this computer. You can see what there is, and "
                "delete it."
            )
        )
        self.show_button.setText(self.tr("Delete all my data…"))
        self.including_added.setText(self.tr("Also delete the models and training runs I added"))
        self._note.setText(
            self.tr(
                "This cannot be undone. Settings go back to those of a first start; prepared models "
                "are made again when they are needed. The text in the Workspace stays."
            )
        )
        self.keep_button.setText(self.tr("Keep everything"))
        self._say_how_much()


def _paragraph() -> QLabel:
    label = QLabel()
    label.setProperty("kind", "muted")
    label.setWordWrap(True)
    return label


def _how_much(files: str, size: int) -> str:
    return f"{files} · {QLocale().formattedDataSize(size)}"
