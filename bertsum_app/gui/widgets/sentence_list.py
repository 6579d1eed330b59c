"""A list of sentences, each with an icon, a word and a figure: nothing told by colour alone.

Rows are painted by a delegate, so that a text of thousands of sentences costs no widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bertsum_app.gui.icons import pixmap
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.row_ground import paint_row_ground

_SIDE = 20
_INSET = 8
_PADDING = 8
_ICON = 20
_GAP = 12
# Rows are laid out so many at a time, between the event loop's turns.
_BATCH = 200

_ROOT = QModelIndex()


@dataclass(frozen=True)
class SentenceRow:
    """`tint` names a colour token for icon and figure; `label` is the word for it."""

    icon_name: str
    tint: str
    text: str
    label: str
    figure: str


class SentenceModel(QAbstractListModel):
    """The rows, as text for screen readers and as `SentenceRow` for the delegate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SentenceRow, ...] = ()

    def show_rows(self, rows: Sequence[SentenceRow]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: int) -> SentenceRow:
        """One row."""
        return self._rows[index]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.label} {row.figure}: {row.text}"
        return None


class SentenceList(QListView):
    """Choosing a row, by mouse or arrow keys, tells which sentence is meant."""

    row_chosen = Signal(int)
    """The index of the row the person went to, or -1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = SentenceModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def rows(self) -> SentenceModel:
        """The model behind the list."""
        return self._rows

    def show_rows(self, rows: Sequence[SentenceRow]) -> None:
        """Show these rows and no others."""
        self._rows.show_rows(rows)
        self.scrollToTop()

    def go_to_row(self, index: int) -> None:
        """Choose a row from the program and bring it into view; says `row_chosen` as well."""
        where = self._rows.index(index)
        self.setCurrentIndex(where)
        self.scrollTo(where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Heights follow from the width.
        self.scheduleDelayedItemsLayout()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.row_chosen.emit(current.row() if current.isValid() else -1)


class _RowDelegate(QStyledItemDelegate):
    """Paints `icon  sentence on one or more lines  figure`."""

    def __init__(self, view: SentenceList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        row = self._view.rows.row(index.row())
        metrics = self._view.fontMetrics()
        text = self._text_room(QRect(0, 0, width, 0), metrics)
        lines = metrics.boundingRect(
            QRect(0, 0, text.width(), 1 << 20), _WRAPPED, row.text
        ).height()
        return QSize(width, max(_ICON, lines) + 2 * _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = current_theme()
        row = self._view.rows.row(index.row())
        room: QRect = option.rect
        state: QStyle.StateFlag = option.state
        metrics = self._view.fontMetrics()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, room, state, inset=_INSET)
        tint = QColor(str(getattr(theme, row.tint)))
        icon_top = room.top() + _PADDING + (metrics.height() - _ICON) // 2
        picture = pixmap(row.icon_name, tint.name(), _ICON, self._view.devicePixelRatioF())
        painter.drawPixmap(QRect(room.left() + _SIDE, icon_top, _ICON, _ICON), picture)
        painter.setFont(self._view.font())
        painter.setPen(QColor(theme.text))
        painter.drawText(self._text_room(room, metrics), _WRAPPED, row.text)
        painter.setPen(tint)
        painter.drawText(
            room.adjusted(0, _PADDING, -_SIDE, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
            row.figure,
        )
        painter.restore()

    @staticmethod
    def _text_room(room: QRect, metrics: QFontMetrics) -> QRect:
        figure = metrics.horizontalAdvance("100 %")
        return room.adjusted(_SIDE + _ICON + _GAP, _PADDING, -(_SIDE + figure + _GAP), -_PADDING)


_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
