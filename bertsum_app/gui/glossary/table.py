"""The terms of one direction as a table that can be edited in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from bertsum_app.gui.theme import current_theme
from bertsum_app.text.glossary import Term, make_term

SOURCE, TARGET = 0, 1

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


class TermTable(QAbstractTableModel):
    """Shows terms; an edit is not done here but asked for, so that it can be undone."""

    edited = Signal(object)
    """All terms as they are to be: a tuple."""

    refused = Signal(str)
    """What was typed cannot be an entry: "empty", "long" or "double"."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[Term, ...] = ()
        self._headers = ("", "")

    @property
    def terms(self) -> tuple[Term, ...]:
        """What is shown."""
        return self._terms

    def show_terms(self, terms: tuple[Term, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._terms = terms
        self.endResetModel()

    def name_columns(self, source: str, target: str) -> None:
        """The words above the columns."""
        self._headers = (source, target)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, SOURCE, TARGET)
        if self._terms:
            # The words for what is left as it is may be in another language now.
            self.dataChanged.emit(self.index(0, SOURCE), self.index(len(self._terms) - 1, TARGET))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._terms)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        return None

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        term = self._terms[index.row()]
        text = term.source if index.column() == SOURCE else term.target
        if role == Qt.ItemDataRole.EditRole:
            return text or ""
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return self.tr("(left as it is)") if text is None else text
        if role == Qt.ItemDataRole.ForegroundRole and text is None:
            return QColor(current_theme().muted)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        row, old = index.row(), self._terms[index.row()]
        source, target = old.source, old.target or ""
        if index.column() == SOURCE:
            source = str(value)
        else:
            target = str(value)
        new = self.checked(source, target, besides=row)
        if new is None or new == old:
            return False
        self.edited.emit((*self._terms[:row], new, *self._terms[row + 1 :]))
        return True

    def checked(self, source: str, target: str, besides: int = -1) -> Term | None:
        """The entry these two make, or None, and `refused` says why; row `besides` is not compared."""
        try:
            term = make_term(source, target)
        except ValueError:
            self.refused.emit("long" if source.strip() else "empty")
            return None
        if any(
            term.source == other.source for row, other in enumerate(self._terms) if row != besides
        ):
            self.refused.emit("double")
            return None
        return term
