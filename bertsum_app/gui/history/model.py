"""The rows of the history as Qt's views want them: words for screen readers, values for the delegate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bertsum_app.gui.language_names import language_name
from bertsum_app.service.history import HistoryRow

_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """Asks for more rows when the view comes to the end of them."""

    more_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[HistoryRow, ...] = ()
        self._has_more = False

    def show_rows(self, rows: Sequence[HistoryRow], has_more: bool) -> None:
        """Show these rows and no others; rows that only came to the end of the old ones are added."""
        old, new = self._rows, tuple(rows)
        self._has_more = has_more
        if new == old:
            return
        if old and new[: len(old)] == old:
            self.beginInsertRows(_ROOT, len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()

    def row(self, index: int) -> HistoryRow:
        """One row."""
        return self._rows[index]

    def index_of(self, entry_id: int) -> int | None:
        """Where the row of an entry is."""
        return next((i for i, row in enumerate(self._rows) if row.id == entry_id), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        # Asked once; the rows come later, and tell whether there are still more.
        self._has_more = False
        self.more_wanted.emit()

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.source
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: HistoryRow) -> str:
        mode = {
            "translate": self.tr("Translation"),
            "summarize": self.tr("Summary"),
            "sentiment": self.tr("Sentiment"),
        }[row.mode]
        facts = [mode, languages_text(row), date_text(row)]
        if row.pinned:
            facts.append(self.tr("pinned"))
        return f"{', '.join(fact for fact in facts if fact)}: {row.source} – {row.result}"


def languages_text(row: HistoryRow) -> str:
    """The languages of an entry, as in `English → Chinese`."""
    names = [
        "" if code is None else language_name(code)
        for code in (row.source_language, row.target_language)
    ]
    return " → ".join(name for name in names if name)


def date_text(row: HistoryRow) -> str:
    """When it was made, as people here write it."""
    made = QDateTime.fromMSecsSinceEpoch(row.made_ms)
    return QLocale().toString(made, QLocale.FormatType.ShortFormat)
